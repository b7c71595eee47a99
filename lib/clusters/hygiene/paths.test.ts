import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fleetViewQuery, parseFleetView, viewOfQuery } from '#lib/clusters/fleet/view-url';
import { hygieneHref } from './paths.ts';

const text = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom('open', 'blocked,admitted', 'name', 'desc', '2', '100', '81.2.69.142', '\ud800'),
);
const anyView = fc
  .array(fc.tuple(fc.constantFrom(...Object.keys(parseFleetView({}))), text), { maxLength: 6 })
  .map((params) => parseFleetView(Object.fromEntries(params)));

function read(href: string) {
  return parseFleetView(Object.fromEntries(new URL(href, 'http://localhost').searchParams));
}

test('every page about a view carries all of it', () => {
  fc.assert(
    fc.property(anyView, (view) => {
      const first = { ...view, page: 1 };
      expect(read(hygieneHref(view))).toEqual(first);
      expect(read(hygieneHref(view, 'covered', {}))).toEqual(view);
      expect(read(hygieneHref(view, 'wide', { page: 3 }))).toEqual({ ...view, page: 3 });
      expect(viewOfQuery(fleetViewQuery(view, { page: 1 }))).toEqual(first);
    }),
  );
});

test('names the finding in the path', () => {
  const view = parseFleetView({ access: 'open', page: '2' });
  expect(hygieneHref(view, 'wide')).toBe('/clusters/hygiene/wide?access=open');
});
