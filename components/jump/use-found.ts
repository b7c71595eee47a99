import { useEffect, useState } from 'react';
import { queryWith } from '#lib/clusters/fleet/search-query';
import type { ShownRow } from '#lib/clusters/fleet/shown-row';
import { askNamed } from '../fleet/ask-rows.ts';

/** What was found for a text; `failed` where the clusters could not be read. */
export type Found = {
  readonly text: string;
  readonly rows: readonly ShownRow[];
  readonly total: number;
  readonly failed: boolean;
};

/** As many as are seen at one glance. */
const limit = 8;

const nobody: Found = { text: '', rows: [], total: 0, failed: false };

/**
 * The first clusters that a text finds, those that it names before others: Enter goes to the first. What
 * was found stays until the next answer is here; an empty text is asked about as well, so that the fleet
 * is read meanwhile.
 */
export function useFound(text: string): Found {
  const [found, setFound] = useState(nobody);
  useEffect(() => {
    const left = new AbortController();
    const { signal } = left;
    askNamed(queryWith('', text), limit, signal).then(
      ({ rows, total }) => signal.aborted || setFound({ text, rows, total, failed: false }),
      () => signal.aborted || setFound({ ...nobody, text, failed: true }),
    );
    return () => left.abort();
  }, [text]);
  return found;
}
