import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { clusterKey } from '#lib/clusters/resource-id';
import type { LedgerStore } from './ports.ts';
import { type ChangeRow, newRow } from './row.ts';
import { anna, asked, ben, clusterId } from './test-kit.ts';
import { everyLedger } from './test-ledgers.ts';

let clusters = 0;

const kinds = everyLedger();

for (const [kind, open] of kinds) {
  describe(`the ledger of a fleet in ${kind}`, () => {
    let ledger: LedgerStore;
    let place: typeof clusterId;
    let key: string;
    const now = Date.UTC(2026, 10, 2, 14, 30);

    beforeEach(() => {
      clusters += 1;
      ledger = open();
      place = { ...clusterId, name: `aks-fleet-${clusters}` };
      key = clusterKey(place);
    });

    const record = (about: Partial<ChangeRow> = {}) =>
      ledger.insert({ ...newRow(randomUUID(), asked({ clusterId: place }), [], now), ...about });

    test('finds what one grant has done on whatever cluster, the newest first', async () => {
      const grantId = randomUUID();
      const first = await record({ grantId, state: 'done' });
      const second = await record({ grantId, state: 'done', clusterKey: `${key}-2` });
      await record({ grantId, state: 'refused' });
      const idsOf = async (limit: number) =>
        (await ledger.doneBy(grantId, limit)).map(({ id }) => id);
      expect(await idsOf(5)).toEqual([second.id, first.id]);
      expect(await idsOf(1)).toEqual([second.id]);
    });

    test('finds on many clusters what has moved since then or asked for a range', async () => {
      const range = '81.2.69.9/32';
      const intents: ChangeRow['intents'] = [{ do: 'add', range }];
      const moved = await record({ stateSince: now });
      const asking = await record({ intents, stateSince: now - 9, clusterKey: `${key}-2` });
      await record({ stateSince: now - 9 });
      await record({ intents, clusterKey: `${key}-3` });
      const about = { since: now, ranges: [range] };
      const found = await ledger.onClusters([key, `${key}-2`], about);
      expect(found.map(({ id }) => id).sort()).toEqual([moved.id, asking.id].sort());
      expect(await ledger.onClusters([], about)).toEqual([]);
      const none = await ledger.onClusters([key], { since: now + 1, ranges: [] });
      expect(none).toEqual([]);
    });

    test('finds who put what into the lists of many clusters', async () => {
      const intents: ChangeRow['intents'] = [
        { do: 'add', range: '81.2.69.9/32' },
        { do: 'remove', entry: '73.140.245.0/24' },
      ];
      await record({ intents, state: 'done' });
      await record({ intents, state: 'done', clusterKey: `${key}-2`, grantId: ben });
      await record({ intents, state: 'done', alreadySo: true });
      await record({ intents, state: 'cancelled' });
      await record({ intents, state: 'done', clusterKey: `${key}-3` });
      const added = { author: 'Anna', entries: ['81.2.69.9/32'], at: now };
      expect(await ledger.additionsOn([key, `${key}-2`])).toEqual([
        { ...added, clusterKey: `${key}-2`, grantId: ben },
        { ...added, clusterKey: key, grantId: anna },
      ]);
      expect(await ledger.additionsOn([])).toEqual([]);
    });
  });
}
