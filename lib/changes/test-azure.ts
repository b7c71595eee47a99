import type { Operation } from '#lib/azure/cluster/operation';
import type { ClusterWrite, Written } from '#lib/azure/cluster/write';
import type { Cluster } from '#lib/clusters/cluster';
import { isMoving } from '#lib/clusters/state';
import type { Failure } from '#lib/failure';
import { accessOfEntries } from '#lib/ranges/access';
import type { KnownEgress } from '#lib/ranges/egress';
import { err, ok, type Result } from '#lib/result';
import type { AzurePort, Clock, ClusterReading, Errand } from './ports.ts';
import { cluster } from './test-kit.ts';

// A tool of this folder's tests. No part of the product.

/** An Azure of one cluster that does what AKS does, unless the test tells it what to answer. */
export type FakeAzure = Omit<AzurePort, 'put'> & {
  /** It does not matter what a body was made from. */
  put(errand: Errand, request: ClusterWrite): Promise<Written>;
  state: Cluster;
  readonly puts: ClusterWrite[];
  reads: number;
  /** Questions about an operation until it is over. */
  pollsPerOperation: number;
  /** Takes an If-Match only in quotes. */
  wantsQuotes: boolean;
  egressNews: KnownEgress;
  /** Answers to give next, instead of what would happen; `land`: it happens, the answer is this. */
  readonly nextReads: (Failure | (() => void))[];
  readonly nextPuts: (Written | { land: Written } | (() => void))[];
  readonly nextPolls: (Failure | Operation)[];
  /** Somebody else changes the list. */
  edit(entries: readonly string[]): void;
  /** The operation in hand is over. */
  finish(ended?: string): void;
};

/** `clock` dates the readings. */
export function fakeAzure(clock: Clock, start: Partial<Cluster> = {}): FakeAzure {
  let operations = 0;
  let tags = 1;
  const pollsLeft = new Map<string, number>();
  const nextTag = () => {
    tags += 1;
    return `e${tags}`;
  };
  const change = (about: Partial<Cluster>) => {
    const { eTag } = azure.state;
    const entries = about.entries ?? azure.state.entries;
    const access = accessOfEntries(entries);
    azure.state = { ...azure.state, access, ...about, eTag: eTag && nextTag() };
  };

  const apply = ({ body, ifMatch }: ClusterWrite): Written => {
    const { eTag, provisioningState } = azure.state;
    const matches = azure.wantsQuotes ? `"${eTag}"` : eTag;
    if (ifMatch !== undefined && ifMatch !== matches)
      return refuse({ code: 'precondition-failed' });
    if (isMoving(azure.state)) return refuse({ code: 'busy', operation: provisioningState });
    change({ ...JSON.parse(body), provisioningState: 'Updating' });
    operations += 1;
    const operationUrl = `https://azure.example/operations/${operations}`;
    pollsLeft.set(operationUrl, azure.pollsPerOperation);
    return { kind: 'accepted', operationUrl };
  };

  const azure: FakeAzure = {
    state: cluster(start),
    puts: [],
    reads: 0,
    pollsPerOperation: 1,
    wantsQuotes: false,
    egressNews: { addresses: [], unknown: [] },
    nextReads: [],
    nextPuts: [],
    nextPolls: [],
    edit: (entries) => change({ entries }),
    finish: (provisioningState = 'Succeeded') => {
      azure.state = { ...azure.state, provisioningState };
    },
    async read() {
      azure.reads += 1;
      const told = azure.nextReads.shift();
      if (told && typeof told !== 'function') return err(told);
      told?.();
      return ok(readingOf(azure.state, clock.now()));
    },
    async put(_, request) {
      azure.puts.push(request);
      const told = azure.nextPuts.shift();
      if (typeof told === 'function') told();
      else if (told && 'kind' in told) return told;
      const written = apply(request);
      return told && 'land' in told ? told.land : written;
    },
    async poll(_, url): Promise<Result<Operation, Failure>> {
      const told = azure.nextPolls.shift();
      if (told) return 'code' in told ? err(told) : ok(told);
      const left = pollsLeft.get(url) ?? 0;
      pollsLeft.set(url, left - 1);
      if (left > 0) return ok({ status: 'InProgress' });
      azure.finish();
      return ok({ status: 'Succeeded' });
    },
    egress: async () => azure.egressNews,
  };
  return azure;
}

function readingOf(cluster: Cluster, at: number): ClusterReading {
  const { pools } = cluster;
  return {
    cluster,
    readAt: at,
    answeredAt: at,
    bodyWith: (entries) => JSON.stringify({ entries, pools }),
  };
}

function refuse(failure: Failure): Written {
  return { kind: 'refused', failure };
}
