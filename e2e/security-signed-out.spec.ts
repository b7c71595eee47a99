import { review } from '../outside/changes.ts';
import type { RawAnswer } from '../outside/http.ts';
import { standing } from '../outside/setups.ts';
import { consoleUrl, sendRaw } from './fixtures/console.ts';
import { type Azure, expect, type Seeded, test } from './fixtures/index.ts';
import { signInOverHttp } from './fixtures/over-http.ts';

type Headers = Readonly<Record<string, string>>;

/** How Next's router asks for a page: for all of it, or for what it can have before a click. */
const askings: readonly { readonly as: string; readonly headers: Headers }[] = [
  { as: 'a page', headers: {} },
  { as: 'a fetch of the router', headers: { rsc: '1' } },
  { as: 'a prefetch', headers: { rsc: '1', 'next-router-prefetch': '1' } },
  {
    as: 'a prefetch of a segment',
    headers: { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
  },
  {
    as: 'a request that calls itself one of Next’s own',
    headers: { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
  },
];

for (const { as, headers } of askings) {
  test(`shows nothing to somebody who is not signed in and asks for ${as}`, async ({ azure }) => {
    const seeded = await azure.seed();
    const before = await azure.newest();

    for (const path of pathsOf(seeded)) {
      expectNothing(seeded, path, await follow(path, headers));
      const made = { cookie: `sid-${new URL(consoleUrl()).port}=${'A'.repeat(43)}` };
      expectNothing(seeded, path, await follow(path, { ...headers, ...made }));
    }
    await expectNotAsked(azure, seeded, before);
  });
}

test('shows and does nothing for a session that has ended', async ({ azure }) => {
  const seeded = await azure.seed();
  const { operator, cluster } = seeded;
  const ada = await signInOverHttp(operator);
  const post = await (await review(ada, cluster)).post('Apply');
  const session = { cookie: ada.cookie() };
  await ada.press(await ada.open('/clusters'), 'Sign out');
  expect(ada.cookie()).not.toContain('sid-');
  const before = await azure.newest();

  for (const path of pathsOf(seeded)) {
    for (const { headers } of askings) {
      expectNothing(seeded, path, await follow(path, { ...headers, ...session }));
    }
  }
  for (const cookie of [session, {}]) {
    const headers = { ...post.headers, ...cookie, origin: consoleUrl() };
    const answer = await sendRaw({ ...post, headers });
    expect(answer.headers['location']).toContain('/sign-in');
    expectNothing(seeded, cluster.path, answer);
  }
  await expectNotAsked(azure, seeded, before);
  expect(await azure.putsOf(cluster)).toEqual([]);
});

test('answers the probes without a session, under any name, and without asking Azure', async ({
  azure,
}) => {
  const before = await azure.newest();
  for (const [path, body] of [
    ['/healthz', 'ok\n'],
    ['/readyz', 'ready\n'],
  ] as const) {
    const answer = await sendRaw({ path, headers: { host: '10.0.0.7:8080' } });
    expect(answer).toMatchObject({ status: 200, body });
    expect(answer.headers).not.toHaveProperty('set-cookie');
  }
  // Other tests run meanwhile: their browsers ask the echo, and their links look for a directory.
  const later = await azure.control.requests({ after: before, surface: 'arm' });
  const strange = later.filter(
    ({ operator, path }) => operator === undefined && !path.startsWith('/subscriptions/'),
  );
  expect(strange).toEqual([]);
});

function pathsOf({ cluster }: Seeded): readonly string[] {
  const change = '0f9d4c1e-6a2b-4f7e-9d13-5b8e7a6c2f10';
  return [
    '/clusters',
    '/clusters?q=aks',
    '/clusters/hygiene/covered',
    '/clusters/export.csv',
    cluster.path,
    `${cluster.path}?act=restrict`,
    `${cluster.path}/add-my-ip`,
    '/address',
    '/sign-out/ask',
    `/changes/${change}/events`,
    `/changes/${change}/events?cluster=${encodeURIComponent(cluster.id)}`,
  ];
}

/** Goes after redirects within the console, as browsers and the router do. */
async function follow(path: string, headers: Headers): Promise<RawAnswer> {
  const answer = await sendRaw({ path, headers });
  const next = String(answer.headers['location'] ?? '');
  return next.startsWith('/') && !next.startsWith('/sign-in') ? follow(next, headers) : answer;
}

/** Sent to sign in, told 404, or given the bare frame that the router knows already. */
function expectNothing({ cluster, operator }: Seeded, path: string, answer: RawAnswer): void {
  const { status, headers, body } = answer;
  const isAway = String(headers['location'] ?? headers['x-action-redirect']).startsWith('/sign-in');
  const isFrame = headers['content-type'] === 'text/x-component';
  expect(status === 404 || isAway || isFrame, `${path} answered ${status}`).toBe(true);
  const secrets = [cluster.fqdn, ...standing, operator.upn, operator.displayName];
  expect(secrets.filter((secret) => body.includes(secret))).toEqual([]);
  expect(headers).not.toHaveProperty('set-cookie');
}

async function expectNotAsked(azure: Azure, { operator, subscription }: Seeded, after: number) {
  expect(await azure.control.requests({ operator: operator.upn, after })).toEqual([]);
  expect(await azure.control.requests({ subscription: subscription.id, after })).toEqual([]);
}
