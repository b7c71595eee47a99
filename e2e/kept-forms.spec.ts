import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ask, expectBecomes, wanted } from '../outside/changes.ts';
import { ownAddress } from '../outside/own-address.ts';
import { standing } from '../outside/setups.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { enter, nobody, signInOverHttp } from './fixtures/over-http.ts';
import { applyAndFinish } from './fixtures/pages.ts';

// The browser itself complains of a request that was not answered.
test.use({ expectedComplaints: [/Failed to load resource/] });

test('keeps what was typed while the console does not answer, and after the session has ended', async ({
  azure,
  page,
  signInAs,
  enterHere,
}) => {
  const { operator, cluster } = await enterHere();
  await page.goto(cluster.path);
  const box = page.getByRole('textbox', { name: 'Add ranges' });
  const review = page.getByRole('button', { name: 'Review changes' });
  await box.fill('194.168.1.0/24');

  await page.route('**', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.fallback(),
  );
  await review.click();
  await expect(page.getByText('The console did not answer')).toBeVisible();
  await expect(box).toHaveValue('194.168.1.0/24');
  await page.unroute('**');

  await page.context().clearCookies();
  await review.click();
  await expect(page.getByText('You are signed out')).toBeVisible();
  await expect(box).toHaveValue('194.168.1.0/24');

  await signInAs(operator);
  await review.click();
  await applyAndFinish(page);
  expect(await azure.entriesOf(cluster)).toEqual([...standing, '194.168.1.0/24']);
});

test('keeps what was ticked and selected while the console does not answer', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(oneCluster({ provisioningState: 'Failed' }));
  const ada = await signInOverHttp(operator);
  const change = await ask(ada, cluster);
  await expectBecomes(ada, change, 'Needs confirmation');
  await signInAs(operator);
  await page.goto(`/clusters`);
  await page.getByRole('checkbox', { name: cluster.name }).check();
  const silence = () =>
    page.route('**', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.fallback(),
    );
  await silence();
  await page.getByRole('button', { name: /Change these/ }).click();
  await expect(page.getByText('The console did not answer')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: cluster.name })).toBeChecked();
  await expect(page.getByText('1 of 1 selected')).toBeVisible();

  await page.goto(change.path);
  const question = page.getByRole('checkbox', { name: /did not succeed/ });
  await question.check();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText('The console did not answer')).toBeVisible();
  await expect(question).toBeChecked();
  await page.unroute('**');
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('status', { name: 'Change' })).toContainText('Done');
  await expect(page.getByText('The console did not answer')).toBeHidden();
  expect(await azure.entriesOf(cluster)).toEqual([...standing, wanted]);
});

test('keeps what was typed when a part of the page cannot be had any more', async ({
  page,
  enterHere,
}) => {
  const { cluster } = await enterHere();
  await page.route('**/_next/static/chunks/*', async (route) => {
    const response = await route.fetch();
    const isOfTheJump = (await response.text()).includes('Which cluster?');
    await route.fulfill(isOfTheJump ? { status: 404 } : { response });
  });
  await page.goto(cluster.path);
  const box = page.getByRole('textbox', { name: 'Add ranges' });
  await box.fill('194.168.1.0/24');
  await page.getByRole('button', { name: 'Jump to a cluster' }).click();
  await expect(page.getByText('This could not be loaded.')).toBeVisible();
  await expect(box).toHaveValue('194.168.1.0/24');
});

test('says so, and keeps what was typed, when a page was made by another release', async ({
  page,
  enterHere,
}) => {
  const { cluster } = await enterHere(oneCluster({ entries: standing }));
  await page.goto(cluster.path);
  const box = page.getByRole('textbox', { name: 'Add ranges' });
  await box.fill('194.168.1.0/24');
  await page.route('**', (route) => {
    const { 'next-action': action, ...headers } = route.request().headers();
    return action === undefined
      ? route.fallback()
      : route.continue({ headers: { ...headers, 'next-action': `40${'0'.repeat(40)}` } });
  });
  await page.getByRole('button', { name: 'Review changes' }).click();
  await expect(page.getByText('This page is older than the console')).toBeVisible();
  await expect(box).toHaveValue('194.168.1.0/24');
});

test('names its actions alike in every build, so that open forms outlive an upgrade', () => {
  const manifest = readFileSync('.next/server/server-reference-manifest.json', 'utf8');
  const salt = createHash('sha256').update('drawbridge').digest('base64');
  expect(JSON.parse(manifest)).toMatchObject({ encryptionKey: salt });
});

test('takes no form that was made for another account in the same browser', async ({ azure }) => {
  const setup = oneCluster({}, { colleagues: 1 });
  const { operator, colleagues, cluster, ada } = await enter(azure, setup);
  const ben = await signInOverHttp(colleagues[0] ?? operator);
  const edit = await ada.open(cluster.path);
  const addresses = await ada.open(`${cluster.path}/add-my-ip`);
  const forms = [
    await edit.post('Review changes', { fill: { 'Add ranges': '194.168.1.0/24' } }),
    await addresses.post(`Add ${ownAddress}/32`),
  ];
  for (const form of forms) {
    const answer = await ben.submit(form);
    expect(answer.body).toContain('You are signed in as');
    const signedOut = await nobody().submit(form);
    expect(signedOut.body).not.toContain('Review');
  }
  expect(await azure.entriesOf(cluster)).toEqual(standing);
  expect(await azure.putsOf(cluster)).toEqual([]);
});
