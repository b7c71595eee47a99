import type { Page } from 'playwright/test';
import { draftOfAll, planFor } from '../outside/batches.ts';
import { expectBatch } from '../outside/changes.ts';
import { ownAddress } from '../outside/own-address.ts';
import type { Sheet } from '../outside/sheet.ts';
import { accessProblems } from './fixtures/axe.ts';
import { clusters, expect, test } from './fixtures/index.ts';
import { signInOverHttp } from './fixtures/over-http.ts';

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

  const plan = page.getByRole('region', { name: 'Plan' });
  await expect(plan).toContainText('3 to change · 1 needs your yes · 1 already so · 1 left out');
  await expect(plan.getByRole('region', { name: /API server is private/ })).toContainText(
    '1 cluster',
  );
  expect(await azure.countPuts(all)).toBe(0);
  await expect(page.locator(':focus')).toContainText('The plan');
  expect(await accessProblems(page, 'a plan')).toEqual([]);
  await page.getByRole('button', { name: 'Start with one cluster' }).click();

  const batch = page.getByRole('status', { name: 'Batch' });
  await expect(batch).toContainText('Finished');
  await expect(batch).toContainText('3 of 3 done');
  await expect(page.locator(':focus')).toHaveText('Finished');
  await expect(page).toHaveTitle(`Finished · Add ${mine} · Drawbridge`);
  const now = await azure.listsOf(all);
  const changed = [...standing, mine];
  expect(now).toEqual([changed, changed, changed, [mine], [], []]);
  expect(await azure.countPuts(all)).toBe(3);
  // In the list, what was selected for it is done with.
  await page.getByRole('banner').getByRole('link', { name: 'Clusters' }).click();
  await expect(page.getByRole('checkbox', { name: 'Select all 6' })).not.toBeChecked();
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
  expect(await azure.countPuts(all)).toBe(1);

  await page.getByRole('button', { name: 'Cancel the other 2' }).click();
  await expect(batch).toContainText('Finished');
  expect(await azure.listsOf(all)).toEqual([standing, standing, standing]);
});

async function selectAll(page: Page): Promise<void> {
  await page.goto('/clusters');
  await page.getByRole('checkbox', { name: /^Select all/ }).check();
  await page.getByRole('button', { name: /Change these/ }).click();
  await expect(page.getByRole('form', { name: 'What to change' })).toBeVisible();
}

const listedAndOpen = clusters(
  { name: 'aks-a', entries: standing },
  { name: 'aks-open', entries: [] },
);
/** What each of the plans below is started with. */
const typed = { fill: { Reason: 'new office' }, tick: ['include 1 cluster'] };

function expectTyped(page: Sheet): void {
  expect(page.value('Reason')).toBe('new office');
  expect(page.ticked()).toEqual([expect.stringContaining('include 1 cluster')]);
}

test('says of open clusters, before anything is typed, that adding closes them to others', async ({
  azure,
}) => {
  const { operator } = await azure.seed(listedAndOpen);
  const ada = await signInOverHttp(operator);
  const draft = await draftOfAll(ada);
  expect(draft.text).toContain('1 of these clusters is open to the internet.');
});

test('says before anything is typed which clusters are to be changed', async ({ azure }) => {
  const names = ['aks-a', 'aks-b', 'aks-c', 'aks-d', 'aks-e'];
  const { operator, clusters: all } = await azure.seed(
    clusters(...names.map((name) => ({ name, entries: standing }))),
  );
  const ada = await signInOverHttp(operator);
  const draft = await draftOfAll(ada);
  expect(draft.text).toMatch(/aks-a, aks-b, aks-c *and 2 more *aks-d, aks-e/);
  const plan = await ada.press(draft, 'Show the plan', { fill: { 'Add ranges': mine } });
  expect(plan.text).not.toContain('and 2 more');
  expect(await azure.countPuts(all)).toBe(0);
});

test('starts no other plan than the one that was seen, and keeps what was typed', async ({
  azure,
}) => {
  const { operator, clusters: all } = await azure.seed(listedAndOpen);
  const person = await signInOverHttp(operator);
  const draft = await draftOfAll(person);
  const seen = await person.press(draft, 'Show the plan', { fill: { 'Add ranges': mine } });
  const other = { fill: { 'Add ranges': `${mine}\n194.168.1.0/24` } };
  await person.press(draft, 'Show the plan', other);

  const changed = await person.press(seen, 'Start with one cluster', typed);
  expect(changed.all('alert')).toContainEqual(
    expect.stringContaining('The plan has changed since you looked'),
  );
  expectTyped(changed);
  expect(await azure.countPuts(all)).toBe(0);

  const started = await person.press(changed, 'Start with one cluster');
  const ended = await expectBatch(person, started, 'Finished', ['2 of 2 done']);
  expect((await person.follow(ended, 'aks-a')).text).toContain('“new office”');
});

test('says that nothing starts where everything needs a yes and nothing is ticked', async ({
  azure,
}) => {
  const { operator, cluster } = await azure.seed(clusters({ name: 'aks-open', entries: [] }));
  const person = await signInOverHttp(operator);
  const plan = await planFor(person, mine);
  const stays = await person.press(plan, 'Start', { fill: typed.fill });
  expect(stays.all('alert')).toEqual([
    'Nothing has started. Each of these clusters needs your yes: tick what you agree to.',
  ]);
  expect(stays.value('Reason')).toBe('new office');
  expect(await azure.putsOf(cluster)).toEqual([]);

  const started = await person.press(stays, 'Start', { tick: typed.tick });
  await expectBatch(person, started, 'Finished', ['1 cluster done']);
});

test('says why a plan cannot be started while Azure does not answer, and keeps the reason', async ({
  azure,
}) => {
  const { operator, cluster } = await azure.seed(clusters({ name: 'aks-a', entries: standing }));
  const person = await signInOverHttp(operator);
  const plan = await planFor(person, mine);
  const fleet = await person.open('/clusters');
  const trouble = await azure.faultWhere({
    match: { operator: operator.upn, path: '^/(subscriptions|providers|tenants)' },
    // Longer than a page waits, so that it is not asked again.
    do: { answer: { status: 503, headers: { 'retry-after': '60' } } },
  });
  await person.press(fleet, 'Read again');
  const stays = await person.press(plan, 'Start', { fill: typed.fill });
  expect(stays.text).toContain('Azure has a problem');
  await trouble.end();

  const again = await person.follow(stays, 'Try again');
  expect(again.value('Reason')).toBe('new office');
  expect(await azure.putsOf(cluster)).toEqual([]);
});

test('keeps the reason and the ticks where nothing starts, also with script', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, clusters: all } = await azure.seed(listedAndOpen);
  const person = await signInOverHttp(operator);
  const draft = await draftOfAll(person);
  const plan = await person.press(draft, 'Show the plan', { fill: { 'Add ranges': mine } });
  await signInAs(operator);
  await page.goto(plan.path);
  await page.getByRole('textbox', { name: 'Reason' }).fill('new office');
  await page.getByRole('checkbox', { name: 'include 1 cluster' }).check();
  const other = { fill: { 'Add ranges': `${mine}\n194.168.1.0/24` } };
  await person.press(draft, 'Show the plan', other);
  await page.getByRole('button', { name: 'Start with one cluster' }).click();

  const form = page.getByRole('region', { name: 'Plan' });
  await expect(form.getByRole('alert')).toContainText('The plan has changed since you looked');
  await expect(form).toContainText('1 → 3');
  await expect(page.getByRole('textbox', { name: 'Reason' })).toHaveValue('new office');
  await expect(page.getByRole('checkbox', { name: 'include 1 cluster' })).toBeChecked();
  expect(await azure.countPuts(all)).toBe(0);
});

test('shows a batch to nobody but its author', async ({ azure }) => {
  const { operator, colleagues, cluster } = await azure.seed({
    ...clusters({ name: 'aks-a', entries: standing }),
    colleagues: 1,
  });
  const [colleague] = colleagues;
  if (!colleague) throw new Error('Nobody else came.');
  const author = await signInOverHttp(operator);
  const draft = await draftOfAll(author);
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
  const started = await author.press(plan, 'Start');
  await expectBatch(author, started, 'Finished');
  await expectHidden('', '/plan.csv', '/plan.txt', '/events', '/sign-in');
});
