import { createHash, randomUUID } from 'node:crypto';
import type { BatchRow } from '#lib/changes/batch/row';
import { statesOf } from '#lib/changes/shown/batch-outcomes';
import type { Works } from '#lib/changes/steps/turn';
import type { Cluster } from '#lib/clusters/cluster';
import { accessOfEntries } from '#lib/ranges/access';
import type { Proof } from './acts.ts';
import type { AuditLine, AzurePort, Clock, LedgerSettings, LedgerStore } from './ports.ts';
import { type Asked, askedSchema, type ChangeRow, newRow } from './row.ts';
import { memoryLedger } from './test-memory-ledger.ts';

// Builders for the tests of this folder. No part of the product.

/** The cluster all tests are about. */
export const clusterId = {
  subscriptionId: '00000000-0000-4000-8000-000000000001',
  resourceGroup: 'rg-shop',
  name: 'aks-shop',
};

/** A cluster as it is read, with what the test is about. */
export function cluster(about: Partial<Cluster> = {}): Cluster {
  const entries = about.entries ?? ['73.140.245.0/24'];
  return {
    id: clusterId,
    location: 'westeurope',
    tags: {},
    entries,
    access: accessOfEntries(entries),
    accessConfirmed: true,
    provisioningState: 'Succeeded',
    powerState: 'Running',
    outboundType: 'loadBalancer',
    loadBalancerSku: 'standard',
    rangeLimit: 200,
    isFleetHub: false,
    eTag: 'e1',
    resourceUid: 'uid-1',
    pools: [{ name: 'system', eTag: 'p1', enableNodePublicIp: false }],
    effectiveOutboundIpIds: [],
    outboundIpIds: [],
    outboundPrefixIds: [],
    linkedRights: [],
    ...about,
  };
}

/** Somebody who asks. */
export const anna = '00000000-0000-4000-8000-00000000000a';
/** Somebody else. */
export const ben = '00000000-0000-4000-8000-00000000000b';

let requests = 0;

/** The very sign-in that a parked change waits for. */
export function proofFor({ tenantId, claims }: ChangeRow): Proof {
  return { tenantId, claims };
}

/** What is asked for; by default Anna adds her address to a restricted cluster. */
export function asked(about: Partial<Asked> = {}): Asked {
  requests += 1;
  return askedSchema.parse({
    grantId: anna,
    author: { name: 'Anna', username: 'anna@contoso.example' },
    clusterId,
    tenantId: 'tenant-1',
    intents: [{ do: 'add', range: '81.2.69.142/32' }],
    idempotencyKey: `request ${requests}`,
    basedOn: { access: 'restricted', resourceUid: 'uid-1' },
    ...about,
  });
}

/** A row as it was just recorded, with what the test is about. */
export function row(about: Partial<ChangeRow> = {}): ChangeRow {
  return { ...newRow('change-1', asked(), [], 0), ...about };
}

/** A batch that has not been started, with what the test is about. */
export function batchRow(about: Partial<BatchRow> = {}): BatchRow {
  return {
    id: randomUUID(),
    grantId: randomUUID(),
    version: 1,
    state: 'draft',
    draft: { view: '', clusters: [], add: [], remove: [] },
    createdAt: 0,
    startedAt: undefined,
    forgiven: [],
    ...about,
  };
}

/** Settings that allow everything. */
export const settings: LedgerSettings = {
  readOnly: false,
  allowOpen: true,
  deadlineMs: 30 * 60_000,
  retentionMs: 90 * 24 * 3_600_000,
  putLimit: { burst: 20, refillMs: 60_000 },
  pollMs: 1_000,
};

/** What a worker works with, all of it in memory, and the audit lines it has written. */
export function works(
  azure: AzurePort,
  clock: Clock,
  about: Partial<Works> = {},
): Works & { readonly lines: AuditLine[] } {
  const lines: AuditLine[] = [];
  let ids = 0;
  return {
    store: memoryLedger(clock.now),
    azure,
    clock,
    settings,
    lines,
    audit: (line) => lines.push(line),
    hash: (text) => createHash('sha256').update(text).digest('hex'),
    newId: () => {
      ids += 1;
      return `correlation-${ids}`;
    },
    onError: (error) => {
      throw error;
    },
    ...about,
  };
}

/** The newest change of each place of a batch, in the order of the places. */
export async function changesOfBatch(
  store: LedgerStore,
  id: string,
): Promise<readonly ChangeRow[]> {
  const { rows } = await store.placesOfBatch(id, { states: statesOf() });
  return rows.toSorted((a, b) => (a.batch?.place ?? 0) - (b.batch?.place ?? 0));
}
