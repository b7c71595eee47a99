import type { FleetRow } from '#lib/clusters/fleet/fleet';

/** Entries that go together, and what is said of them. */
export type TidyPart = {
  /** Verbatim, in the spelling of the first cluster. */
  readonly entries: readonly string[];
  /** The range that is to stand for them. */
  readonly into?: string | undefined;
  readonly words: string;
};

/** One thing to tidy, the same on all of its clusters, so that one plan does it for all. */
export type TidyLine = {
  /** Names it among the lines of its kind. */
  readonly key: string;
  readonly parts: readonly TidyPart[];
  readonly rows: readonly FleetRow[];
};

/** What a plan for a line is to remove, entries by name. */
export function removalsOf({ parts }: TidyLine): readonly string[] {
  return [...new Set(parts.flatMap(({ entries }) => entries))];
}

/** What a plan for a line is to add, canonical ranges. */
export function additionsOf({ parts }: TidyLine): readonly string[] {
  return parts.flatMap(({ into }) => (into === undefined ? [] : [into]));
}

/** Lines with the most clusters first, then those with the most entries. */
export function mostFirst(lines: readonly TidyLine[]): readonly TidyLine[] {
  const entries = (line: TidyLine) =>
    line.parts.reduce((sum, part) => sum + part.entries.length, 0);
  return lines.toSorted(
    (a, b) => b.rows.length - a.rows.length || entries(b) - entries(a) || (a.key < b.key ? -1 : 1),
  );
}
