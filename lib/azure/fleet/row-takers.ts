import type { RowTaker } from './resource-graph.ts';
import type { RowMemory } from './row-memory.ts';
import { itemReader, type ReadItems } from './rows.ts';

/**
 * Makes the takers for the pages of one reading, so that what clusters have in common is kept once. Only rows
 * that nobody was sent lately are parsed.
 */
export function rowTakers(memory: RowMemory | undefined): () => RowTaker<ReadItems> {
  const read = itemReader();
  return () => {
    const kept: ReadItems = { clusters: [], unreadable: [] };
    return {
      kept,
      take(rows, bytes) {
        const clusters = rows.map((row) => read(row, 'resource-graph', kept));
        if (bytes) memory?.keepLater(bytes, clusters);
      },
      takeBytes:
        memory &&
        ((rows) => {
          const known = memory.of(rows);
          for (const cluster of known ?? []) kept.clusters.push(cluster);
          return known !== undefined;
        }),
    };
  };
}
