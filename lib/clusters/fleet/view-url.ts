import { z } from 'zod';
import { accesses } from '#lib/ranges/access';
import { reachKinds } from '#lib/ranges/reach';
import { admitsBuckets } from './admits.ts';

/** How many rows a page may have; the first is the default. */
const pageSizes = [50, 25, 100, 200] as const;

/** What the table can be sorted by; the first is the default. */
const sortKeys = ['name', 'subscription', 'location', 'version', 'access', 'you', 'state'] as const;

/** The columns that can be filtered by value. Each is a parameter of the URL. */
const filterKeys = ['access', 'admits', 'you', 'subscription', 'location', 'state'] as const;

/** A column that can be filtered by value. */
export type FilterKey = (typeof filterKeys)[number];

const texts = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .catch(undefined)
  .transform((given) => [given ?? []].flat());

const only = texts.transform(([first]) => first);

/** The longest text a link should carry, in UTF-16 units. */
const longestText = 2_000;

/** What a field for addresses takes: more, so that it is cut here, between two of them, and not by the field. */
export const longestTyped = longestText + 100;

/** What somebody typed. Half a character, which a cut may leave, could not be written into a link. */
const typed = only.transform((text) => (text ?? '').trim().slice(0, longestText).toWellFormed());

/** Stands at the end of addresses that were too many for a link. */
export const cutMark = '…';

/** As `typed`, for addresses: half an address is another one, and half a span is another question. */
const typedAddresses = only.transform((text) => cutBetweenWords((text ?? '').trim()));

/** Where a text of ranges may end: after a line or a comma, or at a blank beside no dash. */
const wordEnd = /[\r\n,;]|(?<![-–—][^\S\r\n]*)[^\S\r\n](?![^\S\r\n]*[-–—])/g;

function cutBetweenWords(text: string): string {
  if (text.length <= longestText) return text.toWellFormed();
  // What follows an end tells whether it is one, so a little more is looked at.
  const ends = [...text.slice(0, longestTyped).matchAll(wordEnd)].map(({ index }) => index);
  const end = ends.findLast((index) => index < longestText - cutMark.length) ?? 0;
  return `${text.slice(0, end).trimEnd().toWellFormed()} ${cutMark}`.trimStart();
}

/** A form sends a list as repeated parameters, our links with commas; both are read. */
function listOf<T extends string>(item: z.ZodType<T>) {
  return texts.transform((given): readonly T[] => {
    const parts = given.flatMap((text) => text.toLowerCase().split(','));
    const known = parts.flatMap((part) => {
      const read = item.safeParse(part.trim());
      return read.success ? [read.data] : [];
    });
    return [...new Set(known)].sort();
  });
}

const word = z.string().regex(/^[a-z0-9-]{1,64}$/);

const fleetViewSchema = z.object({
  q: typed,
  /** From where "you" get in; nothing for the person's own address. As typed, with `cutMark` after a cut. */
  from: typedAddresses,
  access: listOf(z.enum(accesses)),
  /** How many addresses are let in. */
  admits: listOf(z.enum(admitsBuckets)),
  you: listOf(z.enum(reachKinds)),
  /** Subscription ids. */
  subscription: listOf(word),
  location: listOf(word),
  /** States of `clusterState`, in lower case. */
  state: listOf(word),
  /** The id of a batch, for its clusters alone. Not `batch`, by which a page of changes names a part of itself. */
  inbatch: only.transform((text) => text?.trim().toLowerCase()).pipe(z.uuid().catch('')),
  sort: only.pipe(z.enum(sortKeys).catch(sortKeys[0])),
  dir: only.pipe(z.enum(['asc', 'desc']).catch('asc')),
  /** From 1. */
  page: only.transform(Number).pipe(z.int().min(1).max(1_000_000).catch(1)),
  per: only.transform(Number).pipe(z.literal(pageSizes).catch(pageSizes[0])),
});

/** What the fleet page shows and how: all of it lives in the URL. */
export type FleetView = Readonly<z.infer<typeof fleetViewSchema>>;

/** Reads a view from the URL's parameters. Unknown parameters and values are ignored. */
export function parseFleetView(
  searchParams: Readonly<Record<string, string | string[] | undefined>>,
): FleetView {
  return fleetViewSchema.parse(searchParams);
}

/** The view that a query names; a parameter may stand there more than once, as a form sends it. */
export function viewOfQuery(query: string): FleetView {
  const params = new URLSearchParams(query);
  const names = [...new Set(params.keys())];
  return parseFleetView(Object.fromEntries(names.map((name) => [name, params.getAll(name)])));
}

/** The link to a view with changes. */
export function fleetViewHref(
  view: FleetView,
  changes: Partial<FleetView> = {},
): `/clusters${string}` {
  return viewHref('/clusters', view, changes);
}

/** What was asked of the clusters of the view. */
export function changesHref(view: FleetView): `/clusters/changes${string}` {
  return viewHref('/clusters/changes', view, { page: 1 });
}

/** Another page about the clusters of a view: it carries the whole view, so that its link shows the same. */
export function viewHref<Path extends string>(
  path: Path,
  view: FleetView,
  changes: Partial<FleetView>,
): `${Path}${string}` {
  const query = fleetViewQuery(view, changes);
  return `${path}${query === '' ? '' : `?${query}`}`;
}

/** True when the view leaves clusters out. */
export function isFiltered(view: FleetView): boolean {
  return fleetViewQuery(view, { page: 1 }) !== fleetViewQuery(unfiltered(view), { page: 1 });
}

/** All clusters, in the order and the pages of the view. */
export function unfiltered({ sort, dir, page, per }: FleetView): FleetView {
  return { ...parseFleetView({}), sort, dir, page, per };
}

/**
 * The query of a view with changes, without its `?`; the same view always has the same. Any change but
 * of the page leads to the first page: the old page of a new list would be a random place.
 */
export function fleetViewQuery(view: FleetView, changes: Partial<FleetView> = {}): string {
  const page = Object.keys(changes).length > 0 ? 1 : view.page;
  const params = paramsOf({ ...view, page, ...changes });
  return params
    .map(([key, values]) => `${key}=${values.map(encodeURIComponent).join(',')}`)
    .join('&');
}

/** The link to a view with one value of a filter switched on, or off where it is on. */
export function toggleFilterHref(
  view: FleetView,
  key: FilterKey,
  value: string,
): `/clusters${string}` {
  const present: readonly string[] = view[key];
  const values = present.includes(value)
    ? present.filter((each) => each !== value)
    : [...present, value];
  const params = Object.fromEntries(paramsOf({ ...view, page: 1 }));
  return fleetViewHref(parseFleetView({ ...params, [key]: values }));
}

const defaults = new Map(
  Object.entries(parseFleetView({})).map(([key, value]) => [key, `${value}`]),
);

/** The parameters that say more than their default, in a fixed order. */
function paramsOf(view: FleetView): [key: string, values: string[]][] {
  return Object.entries(view)
    .filter(([key, value]) => `${value}` !== defaults.get(key))
    .map(([key, value]) => [key, [value].flat().map(String)]);
}
