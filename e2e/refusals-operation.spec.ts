import type { OperationPlan } from '../emulator/seed.ts';
import { ask, expectBecomes, wanted } from '../outside/changes.ts';
import { standing } from '../outside/setups.ts';
import { expectAdded } from './fixtures/asking.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { enter } from './fixtures/over-http.ts';

const reconcile = {
  code: 'OverlaymgrReconcileError',
  message: 'We are unable to serve this request due to an internal error.',
};

test('says that Azure accepted it, and that it then ended Failed', async ({ azure }) => {
  const operations = { ends: { afterPolls: 1 }, status: 'Failed', error: reconcile } as const;
  const { cluster, ada } = await enter(azure, oneCluster({ behaviour: { operations } }));

  const change = await ask(ada, cluster);

  const shown = await expectBecomes(ada, change, 'Failed', [
    'It may stand in the list all the same, without taking effect.',
    'Azure could not finish',
    'and then failed to carry it out',
    reconcile.message,
    "Look at what the list holds now and at the cluster's activity log",
  ]);
  expect(shown.all('button')).toContain('Apply again');
  expect(shown.href('Activity log in the Azure portal')).toMatch(
    new RegExp(`^https://portal\\.azure\\.com/#@.+/resource${cluster.id}/eventlogs$`, 'i'),
  );
  // What the change says of the cluster stands there once.
  expect(shown.all('link').filter((link) => link.startsWith('Activity log'))).toHaveLength(1);
  // Azure took it into the list; what failed is carrying it out.
  await expectAdded(azure, cluster, 1);
});

test('looks at the cluster where a newer operation took the place of this one', async ({
  azure,
}) => {
  const plan: OperationPlan = {
    ends: { afterPolls: 1 },
    status: 'Canceled',
    leaves: 'Succeeded',
    error: { code: 'NotLatestOperation', message: 'Preempted by another one.' },
  };
  const { cluster, ada } = await enter(azure, oneCluster({ behaviour: { operations: plan } }));

  const change = await ask(ada, cluster);

  await expectBecomes(ada, change, 'Done', ['A newer operation took the place of this one']);
  await expectAdded(azure, cluster, 1);
});

test('names what a policy put into the list besides, and what it took out', async ({ azure }) => {
  const [first = '', second = ''] = standing;
  const authorizedIPRanges = [first, wanted, '20.50.7.0/24'];
  const patch = { properties: { apiServerAccessProfile: { authorizedIPRanges } } };
  const { cluster, ada } = await enter(
    azure,
    oneCluster({}, { policies: [{ name: 'append-corporate', effect: { do: 'modify', patch } }] }),
  );

  const change = await ask(ada, cluster);

  await expectBecomes(ada, change, 'Done', [
    'The list also holds 20.50.7.0/24, which this change did not ask for',
    `It lacks ${second}, which stood there when it was sent`,
    'an Azure policy or somebody else',
  ]);
  expect(await azure.entriesOf(cluster)).toEqual(authorizedIPRanges);
});

test('reads the cluster instead when the address of the operation is lost', async ({ azure }) => {
  const { cluster, ada } = await enter(azure);
  await azure.faultWhere({
    match: { path: '/operations/', subscription: cluster.subscriptionId },
    do: {
      answer: {
        status: 404,
        body: { code: 'NotFound', message: 'The operation was not found.', details: [] },
      },
    },
  });

  const change = await ask(ada, cluster);

  await expectBecomes(ada, change, 'Done', ['the cluster was read back']);
  await expectAdded(azure, cluster, 1);
});

test('says that the cluster is gone when it is deleted while Azure works on it', async ({
  azure,
}) => {
  const { cluster, ada } = await enter(
    azure,
    oneCluster({ behaviour: { operations: { ends: 'when-told' } } }),
  );
  const change = await ask(ada, cluster);
  await expectBecomes(ada, change, 'Applying', ['Azure accepted it at']);
  await azure.finish(cluster);
  await azure.control.deleteCluster(cluster.id);

  await expectBecomes(ada, change, 'Overtaken');
  expect(await azure.putsOf(cluster)).toHaveLength(1);
});
