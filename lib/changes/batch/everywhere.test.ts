import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { currentLedger, stopLedger } from '#lib/changes/current';
import { type ChangeRow, newRow } from '#lib/changes/row';
import { anna, asked, ben } from '#lib/changes/test-kit';
import { freshLedger } from '#lib/changes/test-ledger';
import type { FleetRow } from '#lib/clusters/fleet/fleet';
import { clusterKey } from '#lib/clusters/resource-id';
import { row as fleetRow } from '#lib/clusters/test-kit';
import { addedEverywhere, earlierEverywhere } from './everywhere.ts';

const [old, older, today] = ['193.168.1.7/32', '193.168.1.8/32', '81.2.69.142/32'];
const office = '73.140.245.0/24';
const rows = [
  fleetRow({ name: 'aks-a', entries: [office, old] }),
  fleetRow({ name: 'aks-b', entries: [office, '193.168.1.7', older] }),
  fleetRow({ name: 'aks-c', entries: [office, older] }),
];
const [a, b, c] = rows;

beforeEach(async () => void (await freshLedger()));
afterEach(() => stopLedger());

/** A done change of Anna's, an hour later than the one before. */
let hour = 0;
async function done(at: FleetRow | undefined, add: string, about: Partial<ChangeRow> = {}) {
  if (!at) throw new Error('No such cluster');
  hour++;
  const wanted = asked({ clusterId: at.id, intents: [{ do: 'add', range: add }], ...about });
  const moment = hour * 3_600_000;
  const row = newRow(randomUUID(), wanted, [], moment);
  await currentLedger().store.insert({
    ...row,
    state: 'done',
    addressSource: 'detected',
    ...about,
  });
}

const on = (lines: readonly { rows: readonly FleetRow[]; key: string }[]) =>
  lines.map(({ key, rows: found }) => [key, names(found).join(' ')]);

const names = (found: readonly FleetRow[]) => found.map(({ id }) => id.name).sort();

describe('an earlier address, wherever it stands', () => {
  const offered = async (grantId = anna) => on(await earlierEverywhere(grantId, rows, today));

  test('is offered with all its clusters, the most frequent first', async () => {
    await done(c, older);
    await done(a, old);
    await done(b, old);
    expect(await offered()).toEqual([
      [old, 'aks-a aks-b'],
      [older, 'aks-c'],
    ]);
    expect((await earlierEverywhere(anna, rows, today))[0]?.parts).toEqual([
      { entries: [old], into: today, words: '' },
    ]);
  });

  test('is nobody else’s', async () => {
    await done(a, old);
    expect(await offered(ben)).toEqual([]);
  });

  test('stays where somebody else has asked for it as well', async () => {
    await done(a, old);
    await done(b, old);
    await done(b, old, { grantId: ben, stateSince: 0 });
    expect(await offered()).toEqual([[old, 'aks-a']]);
  });

  test('is not what was typed for others, what stood there already, or what is gone', async () => {
    await done(a, old, { addressSource: undefined });
    await done(b, old, { alreadySo: true });
    await done(c, old);
    expect(await offered()).toEqual([]);
  });

  test('is not what stood there already, though its author has added another address there', async () => {
    await done(b, older);
    await done(c, '193.168.1.9/32');
    await done(c, older, { alreadySo: true });
    expect(await offered()).toEqual([[older, 'aks-b']]);
  });

  test('stays where it was taken out since, by its name or by a list made anew', async () => {
    await done(a, old);
    await done(b, old);
    await done(c, older);
    const later = { grantId: ben, addressSource: undefined, stateSince: Date.now() };
    await done(a, office, { ...later, intents: [{ do: 'remove', entry: '193.168.1.7' }] });
    const restrict: ChangeRow['intents'] = [{ do: 'restrict', ranges: [office] }];
    await done(b, office, { ...later, intents: restrict, before: [], after: [office] });
    await done(c, office, { ...later, intents: restrict, before: [], after: [office, older] });
    expect(await offered()).toEqual([[older, 'aks-c']]);
  });

  test('stays where it stands twice', async () => {
    await done(a, old);
    const twice = a ? [{ ...a, entries: [old, '193.168.1.7'] }] : [];
    expect(await earlierEverywhere(anna, twice, today)).toEqual([]);
  });

  test('is found however much its author has done since', async () => {
    await done(a, old);
    for (let n = 0; n < 2_001; n++) await done(b, office, { addressSource: undefined });
    expect(await offered()).toEqual([[old, 'aks-a']]);
  });

  test('is not that of a cluster made anew, or of one that is not in this fleet', async () => {
    await done(a, old, { resourceUid: 'uid-1' });
    await done(b, old);
    const anew = rows.slice(0, 1).map((each) => ({ ...each, resourceUid: 'uid-2' }));
    expect(await earlierEverywhere(anna, anew, today)).toEqual([]);
  });
});

describe('entries that people added', () => {
  test('are told with who added them last, the oldest first', async () => {
    await done(a, old);
    await done(b, old);
    await done(c, older, {
      grantId: ben,
      author: { name: 'Ben', username: 'ben@contoso.example' },
    });
    const lines = await addedEverywhere(anna, rows);
    expect(on(lines)).toEqual([
      [`${anna} ${old}`, 'aks-a aks-b'],
      [`${ben} ${older}`, 'aks-c'],
    ]);
    expect(lines.map(({ author, isMine, parts }) => [author, isMine, parts[0]?.entries])).toEqual([
      ['Anna', true, [old]],
      ['Ben', false, [older]],
    ]);
    expect((lines[0]?.since ?? 0) < (lines[1]?.since ?? 0)).toBe(true);
  });

  test('are told of the clusters that were read, and of no other', async () => {
    await done(a, old);
    await done(b, old);
    expect(on(await addedEverywhere(ben, b ? [b] : []))).toEqual([[`${anna} ${old}`, 'aks-b']]);
    expect(await addedEverywhere(anna, [])).toEqual([]);
  });

  test('are not told of a cluster that was made anew since', async () => {
    await done(a, old);
    await done(b, old);
    const anew = rows.slice(0, 1).map((each) => ({ ...each, resourceUid: 'uid-2' }));
    const lines = await addedEverywhere(anna, [...anew, ...rows.slice(1)]);
    expect(on(lines)).toEqual([[`${anna} ${old}`, 'aks-b']]);
  });

  test('are those that still stand, by their last adder', async () => {
    await done(a, old);
    await done(a, '194.168.1.1/32');
    await done(a, old, { grantId: ben, author: { name: 'Ben', username: 'ben@contoso.example' } });
    expect((await addedEverywhere(anna, rows)).map(({ author }) => author)).toEqual(['Ben']);
  });

  test('know clusters by any spelling of their name', async () => {
    const shouted = a && { ...a, id: { ...a.id, name: 'AKS-A' } };
    await done(shouted, old);
    expect(clusterKey(shouted?.id ?? rows[0]?.id ?? asked().clusterId)).toContain('aks-a');
    expect(await addedEverywhere(anna, rows)).toHaveLength(1);
  });
});
