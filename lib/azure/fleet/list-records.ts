import { z } from 'zod';
import type { ListDifference, ListRecord } from '#lib/clusters/list-record';
import { type ClusterId, formatClusterId, parseClusterId } from '#lib/clusters/resource-id';
import type { Failure } from '#lib/failure';
import { missingFrom } from '#lib/ranges/intent';
import { ok, type Result } from '#lib/result';
import { readGraphPages } from './graph-pages.ts';
import type { GraphQuestion, RowTaker } from './resource-graph.ts';

/** Records, newest first, and whether they are all that Azure has: it told each, and each was understood. */
type ListRecords = { readonly records: readonly ListRecord[]; readonly isWhole: boolean };

/**
 * Who changed lists, as Azure has recorded it: of one cluster, or of all that the person sees in one
 * directory. Azure keeps records for 14 days and is some minutes late with them. Source:
 * learn.microsoft.com/azure/governance/resource-graph/changes/get-resource-changes.
 */
export async function readListRecords(
  question: Omit<GraphQuestion, 'query' | 'subscriptions'>,
  id?: ClusterId,
): Promise<Result<ListRecords, Failure>> {
  const pages: Kept[] = [];
  const query = queryFor(id);
  const scope = id && { subscriptions: [id.subscriptionId] };
  const how = { expected: 0, byToken: false };
  const pass = await readGraphPages({ ...question, ...scope, query }, how, {
    makeTaker,
    takePage: ({ kept }) => void pages.push(kept),
  });
  if (!pass.ok) return pass;
  const { total = 0, subscriptionsCut } = pass.value;
  const seen = new Set(pages.flatMap(({ ids }) => ids));
  const records = new Map(pages.flatMap((page) => page.records).map((each) => [each.id, each]));
  return ok({
    records: [...records.values()].sort((a, b) => b.at.localeCompare(a.at)),
    isWhole: pages.every((page) => page.isWhole) && !subscriptionsCut && seen.size >= total,
  });
}

/** What is kept of the records of one page. */
type Kept = { readonly ids: unknown[]; readonly records: ListRecord[]; isWhole: boolean };

function makeTaker(): RowTaker<Kept> {
  const kept: Kept = { ids: [], records: [], isWhole: true };
  return {
    kept,
    take(rows) {
      for (const row of rows) {
        kept.ids.push(idOf(row));
        const record = readRecord(row);
        if (record === 'unreadable') kept.isWhole = false;
        else if (record !== undefined) kept.records.push(record);
      }
    },
  };
}

/** The text of all changes has the profile's name in it, however Azure names what is below it. */
function queryFor(id: ClusterId | undefined): string {
  return [
    'resourcechanges',
    id
      ? `where tostring(properties.targetResourceId) =~ '${formatClusterId(id)}'`
      : "where tostring(properties.targetResourceType) =~ 'microsoft.containerservice/managedclusters'",
    "where tostring(properties.changes) contains 'apiServerAccessProfile'",
    'project id, properties',
    'order by id asc',
  ].join(' | ');
}

const text = z.string().nullish().catch(undefined);

const changeSchema = z.object({
  previousValue: z.unknown().optional(),
  newValue: z.unknown().optional(),
  /** A text in the documentation's examples. */
  isTruncated: z.unknown().optional(),
});

type Change = z.infer<typeof changeSchema>;

const rowSchema = z.object({
  id: z.string(),
  properties: z.object({
    targetResourceId: z.string(),
    changeAttributes: z.object({
      timestamp: z.string(),
      changedBy: text,
      clientType: text,
      correlationId: text,
    }),
    changes: z.record(z.string(), changeSchema),
  }),
});

function idOf(row: unknown): unknown {
  return rowSchema.pick({ id: true }).safeParse(row).data?.id;
}

/** Undefined where something else was changed. */
function readRecord(row: unknown): ListRecord | 'unreadable' | undefined {
  const read = rowSchema.safeParse(row);
  if (!read.success) return 'unreadable';
  const { id, properties } = read.data;
  const { changedBy, clientType, correlationId, timestamp } = properties.changeAttributes;
  const clusterId = parseClusterId(properties.targetResourceId);
  const at = new Date(timestamp);
  if (!clusterId.ok || Number.isNaN(at.getTime())) return 'unreadable';
  const change = changeOfList(properties.changes);
  if (change === 'none') return undefined;
  return {
    id,
    clusterId: clusterId.value,
    at: at.toISOString(),
    by: told(changedBy),
    client: told(clientType),
    correlationId: correlationId?.toLowerCase(),
    difference: change === 'unknown' ? undefined : change,
  };
}

/** `Unknown` is what Azure writes where it does not know. */
function told(word: string | null | undefined): string | undefined {
  return !word || word.toLowerCase() === 'unknown' ? undefined : word;
}

const profile = 'properties.apiserveraccessprofile';
const list = `${profile}.authorizedipranges`;

/**
 * No source shows under which name Azure records what changed in a list: each of its places, the list as
 * a whole, or what holds it. All of them are understood, whatever their letters.
 */
function changeOfList(
  changes: Readonly<Record<string, Change>>,
): ListDifference | 'none' | 'unknown' {
  const named = Object.entries(changes).map(
    ([key, change]) => [key.toLowerCase(), change] as const,
  );
  for (const [key, change] of named) {
    const holder = holders.get(key);
    if (holder) return isCut(change) ? 'unknown' : betweenLists(holder, change);
  }
  const places = named.filter(([key]) => key.startsWith(list)).map(([, change]) => change);
  if (places.length === 0) return 'none';
  if (places.some(isCut)) return 'unknown';
  const before = places.map(({ previousValue }) => placeOf(previousValue));
  const after = places.map(({ newValue }) => placeOf(newValue));
  if ([...before, ...after].includes('unknown')) return 'unknown';
  return differenceOf(before.flatMap(entriesIn), after.flatMap(entriesIn));
}

function isCut({ isTruncated }: Change): boolean {
  return String(isTruncated).toLowerCase() === 'true';
}

function betweenLists(
  holder: Holder,
  { previousValue, newValue }: Change,
): ListDifference | 'none' | 'unknown' {
  const before = listIn(holder, previousValue);
  const after = listIn(holder, newValue);
  if (before === 'unknown' || after === 'unknown') return 'unknown';
  const difference = differenceOf(before, after);
  return difference === 'none' ? 'none' : { ...difference, lists: { before, after } };
}

function differenceOf(
  before: readonly string[],
  after: readonly string[],
): ListDifference | 'none' {
  const added = missingFrom(before, after);
  const removed = missingFrom(after, before);
  return added.length + removed.length === 0 ? 'none' : { added, removed };
}

/** What Azure has in a place of the list: an entry, nothing, or who knows what. */
type Place = { readonly entry?: string } | 'unknown';

function placeOf(value: unknown): Place {
  if (isNothing(value)) return {};
  return typeof value === 'string' && !/^[[{]/.test(value) ? { entry: value } : 'unknown';
}

function entriesIn(place: Place): readonly string[] {
  return place !== 'unknown' && place.entry !== undefined ? [place.entry] : [];
}

const entriesSchema = z.array(z.string()).nullish();
const profileSchema = z.object({ authorizedIPRanges: entriesSchema }).nullish();
const propertiesSchema = z.object({ apiServerAccessProfile: profileSchema }).nullish();

/** How the list is found in what Azure names. */
type Holder = z.ZodType<readonly string[] | null | undefined>;
const holders = new Map<string, Holder>([
  [list, entriesSchema],
  [profile, profileSchema.transform((held) => held?.authorizedIPRanges)],
  [
    'properties',
    propertiesSchema.transform((held) => held?.apiServerAccessProfile?.authorizedIPRanges),
  ],
]);

function listIn(holder: Holder, value: unknown): readonly string[] | 'unknown' {
  if (isNothing(value)) return [];
  const read = holder.safeParse(typeof value === 'string' ? parsed(value) : value);
  return read.success ? (read.data ?? []) : 'unknown';
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

/** Values come as text: `null` for what is not there. */
function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === 'null';
}
