import { ask, expectBecomes, review } from '../outside/changes.ts';
import type { RawAnswer, RawRequest } from '../outside/http.ts';
import { ownAddress } from '../outside/own-address.ts';
import type { Person } from '../outside/person.ts';
import { standing } from '../outside/setups.ts';
import { capturePost } from './fixtures/captured.ts';
import { consoleUrl, sendRaw } from './fixtures/console.ts';
import { type Azure, type Cluster, expect, test } from './fixtures/index.ts';
import { enter } from './fixtures/over-http.ts';
import { reviewAdding } from './fixtures/pages.ts';

const elsewhere = 'https://elsewhere.example.com';
const host = 'elsewhere.example.com';

/** What a post from anywhere but a page of the console may come with. */
const forgeries: readonly (() => Readonly<Record<string, string>>)[] = [
  () => ({ origin: elsewhere }),
  () => ({ origin: 'null' }),
  () => ({ origin: '' }),
  () => ({}),
  () => ({ 'sec-fetch-site': 'cross-site' }),
  () => ({ 'sec-fetch-site': 'same-site' }),
  () => ({ 'sec-fetch-site': 'none' }),
  () => ({ origin: `${consoleUrl()}.example.com` }),
  () => ({ origin: consoleUrl().replace(/\d$/, (last) => String((Number(last) + 1) % 10)) }),
  () => ({ origin: consoleUrl().replace('http:', 'https:') }),
  () => ({ origin: elsewhere, 'sec-fetch-site': 'same-origin' }),
  () => ({ origin: elsewhere, host }),
  () => ({ origin: elsewhere, 'x-forwarded-host': host, 'x-forwarded-proto': 'https' }),
  () => ({ origin: elsewhere, host, 'x-forwarded-host': host, 'x-forwarded-proto': 'https' }),
  () => ({ origin: elsewhere, referer: `${consoleUrl()}/clusters` }),
  () => ({ origin: elsewhere, 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' }),
];

type Scene = { readonly ada: Person; readonly azure: Azure; readonly cluster: Cluster };
type Act = {
  readonly what: string;
  /** Goes to the page with the form; answers what its button sends. */
  readonly post: (scene: Scene) => Promise<RawRequest>;
  readonly happens: (scene: Scene, answer: RawAnswer) => Promise<void>;
  readonly doesNotHappen: (scene: Scene) => Promise<void>;
};

const acts: readonly Act[] = [
  {
    what: 'a change of the list',
    post: async ({ ada, cluster }) => (await review(ada, cluster)).post('Apply'),
    happens: (scene, answer) => expectDone(scene, answer, 1),
    doesNotHappen: (scene) => expectRecorded(scene, 0),
  },
  {
    what: 'Add my IP',
    post: async ({ ada, cluster }) =>
      (await ada.open(`${cluster.path}/add-my-ip`)).post(`Add ${ownAddress}/32`),
    happens: (scene, answer) => expectDone(scene, answer, 1),
    doesNotHappen: (scene) => expectRecorded(scene, 0),
  },
  {
    what: 'undoing a change',
    post: async ({ ada, cluster }) =>
      (await expectBecomes(ada, await ask(ada, cluster), 'Done')).post('Undo'),
    happens: (scene, answer) => expectDone(scene, answer, 2),
    doesNotHappen: (scene) => expectRecorded(scene, 1),
  },
  {
    what: 'saying where one comes from',
    post: async ({ ada }) => {
      const fill = { 'Another address': '194.168.1.7' };
      return (await ada.open('/address')).post('Use it', { fill });
    },
    happens: (scene) => expectAddress(scene, '194.168.1.7'),
    doesNotHappen: (scene) => expectAddress(scene, ownAddress),
  },
  {
    what: 'noting what the echo saw',
    post: async () => ({ method: 'POST', path: '/address/seen', body: '194.168.1.7' }),
    happens: (scene) => expectAddress(scene, '194.168.1.7'),
    doesNotHappen: (scene) => expectAddress(scene, ownAddress),
  },
  {
    what: 'signing out',
    post: async ({ ada }) => (await ada.open('/clusters')).post('Sign out'),
    happens: ({ ada }) => expectSignedIn(ada, false),
    doesNotHappen: ({ ada }) => expectSignedIn(ada, true),
  },
];

for (const { what, post: postOf, happens, doesNotHappen } of acts) {
  test(`carries out ${what} from a page of ours, and from nowhere else`, async ({ azure }) => {
    const { cluster, ada } = await enter(azure);
    const scene = { ada, azure, cluster };
    const post = await postOf(scene);

    for (const forged of forgeries) await expectRefused(ada, post, forged());
    await doesNotHappen(scene);

    const answer = await sendFrom(ada, post, { origin: consoleUrl() });
    expect(answer.status).toBeLessThan(400);
    await happens(scene, answer);
  });
}

test.describe('posted by script', () => {
  // The page's own post is caught before it leaves.
  test.use({ expectedComplaints: [/ERR_FAILED|Failed to fetch/] });

  test('carries out a change of the list from a page of ours, and from nowhere else', async ({
    azure,
    page,
    signInAs,
  }) => {
    const { operator, cluster, ada } = await enter(azure);
    await signInAs(operator);
    await reviewAdding(page, cluster, '194.168.1.0/24');
    const post = await capturePost(page, () => page.getByRole('button', { name: 'Apply' }).click());
    expect(post.headers).toHaveProperty('next-action');
    const scene = { ada, azure, cluster };

    for (const forged of forgeries) await expectRefused(ada, post, forged());
    await expectRecorded(scene, 0);

    const { headers } = await sendFrom(ada, post, { origin: consoleUrl() });
    const [location] = String(headers['x-action-redirect']).split(';');
    await expectDone(scene, { headers: { location } }, 1);
  });
});

test('takes the browser’s word that a post without an origin comes from home', async ({
  azure,
}) => {
  const { ada } = await enter(azure);
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const post = { method: 'POST', path: '/sign-out', headers: form, body: 'changes=finish' };
  const answer = await sendFrom(ada, post, { 'sec-fetch-site': 'same-origin' });
  expect(answer).toMatchObject({ status: 303, headers: { location: `${consoleUrl()}/` } });
  await expectSignedIn(ada, false);
});

function sendFrom(
  { cookie }: Person,
  { headers, ...post }: RawRequest,
  from: Readonly<Record<string, string>>,
): Promise<RawAnswer> {
  return sendRaw({ ...post, headers: { cookie: cookie(), ...headers, ...from } });
}

async function expectRefused(
  ada: Person,
  post: RawRequest,
  from: Readonly<Record<string, string>>,
): Promise<void> {
  const answer = await sendFrom(ada, post, from);
  expect(answer, JSON.stringify(from)).toMatchObject({
    status: 403,
    body: expect.stringContaining('did not come from a page of this console'),
  });
  expect(answer.headers).not.toHaveProperty('set-cookie');
}

/** The change that the answer leads to is carried out, as the last of so many. */
async function expectDone(
  scene: Scene,
  { headers }: Pick<RawAnswer, 'headers'>,
  count: number,
): Promise<void> {
  const page = await scene.ada.open(String(headers['location']));
  await expectBecomes(scene.ada, page, 'Done');
  await expectRecorded(scene, count);
}

async function expectRecorded({ ada, azure, cluster }: Scene, count: number): Promise<void> {
  const page = await ada.open(cluster.path);
  const none = 'None through Drawbridge yet.';
  expect(page.text.includes(none)).toBe(count === 0);
  expect(page.all('item', 'Last changes here')).toHaveLength(count);
  expect(await azure.putsOf(cluster)).toHaveLength(count);
  if (count === 0) expect(await azure.entriesOf(cluster)).toEqual(standing);
}

async function expectAddress({ ada }: Scene, address: string): Promise<void> {
  expect((await ada.open('/address')).text).toContain(`You come from ${address}`);
}

async function expectSignedIn({ send }: Person, isSignedIn: boolean): Promise<void> {
  const { headers } = await send({ path: '/clusters' });
  expect(String(headers['location']).startsWith('/sign-in')).toBe(!isSignedIn);
}
