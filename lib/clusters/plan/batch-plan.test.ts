import { describe, expect, test } from 'vitest';
import { row, type Wire } from '#lib/clusters/test-kit';
import type { Intent } from '#lib/ranges/intent';
import { type Plan, planDigest, startedOf } from './batch-plan.ts';
import { planNotes } from './plan-notes.ts';
import { planBatch } from './test-plan.ts';

const wanted = '81.2.69.142/32';
const add: Intent = { do: 'add', range: wanted };
const remove = (entry: string): Intent => ({ do: 'remove', entry });

const plan = (wires: readonly Wire[], intents: readonly Intent[], own?: string) =>
  planBatch(
    wires.map((wire) => row(wire)),
    intents,
    { own },
  );

const names = (lines: Plan['changes']) => lines.map(({ row: { id } }) => id.name);

test('changes restricted clusters, and says how long their lists are before and after', () => {
  const { changes, asks, leftOut } = plan([{ name: 'a', entries: ['73.140.245.0/24'] }], [add]);
  expect(changes).toMatchObject([{ before: 1, after: 2 }]);
  expect([asks, leftOut]).toEqual([[], []]);
});

test('leaves a cluster alone where everything asked for is already so', () => {
  const { changes, alreadySo } = plan([{ name: 'a', entries: [wanted] }, { name: 'b' }], [add]);
  expect(names(alreadySo)).toEqual(['a']);
  expect(names(changes)).toEqual(['b']);
});

test.each<[title: string, wire: Wire]>([
  ['The API server is private', { properties: { publicNetworkAccess: 'Disabled' } }],
  ['The cluster is stopped', { properties: { powerState: { code: 'Stopped' } } }],
  [
    'The last operation on the cluster did not succeed',
    { properties: { provisioningState: 'Failed' } },
  ],
  ['This cluster belongs to Fleet Manager', { group: 'FL_shop_hub_westeurope', name: 'hub' }],
  ['The load balancer is Basic', { properties: { networkProfile: { loadBalancerSku: 'Basic' } } }],
  [
    'The list would be too long',
    { entries: Array.from({ length: 200 }, (_, at) => `20.0.${at}.0/24`) },
  ],
])('leaves out by name, and says: %s', (title, wire) => {
  const { changes, asks, leftOut } = plan([{ name: 'a', ...wire }], [add]);
  expect([changes, asks]).toEqual([[], []]);
  expect(leftOut).toMatchObject([{ title, lines: [{ before: expect.any(Number) }] }]);
});

test('says of each cluster whose list would be too long how long it may be', () => {
  const full = (count: number) =>
    Array.from({ length: count }, (_, at) => `20.${at >> 8}.${at & 255}.0/24`);
  const properties = {
    apiServerAccessProfile: { enableVnetIntegration: true, authorizedIPRanges: full(2000) },
  };
  const { leftOut } = plan(
    [
      { name: 'a', entries: full(200) },
      { name: 'vnet', properties },
      { name: 'b', entries: full(200) },
    ],
    [add],
  );
  expect(leftOut.map(({ text, lines }) => [text.slice(0, 20), ...names(lines)])).toEqual([
    ['AKS takes 200 entrie', 'a', 'b'],
    ['AKS takes 2,000 entr', 'vnet'],
  ]);
});

test('never empties a list, which would open the cluster', () => {
  const { changes, asks, leftOut } = plan([{ entries: [wanted] }], [remove(wanted)]);
  expect([changes, asks]).toEqual([[], []]);
  expect(leftOut).toMatchObject([{ title: 'The list would be empty' }]);
});

describe('what crosses from one access to another', () => {
  const mixed: readonly Wire[] = [
    { name: 'open-1', entries: [] },
    { name: 'open-2', entries: [] },
    { name: 'closed', entries: ['0.0.0.0/32'] },
    { name: 'usual' },
  ];

  test('is asked about once for all clusters of its kind', () => {
    const { changes, asks } = plan(mixed, [add]);
    expect(names(changes)).toEqual(['usual']);
    expect(asks.map(({ key, lines }) => [key, names(lines)])).toEqual([
      ['crossing:open>restricted', ['open-1', 'open-2']],
      ['crossing:cluster-only>restricted', ['closed']],
    ]);
  });

  test('is started only when agreed to, with the keys of what was agreed', () => {
    const made = plan(mixed, [add]);
    const started = (...agreed: string[]) =>
      startedOf(made, new Set(agreed)).map(({ row: { id }, confirmations }) => [
        id.name,
        confirmations,
      ]);
    expect(started()).toEqual([['usual', []]]);
    expect(started('crossing:open>restricted')).toEqual([
      ['usual', []],
      ['open-1', ['crossing:open>restricted']],
      ['open-2', ['crossing:open>restricted']],
    ]);
  });
});

test('asks before it takes the author’s own way in', () => {
  const { asks } = plan(
    [{ entries: [wanted, '73.140.245.0/24'] }],
    [remove(wanted)],
    '81.2.69.142',
  );
  expect(asks.map(({ key }) => key)).toEqual(['own-address-lost:81.2.69.142']);
});

test('asks nothing where the old address goes and the new one comes', () => {
  const wires = [{ entries: ['81.2.69.9/32'] }];
  const { changes, asks } = plan(wires, [remove('81.2.69.9/32'), add], '81.2.69.142');
  expect(changes).toMatchObject([{ before: 1, after: 1 }]);
  expect(asks).toEqual([]);
});

test('puts every cluster into one part of the plan', () => {
  const wires = Array.from(
    { length: 60 },
    (_, at): Wire => ({
      name: `aks-${at}`,
      entries: at % 3 === 0 ? [] : at % 3 === 1 ? [wanted] : ['73.140.245.0/24'],
    }),
  );
  const { changes, asks, alreadySo, leftOut } = plan(wires, [add]);
  const all = [
    changes,
    alreadySo,
    ...asks.map(({ lines }) => lines),
    ...leftOut.map((l) => l.lines),
  ];
  expect(all.flat().length).toBe(60);
});

test('never makes a list admit the whole internet', () => {
  const half: Intent = { do: 'add', range: '128.0.0.0/1' };
  const { changes, asks, leftOut } = plan([{ entries: ['0.0.0.0/1'] }], [half]);
  expect([changes, asks]).toEqual([[], []]);
  expect(leftOut).toMatchObject([{ title: 'The list would admit the whole internet' }]);
});

test('begins with what asks nothing, and takes subscriptions by turns', () => {
  const a = '00000000-0000-4000-8000-00000000000a';
  const b = '00000000-0000-4000-8000-00000000000b';
  const made = plan(
    [
      { name: 'a-open', subscription: a, entries: [] },
      { name: 'a-1', subscription: a },
      { name: 'a-2', subscription: a },
      { name: 'b-1', subscription: b },
    ],
    [add],
  );
  const started = startedOf(made, new Set(['crossing:open>restricted']));
  expect(started.map(({ row: { id } }) => id.name)).toEqual(['a-1', 'b-1', 'a-2', 'a-open']);
});

test('has another digest when another cluster would be changed, or asks, or otherwise', () => {
  const digest = (entries: readonly string[], intent = add) =>
    planDigest(plan([{ name: 'a' }, { name: 'b', entries }], [intent]), [intent]);
  const another: Intent = { do: 'add', range: '81.2.69.143/32' };
  expect(digest(['193.168.1.0/24'], another)).not.toBe(digest(['193.168.1.0/24']));
  expect(digest(['193.168.1.0/24'])).toBe(digest(['194.168.1.0/24']));
  expect(digest([])).not.toBe(digest(['194.168.1.0/24']));
  expect(digest([wanted])).not.toBe(digest(['194.168.1.0/24']));
});

test('asks before tidying makes a difference, since the list is another one by now', () => {
  const merge: readonly Intent[] = [
    remove('73.140.244.0/24'),
    remove('73.140.245.0/24'),
    { do: 'add', range: '73.140.244.0/23' },
  ];
  const wires = [
    { name: 'both', entries: ['73.140.244.0/24', '73.140.245.0/24'] },
    { name: 'one', entries: ['73.140.244.0/24', '193.168.1.0/24'] },
    { name: 'none', entries: ['193.168.1.0/24'] },
  ];
  const { changes, asks } = planBatch(
    wires.map((each) => row(each)),
    merge,
    { sameAddresses: true },
  );
  expect(changes.map(({ row: { id } }) => id.name)).toEqual(['both']);
  expect(asks.map(({ key, lines }) => [key, lines.map(({ row: { id } }) => id.name)])).toEqual([
    ['other-addresses:256:0', ['one']],
    ['other-addresses:512:0', ['none']],
  ]);
  const uncover = planBatch([row({ entries: [wanted, '193.168.1.0/24'] })], [remove(wanted)], {
    sameAddresses: true,
  });
  expect(uncover.asks.map(({ key }) => key)).toEqual(['other-addresses:0:1']);
});

test('begins with clusters that nobody is changing, and leaves out one that is being deleted', () => {
  const moving = (provisioningState: string) => ({ properties: { provisioningState } });
  const made = plan(
    [{ name: 'a', ...moving('Upgrading') }, { name: 'b' }, { name: 'c', ...moving('Deleting') }],
    [add],
  );
  expect(startedOf(made, new Set()).map(({ row: { id } }) => id.name)).toEqual(['b', 'a']);
  expect(made.leftOut.map(({ title }) => title)).toEqual(['The cluster is being deleted']);
  expect(planNotes(made, [add], {}).join(' ')).toContain('1 of these clusters is being changed');
});

test('asks once for all whose nodes leave by routes of their own, when an entry goes', () => {
  const networkProfile = { outboundType: 'userDefinedRouting' };
  const udr = { entries: [wanted, '193.168.1.0/24'], properties: { networkProfile } };
  const wires = [
    { name: 'a', ...udr },
    { name: 'b', ...udr },
  ];
  expect(plan(wires, [add]).asks).toEqual([]);
  const { asks, changes } = plan(wires, [remove('193.168.1.0/24')]);
  expect(changes).toEqual([]);
  expect(asks).toMatchObject([
    { findings: [{ title: 'The nodes may lose the API server' }], lines: [{}, {}] },
  ]);
});

test('has another digest when a cluster was made anew', () => {
  const digest = (resourceUid: string) => {
    const made = { ...row({}), resourceUid };
    return planDigest(planBatch([made], [add], {}), [add]);
  };
  expect(digest('uid-1')).not.toBe(digest('uid-2'));
});
