import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAzure } from '../outside/azure.ts';
import { planFor } from '../outside/batches.ts';
import { apply, changeIn, expectBecomes, review, wanted } from '../outside/changes.ts';
import { signInAt } from '../outside/person.ts';
import { oneCluster, standing } from '../outside/setups.ts';
import { type Postgres, startPostgres } from '../scripts/lib/postgres.ts';
import { enterAt } from './asking.ts';
import { makeTestbed, type Server } from './server.ts';

const testbed = makeTestbed();
const { azure } = createAzure(testbed.emulatorUrl);
const words = 'A newer release of this console has recorded this';

let postgres: Postgres;
let server: Server;
beforeAll(async () => {
  postgres = await startPostgres();
  const own = { DATABASE_URL: postgres.url, SESSION_KEYS: randomBytes(32).toString('base64') };
  server = await testbed.server({ own, store: 'none' });
  await server.start();
});
afterAll(async () => {
  await testbed.close();
  await postgres.remove();
});

/** As a newer release would that knows states which this one does not, before it was rolled back. */
async function storeAsNewer(what: string, id: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(`update ${what} set state = 'of-a-newer-release' where id = $1`, [id]);
  await client.end();
}

test('says of a batch that only a newer release can read what it is, to its author alone', async () => {
  const { ada, cluster, colleagues } = await enterAt(
    server,
    azure,
    oneCluster({}, { colleagues: 1 }),
  );
  const plan = await planFor(ada, wanted);
  await storeAsNewer('batches', plan.path.split('/').at(-1) ?? '');

  expect((await ada.open(plan.path)).text).toContain(words);
  const list = await ada.open('/batches');
  expect(list.text).toContain('What a newer release of this console recorded cannot be shown: 1');
  expect(list.text).not.toContain('No batch was started yet');
  const [colleague] = colleagues;
  if (!colleague) throw new Error('none');
  const other = await signInAt(server, colleague);
  expect((await other.open(plan.path)).text).toContain('There is nothing here');
  expect(await azure.putsOf(cluster)).toEqual([]);
});

test('says so, too, where what is pressed has been recorded by a newer release', async () => {
  const { ada, cluster } = await enterAt(server, azure, oneCluster());
  const done = await apply(ada, await review(ada, cluster));
  const undone = await expectBecomes(ada, await ada.press(done, 'Undo'), 'Done');
  await storeAsNewer('changes', changeIn(undone));

  expect((await ada.press(done, 'Undo')).text).toContain(words);
  expect(await azure.entriesOf(cluster)).toEqual(standing);
});
