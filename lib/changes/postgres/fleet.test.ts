import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { LedgerStore } from '#lib/changes/ports';
import { type ChangeRow, newRow } from '#lib/changes/row';
import { anna, asked, ben, clusterId } from '#lib/changes/test-kit';
import { clusterKey } from '#lib/clusters/resource-id';
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

    test('finds on many clusters what had to do with an address, or crossed', async () => {
      const range = '81.2.69.9/32';
      const at = (state: ChangeRow['state'], intents: ChangeRow['intents'], n = 1) =>
        record({ state, intents, clusterKey: `${key}-${n}` });
      const found = [
        await at('done', [{ do: 'add', range }]),
        await at('refused', [{ do: 'remove', entry: '81.2.69.9' }], 2),
        await at('queued', [{ do: 'put-back', entry: range }]),
        await at('done', [{ do: 'restrict', ranges: ['73.140.245.0/24'] }], 2),
        await at('done', [{ do: 'open' }]),
        await at('done', [{ do: 'cluster-only' }]),
      ].map(({ id }) => id);
      await at('done', [{ do: 'add', range: '81.2.69.0/24' }]);
      await at('done', [{ do: 'remove', entry: '81.2.69.99/32' }]);
      await at('done', [{ do: 'add', range }], 3);
      const about = await ledger.changesAbout([`${key}-2`, `${key}-1`], [range]);
      const places = await Promise.all(found.map((id) => ledger.find(id)));
      const kept = places.toReversed().map((row) => [row?.clusterKey, row?.state, row?.intents]);
      expect(about.map((each) => [each.clusterKey, each.state, each.intents])).toEqual(kept);
      expect(await ledger.changesAbout([], [range])).toEqual([]);
    });

    test('tells of such a change whose it is, since when, and the list where intents do not', async () => {
      const range = '81.2.69.9/32';
      const [before, after] = [['0.0.0.0/0'], [range]];
      const moments = { stateSince: now + 9, acceptedAt: now + 5, resourceUid: 'uid-1' };
      const sent = { before, after, state: 'done', ...moments } as const;
      const typed = { addressSource: 'typed', keepForSeconds: 3600 } as const;
      await record({ ...sent, ...typed, intents: [{ do: 'add', range }] });
      await record({ ...sent, alreadySo: true, intents: [{ do: 'restrict', ranges: [range] }] });
      const [restricts, adds] = await ledger.changesAbout([key], [range]);
      expect(restricts).toMatchObject({ ...moments, grantId: anna, alreadySo: true, after });
      expect(adds).toMatchObject({ ...moments, ...typed, grantId: anna });
      expect(restricts?.addressSource).toBeUndefined();
      expect(adds?.alreadySo).toBeUndefined();
    });

    test('finds who put what into the lists of many clusters', async () => {
      const intents: ChangeRow['intents'] = [
        { do: 'add', range: '81.2.69.9/32' },
        { do: 'remove', entry: '73.140.245.0/24' },
      ];
      const { id } = await record({ intents, state: 'done', addressSource: 'detected' });
      const there = { clusterKey: `${key}-2`, grantId: ben };
      const { id: bensId } = await record({ intents, state: 'done', ...there });
      await record({ intents, state: 'done', alreadySo: true });
      await record({ intents, state: 'cancelled' });
      await record({ intents, state: 'done', clusterKey: `${key}-3` });
      const added = { author: 'Anna', entries: ['81.2.69.9/32'], at: now, resourceUid: 'uid-1' };
      const [bens, annas] = [
        { ...added, ...there, id: bensId, isOwn: false },
        { ...added, id, clusterKey: key, grantId: anna, isOwn: true },
      ];
      expect(await ledger.additionsOn([key, `${key}-2`])).toEqual([bens, annas]);
      expect(await ledger.additionsOn([key, `${key}-2`], anna)).toEqual([annas]);
      expect(await ledger.additionsOn([])).toEqual([]);
    });

    test('finds what somebody looks for in entries, authors and reasons', async () => {
      const intents: ChangeRow['intents'] = [
        { do: 'add', range: '81.2.69.9/32' },
        { do: 'remove', entry: 'AzureCloud' },
      ];
      const author = { name: 'Béa 100%', username: 'bea@contoso.example' };
      const restrict: ChangeRow['intents'] = [{ do: 'restrict', ranges: ['194.168.1.0/24'] }];
      const by = await record({ author, intents: restrict });
      const why = await record({ reason: 'INC-4711: the office in Łódź has moved: ÅR' });
      const what = await record({ intents });
      const found = async (text: string) =>
        (await ledger.historyOf([key], text)).map(({ id }) => id);
      expect(await found('81.2.69.9')).toEqual([what.id]);
      expect(await found('azurecloud')).toEqual([what.id]);
      expect(await found('194.168.1')).toEqual([by.id]);
      expect(await found('inc-4711')).toEqual([why.id]);
      expect(await found('Łódź HAS moved: ÅR')).toEqual([why.id]);
      expect(await found('béa 100%')).toEqual([by.id]);
      expect(await found('BEA@')).toEqual([by.id]);
      expect(await found('%')).toEqual([by.id]);
      expect(await found('restrict')).toEqual([]);
    });

    test('finds all that was asked of many clusters, whatever became of it, newest first', async () => {
      const at = async (name: string, about: Partial<ChangeRow> = {}) =>
        (await record({ clusterKey: `${key}-${name}`, ...about })).id;
      const [first, second, third] = [
        await at('a', { state: 'done', before: [], after: ['81.2.69.9/32'], puts: [now] }),
        await at('b', { grantId: ben, state: 'refused' }),
        await at('a'),
      ];
      await at('elsewhere');
      const all = await ledger.historyOf([`${key}-a`, `${key}-b`]);
      expect(all.map(({ id }) => id)).toEqual([third, second, first]);
      expect(await ledger.historyOf([])).toEqual([]);
      const { rows, unread } = await ledger.findAll([first, third]);
      expect(rows.map(({ id, after }) => [id, after])).toEqual([
        [third, undefined],
        [first, ['81.2.69.9/32']],
      ]);
      expect(unread).toBe(0);
    });

    test('knows under which correlation ids these clusters were written to', async () => {
      const lists = { before: [], target: [], pools: [] };
      const sent = { ...lists, quoting: 'bare' as const, bodyHash: '', at: now, tries: 1 };
      const twice = { ...sent, correlationId: 'ours again', firstCorrelationId: 'ours' };
      await record({ state: 'done', sent: twice });
      await record({ state: 'done', sent: { ...sent, correlationId: 'there' }, clusterKey: 'b' });
      await record();
      const known = await ledger.sentAs([key], ['ours', 'ours again', 'there', 'theirs']);
      expect(known).toEqual(new Set(['ours', 'ours again']));
    });

    test('tells of each which batch it is of, where it stands there, and whether the same was asked', async () => {
      const id = randomUUID();
      const add: ChangeRow['intents'] = [{ do: 'add', range: '81.2.69.9/32' }];
      const place = (at: number) => ({ id, place: at });
      await record({ batch: place(0), intents: add, state: 'done' });
      await record({ batch: place(1), intents: add, state: 'refused' });
      const { id: last } = await record({ batch: place(2), intents: [{ do: 'open' }] });
      await record({ state: 'held', expiryOf: last });
      const { id: alone } = await record();
      await record({ state: 'held', expiryOf: alone });
      await record({ state: 'held', expiryOf: randomUUID() });
      const found = (await ledger.historyOf([key])).map(({ batch }) => batch);
      const [end, ...of] = found.slice(3);
      expect(found.slice(0, 3)).toEqual([undefined, undefined, undefined]);
      expect(end).toMatchObject({ id, place: 2, isEnd: true, state: 'held' });
      expect(of.map((part) => [part?.id, part?.place, part?.state, part?.isEnd])).toEqual([
        [id, 2, 'queued', false],
        [id, 1, 'refused', false],
        [id, 0, 'done', false],
      ]);
      expect(of[1]?.asks).toBe(of[2]?.asks);
      expect(of[0]?.asks).not.toBe(of[1]?.asks);
    });

    test('tells what opened, restricted or closed a cluster, also by its last entry, or let very wide ranges in', async () => {
      const far: ChangeRow['intents'] = [
        { do: 'open' },
        { do: 'cluster-only' },
        { do: 'restrict', ranges: ['73.140.245.0/24'] },
        { do: 'add', range: '73.0.0.0/8' },
        { do: 'put-back', entry: ' 73.140.0.0/15 ' },
      ];
      const near: ChangeRow['intents'] = [
        { do: 'remove', entry: '73.0.0.0/8' },
        { do: 'add', range: '73.140.0.0/16' },
        { do: 'put-back', entry: 'AzureCloud' },
      ];
      for (const intent of [...far, ...near]) await record({ intents: [intent] });
      await record({ intents: [...near.slice(0, 1), { do: 'add', range: '73.0.0.0/9' }] });
      const opens = { confirmations: ['failed-cluster', 'crossing:restricted>open'] };
      await record({ intents: near.slice(0, 1), ...opens });
      const flags = (await ledger.historyOf([key])).map((each) => each.reachesFar).toReversed();
      expect(flags).toEqual([...far.map(() => true), ...near.map(() => false), true, true]);
    });
  });
}
