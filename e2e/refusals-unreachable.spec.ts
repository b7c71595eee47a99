import type { Fault } from '../emulator/control.ts';
import { askToAdd, expectAdded, expectChange, standing } from './fixtures/asking.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { rowWith, shownEntries } from './fixtures/pages.ts';
import { expectAddressKnown } from './fixtures/session.ts';

test('says on the list of clusters that Azure cannot be reached, and tries again when asked', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: standing }));
  const trouble = await azure.faultWhere({
    match: { operator: operator.upn, path: '^/(subscriptions|providers|tenants)' },
    do: { reset: 'before' },
  });
  await signInAs(operator);
  await page.goto('/clusters');

  const alert = page.getByRole('alert').filter({ hasText: 'Azure cannot be reached' });
  await expect(alert).toContainText('This console got no answer from Azure.', { timeout: 20_000 });
  await expect(page.getByRole('table', { name: 'Clusters' })).toHaveCount(0);
  await expectAddressKnown(page);
  await trouble.end();
  await alert.getByRole('link', { name: 'Try again' }).click();

  await expect(rowWith(page, 'Clusters', cluster.name)).toBeVisible();
});

const onReading: readonly { what: string; does: Fault['do']; says: readonly string[] }[] = [
  {
    what: 'a broken connection',
    does: { reset: 'before' },
    says: ['Azure cannot be reached', 'look at its way out to Azure'],
  },
  {
    what: '503',
    does: { answer: { status: 503, headers: { 'retry-after': '60' } } },
    says: ['Azure has a problem', '(HTTP 503)'],
  },
  {
    what: 'an answer that nobody can read',
    does: { answer: { status: 200, body: '<html>Proxy error</html>' } },
    says: ['Azure has a problem', 'with something nobody can read'],
  },
  {
    what: '429',
    does: {
      answer: {
        status: 429,
        headers: { 'retry-after': '60' },
        body: { code: 'Throttled', message: 'Too many requests.' },
      },
    },
    says: ['Too many requests', 'Try again in 60 seconds.'],
  },
];

for (const { what, does, says } of onReading) {
  test(`says on the page of a cluster what ${what} means, and tries again when asked`, async ({
    azure,
    page,
    signInAs,
  }) => {
    const { operator, cluster } = await azure.seed(oneCluster({ entries: standing }));
    await signInAs(operator);
    await page.goto('/clusters');
    await expectAddressKnown(page);
    const trouble = await azure.fault(cluster, { method: 'GET', do: does });

    await page.goto(cluster.path);

    await expect(page.getByRole('heading', { name: cluster.name })).toBeVisible();
    const alert = page.getByRole('alert').filter({ hasText: says[0] ?? '' });
    for (const words of says) await expect(alert).toContainText(words);
    await expect(alert.getByRole('button', { name: 'Copy the correlation id' })).toBeVisible();
    await trouble.end();
    await alert.getByRole('link', { name: 'Try again' }).click();
    await expect(shownEntries(page)).toHaveText(standing);
  });
}

test('keeps a change until Azure answers again, and shows it meanwhile', async ({
  azure,
  page,
  signInAs,
}) => {
  const { operator, cluster } = await azure.seed(
    oneCluster({ entries: standing, behaviour: { running: { ends: 'when-told' } } }),
  );
  await signInAs(operator);
  await askToAdd(page, cluster);
  await expectChange(page, 'Waiting', ['The cluster is busy']);
  const trouble = await azure.fault(cluster, { method: 'GET', do: { reset: 'before' } });
  await azure.finish(cluster);

  await expectChange(page, 'Waiting', ['Azure has not answered since']);
  await page.reload();
  await expectChange(page, 'Waiting', ['Azure has not answered since']);
  await expect(page.getByText('Azure cannot be reached')).toBeVisible();
  await trouble.end();

  await expectChange(page, 'Done');
  await expectAdded(azure, cluster, 1);
});

test('says so when Entra cannot be reached for a new token', async ({ azure, page, signInAs }) => {
  const { operator, cluster } = await azure.seed(oneCluster({ entries: standing }));
  await azure.control.editPerson(operator.upn, { tokenLifetimeSeconds: 60 });
  await signInAs(operator);
  await page.goto('/clusters');
  await expectAddressKnown(page);
  const trouble = await azure.faultWhere({
    match: { operator: operator.upn, path: '/oauth2/v2.0/token' },
    do: { reset: 'before' },
  });

  await page.goto(cluster.path);

  const alert = page.getByRole('alert').filter({ hasText: 'Azure cannot be reached' });
  await expect(alert).toBeVisible();
  await trouble.end();
  await alert.getByRole('link', { name: 'Try again' }).click();
  await expect(shownEntries(page)).toHaveText(standing);
});
