/** The query of a page. */
export type Query = Readonly<Record<string, string | string[] | undefined>>;

/** The page of a list that a query asks for, from 1; what is no such number means the first. */
export function pageNumber({ page }: Query): number {
  return typeof page === 'string' && /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1;
}

/** The link to a page of a list, of the part that `show` names or else of all of it. `base`: with its own query. */
export function listPageHref(base: string, show: string | undefined, page: number): string {
  const [path = '', query] = base.split('?');
  const params = new URLSearchParams(query);
  if (show !== undefined) params.set('show', show);
  if (page > 1) params.set('page', String(page));
  return params.size === 0 ? path : `${path}?${params}`;
}
