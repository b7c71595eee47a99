import { setImmediate } from 'node:timers/promises';
import { currentLedger } from '#lib/changes/current';
import { switchedOff } from '#lib/changes/switched-off';
import type { Failure } from '#lib/failure';
import { type Intent, invertIntents } from '#lib/ranges/intent';
import { err, ok, type Result } from '#lib/result';
import type { Batch } from './batch.ts';
import { batchFor, draftBatch } from './batches.ts';
import type { UndoWays } from './row.ts';

/**
 * Keeps a plan that takes back what a batch did, on each cluster exactly that, and answers its id. Nothing
 * is done yet. No plan where the batch has changed nothing, was undone already, or still works; nor for
 * anybody but its author.
 */
export async function draftUndo(
  grantId: string,
  id: string,
): Promise<Result<string | undefined, Failure>> {
  const { settings } = currentLedger();
  const batch = await batchFor(grantId, id);
  if (!batch?.changed) return ok(undefined);
  const isOff = switchedOff(settings, []);
  if (isOff) return err(isOff);
  const ways = await waysBack(batch);
  const clusters = ways.each.flatMap((way) => way.clusters.map(({ key }) => key));
  if (clusters.length === 0) return ok(undefined);
  const intents = together(ways);
  const undoes = { batch: id, since: Date.parse(batch.startedAt), intents };
  return draftBatch(grantId, { view: '', clusters, add: [], remove: [], undoes, ways });
}

/** Of how many places the lists are held at a time; others have their turn in between. */
const placesAtOnce = 200;

async function waysBack({ id, undos = [] }: Batch): Promise<UndoWays> {
  const { store } = currentLedger();
  const each = new Map<string, Way>();
  const unsure: string[] = [];
  for (let after = -1; ; ) {
    const some = await store.sentByBatch(id, { after, limit: placesAtOnce, undos });
    for (const { clusterKey: key, resourceUid: uid, did } of some) {
      const intents = did && invertIntents(did.before, did.after);
      if (intents === undefined) unsure.push(key);
      else if (intents.length > 0) wayOf(each, intents).clusters.push({ key, uid });
    }
    const last = some.at(-1);
    if (!last) return { each: [...each.values()], unsure };
    after = last.place;
    await setImmediate();
  }
}

/** The clusters on which the same is to be done. */
type Way = {
  readonly intents: readonly Intent[];
  readonly clusters: { readonly key: string; readonly uid: string | undefined }[];
};

function wayOf(ways: Map<string, Way>, intents: readonly Intent[]): Way {
  const name = JSON.stringify(intents);
  const way = ways.get(name) ?? { intents, clusters: [] };
  ways.set(name, way);
  return way;
}

/** What is done to any of them, removals first, as on each. */
function together({ each }: UndoWays): readonly Intent[] {
  const once = new Map<string, Intent>();
  for (const { intents } of each) {
    for (const intent of intents) once.set(JSON.stringify(intent), intent);
  }
  const isRemoval = (intent: Intent) => Number(intent.do === 'remove');
  return [...once.values()].sort((a, b) => isRemoval(b) - isRemoval(a));
}
