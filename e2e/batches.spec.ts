import type { Page } from 'playwright/test';
import { expectBatch } from './fixtures/asking-over-http.ts';
import { accessProblems } from './fixtures/axe.ts';
import type { Azure } from './fixtures/azure.ts';
import { clusters, expect, test } from './fixtures/index.ts';
import { signInOverHttp } from './fixtures/over-http.ts';
import { ownAddress } from './fixtures/own-address.ts';

const standing = ['73.140.245.0/24'];
const mine = `${ownAddress}/32`;

test('changes many clusters in one act: the plan, one cluster first, then the others', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, clusters: all } = await azure.seed(
    clusters(
      ...['aks-a', 'aks-b', 'aks-c'].map((name) => ({ name, entries: standing })),
      { name: 'aks-has-it', entries: [mine] },
      { name: 'aks-open', entries: [] },
      { name: 'aks-private', private: true },
    ),
  );
  await signInAs(operator);
  await selectAll(page);
  await page.getByRole('button', { name: `Add my IP (${ownAddress})` }).click();

  const plan = page.getByRole('form', { name: 'Plan' });
  await expect(plan).toContainText('3 change · 1 need your yes · 1 already so · 1 left out');
  await expect(plan.getByRole('region', { name: /API server is private/ })).toContainText(
    '1 cluster',
  );
  expect(await puts(azure, all)).toBe(0);
  expect(await accessProblems(page, 'a plan')).toEqual([]);
  await page.getByRole('button', { name: 'Start with one cluster' }).click();

  const batch = page.getByRole('status', { name: 'Batch' });
  await expect(batch).toContainText('Finished');
  await expect(batch).toContainText('3 of 3 done');
  const now = await Promise.all(all.map((cluster) => azure.entriesOf(cluster)));
  const changed = [...standing, mine];
  expect(now).toEqual([changed, changed, changed, [mine], [], []]);
  expect(await puts(azure, all)).toBe(3);
});

test('stops when the first is refused, and cancels what has not started', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, clusters: all } = await azure.seed({
    ...clusters(...['aks-a', 'aks-b', 'aks-c'].map((name) => ({ name, entries: standing }))),
    locks: [{ level: 'ReadOnly' }],
  });
  await signInAs(operator);
  await selectAll(page);
  await page.getByRole('button', { name: `Add my IP (${ownAddress})` }).click();
  await page.getByRole('button', { name: 'Start with one cluster' }).click();

  await expect(page.getByText('It stopped after the first cluster')).toBeVisible();
  const batch = page.getByRole('status', { name: 'Batch' });
  await expect(batch).toContainText('0 of 3 done, 1 not done, 2 not started');
  expect(await accessProblems(page, 'a batch that stopped')).toEqual([]);
  expect(await puts(azure, all)).toBe(1);

  await page.getByRole('button', { name: 'Cancel the other 2' }).click();
  await expect(batch).toContainText('Finished');
  expect(await Promise.all(all.map((each) => azure.entriesOf(each)))).toEqual([
    standing,
    standing,
    standing,
  ]);
});

async function selectAll(page: Page): Promise<void> {
  await page.goto('/clusters');
  await page.getByRole('checkbox', { name: /^Select all/ }).check();
  await page.getByRole('button', { name: /Change these/ }).click();
  await expect(page.getByRole('form', { name: 'What to change' })).toBeVisible();
}

async function puts(azure: Azure, all: readonly Parameters<Azure['putsOf']>[0][]): Promise<number> {
  return (await Promise.all(all.map((each) => azure.putsOf(each)))).flat().length;
}

test('starts no other plan than the one that was seen', async ({ azure }) => {
  const { operator, cluster } = await azure.seed(clusters({ name: 'aks-a', entries: standing }));
  const person = await signInOverHttp(operator);
  const fleet = await person.open('/clusters');
  const draft = await person.press(fleet, 'Change all 1…');
  const seen = await person.press(draft, 'Show the plan', { fill: { 'Add ranges': mine } });
  await person.press(seen, 'Show the plan', { fill: { 'Add ranges': '194.168.1.0/24' } });

  const changed = await person.press(seen, 'Start with one cluster');
  expect(changed.text).toContain('The plan has changed since you looked.');
  expect(await azure.putsOf(cluster)).toEqual([]);
  expect(await azure.entriesOf(cluster)).toEqual(standing);
});

test('shows a batch to nobody but its author', async ({ azure }) => {
  const { operator, colleagues, cluster } = await azure.seed({
    ...clusters({ name: 'aks-a', entries: standing }),
    colleagues: 1,
  });
  const [colleague] = colleagues;
  if (!colleague) throw new Error('Nobody else came.');
  const author = await signInOverHttp(operator);
  const fleet = await author.open('/clusters');
  const draft = await author.press(fleet, 'Change all 1…');
  expect(draft.status).toBe(200);

  const other = await signInOverHttp(colleague);
  const expectHidden = async (...parts: readonly string[]) => {
    for (const part of parts) {
      const answer = await other.open(`${draft.path}${part}`);
      expect(answer.status).toBe(404);
      expect(answer.body).not.toContain(cluster.name);
    }
  };
  await expectHidden('', '/plan.csv', '/plan.txt');
  const plan = await author.press(draft, 'Show the plan', { fill: { 'Add ranges': mine } });
  const started = await author.press(plan, 'Start with one cluster');
  await expectBatch(author, started, 'Finished');
  await expectHidden('', '/plan.csv', '/plan.txt', '/events', '/sign-in');
});
