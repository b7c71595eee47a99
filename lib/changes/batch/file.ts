import { titleOf } from '#lib/changes/shown/change-view';
import { changeSentence, stateWords } from '#lib/changes/shown/words';
import { csvBeginning, csvRecord, type Remark } from '#lib/clusters/fleet/csv';
import type { FleetRow } from '#lib/clusters/fleet/fleet';
import { gapRemarks, type MissingCluster, notComplete } from '#lib/clusters/fleet/gaps';
import type { FleetRights } from '#lib/clusters/fleet/rights';
import { type AskedOf, perAsked } from '#lib/clusters/plan/asked-of';
import { changing, type Plan, type PlanLine } from '#lib/clusters/plan/batch-plan';
import { whatChanges } from '#lib/clusters/plan/what-changes';
import { formatClusterId, parseClusterId } from '#lib/clusters/resource-id';
import { failureWords } from '#lib/failure-words';
import { counted } from '#lib/grouped';
import type { PlaceResult } from './results.ts';

/** One cluster of a batch as a file tells it. */
export type FileLine = {
  readonly what: string;
  readonly why: string;
  readonly name: string;
  readonly resourceGroup: string;
  /** Its name, or its id where nobody told the name. */
  readonly subscription: string;
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly correlationId?: string | undefined;
  /** Resource id. */
  readonly id: string;
};

/** As many ranges as a line names: beside each of ten thousand clusters, two thousand are 300 MB. */
const mostNamed = 50;

/** What is known of a plan besides its lines. */
type PlanFacts = {
  readonly rights?: FleetRights | undefined;
  /** For how long what is added stays. */
  readonly keepForSeconds?: number | undefined;
};

/**
 * Every cluster of a plan once, those that change first, each with what of that which is `asked` changes there,
 * and with what would keep its author from it by their `rights`, where Azure was asked about those.
 */
export function linesOfPlan(
  { changes, asks, alreadySo, leftOut }: Plan,
  asked: AskedOf,
  missing: readonly MissingCluster[],
  { rights, keepForSeconds }: PlanFacts = {},
): readonly FileLine[] {
  const objection = objectionsOf(rights);
  const differing = perAsked(asked, whatChanges);
  const change = ({ row }: PlanLine) => {
    const intents = differing(row);
    const adds = intents.some((intent) => intent.do === 'add');
    return titleOf({ intents, keepForSeconds: adds ? keepForSeconds : undefined }, mostNamed);
  };
  const part = (what: (line: PlanLine) => string, title: string, lines: readonly PlanLine[]) =>
    lines.map((line) => ({
      what: what(line),
      before: line.before,
      after: line.after,
      why: [title, objection(line.row)].filter(Boolean).join(', '),
      id: formatClusterId(line.row.id),
      name: line.row.id.name,
      resourceGroup: line.row.id.resourceGroup,
      subscription: line.row.subscriptionName,
    }));
  return [
    ...part(change, '', changes),
    ...asks.flatMap(({ findings, lines }) => {
      const why = findings.map(({ title }) => title).join(', ');
      return part((line) => `${change(line)}, if agreed to`, why, lines);
    }),
    ...part(() => 'Already so', '', alreadySo),
    ...leftOut.flatMap(({ title, lines }) => part(() => 'Left out', title, lines)),
    ...missing.map(({ key: id, why }) => ({ what: 'Left out', why, id, ...placeOf(id) })),
  ];
}

function objectionsOf(rights: FleetRights | undefined): (row: FleetRow) => string {
  const [missing, locked] = [new Set(rights?.missing), new Set(rights?.locked)];
  return (row) => {
    if (missing.has(row)) return 'its author may not change this cluster';
    return locked.has(row) ? 'a lock forbids changes' : '';
  };
}

/** What Azure said of its author's rights, for the head of the file of a plan that would change something. */
export function rightsWords(plan: Plan, rights: FleetRights | undefined): string | undefined {
  const of = changing(plan).length;
  if (of === 0) return undefined;
  if (!rights) return 'Azure was not asked about them, since this console only looks';
  const { missing, locked, unknown } = rights;
  const parts: readonly (readonly [number, string])[] = [
    [missing.length, 'may not be changed by its author'],
    [locked.length, 'locked against changes'],
    [unknown, 'not known beforehand'],
  ];
  const some = parts
    .filter(([many]) => many > 0)
    .map(([many, what]) => `${counted(many, 'cluster')} ${what}`);
  const none = `its author may change ${of === 1 ? 'the cluster' : `all ${counted(of, 'cluster')}`}`;
  return `As far as Azure tells beforehand, ${some.length > 0 ? some.join(', ') : none}`;
}

function placeOf(
  key: string,
  nameOf = (subscriptionId: string) => subscriptionId,
): Pick<FileLine, 'name' | 'resourceGroup' | 'subscription'> {
  const id = parseClusterId(key);
  if (!id.ok) return { name: key, resourceGroup: '', subscription: '' };
  const { name, resourceGroup, subscriptionId } = id.value;
  return { name, resourceGroup, subscription: nameOf(subscriptionId) };
}

/** What became of the clusters of a batch. `nameOf`: of a subscription, or its id. */
export function linesOfResults(
  results: readonly PlaceResult[],
  nameOf: (subscriptionId: string) => string,
): readonly FileLine[] {
  return results.map(({ clusterKey: id, change, before, after }) => {
    if (change === undefined) return { ...ofNewerRelease, id, ...placeOf(id, nameOf) };
    const { clusterId, state, failure, correlationId } = change;
    return {
      what: stateWords[state].word,
      why: failure === undefined ? changeSentence(change) : failureWords(failure).title,
      id: formatClusterId(clusterId),
      name: clusterId.name,
      correlationId,
      resourceGroup: clusterId.resourceGroup,
      subscription: nameOf(clusterId.subscriptionId),
      before,
      after,
    };
  });
}

const ofNewerRelease = {
  what: 'Cannot be shown',
  why: 'A newer release of this console recorded what became of it.',
};

const head = [
  ...['What happens', 'Why', 'Cluster', 'Resource group', 'Subscription'],
  ...['Entries before', 'Entries after', 'Correlation id', 'Resource id'],
];

/** The lines as a table for a spreadsheet, piece by piece; nothing in it starts a formula. */
export function* csvOf(
  { gaps, nowhere, ends, rights }: FileHead,
  lines: readonly FileLine[],
): Generator<string> {
  const others = nowhere.map((entry): Remark => [inNoList, entry]);
  const ofAll: readonly (readonly [string, string | undefined])[] = [
    [ofEnds, ends],
    [ofRights, rights],
  ];
  const last = ofAll.flatMap(([what, words]): Remark[] =>
    words === undefined ? [] : [[what, words]],
  );
  yield* csvBeginning(head, [...gapRemarks(gaps), ...others, ...last]);
  for (const line of lines) {
    yield csvRecord([
      ...[line.what, line.why, line.name, line.resourceGroup, line.subscription],
      ...[line.before, line.after, line.correlationId, line.id],
    ]);
  }
}

const inNoList = 'In none of these lists';
const ofRights = 'Rights';
const ofEnds = 'Until';

/** Until when something that began then lets in; both ISO times. */
export function endWords(keepForSeconds: number | undefined, from: string, ifThen = false) {
  if (keepForSeconds === undefined) return undefined;
  const until = new Date(Date.parse(from) + keepForSeconds * 1000).toISOString();
  return `${until}${ifThen ? `, if started at ${from}` : ''}: then what was added is taken out by itself`;
}

/** What a file says of the batch as a whole. */
export type FileHead = {
  readonly title: string;
  readonly author: string;
  readonly reason?: string | undefined;
  /** Of the list, or of the results; ISO time. */
  readonly asOf: string;
  readonly url: string;
  /** Where the batch is that this one takes back. */
  readonly undoes?: string | undefined;
  /** Why there may be clusters that are not in it. */
  readonly gaps: readonly string[];
  /** Entries to be removed that stand in none of the lists. */
  readonly nowhere: readonly string[];
  /** Until when it lets in, where that is for a while. */
  readonly ends?: string | undefined;
  /** What is known of its author's rights to do it. */
  readonly rights?: string | undefined;
};

/** The lines for a change ticket, piece by piece, put together by what happens. */
export function* textOf(about: FileHead, lines: readonly FileLine[]): Generator<string> {
  yield `${about.title}\n${counted(lines.length, 'cluster')}, by ${about.author}, as of ${about.asOf}\n`;
  if (about.reason !== undefined) yield `Reason: ${about.reason}\n`;
  yield `${about.url}\n`;
  if (about.undoes !== undefined) yield `Undoes ${about.undoes}\n`;
  for (const gap of about.gaps) yield `${notComplete}: ${gap}\n`;
  if (about.nowhere.length > 0) yield `${inNoList}: ${about.nowhere.join(', ')}\n`;
  if (about.ends !== undefined) yield `${ofEnds}: ${about.ends}\n`;
  if (about.rights !== undefined) yield `${ofRights}: ${about.rights}\n`;
  for (const [what, some] of Map.groupBy(lines, (line) => line.what)) {
    yield `\n${what} (${some.length})\n`;
    for (const line of some) yield `- ${textLine(line)}\n`;
  }
}

function textLine({ name, resourceGroup, subscription, before, after, why }: FileLine): string {
  const place = [subscription, resourceGroup, name].filter((part) => part !== '').join(' / ');
  const isKnown = before !== undefined && after !== undefined && before !== after;
  return `${place}${isKnown ? `, ${before} -> ${after} entries` : ''}${why === '' ? '' : `: ${why}`}`;
}
