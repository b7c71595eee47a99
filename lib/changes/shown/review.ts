import type { Cluster } from '#lib/clusters/cluster';
import { judgeOn } from '#lib/clusters/judge-on';
import type { Failure } from '#lib/failure';
import { type Access, accessOfEntries } from '#lib/ranges/access';
import type { KnownEgress } from '#lib/ranges/egress';
import { coverageOf, entryKey, hasEntry } from '#lib/ranges/entry';
import { type FindingWords, findingWords } from '#lib/ranges/finding-words';
import { applyIntents, type Intent, intentsHold } from '#lib/ranges/intent';
import { type Cidr, covers, formatCidr } from '#lib/ranges/ipv4';
import { overLimit } from '#lib/ranges/limit';
import { err, ok, type Result } from '#lib/result';
import { intentsWords } from './change-view.ts';
import type { EntryHolder } from './entry-lines.ts';
import { mostEnding } from './keep-for.ts';

/** One line of before → after. */
type ReviewLine = {
  /** Unlike the text, which may stand in a list twice, its place tells lines apart. */
  readonly place: number;
  readonly text: string;
  readonly mark: 'kept' | 'added' | 'removed';
  readonly note?: string | undefined;
};

/** What a change would do, for its author to read before **Apply**. Plain values only. */
export type Review = {
  readonly title: string;
  readonly from: Access;
  readonly to: Access;
  readonly resourceUid?: string | undefined;
  readonly lines: readonly ReviewLine[];
  /** Entries that stay and are not listed among `lines`. */
  readonly hiddenKept: number;
  readonly countBefore: number;
  readonly countAfter: number;
  readonly limit: number;
  readonly findings: readonly FindingWords[];
  readonly notes: readonly string[];
  /** Nothing would change: there is nothing to apply. */
  readonly alreadySo: boolean;
  /** What has to be typed to go on: the name of a cluster that would be opened. */
  readonly typeName: string | undefined;
  /** Whether what it adds may be let in for a while. */
  readonly mayEnd: boolean;
  /** Whether there is a form to go back to. */
  readonly editable: boolean;
};

/** What the review knows besides the cluster. */
export type ReviewContext = {
  /** The reader's own address, dotted. */
  readonly own?: string | undefined;
  readonly egress: KnownEgress;
  /** Sentences about ranges that were typed, by range. */
  readonly warnings: ReadonlyMap<string, string>;
  /** What in Azure has the addresses of entries that come or go, by entry. */
  readonly holders?: ReadonlyMap<string, Pick<EntryHolder, 'title' | 'resourceGroup'>>;
  /** Sentences about when AKS may be at work on the cluster by itself. */
  readonly maintenance: readonly string[];
  /** Entries that are taken out by themselves at their time. */
  readonly ending?: readonly string[] | undefined;
  readonly editable: boolean;
};

/** Unchanged entries shown around a change; the others are counted. */
const keptShown = 8;

/**
 * Judges what `intents` would do to `cluster` as it was read just now. Refuses what Azure takes from
 * nobody: a list longer than the limit, a private cluster.
 */
export function review(
  cluster: Cluster,
  intents: readonly Intent[],
  context: ReviewContext,
): Result<Review, Failure> {
  if (cluster.access === 'private') return err({ code: 'private-cluster' });
  const after = applyIntents(cluster.entries, intents);
  const limit = cluster.rangeLimit;
  if (overLimit(cluster.entries, after, limit)) return err({ code: 'too-many-ranges', limit });
  const { own, egress, ending = [] } = context;
  const findings = judgeOn(cluster, { before: cluster.entries, after, own, egress });
  const to = accessOfEntries(after);
  const added = intents.flatMap((intent) => (intent.do === 'add' ? intent.range : []));
  const prolonged = added.filter((range) => hasEntry(ending, range));
  const lines = diff(cluster.entries, after, { ...context, prolonged });
  const kept = lines.filter((line) => line.mark === 'kept');
  const shownKept = new Set([...kept.filter(({ note }) => note), ...kept.slice(0, keptShown)]);
  return ok({
    title: intentsWords(intents),
    from: cluster.access,
    to,
    resourceUid: cluster.resourceUid,
    lines: lines.filter((line) => line.mark !== 'kept' || shownKept.has(line)),
    hiddenKept: kept.length - shownKept.size,
    countBefore: cluster.entries.length,
    countAfter: after.length,
    limit,
    findings: findings.map(findingWords),
    notes: [
      ...notes(cluster, context.maintenance),
      ...(added.length > mostEnding
        ? [`More than ${mostEnding} ranges at once stay until somebody takes them out.`]
        : []),
    ],
    alreadySo: prolonged.length === 0 && intentsHold(cluster.entries, intents),
    editable: context.editable,
    mayEnd: added.length > 0 && added.length <= mostEnding,
    typeName: to === 'open' ? cluster.id.name : undefined,
  });
}

function diff(
  before: readonly string[],
  after: readonly string[],
  {
    warnings,
    holders,
    prolonged,
  }: Pick<ReviewContext, 'warnings' | 'holders'> & { readonly prolonged: readonly string[] },
): readonly ReviewLine[] {
  const heldBy = (entry: string) => {
    const holder = holders?.get(entry);
    return holder && `${holder.title} in ${holder.resourceGroup}`;
  };
  const [wereThere, stay] = [new Set(before.map(entryKey)), new Set(after.map(entryKey))];
  const old = before.map((text, place): ReviewLine => {
    const mark = stay.has(entryKey(text)) ? 'kept' : 'removed';
    const note = hasEntry(prolonged, text) ? wasToEnd : undefined;
    return { place, text, mark, note: mark === 'removed' ? heldBy(text) : note };
  });
  const added = after.filter((entry) => !wereThere.has(entryKey(entry)));
  const kept = before.filter((entry) => stay.has(entryKey(entry)));
  const ranges = kept.flatMap((entry) => coverageOf(entry) ?? []);
  return [
    ...old,
    ...added.map((text, index): ReviewLine => {
      const notes = [heldBy(text), warnings.get(text) ?? coverNote(text, ranges)];
      const note = notes.filter((each) => each !== undefined).join('; ') || undefined;
      return { place: before.length + index, text, mark: 'added', note };
    }),
  ];
}

const wasToEnd = 'there for a while only: asked for, it stays for as long as you say';

function coverNote(added: string, present: readonly Cidr[]): string | undefined {
  const range = coverageOf(added);
  const covering = range && present.find((each) => covers(each, range));
  return covering && `already admitted by ${formatCidr(covering)}`;
}

function notes(cluster: Cluster, maintenance: readonly string[]): readonly string[] {
  return [
    'Azure reconciles the whole cluster for this, usually in one to two minutes. Workloads go on.',
    'The network follows within two minutes after that.',
    ...maintenance,
    ...(cluster.ownedBy === undefined
      ? []
      : [`${cluster.ownedBy} seems to manage this cluster; its next run may undo this.`]),
  ];
}
