import type { Page } from 'playwright/test';
import { wanted } from '../outside/changes.ts';
import { ownAddress } from '../outside/own-address.ts';
import { secondFactor, standing } from '../outside/setups.ts';
import { askToAdd, expectChange } from './fixtures/asking.ts';
import { accessProblems } from './fixtures/axe.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { reviewAdding, rowWith } from './fixtures/pages.ts';
import { reviewOf } from './fixtures/review.ts';

test('an edit that cannot be used, and the review of one with findings', async ({
  page,
  enterHere,
}) => {
  const own = `${ownAddress}/32`;
  const { cluster } = await enterHere(oneCluster({ entries: [own, ...standing] }));
  await page.goto(cluster.path);
  await rowWith(page, 'Entries', own).getByRole('checkbox').check();
  const ranges = page.getByRole('textbox', { name: 'Add ranges' });
  await ranges.fill('137.117.106.90/29, nonsense 73.140.245.0/33\n2001:4860::/32\n10.0.0.0/8');
  await page.getByRole('button', { name: 'Review changes' }).click();
  await expect(page.getByText('cannot be used')).toBeVisible();
  await expect(rowWith(page, 'Entries', own).getByRole('checkbox')).toBeChecked();
  const problems = [...(await accessProblems(page, 'what cannot be used'))];

  await ranges.fill(`${wanted}\n8.0.0.0/7`);
  await page.getByRole('button', { name: 'Review changes' }).click();
  await expect(reviewOf(page).getByRole('checkbox')).not.toHaveCount(0);
  problems.push(...(await accessProblems(page, 'a review with findings')));
  expect(problems).toEqual([]);
});

test('a change from Waiting to Applying to Done, and the question at signing out', async ({
  azure,
  page,
  enterHere,
}) => {
  const { cluster } = await enterHere(
    oneCluster({ behaviour: { operations: { ends: 'when-told' } } }),
  );
  const busy = { code: 'OperationNotAllowed', message: 'Another operation is in progress.' };
  const answer = { status: 409, body: { error: busy } };
  const fault = await azure.fault(cluster, { method: 'PUT', do: { answer } });
  await askToAdd(page, cluster);
  await expectChange(page, 'Waiting');
  const problems = [...(await accessProblems(page, 'Waiting'))];
  await fault.end();
  await expectChange(page, 'Applying');
  problems.push(...(await accessProblems(page, 'Applying')));
  const here = page.url();
  await page.goto('/sign-out/ask');
  problems.push(...(await accessProblems(page, 'signing out')));

  await azure.finish(cluster);
  await page.goto(here);
  await expectRead(page, 'Done');
  problems.push(...(await accessProblems(page, 'Done')));
  expect(problems).toEqual([]);
});

test('a change that needs a sign-in, and one that Azure refused', async ({
  azure,
  page,
  enterHere,
}) => {
  const { cluster, subscription } = await enterHere(oneCluster({}, { challenges: [secondFactor] }));
  await askToAdd(page, cluster);
  await expectRead(page, 'Sign-in needed');
  const problems = [...(await accessProblems(page, 'Sign-in needed'))];
  await page.getByRole('button', { name: 'Discard' }).click();
  await expectChange(page, 'Cancelled');

  await azure.control.editSubscription(subscription.id, { challenges: [] });
  const refusal = { code: 'BadRequest', message: 'Azure objects to something else.' };
  const answer = { status: 400, body: { error: refusal } };
  await azure.fault(cluster, { method: 'PUT', do: { answer } });
  await askToAdd(page, cluster);
  await expectRead(page, 'Refused');
  problems.push(...(await accessProblems(page, 'Refused')));
  expect(problems).toEqual([]);
});

test('a change that needs a confirmation, and one that failed', async ({
  azure,
  page,
  enterHere,
}) => {
  const error = { code: 'InternalOperationError', message: 'It broke.' };
  const { cluster } = await enterHere(
    oneCluster({
      behaviour: { operations: { ends: 'at-once', status: 'Failed', error } },
    }),
  );
  await reviewAdding(page, cluster, wanted);
  await azure.edit(cluster, { properties: { provisioningState: 'Failed' } });
  await page.getByRole('button', { name: 'Apply' }).click();
  await expectRead(page, 'Needs confirmation');
  const problems = [...(await accessProblems(page, 'Needs confirmation'))];

  await page
    .getByRole('checkbox', { name: 'The last operation on this cluster did not succeed' })
    .check();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expectRead(page, 'Failed');
  problems.push(...(await accessProblems(page, 'Failed')));
  expect(problems).toEqual([]);
});

/** The change shows this state, and the page has been read again for it, which its title tells. */
async function expectRead(page: Page, state: string): Promise<void> {
  await expectChange(page, state);
  await expect(page).toHaveTitle(new RegExp(`^${state} · `));
}
