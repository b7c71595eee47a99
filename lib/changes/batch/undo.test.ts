import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { undoChange } from '#lib/changes/again';
import { currentLedger, startLedger, stopLedger } from '#lib/changes/current';
import { batchView } from '#lib/changes/shown/batch-view';
import { StoreTakesNothing } from '#lib/changes/store-troubles';
import { anna, ben, settings, works } from '#lib/changes/test-kit';
import { record } from '#lib/changes/test-ledger';
import type { FleetRow } from '#lib/clusters/fleet/fleet';
import { perAsked } from '#lib/clusters/plan/asked-of';
import { planInSteps, startedOf } from '#lib/clusters/plan/batch-plan';
import { standingIntents } from '#lib/clusters/plan/standing-intents';
import { clusterKey } from '#lib/clusters/resource-id';
import type { Intent } from '#lib/ranges/intent';
import { draftFor, retryFailed, startBatch, stopBatch } from './batches.ts';
import { resultsOf } from './results.ts';
import { author, type BatchDesk, batchDesk, before } from './test-desk.ts';
import { draftUndo } from './undo.ts';
import { othersSince, undoOn } from './undo-plan.ts';

const [mine, theirs, old] = ['81.2.69.142/32', '193.168.1.0/24', '137.117.106.88/29'];
const add: Intent = { do: 'add', range: mine };
const remove: Intent = { do: 'remove', entry: old };

let desk: BatchDesk;
beforeEach(async () => {
  desk = await batchDesk(3);
});
afterEach(() => stopLedger());

function edit(...lists: readonly (readonly string[])[]) {
  for (const [place, list] of lists.entries()) desk.azure.at(place).edit(list);
}

/** A batch over all clusters, carried out as far as it goes. */
async function carriedOut(intents: readonly Intent[] = [add]): Promise<string> {
  const id = await desk.drafted();
  const items = desk.items().map((item) => ({ ...item, intents: [...intents] }));
  expect(await startBatch(author, id, items)).toMatchObject({ ok: true });
  await desk.clock.advance(60_000);
  return id;
}

/** The clusters as a list of all shows them. */
function listed(): readonly FleetRow[] {
  return desk.azure.ids.map((_, place) => {
    const { state } = desk.azure.at(place);
    return { ...state, subscriptionName: 'Payments', tenantId: 'tenant-1' };
  });
}

/** The plan that undoes a batch. */
async function undone(of: string) {
  const id = await draftUndo(anna, of);
  const draft = id.ok && id.value !== undefined ? await draftFor(anna, id.value) : undefined;
  if (!id.ok || id.value === undefined || !draft?.ways) throw new Error('nothing to undo');
  const chosen = listed().filter((row) => draft.clusters.includes(clusterKey(row.id)));
  const { asked, rows, leftAlone } = undoOn(draft.ways, chosen);
  const steps = planInSteps(rows, asked, { takesFrom: await othersSince(anna, draft) });
  let step = steps.next();
  while (!step.done) step = steps.next();
  return { id: id.value, draft, plan: step.value, asked, leftAlone };
}

/** Starts what the plan of an undo holds. */
async function carryOut({ id, plan, asked }: Awaited<ReturnType<typeof undone>>) {
  const agreed = new Set(plan.asks.map(({ key }) => key));
  const intentsFor = perAsked(asked, standingIntents);
  const items = startedOf(plan, agreed).map(({ row, confirmations }) => ({
    clusterId: row.id,
    tenantId: row.tenantId,
    intents: [...intentsFor(row)],
    confirmations: [...confirmations],
    basedOn: { access: row.access },
  }));
  await startBatch(author, id, items);
  await desk.clock.advance(60_000);
}

test('takes back on each cluster what the batch did there, and nothing else', async () => {
  const lists = [before, [...before, mine], [...before, old]];
  edit(...lists);
  const id = await carriedOut([remove, add]);
  edit([...before, mine, theirs]);

  const undo = await undone(id);
  expect(undo.draft.undoes?.intents).toEqual([
    { do: 'remove', entry: mine },
    { do: 'add', range: old },
  ]);
  expect(undo.plan.changes.map(({ row }) => row.id.name)).toEqual(['aks-0', 'aks-2']);
  expect(undo.leftAlone).toEqual([]);
  await carryOut(undo);
  expect(desk.azure.lists()).toEqual([[...before, theirs], lists[1], lists[2]]);

  await carryOut(await undone(undo.id));
  expect(desk.azure.lists().map((list) => list.includes(mine))).toEqual([true, true, true]);
  expect(desk.azure.lists()[2]).toEqual([...before, mine]);
});

test('puts back as it stood what nobody may add any more', async () => {
  const lists = Array(3).fill([...before, 'AzureDevOps']);
  edit(...lists);
  await carryOut(await undone(await carriedOut([{ do: 'remove', entry: 'AzureDevOps' }])));
  expect(desk.azure.lists()).toEqual(lists);
});

test('is offered when a batch rests and has changed something, and to its author alone', async () => {
  desk.azure.at(1).edit([...before, mine]);
  const id = await desk.started();
  const labels = async () => batchView(await desk.view(id)).acts.map(({ label }) => label);
  expect(await labels()).not.toContainEqual(expect.stringContaining('Undo'));
  expect(await draftUndo(anna, id)).toEqual({ ok: true, value: undefined });
  await stopBatch(anna, id);
  await desk.clock.advance(60_000);
  expect(await labels()).toEqual([
    'Go on with the other 2',
    'Cancel the other 2',
    'Undo on 1 cluster…',
  ]);
  expect(await draftUndo(ben, id)).toEqual({ ok: true, value: undefined });
});

test('is neither offered nor begun where nothing was changed', async () => {
  edit(...Array(3).fill([mine]));
  const id = await carriedOut();
  expect(batchView(await desk.view(id)).acts).toEqual([]);
  expect(await draftUndo(anna, id)).toEqual({ ok: true, value: undefined });
});

test('is offered no more for what was undone', async () => {
  const id = await carriedOut();
  const undo = await undone(id);
  const [first] = undo.draft.clusters;
  const part = { ...undo, plan: { ...undo.plan, changes: undo.plan.changes.slice(0, 1) } };
  await carryOut(part);
  expect(await desk.view(id)).toMatchObject({ changed: 2, undos: [{ id: undo.id }] });
  const rest = await undone(id);
  expect(rest.draft.clusters).toEqual(undo.draft.clusters.filter((key) => key !== first));
  await carryOut(rest);
  expect(await desk.view(id)).toMatchObject({
    changed: 0,
    undos: [{ id: undo.id }, { id: rest.id }],
  });
  expect(batchView(await desk.view(id)).acts).toEqual([]);
  expect(await draftUndo(anna, id)).toEqual({ ok: true, value: undefined });
});

test('is offered no more for a cluster on which the change was undone by itself', async () => {
  const id = await carriedOut();
  const [first] = (await resultsOf(anna, id, { limit: 1, offset: 0 })).changes;
  if (!first) throw new Error('Nothing was done.');
  expect((await undoChange(anna, first.id)).ok).toBe(true);
  expect(await desk.view(id)).toMatchObject({ changed: 3 });
  await desk.clock.advance(60_000);
  expect(await desk.view(id)).toMatchObject({ changed: 2 });
  expect((await undone(id)).draft.clusters).not.toContain(first.clusterKey);
});

test('begins nothing where the console only looks, or nothing can be stored', async () => {
  const id = await carriedOut();
  vi.spyOn(currentLedger().store, 'insertBatch').mockRejectedValueOnce(new StoreTakesNothing());
  expect(await draftUndo(anna, id)).toEqual({ ok: false, error: { code: 'not-recorded' } });

  const { azure, clock, store } = desk;
  await stopLedger();
  const parts = works(azure, clock, { store, settings: { ...settings, readOnly: true } });
  await startLedger({ ...parts, clock });
  const failure = { code: 'switched-off', setting: 'READ_ONLY' };
  expect(await draftUndo(anna, id)).toEqual({ ok: false, error: failure });
});

test('names clusters of which nobody knows what the batch did, also when that stood there later', async () => {
  desk.azure.at(0).nextPolls.push({ status: 'Canceled' });
  const id = await carriedOut();
  desk.azure.at(0).finish();
  desk.azure.at(2).nextPolls.push({ status: 'Canceled' });
  await retryFailed(anna, id);
  await desk.clock.advance(60_000);
  expect(await desk.statesOf(id)).toEqual(['done', 'done', 'failed']);

  const { plan, leftAlone } = await undone(id);
  expect(plan.changes.map(({ row }) => row.id.name)).toEqual(['aks-1']);
  const [first, , last] = desk.azure.ids.map(clusterKey);
  const why = 'Nobody knows what the batch did there; look at each on its own page';
  expect(leftAlone).toEqual([first, last].map((key) => ({ key, why })));
});

test('takes back the rest of what somebody else has taken back in part', async () => {
  edit(...Array(3).fill([...before, old]));
  desk.azure.at(0).nextReads.push(
    () => {},
    () => edit([...before, old, mine]),
  );
  const id = await carriedOut([remove, add]);
  expect(await desk.statesOf(id)).toEqual(['overtaken', 'done', 'done']);
  await carryOut(await undone(id));
  expect(desk.azure.lists()).toEqual(Array(3).fill([...before, old]));
});

test('leaves a cluster alone that was made anew', async () => {
  const id = await carriedOut();
  const { azure } = desk;
  azure.at(1).state = { ...azure.at(1).state, resourceUid: 'uid-2' };
  const { plan, leftAlone } = await undone(id);
  expect(plan.changes.map(({ row }) => row.id.name)).toEqual(['aks-0', 'aks-2']);
  const [, key] = azure.ids.map(clusterKey);
  expect(leftAlone).toEqual([{ key, why: 'Deleted and made anew since' }]);
});

test('asks before it takes what others have asked for since, and says who', async () => {
  const id = await carriedOut();
  const names = ['Ben', 'Carl'];
  for (const [place, name] of names.entries()) {
    const clusterId = desk.azure.ids[place];
    const by = { grantId: ben, author: { name, username: `${name}@contoso.example` } };
    if (clusterId) await record({ ...by, clusterId });
  }
  await desk.clock.advance(60_000);

  const undo = await undone(id);
  expect(undo.plan.changes.map(({ row }) => row.id.name)).toEqual(['aks-2']);
  const texts = undo.plan.asks.map(({ findings }) => findings.map(({ text }) => text));
  expect(texts).toEqual([[expect.stringContaining(`asked for ${mine} as well`)]]);
  for (const name of names) expect(texts[0]?.[0]).toContain(name);
  await carryOut(undo);
  expect(desk.azure.lists()).toEqual([before, before, before]);
});
