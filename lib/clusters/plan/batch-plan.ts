import { fingerprint } from '#lib/clusters/fleet/fingerprint';
import type { FleetRow } from '#lib/clusters/fleet/fleet';
import { judgeOn } from '#lib/clusters/judge-on';
import { packedOf } from '#lib/clusters/lazy-entries';
import { clusterKey } from '#lib/clusters/resource-id';
import { isMoving } from '#lib/clusters/state';
import { unnamedEgress } from '#lib/ranges/egress';
import { hasEntry } from '#lib/ranges/entry';
import type { Finding } from '#lib/ranges/finding';
import { type FindingWords, findingWords } from '#lib/ranges/finding-words';
import { applyIntents, type Intent, missingFrom, sameEntries } from '#lib/ranges/intent';
import { type AskedOf, perAsked } from './asked-of.ts';
import { objectionTo, objectionToLength, objectionToList, type Why } from './objections.ts';
import { knowsNothing, type QuickPlan, quickPlan } from './quick-plan.ts';

/** What a batch would do to one cluster, as far as the list of all clusters tells. */
export type PlanLine = {
  readonly row: FleetRow;
  /** Entries now, and after the change. */
  readonly before: number;
  readonly after: number;
};

/** Clusters that are changed only when their author agrees to what that does to all of them. */
type AskedLines = {
  /** What an agreement names, made of the keys of the findings. */
  readonly key: string;
  readonly findings: readonly FindingWords[];
  readonly lines: readonly PlanLine[];
};

/** Clusters that a batch leaves alone, and why. */
type LeftOut = {
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

/** The clusters that a plan would change, those that it asks about among them. */
export function changing({ changes, asks }: Plan): readonly FleetRow[] {
  return [...changes, ...asks.flatMap(({ lines }) => lines)].map(({ row }) => row);
}

/** What a plan knows besides the clusters. */
export type PlanContext = {
  /** The author's own address, dotted. */
  readonly own?: string | undefined;
  /** The batch tidies: it must make no difference to who gets in. */
  readonly sameAddresses?: boolean | undefined;
  /** What is added stays for so long. */
  readonly keepForSeconds?: number | undefined;
  /** Entries of a list that are taken out by themselves at their time. */
  readonly ending?: ((row: FleetRow) => readonly string[]) | undefined;
  /** What is said against taking these entries out of a list, besides what the list tells. */
  readonly takesFrom?:
    | ((row: FleetRow, taken: readonly string[]) => Finding | undefined)
    | undefined;
};

/**
 * Judges adds and removes for each cluster by the list of all clusters. Where the nodes leave from is
 * not in it, unless nobody could name it: the worker finds that out with its own fresh reading and asks
 * about it then. One cluster at each step: many long lists take seconds, and others want to be answered.
 */
export function* planInSteps(
  rows: readonly FleetRow[],
  asked: AskedOf,
  context: PlanContext,
): Generator<void, Plan> {
  const changes: PlanLine[] = [];
  const same: PlanLine[] = [];
  const asks = new Map<string, { findings: readonly FindingWords[]; lines: PlanLine[] }>();
  const leftOut = new Map<string, Why & { lines: PlanLine[] }>();
  const quickFor = perAsked(asked, (intents) => {
    // What makes no difference has to be judged by the whole list.
    const quick = context.sameAddresses ? knowsNothing : quickPlan(intents);
    return () => quick;
  });
  for (const row of rows) {
    yield;
    const judged = judgeRow(row, asked(row), context, quickFor(row));
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
  const added = quick.added(row);
  // Whoever asks for what goes at its time lets it stay.
  const same = { line, outcome: isProlonged(row, intents, context) ? 'change' : 'same' } as const;
  if (added === 0) return same;
  const length = added === undefined ? quick.atLeast : before + added;
  // Of all that can be said against a list this comes first, so the rest need not be known.
  const why = objectionToLength(row, { length: before }, { length });
  if (why) return { line, outcome: 'left-out', why };
  if (added !== undefined) return { line: { ...line, after: length }, outcome: 'change' };
  const { entries } = row;
  const after = applyIntents(entries, intents);
  if (sameEntries(entries, after)) return same;
  const against = objectionToList(row, entries, after);
  if (against) return { line, outcome: 'left-out', why: against };
  const findings = askedOf(row, entries, after, context);
  const changed = { ...line, after: after.length };
  return findings.length === 0
    ? { line: changed, outcome: 'change' }
    : { line: changed, outcome: 'asks', findings };
}

/** Whether any of the entries to be added stands there for a while only. */
export function isProlonged(
  row: FleetRow,
  intents: readonly Intent[],
  { ending }: PlanContext,
): boolean {
  const there = ending?.(row) ?? [];
  const asks = (intent: Intent) => intent.do === 'add' && hasEntry(there, intent.range);
  return there.length > 0 && intents.some(asks);
}

/**
 * Differs between two plans that would do something else, ask something else, or do it to other
 * clusters, a cluster that was made anew under the same name among them.
 */
export function planDigest(
  { changes, asks }: Plan,
  intents: readonly Intent[],
  keepForSeconds?: number,
): string {
  const clusters = (lines: readonly PlanLine[]) =>
    lines.map(({ row: { id, resourceUid } }) => [clusterKey(id), resourceUid]);
  const asked = asks.map(({ key, lines }) => [key, clusters(lines)]);
  return fingerprint(
    JSON.stringify([
      intents,
      clusters(changes),
      asked,
      ...(keepForSeconds === undefined ? [] : [keepForSeconds]),
    ]),
  );
}

/** A change of one cluster that a started batch makes. */
type PlannedChange = {
  readonly row: FleetRow;
  /** Keys of the findings that its author has agreed to. */
  readonly confirmations: readonly string[];
};

/**
 * The changes that a plan starts, in their order: those that ask nothing, so that the very first is
 * one of them; then those whose findings were agreed to by key; last those whose cluster is busy.
 * Within each, subscriptions take turns, because AKS limits each by itself.
 */
export function startedOf(plan: Plan, agreed: ReadonlySet<string>): readonly PlannedChange[] {
  const asking = plan.asks.flatMap(({ key, findings, lines }) => {
    const confirmations = findings.map((finding) => finding.key);
    return agreed.has(key) ? lines.map(({ row }) => ({ row, confirmations })) : [];
  });
  const quiet = plan.changes.map(({ row }) => ({ row, confirmations: [] }));
  const isBusy = ({ row }: PlannedChange) => isMoving(row);
  const idle = [quiet, asking].flatMap((some) => byTurns(some.filter((each) => !isBusy(each))));
  return [...idle, ...byTurns([...quiet, ...asking].filter(isBusy))];
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

/** What the author must have agreed to. */
function askedOf(
  row: FleetRow,
  before: readonly string[],
  after: readonly string[],
  { own, sameAddresses, takesFrom }: PlanContext,
): readonly FindingWords[] {
  const egress = { addresses: [], unknown: unnamedEgress(row.outboundType) };
  const findings = judgeOn(row, { before, after, own, egress, sameAddresses });
  const theirs = takesFrom?.(row, missingFrom(after, before)) ?? [];
  return findings
    .concat(theirs)
    .map(findingWords)
    .filter(({ needsConfirmation }) => needsConfirmation);
}
