import type { RowsAnswer } from '#lib/clusters/fleet/shown-row';
import type { AskRows } from './rows-store.ts';

/** Asks for a run of the rows of a list. Whose session has ended is sent to sign in, and back to here. */
export const askRows: AskRows = async (query, { offset, limit }, signal) => {
  const answer: RowsAnswer = await ask(query, { offset, limit }, signal);
  return answer;
};

/** The first of what a search finds, whatever is named so before all else. */
export function askNamed(query: string, limit: number, signal: AbortSignal): Promise<RowsAnswer> {
  return ask(query, { offset: 0, limit, first: 'named' }, signal);
}

/** The keys of a run of a list, for a selection that reaches over rows nobody has looked at. */
export async function askKeys(query: string, offset: number, limit: number): Promise<string[]> {
  const keys: string[] = await ask(query, { offset, limit, only: 'keys' });
  return keys;
}

async function ask(
  query: string,
  more: Readonly<Record<string, string | number>>,
  signal?: AbortSignal,
) {
  const params = new URLSearchParams(query);
  for (const [name, value] of Object.entries(more)) params.set(name, `${value}`);
  const answer = await fetch(`/clusters/rows?${params}`, signal ? { signal } : {});
  if (answer.status === 401) window.location.reload();
  if (!answer.ok) throw new Error(`The rows could not be read: ${answer.status}`);
  return answer.json();
}
