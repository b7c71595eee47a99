import type { JsonObject } from '../json.ts';
import { textAt } from '../json-edit.ts';

type Result = { readonly from: readonly JsonObject[]; readonly rows: readonly JsonObject[] };

const mostResults = 16;

/** What queries came to lately, so that the pages of one result are not sorted again and again. */
export type RecentResults = ReturnType<typeof createRecentResults>;

/** Nothing yet. It keeps the last 16 results. */
export function createRecentResults() {
  const results = new Map<string, Result>();

  return {
    /**
     * The result of a query over `from`: the last one, if that was over the very same rows, which
     * are new objects wherever something has changed.
     */
    of(
      query: string,
      from: readonly JsonObject[],
      evaluate: () => readonly JsonObject[],
    ): readonly JsonObject[] {
      const key = `${from.length} ${textAt(from[0], 'id')} ${query}`;
      const last = results.get(key);
      const isSame = last?.from.every((row, index) => row === from[index]) ?? false;
      const result = last && isSame ? last : { from, rows: evaluate() };
      results.delete(key);
      results.set(key, result);
      for (const oldest of results.keys()) {
        if (results.size <= mostResults) break;
        results.delete(oldest);
      }
      return result.rows;
    },
  };
}
