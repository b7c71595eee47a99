import { expect, test } from 'vitest';
import { filterOf, queryWith, searchOf } from './search-query.ts';
import { fleetViewHref, parseFleetView } from './view-url.ts';

test('means the same list by the same words, however it was written', () => {
  const view = parseFleetView({ access: 'private,open', q: 'a&b  c', sort: 'you', page: '3' });
  const written = fleetViewHref(view).split('?')[1] ?? '';
  expect(queryWith(written, ' a&b  c ')).toBe(queryWith(queryWith(written, 'other'), view.q));
  expect(searchOf(queryWith(written, view.q))).toBe(view.q);
});

test('searches for nothing without saying so', () => {
  expect(queryWith('q=aks&sort=you', '  ')).toBe('sort=you');
  expect(searchOf('sort=you')).toBe('');
});

test('is the same filter in every order', () => {
  expect(filterOf('q=aks&sort=you&dir=desc&per=25')).toBe(filterOf('q=aks'));
  expect(filterOf('q=aks')).not.toBe(filterOf('q=aks&access=open'));
});
