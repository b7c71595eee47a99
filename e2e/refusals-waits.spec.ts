import { ask, expectBecomes, wanted } from '../outside/changes.ts';
import { standing } from '../outside/setups.ts';
import { expectAdded, expectUnchanged } from './fixtures/asking.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { enter } from './fixtures/over-http.ts';

test('waits for the operation that runs on the cluster, says which, and goes on', async ({
  azure,
}) => {
  const { cluster, ada } = await enter(
    azure,
    oneCluster({ behaviour: { running: { ends: 'when-told' } } }),
  );
  const change = await ask(ada, cluster);
  await expectBecomes(ada, change, 'Waiting', [
    'The cluster is busy (Updating) since',
    'Next try at',
  ]);
  await expectUnchanged(azure, cluster, 0);

  await azure.finish(cluster);

  await expectBecomes(ada, change, 'Done');
  await expectAdded(azure, cluster, 1);
});

test('does not call the cluster busy with the very change that the page shows', async ({
  azure,
}) => {
  const behaviour = { operations: { ends: 'when-told' } } as const;
  const { cluster, ada } = await enter(azure, oneCluster({ behaviour }));
  const change = await ask(ada, cluster);

  const page = await expectBecomes(ada, change, 'Applying', ['Azure accepted it at']);

  expect(page.text).toContain('Updating');
  expect(page.text).not.toContain('The cluster is busy');
  await azure.finish(cluster);
});

/** As AKS answers, verbatim as it is recorded. */
const busyWords =
  'Operation is not allowed: Another operation (Upgrading) is in progress, please wait for it to finish before starting a new operation. See https://aka.ms/aks-pending-operation for more details';
const busy = {
  status: 409,
  body: {
    code: 'OperationNotAllowed',
    details: [{ code: 'Unspecified', message: busyWords }],
    message: busyWords,
    subcode: '',
  },
};

test('tries again after 409 OperationNotAllowed', async ({ azure }) => {
  const { cluster, ada } = await enter(azure);
  const trouble = await azure.fault(cluster, { method: 'PUT', do: { answer: busy } });

  const change = await ask(ada, cluster);
  await expectBecomes(ada, change, 'Waiting', [
    'The cluster is busy (Upgrading) since',
    'Next try at',
  ]);
  expect(await azure.entriesOf(cluster)).toEqual(standing);
  const refused = (await azure.putsOf(cluster)).length;
  await trouble.end();

  await expectBecomes(ada, change, 'Done');
  expect(await azure.entriesOf(cluster)).toEqual([...standing, wanted]);
  const statuses = (await azure.putsOf(cluster)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  expect(statuses.length).toBeGreaterThan(refused);
});

test('can be cancelled while it waits', async ({ azure }) => {
  const { cluster, ada } = await enter(
    azure,
    oneCluster({ behaviour: { running: { ends: 'when-told' } } }),
  );
  const change = await ask(ada, cluster);
  const shown = await expectBecomes(ada, change, 'Waiting');

  await ada.press(shown, 'Cancel');

  await expectBecomes(ada, change, 'Cancelled', ['Nothing was changed.']);
  await azure.finish(cluster);
  await expectUnchanged(azure, cluster, 0);
});
