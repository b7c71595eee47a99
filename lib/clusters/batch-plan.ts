import { failureWords } from '#lib/failure-words';
import { accessOfEntries } from '#lib/ranges/access';
import { type FindingWords, findingWords, judge, overLimit } from '#lib/ranges/findings';
import { alreadySo, applyIntents, type Intent } from '#lib/ranges/intent';
import type { FleetRow } from './fleet.ts';
import { packedOf } from './lazy-entries.ts';
import { type QuickPlan, quickPlan } from './quick-plan.ts';
import { clusterKey } from './resource-id.ts';

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
  const leftOut = new Map<string, Why & { lines: PlanLine[] }>();
  const quick = quickPlan(intents);
  for (const row of rows) {
    const judged = judgeRow(row, intents, context, quick);
    const { line } = judged;
    switch (judged.outcome) {
      case 'left-out':
        // By the text and not the title: a limit is not the same for every cluster.
        groupOf(leftOut, judged.why.text, {
          title: judged.why.title,
          text: judged.why.text,
          lines: [],
        }).lines.push(line);
        break;
      case 'same':
        same.push(line);
        break;
      case 'change':
        changes.push(line);
        break;
      case 'asks': {
        const { findings } = judged;
        groupOf(asks, keyOf(findings), { findings, lines: [] }).lines.push(line);
      }
    }
  }
  return {
    changes,
    asks: [...asks].map(([key, group]) => ({ key, ...group })),
    alreadySo: same,
    leftOut: [...leftOut.values()],
  };
}

type Judged = { readonly line: PlanLine } & (
  | { readonly outcome: 'change' | 'same' }
  | { readonly outcome: 'asks'; readonly findings: readonly FindingWords[] }
  | { readonly outcome: 'left-out'; readonly why: Why }
);

function judgeRow(
  row: FleetRow,
  intents: readonly Intent[],
  context: PlanContext,
  quick: QuickPlan,
): Judged {
  const before = packedOf(row).length;
  const line = { row, before, after: before };
  const objection = objectionTo(row);
  if (objection) return { line, outcome: 'left-out', why: objection };
  const added = quick(row);
  if (added !== undefined && before + added <= row.rangeLimit) {
    const outcome = added === 0 ? 'same' : 'change';
    return { line: { ...line, after: before + added }, outcome };
  }
  const { entries } = row;
  if (alreadySo(entries, intents)) return { line, outcome: 'same' };
  const after = applyIntents(entries, intents);
  const why = objectionToList(row, entries, after);
  if (why) return { line, outcome: 'left-out', why };
  const findings = askedOf(row, entries, after, context);
  const changed = { ...line, after: after.length };
  return findings.length === 0
    ? { line: changed, outcome: 'change' }
    : { line: changed, outcome: 'asks', findings };
}

/** Differs when something else would be done, to other clusters, or would ask something else. */
export function planDigest({ changes, asks }: Plan, intents: readonly Intent[]): string {
  let hash = 0;
  const add = (text: string) => {
    for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  };
  add(JSON.stringify(intents));
  for (const { row } of changes) add(clusterKey(row.id));
  for (const { key, lines } of asks) {
    add(key);
    for (const { row } of lines) add(clusterKey(row.id));
  }
  return `${changes.length}.${asks.length}.${(hash >>> 0).toString(36)}`;
}

/** A change of one cluster that a started batch makes. */
export type PlannedChange = {
  readonly row: FleetRow;
  /** Keys of the findings that its author has agreed to. */
  readonly confirmations: readonly string[];
};

/**
 * What is started: all that asks for nothing, and what was agreed to by its key. Quiet ones first, so that
 * the first of all is one; and subscriptions by turns, since AKS's limits are theirs.
 */
export function startedOf(plan: Plan, agreed: ReadonlySet<string>): readonly PlannedChange[] {
  const asking = plan.asks.flatMap(({ key, findings, lines }) => {
    const confirmations = findings.map((finding) => finding.key);
    return agreed.has(key) ? lines.map(({ row }) => ({ row, confirmations })) : [];
  });
  const quiet = plan.changes.map(({ row }) => ({ row, confirmations: [] }));
  return [...byTurns(quiet), ...byTurns(asking)];
}

/** One of each subscription, then the second of each, and so on. */
function byTurns(list: readonly PlannedChange[]): readonly PlannedChange[] {
  const seen = new Map<string, number>();
  const placed = list.map((each) => {
    const key = each.row.id.subscriptionId.toLowerCase();
    const round = seen.get(key) ?? 0;
    seen.set(key, round + 1);
    return { each, round };
  });
  return placed.sort((a, b) => a.round - b.round).map(({ each }) => each);
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

/** What no list can help. */
function objectionTo(row: FleetRow): Why | undefined {
  if (row.isFleetHub) return failureWords({ code: 'fleet-hub' });
  if (row.access === 'private') return failureWords({ code: 'private-cluster' });
  if (row.powerState?.toLowerCase() === 'stopped') return failureWords({ code: 'stopped' });
  if (row.loadBalancerSku === 'basic') return failureWords({ code: 'basic-load-balancer' });
  if (row.access === 'unknown') return unread;
  return row.provisioningState?.toLowerCase() === 'failed' ? failed : undefined;
}

function objectionToList(
  { access, rangeLimit: limit }: FleetRow,
  before: readonly string[],
  after: readonly string[],
): Why | undefined {
  if (overLimit(before, after, limit)) return failureWords({ code: 'too-many-ranges', limit });
  if (after.length === 0 && before.length > 0) return empties;
  return accessOfEntries(after) === 'open' && access !== 'open' ? opens : undefined;
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
  title: 'The list would admit the whole internet',
  text: 'That opens these clusters. Do that to each on its own page.',
};

const empties: Why = {
  title: 'The list would be empty',
  text: 'AKS takes an empty list for no list: it would open these clusters to the internet. Do that to each on its own page.',
};

/** What the author must have agreed to. */
function askedOf(
  row: FleetRow,
  before: readonly string[],
  after: readonly string[],
  { own }: PlanContext,
): readonly FindingWords[] {
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
