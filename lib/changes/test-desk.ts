import type { Cluster } from '#lib/clusters/cluster';
import { clusterKey } from '#lib/clusters/resource-id';
import type { LedgerSettings } from './ports.ts';
import { type Asked, type ChangeRow, newRow } from './row.ts';
import { fakeAzure } from './test-azure.ts';
import { handClock, settle } from './test-clock.ts';
import { asked, clusterId, settings, works } from './test-kit.ts';
import { startWorker } from './worker.ts';

// A tool of this folder's tests. No part of the product.

/** The key of the cluster that tests are about. */
export const key = clusterKey(clusterId);

/** A ledger at work over one fake cluster. */
export async function desk(start: Partial<Cluster> = {}, about: Partial<LedgerSettings> = {}) {
  const clock = handClock();
  const azure = fakeAzure(clock, start);
  const parts = works(azure, clock, { settings: { ...settings, ...about } });
  const worker = startWorker(parts);
  await settle();
  let ids = 0;
  async function record(request: Partial<Asked> = {}, confirmations: string[] = []) {
    ids += 1;
    const row = newRow(`change-${ids}`, asked(request), confirmations, clock.now());
    const { id } = await parts.store.insert(row);
    worker.wake(key);
    await settle();
    return id;
  }
  async function look(id: string): Promise<ChangeRow> {
    const row = await parts.store.find(id);
    if (!row) throw new Error(`no change ${id}`);
    return row;
  }
  return {
    clock,
    azure,
    worker,
    parts,
    store: parts.store,
    lines: parts.lines,
    record,
    look,
    /** What has become of a change ten seconds after it was recorded. */
    async outcome(request?: Partial<Asked>): Promise<ChangeRow> {
      const id = await record(request);
      await clock.advance(10_000);
      return look(id);
    },
  };
}
