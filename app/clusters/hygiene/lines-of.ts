import 'server-only';
import type { Session } from '#lib/auth/session';
import { addedEverywhere, earlierEverywhere } from '#lib/changes/batch/everywhere';
import type { FleetRow } from '#lib/clusters/fleet/fleet';
import { agoWords } from '#lib/clusters/hygiene/ago';
import { usesItsList } from '#lib/clusters/hygiene/hygiene';
import type { HygieneKind } from '#lib/clusters/hygiene/kinds';
import type { TidyLine } from '#lib/clusters/hygiene/tidy-line';
import { tidyLines } from '#lib/clusters/hygiene/tidy-lines';
import { whereStands } from '#lib/clusters/hygiene/where-stands';
import { packedOf } from '#lib/clusters/lazy-entries';
import { clusterKey } from '#lib/clusters/resource-id';
import { grouped } from '#lib/grouped';
import { fullness } from '#lib/ranges/limit';
import type { ViewedFleet } from '../read-viewed.ts';

/**
 * What a line can belong to: a kind of thing to tidy, an entry that was looked for, to be removed, replaced by the
 * person's own address or by one that is still to be named, or an address to swap.
 */
type LineKind = Exclude<HygieneKind, 'open'> | 'find' | 'replace' | 'replace-by' | 'swap';

/** The lines of a kind. `key` only where an entry is looked for. */
export async function linesOf(
  { session, rows, own }: ViewedFleet,
  kind: LineKind,
  key = '',
): Promise<readonly TidyLine[]> {
  switch (kind) {
    case 'wide':
    case 'dead':
    case 'covered':
    case 'adjacent':
    case 'shared':
      return tidyLines(rows, kind);
    case 'added':
      return addedLines(session, rows);
    case 'swap':
      return own === undefined ? [] : earlierEverywhere(session.grant.id, rows, own);
    case 'full':
      return fullLines(rows);
    case 'find':
    case 'replace-by':
      return foundLines(rows, key);
    case 'replace':
      return own === undefined ? [] : foundLines(rows, key, own);
  }
}

function foundLines(rows: readonly FleetRow[], key: string, into?: string): readonly TidyLine[] {
  const found = whereStands(rows, key);
  if (!found) return [];
  return [{ key, parts: [{ entries: [found.entry], into, words: '' }], rows: found.rows }];
}

async function addedLines({ grant }: Session, rows: readonly FleetRow[]) {
  const lines = await addedEverywhere(grant.id, rows);
  const now = Date.now();
  return lines.map(({ key, parts, rows: on, isMine, author, since }): TidyLine => {
    const words = `${isMine ? 'You' : author}, ${agoWords(since, now)}`;
    return { key, parts: parts.map((part) => ({ ...part, words })), rows: on };
  });
}

function fullLines(rows: readonly FleetRow[]): readonly TidyLine[] {
  return rows
    .filter(usesItsList)
    .map((row) => ({ row, count: packedOf(row).length }))
    .filter(({ row, count }) => fullness(count, row.rangeLimit) !== 'roomy')
    .sort((a, b) => b.count / b.row.rangeLimit - a.count / a.row.rangeLimit)
    .map(({ row, count }) =>
      lineOf(row, `${grouped(count)} of ${grouped(row.rangeLimit)} entries`),
    );
}

function lineOf(row: FleetRow, words: string): TidyLine {
  return { key: clusterKey(row.id), parts: [{ entries: [], words }], rows: [row] };
}
