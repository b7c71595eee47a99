import { describe, expect, test } from 'vitest';
import { readCluster } from '#lib/clusters/cluster';
import { ok } from '#lib/result';
import type { Fleet, FleetRow } from './fleet.ts';
import { joinFleets } from './join-fleets.ts';

const subscriptionId = '11112222-bbbb-3333-cccc-4444dddd5555';

function row(name: string, tenantId: string): FleetRow {
  const id = `/subscriptions/${subscriptionId}/resourcegroups/rg/providers/Microsoft.ContainerService/managedClusters/${name}`;
  const cluster = readCluster({ id, name, location: 'westeurope', properties: {} }, 'direct');
  if (!cluster.ok) throw new Error(cluster.error);
  return { ...cluster.value, subscriptionName: 'Payments', tenantId };
}

function fleet(...rows: FleetRow[]): Fleet {
  return { rows, unreadable: [], subscriptionsRead: 1, subscriptionsTotal: 1, asOf: '', notes: [] };
}

describe('a fleet of several directories', () => {
  test('shows a cluster that two directories list once, as the home directory listed it', () => {
    const joined = joinFleets(fleet(row('a', 'home'), row('b', 'home')), [
      { tenantId: 'other', name: 'Other', fleet: ok(fleet(row('A', 'other'), row('c', 'other'))) },
    ]);
    expect(joined.rows.map(({ id, tenantId }) => [id.name, tenantId])).toEqual([
      ['a', 'home'],
      ['b', 'home'],
      ['c', 'other'],
    ]);
    expect(joined.subscriptionsRead).toBe(2);
  });

  test('names a directory that refused, and keeps the rest', () => {
    const failure = { code: 'sign-in-needed' } as const;
    const joined = joinFleets(fleet(row('a', 'home')), [
      { tenantId: 'other', name: 'Fabrikam', fleet: { ok: false, error: failure } },
    ]);
    expect(joined.rows).toHaveLength(1);
    expect(joined.unreadable).toEqual([{ scope: 'other', label: 'Directory Fabrikam', failure }]);
  });

  test('says once what several directories answered alike', () => {
    const notes = (missing: number): Fleet['notes'] => [
      { code: 'listed-directly', failure: { code: 'sign-in-needed' } },
      { code: 'clusters-missing', missing },
    ];
    const others = [2, 3].map((missing) => ({
      tenantId: `${missing}`,
      name: 'Other',
      fleet: ok({ ...fleet(), notes: notes(missing) }),
    }));
    expect(joinFleets({ ...fleet(), notes: notes(1) }, others).notes).toEqual(notes(6));
  });
});
