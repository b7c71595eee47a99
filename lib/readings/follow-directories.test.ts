import { expect, test } from 'vitest';
import { firstOfFleet } from '#lib/clusters/fleet/first-of-fleet';
import type { PartOfFleet } from '#lib/clusters/fleet/fleet';
import { row } from '#lib/clusters/test-kit';
import { err, ok } from '#lib/result';
import { followDirectories } from './follow-directories.ts';

const asOf = '2026-11-26T09:02:00.000Z';
const fleetOf = (...names: readonly string[]) =>
  firstOfFleet(
    names.map((name) => row({ name })),
    asOf,
  );

/** What is told: the clusters by name, of how many, and the directories that are through. */
function follow() {
  const told: unknown[] = [];
  const followed = followDirectories(asOf, ({ fleet, total, directories }: PartOfFleet) => {
    const names = fleet.rows.map(({ id }) => id.name).join(' ');
    const through = directories && `${directories.read} of ${directories.total}`;
    told.push([names, total, through].filter((each) => each !== undefined));
  });
  const part = (tenantId: string, names: readonly string[], total?: number) =>
    followed.part(tenantId, tenantId, { fleet: fleetOf(...names), total });
  const done = (tenantId: string, ...names: readonly string[]) =>
    followed.done({ tenantId, name: tenantId, fleet: ok(fleetOf(...names)) });
  return { ...followed, told, part, done };
}

test('tells the first rows of the only directory, once', () => {
  const { part, expect: expectDirectories, done, told } = follow();
  part('home', ['a'], 2);
  expectDirectories(1);
  done('home', 'a', 'b');
  expect(told).toEqual([['a', 2]]);
});

test('says nothing of a short list before it is known whether there are other directories', () => {
  const { expect: expectDirectories, done, told } = follow();
  done('home', 'a');
  expect(told).toEqual([]);
  expectDirectories(1);
  expect(told).toEqual([]);
});

test('tells the rows of each directory as they come, in whatever order', () => {
  const { part, expect: expectDirectories, done, told } = follow();
  expectDirectories(3);
  part('abroad', ['x'], 2);
  done('home', 'a');
  part('far', ['p'], 3);
  done('abroad', 'x', 'y');
  done('far', 'p', 'q', 'r');
  expect(told).toEqual([
    ['x', '0 of 3'],
    ['x a', '1 of 3'],
    ['x a p', 6, '1 of 3'],
    ['x y a p', 6, '2 of 3'],
  ]);
});

test('names a directory that refuses while another is on its way', () => {
  const parts: PartOfFleet[] = [];
  const followed = followDirectories(asOf, (part) => parts.push(part));
  followed.expect(2);
  const fleet = err({ code: 'sign-in-needed' } as const);
  followed.done({ tenantId: 'abroad', name: 'Fabrikam', fleet });
  expect(parts).toMatchObject([
    { fleet: { rows: [], unreadable: [{ label: 'Directory Fabrikam' }] } },
  ]);
});
