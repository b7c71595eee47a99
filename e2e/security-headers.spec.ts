import type { RawAnswer, RawRequest } from '../outside/http.ts';
import { consoleUrl, sendRaw } from './fixtures/console.ts';
import { expect, oneCluster, type Seeded, test } from './fixtures/index.ts';
import { signInOverHttp } from './fixtures/over-http.ts';
import { applyAndFinish, reviewAdding } from './fixtures/pages.ts';

type Case = { readonly what: string; readonly status: number; readonly ask: Ask };
type Ask = (seeded: Seeded) => RawRequest;

const eventsOfNothing = '/changes/00000000-0000-4000-8000-000000000000/events';

const forAnybody: readonly Case[] = [
  { what: 'the landing page', status: 200, ask: () => ({ path: '/' }) },
  { what: 'the way to Entra', status: 303, ask: () => ({ path: '/sign-in' }) },
  { what: 'a callback nobody waits for', status: 303, ask: () => ({ path: '/auth/callback' }) },
  { what: 'a refused sign-in', status: 200, ask: () => ({ path: '/sign-in/refused' }) },
  { what: 'a page nobody made', status: 404, ask: () => ({ path: '/nowhere' }) },
  { what: 'a page for people who signed in', status: 307, ask: () => ({ path: '/clusters' }) },
  { what: 'rows of the fleet', status: 401, ask: () => ({ path: '/clusters/rows' }) },
  { what: 'the caller’s address', status: 404, ask: () => ({ path: '/my-ip' }) },
  { what: 'the probe for life', status: 200, ask: () => ({ path: '/healthz' }) },
  { what: 'the probe for readiness', status: 200, ask: () => ({ path: '/readyz' }) },
  { what: 'a forged post', status: 403, ask: () => ({ path: '/clusters', method: 'POST' }) },
  { what: 'the events of a change', status: 404, ask: () => ({ path: eventsOfNothing }) },
  {
    what: 'another host name',
    status: 307,
    ask: () => ({ path: '/clusters', headers: { host: 'elsewhere.example.com' } }),
  },
];

const forTheSignedIn: readonly Case[] = [
  { what: 'the fleet', status: 200, ask: () => ({ path: '/clusters' }) },
  {
    what: 'the fleet as the router fetches it',
    status: 307,
    ask: () => ({ path: '/clusters', headers: { rsc: '1' } }),
  },
  { what: 'rows of the fleet', status: 200, ask: () => ({ path: '/clusters/rows' }) },
  { what: 'a cluster', status: 200, ask: ({ cluster }) => ({ path: cluster.path }) },
  {
    what: 'a cluster to be closed',
    status: 200,
    ask: ({ cluster }) => ({ path: `${cluster.path}?act=cluster-only` }),
  },
  {
    what: 'a cluster that is not there',
    status: 404,
    ask: ({ cluster }) => ({ path: `${cluster.path}x` }),
  },
  { what: 'Add my IP', status: 200, ask: ({ cluster }) => ({ path: `${cluster.path}/add-my-ip` }) },
  { what: 'the own address', status: 200, ask: () => ({ path: '/address' }) },
  {
    what: 'a question that is not to be asked',
    status: 307,
    ask: () => ({ path: '/sign-out/ask' }),
  },
  { what: 'a change that is not there', status: 404, ask: () => ({ path: eventsOfNothing }) },
];

test('sends its security headers with everything, for anybody and for people who signed in', async ({
  azure,
}) => {
  const seeded = await azure.seed(oneCluster({ entries: ['73.140.245.0/24'] }));
  const ada = await signInOverHttp(seeded.operator);
  const asked = [
    ...forAnybody.map((each) => ({ ...each, send: sendRaw })),
    ...forTheSignedIn.map((each) => ({ ...each, send: ada.send })),
  ];
  for (const { what, status, ask, send } of asked) {
    await test.step(what, async () => {
      const answer = await send(ask(seeded));
      expect(answer.status).toBe(status);
      expectHeaders(answer);
    });
  }
});

test('sends its security headers with the answer to an action, the change and its events', async ({
  page,
  enterHere,
}) => {
  const { cluster } = await enterHere(oneCluster({ entries: ['73.140.245.0/24'] }));
  const answers: RawAnswer[] = [];
  page.on('response', async (response) => {
    const asks = ['document', 'fetch', 'eventsource'].includes(response.request().resourceType());
    if (!asks || !response.url().startsWith(consoleUrl())) return;
    answers.push({ status: response.status(), headers: await response.allHeaders(), body: '' });
  });
  await reviewAdding(page, cluster, '194.168.1.0/24');
  await applyAndFinish(page);

  const types = answers.map(({ headers }) => String(headers['content-type']).split(';')[0]);
  expect(new Set(types)).toEqual(new Set(['text/html', 'text/x-component', 'text/event-stream']));
  for (const answer of answers) expectHeaders(answer);
});

test('leads to the one name that sign-in works under, whatever name it was asked by', async () => {
  const headers = { host: 'elsewhere.example.com' };
  const path = '/clusters/%2f%5Celsewhere.example.com?q=%2F%2Felsewhere.example.com';
  const { status, headers: answered } = await sendRaw({ path, headers });
  expect(status).toBe(307);
  expect(answered['location']).toBe(consoleUrl() + path);
});

test('gives every answer a nonce of its own, and every script of a page that nonce', async () => {
  const [first, second] = [await sendRaw({ path: '/' }), await sendRaw({ path: '/' })];
  const nonces = [nonceOf(first), nonceOf(second)];
  expect(new Set(nonces).size).toBe(2);
  expect(nonces[0]?.length).toBeGreaterThan(20);

  const scripts = first.body.match(/<script\b[^>]*>/g) ?? [];
  expect(scripts.length).toBeGreaterThan(3);
  for (const script of scripts) expect(script).toContain(`nonce="${nonces[0]}"`);
});

test('lets nothing that is the same for everybody be taken for something else', async () => {
  const { body } = await sendRaw({ path: '/' });
  const [script = ''] = /\/_next\/static\/[^"]+\.js/.exec(body) ?? [];
  const { status, headers } = await sendRaw({ path: script });
  expect(status).toBe(200);
  expect(headers['content-type']).toContain('application/javascript');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['cache-control']).toContain('immutable');
});

test.describe('what somebody has smuggled into a page', () => {
  test.use({ expectedComplaints: [/Content Security Policy/] });

  test('does not run, does not frame and posts to nobody', async ({ page }) => {
    await page.goto('/');
    const refused = new Set<string>();
    await page.exposeFunction('refused', (directive: string) => refused.add(directive));
    await page.evaluate(() => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        Reflect.get(window, 'refused')(effectiveDirective);
      });
      document.body.insertAdjacentHTML(
        'beforeend',
        `<img src="data:," onerror="window.hasRun = true">
         <iframe src="https://elsewhere.example.com"></iframe>
         <form action="https://elsewhere.example.com" method="post"></form>`,
      );
      document.querySelector('form')?.submit();
      void fetch('https://elsewhere.example.com').catch(() => undefined);
    });
    const all = ['connect-src', 'form-action', 'frame-src', 'script-src-attr'];
    await expect.poll(() => [...refused].sort()).toEqual(all);
    expect(await page.evaluate(() => 'hasRun' in window)).toBe(false);
  });
});

function expectHeaders({ headers }: RawAnswer): void {
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': expect.stringContaining('no-store'),
    'content-security-policy': expect.stringMatching(/script-src 'self' 'nonce-[\w+/=]{20,}'/),
  });
  for (const directive of ["frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'"]) {
    expect(headers['content-security-policy']).toContain(directive);
  }
  for (const telling of ['x-powered-by', 'server', 'strict-transport-security']) {
    expect(headers).not.toHaveProperty(telling);
  }
}

function nonceOf({ headers }: RawAnswer): string | undefined {
  return /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1];
}
