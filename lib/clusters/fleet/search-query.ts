/**
 * The query of a view with another search text, always written the same way. The text is cut as the
 * server cuts it, so that both mean the same list by the same words.
 */
export function queryWith(query: string, search: string): string {
  const rest = [...new URLSearchParams(query)].filter(([name]) => name !== 'q' && name !== 'page');
  const q = search.trim().slice(0, 2_000).toWellFormed();
  return new URLSearchParams(q === '' ? rest : [['q', q], ...rest]).toString();
}

/** What a query searches for; empty where it searches for nothing. */
export function searchOf(query: string): string {
  return new URLSearchParams(query).get('q') ?? '';
}

/** Whether a query leaves clusters out by anything but its search, such as a filter by access. */
export function hidesByFilter(query: string): boolean {
  const names = new URLSearchParams(filterOf(query)).keys();
  return [...names].some((name) => name !== 'q' && name !== 'from');
}

/** A query without its order and its paging: equal for two queries that list the same clusters. */
export function filterOf(query: string): string {
  const params = new URLSearchParams(query);
  for (const name of ['sort', 'dir', 'page', 'per']) params.delete(name);
  return params.toString();
}
