import type { Page } from 'playwright/test';
import { expectChange, standing, wanted } from './fixtures/asking.ts';
import { capturePost } from './fixtures/captured.ts';
import { type Cluster, expect, oneCluster, type Seeded, test } from './fixtures/index.ts';
import { echoAnswers } from './fixtures/own-address.ts';
import { applyAndFinish, reviewAdding, rowWith, shownChange } from './fixtures/pages.ts';
import { consoleUrl, cookieHeader, type RawAnswer, sendRaw } from './fixtures/raw.ts';

const reason = 'The café in Lyon';
const theirAddress = '137.117.106.90';

test('shows nobody else’s change or cluster to somebody who cannot read that cluster', async ({
  azure,
  page,
  signInAs,
  anotherBrowser,
}) => {
  const theirs = await azure.seed(oneCluster({ name: 'aks-theirs', entries: standing }));
  await signInAs(theirs.operator);
  const change = await changeOf(page, theirs.cluster);

  const own = await azure.seed(oneCluster({ name: 'aks-own', entries: standing }));
  const stranger = await anotherBrowser();
  await signInAs(own.operator, stranger);
  const headers = await cookieHeader(stranger);
  const ask = (path: string) => sendRaw({ path, headers });

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

  const paths = ['', '/add-my-ip', `?change=${change}`].map((end) => theirs.cluster.path + end);
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
  page,
  signInAs,
  anotherBrowser,
}) => {
  const { operator, colleagues, cluster, subscription } = await azure.seed(
    oneCluster({ entries: standing }, { colleagues: 1 }),
  );
  await signInAs(operator);
  const change = await changeOf(page, cluster);
  const colleague = await anotherBrowser();
  for (const each of colleagues) await signInAs(each, colleague);
  const headers = await cookieHeader(colleague);

  expect((await sendRaw({ path: eventsOf(change, undefined), headers })).status).toBe(404);
  const seen = await sendRaw({ path: eventsOf(change, cluster.id), headers });
  expect(seen.status).toBe(200);
  expect(seen.body).toContain('"word":"Done"');
  expect(seen.body).toContain(operator.displayName);

  await azure.control.editSubscription(subscription.id, { roles: [] });
  expect(await sendRaw({ path: eventsOf(change, cluster.id), headers })).toMatchObject({
    status: 404,
    body: 'Not found\n',
  });
});

test('lets nobody but its author act on a change, or learn their address from it', async ({
  azure,
  page,
  signInAs,
  anotherBrowser,
}) => {
  const entries = ['137.117.106.0/24', `${theirAddress}/32`, ...standing];
  const { operator, colleagues, cluster } = await azure.seed(
    oneCluster({ entries }, { colleagues: 1 }),
  );
  const colleague = await anotherBrowser();
  await echoAnswers(colleague, '');
  for (const each of colleagues) await signInAs(each, colleague);
  // A change of their own, to have its form.
  const ownChange = await changeOf(colleague, cluster);
  const undo = () => colleague.getByRole('button', { name: 'Undo' }).click();
  const post = await capturePost(colleague, undo);

  await echoAnswers(page, theirAddress);
  await signInAs(operator);
  await page.goto(cluster.path);
  await rowWith(page, 'Entries', '137.117.106.0/24').getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Review changes' }).click();
  await expect(page.getByRole('region', { name: 'Review' })).toBeVisible();
  await azure.edit(cluster, { authorizedIPRanges: ['137.117.106.0/24', ...standing] });
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('button', { name: 'Go on' })).toBeVisible();
  const change = idOf(page);

  await colleague.goto(`${cluster.path}?change=${change}`);
  await expect(shownChange(colleague)).toContainText('Remove 137.117.106.0/24');
  await expect(colleague.getByRole('button', { name: 'Go on' })).toHaveCount(0);
  const headers = await cookieHeader(colleague);
  const shown = await sendRaw({ path: `${cluster.path}?change=${change}`, headers });
  expect(foundIn(shown.body, ['Remove 137.117.106.0/24', theirAddress])).toEqual([
    'Remove 137.117.106.0/24',
  ]);

  for (const act of ['confirm', 'discard', 'cancel', 'resume', 'sign-in', 'undo', 'apply-again']) {
    const body = String(post.body)
      .replaceAll(ownChange, change)
      .replace(/\r\n\r\nundo\r\n/, `\r\n\r\n${act}\r\n`);
    expect(body).toContain(`\r\n\r\n${act}\r\n`);
    const answer = await sendRaw({
      ...post,
      headers: { ...post.headers, origin: consoleUrl() },
      body,
    });
    expect(answer.headers['x-action-redirect']).toMatch(/^\/clusters;/);
  }
  await page.reload();
  await expectChange(page, 'Needs confirmation');
  expect(await azure.putsOf(cluster)).toHaveLength(1);
});
test.use({ expectedComplaints: [/ERR_FAILED|Failed to fetch/] });

/** Adds a range with a reason; answers the id of the change. */
async function changeOf(page: Page, cluster: Cluster): Promise<string> {
  await reviewAdding(page, cluster, wanted);
  await page.getByRole('textbox', { name: /reason/i }).fill(reason);
  await applyAndFinish(page);
  return idOf(page);
}

function idOf(page: Page): string {
  return new URL(page.url()).searchParams.get('change') ?? '';
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
