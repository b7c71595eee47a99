import type { JsonObject } from '../json.ts';
import { textAt } from '../json-edit.ts';

type Rows = readonly JsonObject[];
type Result = { readonly from: Rows; readonly rows: Rows };

const mostResults = 16;

/** What queries came to lately, so that the pages of one result are not looked up and sorted again. */
export type RecentResults = ReturnType<typeof createRecentResults>;

/** Nothing yet. It keeps the last 16 results, and the last 16 answers. */
export function createRecentResults() {
  const results = new Map<string, Result>();
  const answers = new Map<string, { readonly stretch: number; readonly rows: Rows }>();

  return {
    /**
     * What a question comes to: what it came to last time, if that was in the same stretch of time
     * without a change. `question` names who asks what of which subscriptions.
     */
    answer(question: string, stretch: number | undefined, find: () => Rows): Rows {
      const last = answers.get(question);
      if (last && last.stretch === stretch) return last.rows;
      const rows = find();
      if (stretch !== undefined) keep(answers, question, { stretch, rows });
      return rows;
    },

    /**
     * The result of a query over `from`: the last one, if that was over the very same rows, which
     * are new objects wherever something has changed.
     */
    of(query: string, from: Rows, evaluate: () => Rows): Rows {
      const key = `${from.length} ${textAt(from[0], 'id')} ${query}`;
      const last = results.get(key);
      const isSame = last?.from.every((row, index) => row === from[index]) ?? false;
      const result = last && isSame ? last : { from, rows: evaluate() };
      keep(results, key, result);
      return result.rows;
    },
  };
}

function keep<T>(kept: Map<string, T>, key: string, value: T): void {
  kept.delete(key);
  kept.set(key, value);
  for (const oldest of kept.keys()) {
    if (kept.size <= mostResults) break;
    kept.delete(oldest);
  }
}
