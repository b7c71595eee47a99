import { createHash } from 'node:crypto';
import type { Seed, SeedPerson, SeedRole, SeedSubscription } from '../../seed.ts';
import type { ClusterSpec } from '../build-cluster.ts';
import { buildSubscription } from '../build-subscription.ts';
import type { WorldSettings } from '../world.ts';
import { entriesOf, officeRanges, teamRanges } from './entries.ts';
import { createNumbers, type Numbers } from './numbers.ts';

/** How large a fleet is. */
type FleetSize = {
  readonly subscriptions: number;
  /** In each subscription. */
  readonly clusters: number;
  /** Of a restricted cluster; a quarter of them have fewer. */
  readonly entries: number;
};

/** Who may write in all of the fleet; and how many besides, `person-001@contoso.com` and on. */
const fleetOperator = 'ines.okafor@contoso.com';
const otherPeople = 200;

/** An operation takes two seconds; in Azure it is one or two minutes. */
export const fleetSettings: Partial<WorldSettings> = {
  operations: { ends: { afterMs: 2000 }, status: 'Succeeded' },
};

const teams = [
  'payments',
  'checkout',
  'search',
  'ledger',
  'identity',
  'media',
  'reports',
  'logistics',
  'pricing',
  'support',
  'risk',
  'games',
] as const;
const stages = ['prod', 'prod', 'prod', 'test', 'dev'] as const;
const regions = [
  'westeurope',
  'westeurope',
  'northeurope',
  'germanywestcentral',
  'swedencentral',
  'eastus2',
  'westus3',
  'southeastasia',
] as const;
const versions = ['1.31.11', '1.32.9', '1.33.5', '1.33.5', '1.34.1'] as const;

/** A large organisation: equal sizes make equal fleets. */
export function fleetSeed(size: FleetSize): Seed {
  const shared = { offices: officeRanges(), teams: teams.map((_, at) => teamRanges(at)) };
  const indices = Array.from({ length: size.subscriptions }, (_, at) => at);
  return {
    people: fleetPeople(),
    subscriptions: indices.map((at) => subscriptionOf(at, size, shared)),
  };
}

type Shared = {
  readonly offices: readonly string[];
  readonly teams: readonly (readonly string[])[];
};

function subscriptionOf(at: number, size: FleetSize, shared: Shared): SeedSubscription {
  const numbers = createNumbers(10_000 + at);
  const id = guid(`fleet subscription ${at}`);
  // One subscription in twenty is where people try things out, and half of what is there is open.
  const isSandbox = at % 20 === 7;
  const place = {
    team: numbers.next(teams.length),
    stage: isSandbox ? 'sandbox' : numbers.oneOf(stages),
    openPercent: isSandbox ? 50 : 0.5,
  };
  const number = String(at + 1).padStart(4, '0');
  const clusters = Array.from({ length: size.clusters }, (_, index) =>
    clusterOf(numbers, { ...place, number: `${number}-${index + 1}` }, size.entries, shared),
  );
  const displayName = `sub-${teams[place.team]}-${place.stage}-${number}`;
  return buildSubscription({ id, displayName, clusters, roles: at === 0 ? fleetRoles() : [] }).seed;
}

type Place = {
  readonly team: number;
  readonly stage: string;
  readonly openPercent: number;
  readonly number: string;
};

function clusterOf(
  numbers: Numbers,
  { team, stage, openPercent, number }: Place,
  entries: number,
  shared: Shared,
): ClusterSpec {
  const owner = teams[team] ?? teams[0];
  return {
    name: `aks-${owner}-${number}`,
    resourceGroup: `rg-${owner}-${stage}-${1 + numbers.next(3)}`,
    location: numbers.oneOf(regions),
    version: numbers.oneOf(versions),
    pools: numbers.percent(40) ? ['system', 'workers'] : ['nodepool1'],
    tags: {
      team: owner,
      environment: stage,
      'cost-center': `cc-${1000 + numbers.next(60)}`,
      ...(numbers.percent(20) ? { 'managed-by': 'terraform' } : {}),
    },
    ...(numbers.percent(2) ? { power: 'Stopped' as const } : {}),
    ...(numbers.percent(1) ? { provisioningState: 'Failed' } : {}),
    ...accessOf(numbers, openPercent, () => {
      const fewer = numbers.percent(25) ? 1 + numbers.next(entries) : entries;
      const { offices, teams: addresses } = shared;
      return entriesOf(numbers, fewer, { offices, team: addresses[team] ?? offices });
    }),
  };
}

/** Mostly a list; some open, some private, a few for their own nodes alone or with a service tag. */
function accessOf(
  numbers: Numbers,
  openPercent: number,
  list: () => string[],
): Pick<ClusterSpec, 'entries' | 'private' | 'publicNetworkAccess'> {
  if (numbers.percent(openPercent)) return {};
  const kind = numbers.next(100);
  if (kind < 8) return { private: true };
  if (kind < 10) return { publicNetworkAccess: 'Disabled' };
  if (kind < 13) return { entries: ['0.0.0.0/32'] };
  if (kind < 15) return { entries: ['AzureCloud', ...list().slice(1)] };
  return { entries: list() };
}

function fleetPeople(): SeedPerson[] {
  const operator = { upn: fleetOperator, displayName: 'Ines Okafor', id: guid(fleetOperator) };
  const others = Array.from({ length: otherPeople }, (_, at) => {
    const number = String(at + 1).padStart(3, '0');
    const upn = `person-${number}@contoso.com`;
    return { upn, displayName: `Person ${number}`, id: guid(upn) };
  });
  return [operator, ...others];
}

/** In the scope of everything, so that one list of roles is enough for all subscriptions. */
function fleetRoles(): SeedRole[] {
  return fleetPeople().flatMap(({ upn }) => [
    { person: upn, role: 'Azure Kubernetes Service Contributor Role' as const, scope: '/' },
    { person: upn, role: 'Reader' as const, scope: '/' },
  ]);
}

function guid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
