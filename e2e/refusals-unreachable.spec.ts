import type { Fault } from '../emulator/control.ts';
import { ask, expectBecomes } from '../outside/changes.ts';
import { standing } from '../outside/setups.ts';
import type { Sheet } from '../outside/sheet.ts';
import { expectAdded } from './fixtures/asking.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { enter, signInOverHttp } from './fixtures/over-http.ts';

test('says on the list of clusters that Azure cannot be reached, and tries again when asked', async ({
  azure,
}) => {
  const { operator, cluster, ada } = await enter(azure);
  const trouble = await azure.faultWhere({
    match: { operator: operator.upn, path: '^/(subscriptions|providers|tenants)' },
    do: { reset: 'before' },
  });
  const view = '/clusters?q=payments&access=restricted&from=73.140.245.7';
  const page = await ada.open(view);

  expectAlert(page, ['Azure cannot be reached', 'This console got no answer from Azure.']);
  expect(page.part('Clusters')).toBe('');
  await trouble.end();

  const again = await ada.follow(page, 'Try again');
  expect(again.path).toBe(view);
  expect(again.all('cluster', 'Clusters')).toEqual([cluster.name]);
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
  }) => {
    const { cluster, ada } = await enter(azure);
    const trouble = await azure.fault(cluster, { method: 'GET', do: does });

    const marked = `${cluster.path}?remove=${encodeURIComponent(standing[0] ?? '')}`;
    const page = await ada.open(marked);

    expect(page.all('heading')).toContain(cluster.name);
    expectAlert(page, says);
    expect(page.all('button')).toContain('Copy the correlation id');
    await trouble.end();
    const again = await ada.follow(page, 'Try again');
    expect(again.path).toBe(marked);
    expect(again.all('code', 'Entries')).toEqual(standing);
  });
}

test('keeps a change until Azure answers again, and shows it meanwhile', async ({ azure }) => {
  const { cluster, ada } = await enter(
    azure,
    oneCluster({ behaviour: { running: { ends: 'when-told' } } }),
  );
  const change = await ask(ada, cluster);
  await expectBecomes(ada, change, 'Waiting', ['The cluster is busy']);
  const trouble = await azure.fault(cluster, { method: 'GET', do: { reset: 'before' } });
  await azure.finish(cluster);

  await expectBecomes(ada, change, 'Waiting', ['Azure has given no usable answer since']);
  const again = await ada.open(change.path);
  expect(again.part('Change')).toContain('Azure has given no usable answer since');
  expectAlert(again, ['Azure cannot be reached']);
  await trouble.end();

  await expectBecomes(ada, change, 'Done');
  await expectAdded(azure, cluster, 1);
});

test('says so when Entra cannot be reached for a new token', async ({ azure }) => {
  const { operator, cluster } = await azure.seed();
  await azure.control.editPerson(operator.upn, { tokenLifetimeSeconds: 60 });
  const ada = await signInOverHttp(operator);
  const trouble = await azure.faultWhere({
    match: { operator: operator.upn, path: '/oauth2/v2.0/token' },
    do: { reset: 'before' },
  });

  const page = await ada.open(cluster.path);

  expectAlert(page, ['Azure cannot be reached']);
  await trouble.end();
  const again = await ada.follow(page, 'Try again');
  expect(again.all('code', 'Entries')).toEqual(standing);
});

/** One alert has all these words. */
function expectAlert(page: Sheet, words: readonly string[]): void {
  const alert = page.all('alert').find((text) => text.includes(words[0] ?? ''));
  for (const each of words) expect(alert, page.text).toContain(each);
}
