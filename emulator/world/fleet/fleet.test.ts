import { expect, test } from 'vitest';
import { entryProblem } from '../../arm/entries.ts';
import { isObject } from '../../json.ts';
import { at, listAt, textAt } from '../../json-edit.ts';
import { seedSchema } from '../../seed.ts';
import { fleetSeed } from './fleet.ts';

const size = { subscriptions: 40, clusters: 10, entries: 20 };
const seed = seedSchema.parse(fleetSeed(size));
const bodies = seed.subscriptions.flatMap(({ clusters }) => clusters.map(({ body }) => body));
const listOf = (body: (typeof bodies)[number]) =>
  listAt(body, 'properties', 'apiServerAccessProfile', 'authorizedIPRanges').map(String);
const lists = bodies.map(listOf).filter((list) => list.length > 0);
const share = (holds: (body: (typeof bodies)[number]) => boolean) =>
  bodies.filter(holds).length / bodies.length;

test('is as large as it was asked to be, and the same every time', () => {
  expect(seed.subscriptions).toHaveLength(40);
  expect(bodies).toHaveLength(400);
  expect(Math.max(...lists.map((list) => list.length))).toBe(20);
  expect(seedSchema.parse(fleetSeed(size))).toEqual(seed);
});

test('is a mix of all that a fleet has, most of it restricted', () => {
  const access = (body: (typeof bodies)[number], key: string) =>
    at(body, 'properties', 'apiServerAccessProfile', key) === true;
  const isPrivate = (body: (typeof bodies)[number]) => access(body, 'enablePrivateCluster');
  const hasNoPublicAccess = (body: (typeof bodies)[number]) =>
    textAt(body, 'properties', 'publicNetworkAccess') === 'Disabled';
  expect(share((body) => listOf(body).length > 3)).toBeGreaterThan(0.6);
  expect(share(isPrivate)).toBeGreaterThan(0.03);
  expect(share(hasNoPublicAccess)).toBeGreaterThan(0);
  expect(share((body) => listOf(body).join() === '0.0.0.0/32')).toBeGreaterThan(0);
  expect(share((body) => listOf(body).includes('AzureCloud'))).toBeGreaterThan(0);
  expect(
    share((body) => listOf(body).length === 0 && !isPrivate(body) && !hasNoPublicAccess(body)),
  ).toBeGreaterThan(0.01);
  expect(new Set(bodies.map((body) => textAt(body, 'location'))).size).toBeGreaterThan(5);
});

test('holds entries that AKS takes, most of which one cluster alone has', () => {
  const entries = lists.flat();
  expect(entries.map(entryProblem).filter((problem) => problem !== undefined)).toEqual([]);
  expect(new Set(entries).size).toBeGreaterThan(entries.length * 0.5);
});

test('has one person who may write everything', () => {
  const roles = seed.subscriptions.flatMap((subscription) => subscription.roles);
  const operator = roles.filter(({ person }) => person === 'ines.okafor@contoso.com');
  expect(operator.map(({ role, scope }) => [role, scope])).toEqual([
    ['Azure Kubernetes Service Contributor Role', '/'],
    ['Reader', '/'],
  ]);
});

test('names each cluster once', () => {
  const ids = bodies.filter(isObject).map((body) => textAt(body, 'id').toLowerCase());
  expect(new Set(ids).size).toBe(ids.length);
});
