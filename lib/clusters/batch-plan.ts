import type { Failure } from '#lib/failure';
import { failureWords } from '#lib/failure-words';
import { type FindingWords, findingWords, judge, overLimit } from '#lib/ranges/findings';
import { alreadySo, applyIntents, type Intent } from '#lib/ranges/intent';
import type { FleetRow } from './fleet.ts';

/** What a batch would do to one cluster, as far as the list of all clusters tells. */
export type PlanLine = {
  readonly row: FleetRow;
  /** Entries now, and after the change. */
  readonly before: number;
  readonly after: number;
};

/** Clusters that are changed only when their author agrees to what that does to all of them. */
export type AskedLines = {
  /** What agreeing names; made of the findings' keys. */
  readonly key: string;
  readonly findings: readonly FindingWords[];
  readonly lines: readonly PlanLine[];
};

/** Clusters that a batch leaves alone, and why. */
export type LeftOut = {
  readonly title: string;
  readonly text: string;
  readonly lines: readonly PlanLine[];
};

/** What a batch would do, before anybody agrees to it. Every cluster is in one of these, once. */
export type Plan = {
  readonly changes: readonly PlanLine[];
  readonly asks: readonly AskedLines[];
  readonly alreadySo: readonly PlanLine[];
  readonly leftOut: readonly LeftOut[];
};

/** What a plan knows besides the clusters. `own`: the author's own address, dotted. */
export type PlanContext = { readonly own?: string | undefined };

/**
 * Judges adds and removes for each cluster by the list of all clusters. Where the nodes leave from is
 * not in it: the worker finds that out with its own fresh reading and asks about it then.
 */
export function planBatch(
  rows: readonly FleetRow[],
  intents: readonly Intent[],
  context: PlanContext,
): Plan {
  const changes: PlanLine[] = [];
  const same: PlanLine[] = [];
  const asks = new Map<string, { findings: readonly FindingWords[]; lines: PlanLine[] }>();
  const leftOut = new Map<string, { text: string; lines: PlanLine[] }>();
  for (const row of rows) {
    const { entries } = row;
    const after = applyIntents(entries, intents);
    const line = { row, before: entries.length, after: after.length };
    const why = whyNot(row, entries, after);
    if (why) {
      groupOf(leftOut, why.title, { text: why.text, lines: [] }).lines.push(line);
    } else if (alreadySo(entries, intents)) {
      same.push(line);
    } else {
      const findings = askedOf(row, entries, after, context);
      if (findings.length === 0) changes.push(line);
      else groupOf(asks, keyOf(findings), { findings, lines: [] }).lines.push(line);
    }
  }
  return {
    changes,
    asks: [...asks].map(([key, group]) => ({ key, ...group })),
    alreadySo: same,
    leftOut: [...leftOut].map(([title, group]) => ({ title, ...group })),
  };
}

/** A change of one cluster that a started batch makes. */
export type PlannedChange = {
  readonly row: FleetRow;
  /** Keys of the findings that its author has agreed to. */
  readonly confirmations: readonly string[];
};

/** What is started: all that asks for nothing, and what was agreed to by its key. */
export function startedOf(plan: Plan, agreed: ReadonlySet<string>): readonly PlannedChange[] {
  return [
    ...plan.changes.map(({ row }) => ({ row, confirmations: [] })),
    ...plan.asks.flatMap(({ key, findings, lines }) => {
      const confirmations = findings.map((finding) => finding.key);
      return agreed.has(key) ? lines.map(({ row }) => ({ row, confirmations })) : [];
    }),
  ];
}

function groupOf<T>(groups: Map<string, T>, key: string, fresh: T): T {
  const group = groups.get(key) ?? fresh;
  groups.set(key, group);
  return group;
}

function keyOf(findings: readonly FindingWords[]): string {
  return findings.map(({ key }) => key).join(' ');
}

type Why = { readonly title: string; readonly text: string };

function whyNot(
  row: FleetRow,
  before: readonly string[],
  after: readonly string[],
): Why | undefined {
  const failure = failureOf(row, before, after);
  if (failure) return failureWords(failure);
  if (row.access === 'unknown') return unread;
  if (row.provisioningState?.toLowerCase() === 'failed') return failed;
  return after.length === 0 && before.length > 0 ? opens : undefined;
}

function failureOf(
  row: FleetRow,
  before: readonly string[],
  after: readonly string[],
): Failure | undefined {
  if (row.isFleetHub) return { code: 'fleet-hub' };
  if (row.access === 'private') return { code: 'private-cluster' };
  if (row.powerState?.toLowerCase() === 'stopped') return { code: 'stopped' };
  if (row.loadBalancerSku === 'basic') return { code: 'basic-load-balancer' };
  const limit = row.rangeLimit;
  return overLimit(before, after, limit) ? { code: 'too-many-ranges', limit } : undefined;
}

const unread: Why = {
  title: 'The list could not be read',
  text: 'Azure did not say who may reach these clusters. Open one to see why.',
};

const failed: Why = {
  title: 'The cluster is in state Failed',
  text: 'Any change makes AKS try again what failed before, on the whole cluster. Change these one by one.',
};

const opens: Why = {
  title: 'The list would be empty',
  text: 'AKS takes an empty list for no list: it would open these clusters to the internet. Do that to each on its own page.',
};

/** What the author must have agreed to. Adding to a restricted list takes nothing from anybody. */
function askedOf(
  row: FleetRow,
  before: readonly string[],
  after: readonly string[],
  { own }: PlanContext,
): readonly FindingWords[] {
  if (row.access === 'restricted' && after.length > before.length && isKept(before, after)) {
    return [];
  }
  const findings = judge({
    before,
    after,
    accessBefore: row.access,
    own,
    egress: { addresses: [], unknown: [] },
    outboundType: row.outboundType,
    provisioningState: row.provisioningState,
    limit: row.rangeLimit,
  });
  return findings.map(findingWords).filter(({ needsConfirmation }) => needsConfirmation);
}

/** Adds stand behind what was there. */
function isKept(before: readonly string[], after: readonly string[]): boolean {
  return before.every((entry, place) => after[place] === entry);
}
