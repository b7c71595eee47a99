import { changeIn, expectBecomes, review, wanted } from '../outside/changes.ts';
import type { RawAnswer } from '../outside/http.ts';
import { noteAddress, type Person } from '../outside/person.ts';
import { standing } from '../outside/setups.ts';
import type { Sheet } from '../outside/sheet.ts';
import {
  type Cluster,
  expect,
  type Operator,
  oneCluster,
  type Seeded,
  test,
} from './fixtures/index.ts';
import { enter, signInOverHttp } from './fixtures/over-http.ts';

const reason = 'The café in Lyon';
const theirAddress = '137.117.106.90';

test('shows nobody else’s change or cluster to somebody who cannot read that cluster', async ({
  azure,
}) => {
  const theirs = await azure.seed(oneCluster({ name: 'aks-theirs' }));
  const them = await signInOverHttp(theirs.operator);
  const change = changeIn(await changeOf(them, theirs.cluster));

  const own = await azure.seed(oneCluster({ name: 'aks-own' }));
  const stranger = await signInOverHttp(own.operator);
  const ask = (path: string) => stranger.send({ path });

  const proofs = [
    undefined,
    '',
    'x',
    theirs.cluster.id,
    theirs.cluster.id.toUpperCase(),
    own.cluster.id,
    theirs.subscription.id,
    `${own.cluster.id}/../aks-theirs`,
    `${theirs.cluster.id}/listClusterAdminCredential`,
  ];
  for (const proof of proofs) {
    const answer = await ask(eventsOf(change, proof));
    expect(answer).toMatchObject({ status: 404, body: 'Not found\n' });
  }
  // Asking Azure with the stranger's own token is how the product knows.
  const asked = await azure.control.requests({
    path: theirs.cluster.id,
    operator: own.operator.upn,
  });
  expect(asked.map(({ status }) => status)).toEqual([403, 403]);

  const paths = ['', '/add-my-ip', '/as-code', `?change=${change}`].map(
    (end) => theirs.cluster.path + end,
  );
  for (const path of [
    ...paths,
    `${own.cluster.path}?change=${change}`,
    '/clusters',
    '/sign-out/ask',
  ]) {
    expectNothingOf(theirs, change, path, await ask(path));
  }
});

test('shows a change to whom Azure lets read its cluster, for as long as it does', async ({
  azure,
}) => {
  const { operator, colleagues, cluster, subscription, ada } = await enter(
    azure,
    oneCluster({}, { colleagues: 1 }),
  );
  const change = changeIn(await changeOf(ada, cluster));
  const colleague = await signInOverHttp(theFirst(colleagues));

  expect((await colleague.send({ path: eventsOf(change, undefined) })).status).toBe(404);
  const seen = await colleague.send({ path: eventsOf(change, cluster.id) });
  expect(seen.status).toBe(200);
  expect(seen.body).toContain('"word":"Done"');
  expect(seen.body).toContain(operator.displayName);

  // What Azure cannot say now ends nothing: whoever follows asks again.
  const trouble = await azure.fault(cluster, { method: 'GET', do: { answer: { status: 503 } } });
  expect((await colleague.send({ path: eventsOf(change, cluster.id) })).status).toBe(503);
  await trouble.end();

  await azure.control.editSubscription(subscription.id, { roles: [] });
  expect(await colleague.send({ path: eventsOf(change, cluster.id) })).toMatchObject({
    status: 404,
    body: 'Not found\n',
  });
});

test('lets nobody but its author act on a change, or learn their address from it', async ({
  azure,
}) => {
  const entries = ['137.117.106.0/24', `${theirAddress}/32`, ...standing];
  const { colleagues, cluster, ada } = await enter(
    azure,
    oneCluster({ entries }, { colleagues: 1 }),
  );
  const colleague = await signInOverHttp(theFirst(colleagues));
  // A change of their own, to have its form.
  const own = await changeOf(colleague, cluster);
  const post = await own.post('Undo');

  await noteAddress(ada, theirAddress);
  const page = await ada.open(cluster.path);
  const tick = ['Remove 137.117.106.0/24'];
  const reviewed = await ada.press(page, 'Review changes', { tick });
  await azure.edit(cluster, { authorizedIPRanges: ['137.117.106.0/24', ...standing] });
  const asked = await ada.press(reviewed, 'Apply');
  const parked = await expectBecomes(ada, asked, 'Needs confirmation');
  expect(parked.all('button')).toContain('Go on');
  expect(parked.body).toContain(theirAddress);
  const change = changeIn(asked);

  const shown = await colleague.open(asked.path);
  expect(shown.part('Change')).toContain('Remove 137.117.106.0/24');
  expect(shown.all('button')).not.toContain('Go on');
  expect(shown.body).not.toContain(theirAddress);

  for (const act of ['confirm', 'discard', 'cancel', 'sign-in', 'undo', 'apply-again']) {
    const body = String(post.body)
      .replaceAll(changeIn(own), change)
      .replace(/\r\n\r\nundo\r\n/, `\r\n\r\n${act}\r\n`);
    expect(body).toContain(`\r\n\r\n${act}\r\n`);
    expect(body).toContain(change);
    const answer = await colleague.submit({ ...post, body });
    expect(answer.headers['location']).toBe('/clusters');
  }
  await expectBecomes(ada, asked, 'Needs confirmation');
  expect(await azure.putsOf(cluster)).toHaveLength(1);
});

/** Adds a range with a reason; answers the page that shows the change done. */
async function changeOf(person: Person, cluster: Cluster): Promise<Sheet> {
  const reviewed = await review(person, cluster);
  const change = await person.press(reviewed, 'Apply', { fill: { Reason: reason } });
  return expectBecomes(person, change, 'Done');
}

function theFirst([first]: readonly Operator[]): Operator {
  if (!first) throw new Error('There is nobody.');
  return first;
}

function eventsOf(change: string, cluster: string | undefined): string {
  const proof = cluster === undefined ? '' : `?cluster=${encodeURIComponent(cluster)}`;
  return `/changes/${change}/events${proof}`;
}

function expectNothingOf(theirs: Seeded, change: string, path: string, answer: RawAnswer): void {
  const { operator, cluster, subscription } = theirs;
  const typed = path.includes(change) ? [] : [change];
  const asked = path.includes(cluster.name) ? [] : [cluster.name, subscription.id];
  const secrets = [operator.upn, cluster.fqdn, reason, wanted, ...typed, ...asked];
  expect(foundIn(answer.body, secrets), path).toEqual([]);
}

function foundIn(body: string, texts: readonly string[]): readonly string[] {
  return texts.filter((text) => body.includes(text));
}
