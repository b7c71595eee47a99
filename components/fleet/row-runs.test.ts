import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowRuns, spanOnScreen } from './row-runs.ts';

test('draws what is on the screen and a little more', () => {
  const at = (top: number) => spanOnScreen({ top, height: 900, rowHeight: 60 }, 10_000);
  expect(at(300)).toEqual({ from: 0, to: 24 });
  expect(at(-60_000)).toEqual({ from: 984, to: 1032 });
  expect(at(-600_000)).toEqual({ from: 9984, to: 10_000 });
});

test('draws the same rows while a little is scrolled', () => {
  const at = (top: number) => spanOnScreen({ top, height: 900, rowHeight: 60 }, 10_000);
  expect(at(-60_010)).toEqual(at(-60_050));
});

test('keeps room for the rows that are not drawn, and draws the one that has the focus', () => {
  expect(rowRuns({ from: 20, to: 40 }, undefined, 100)).toEqual([
    { kind: 'room', from: 0, to: 20 },
    { kind: 'rows', from: 20, to: 40 },
    { kind: 'room', from: 40, to: 100 },
  ]);
  expect(rowRuns({ from: 20, to: 40 }, 3, 100)).toEqual([
    { kind: 'room', from: 0, to: 3 },
    { kind: 'rows', from: 3, to: 4 },
    { kind: 'room', from: 4, to: 20 },
    { kind: 'rows', from: 20, to: 40 },
    { kind: 'room', from: 40, to: 100 },
  ]);
  expect(rowRuns({ from: 0, to: 4 }, 2, 4)).toEqual([{ kind: 'rows', from: 0, to: 4 }]);
});

test('covers every place of a list once, wherever one looks', () => {
  const place = fc.nat({ max: 60 });
  fc.assert(
    fc.property(
      place,
      place,
      fc.option(place, { nil: undefined }),
      place,
      (a, b, pinned, total) => {
        const span = { from: Math.min(a, b), to: Math.max(a, b) };
        const all = rowRuns(span, pinned, total);
        const places = all.flatMap(({ from, to }) =>
          Array.from({ length: to - from }, (_, at) => from + at),
        );
        expect(places).toEqual(Array.from({ length: total }, (_, at) => at));
      },
    ),
  );
});
