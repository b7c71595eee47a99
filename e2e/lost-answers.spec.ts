import type { Fault } from '../emulator/control.ts';
import { ask, expectBecomes, wanted } from '../outside/changes.ts';
import { standing } from '../outside/setups.ts';
import { expectAdded, expectUnchanged } from './fixtures/asking.ts';
import { expect, test } from './fixtures/index.ts';
import { enter } from './fixtures/over-http.ts';

const unwell = { code: 'InternalServerError', message: 'An internal error occurred.', details: [] };
const timedOut = {
  error: {
    code: 'GatewayTimeout',
    message:
      "The gateway did not receive a response from 'Microsoft.ContainerService' within the specified time period.",
  },
};

const answer = (status: number, when: 'before' | 'after'): Fault['do'] => ({
  answer: { status, when, body: status === 500 ? unwell : timedOut },
});

test('sends the identical change once more after a broken connection where it had not landed', async ({
  azure,
}) => {
  const { cluster, ada } = await enter(azure);
  await azure.fault(cluster, { method: 'PUT', times: 1, do: { reset: 'before' } });

  const change = await ask(ada, cluster);

  await expectBecomes(ada, change, 'Done');
  await expectAdded(azure, cluster, 2);
  const [first, second] = await azure.putsOf(cluster);
  expect(second?.body).toBe(first?.body);
  expect(second?.headers['if-match']).toBe(first?.headers['if-match']);
});

test('finds by reading that the change had landed behind a 504, and sends nothing more', async ({
  azure,
}) => {
  const { cluster, ada } = await enter(azure);
  await azure.fault(cluster, { method: 'PUT', times: 1, do: answer(504, 'after') });

  const change = await ask(ada, cluster);

  await expectBecomes(ada, change, 'Done', [
    'Azure has carried it out, and the cluster was read back.',
  ]);
  await expectAdded(azure, cluster, 1);
});

test('says that nobody can tell when the cluster moved on behind a lost answer, and offers it again', async ({
  azure,
}) => {
  const { cluster, ada } = await enter(azure);
  const put = await azure.fault(cluster, { method: 'PUT', times: 1, do: { hold: 'before' } });
  const change = await ask(ada, cluster);
  await put.held();
  await azure.addElsewhere(cluster, '137.117.106.88/29');
  await put.lose();

  const shown = await expectBecomes(ada, change, 'Outcome unknown', [
    'Azure’s answer was lost, and the cluster as it is now does not tell what this change did.',
  ]);
  expect(await azure.entriesOf(cluster)).toEqual([...standing, '137.117.106.88/29']);
  expect(await azure.putsOf(cluster)).toHaveLength(1);

  await expectBecomes(ada, await ada.press(shown, 'Apply again'), 'Done');
  expect(await azure.entriesOf(cluster)).toEqual([...standing, '137.117.106.88/29', wanted]);
  expect(await azure.putsOf(cluster)).toHaveLength(2);
});

test('stops after one repetition when every answer is lost', async ({ azure }) => {
  const { cluster, ada } = await enter(azure);
  await azure.fault(cluster, { method: 'PUT', do: answer(500, 'before') });

  const change = await ask(ada, cluster);

  await expectBecomes(ada, change, 'Outcome unknown', [
    'the cluster as it is now does not tell what this change did',
    'Azure has a problem',
    '(HTTP 500)',
  ]);
  await expectUnchanged(azure, cluster, 2);
});
