import { expect, test } from 'vitest';
import { toChange } from '#lib/changes/shown/change';
import { clusterId, row } from '#lib/changes/test-kit';
import { changing } from '#lib/clusters/plan/batch-plan';
import { planBatch } from '#lib/clusters/plan/test-plan';
import { clusterKey } from '#lib/clusters/resource-id';
import { row as clusterRow } from '#lib/clusters/test-kit';
import { csvOf, endWords, linesOfPlan, linesOfResults, rightsWords, textOf } from './file.ts';

const add = { do: 'add', range: '81.2.69.142/32' } as const;
const missing = clusterKey({ ...clusterId, name: 'aks-gone' });
const rows = [
  clusterRow({ name: 'aks-usual' }),
  clusterRow({ name: 'aks-open', entries: [] }),
  clusterRow({ name: 'aks-so', entries: [add.range] }),
  clusterRow({ name: 'aks-private', properties: { publicNetworkAccess: 'Disabled' } }),
];
const gone = { key: missing, why: 'Not in the list any more' };
const lines = linesOfPlan(planBatch(rows, [add], {}), () => [add], [gone]);
const about = {
  title: 'Add it',
  author: 'anna@contoso.example',
  asOf: 'now',
  url: 'https://x/b',
  gaps: [],
  nowhere: [],
};

test('names every cluster once, with what happens to it and why', () => {
  expect(lines.map(({ what, why, name }) => [what, why, name])).toEqual([
    ['Add 81.2.69.142/32', '', 'aks-usual'],
    ['Add 81.2.69.142/32, if agreed to', 'Restricts the API server to the list', 'aks-open'],
    ['Already so', '', 'aks-so'],
    ['Left out', 'The API server is private', 'aks-private'],
    ['Left out', 'Not in the list any more', 'aks-gone'],
  ]);
});

test('says where its author may not change a cluster, and how much Azure told of that', () => {
  const plan = planBatch(rows, [add], {});
  const [usual, open] = changing(plan);
  if (!usual || !open) throw new Error('nothing changes');
  const rights = { missing: [usual], locked: [open], unknown: 0 };
  const [first, second, third] = linesOfPlan(plan, () => [add], [], { rights });
  expect(first?.why).toBe('its author may not change this cluster');
  expect(second?.why).toBe('Restricts the API server to the list, a lock forbids changes');
  expect(third?.why).toBe('');

  const told = 'As far as Azure tells beforehand, ';
  const words = [
    [rights, '1 cluster may not be changed by its author, 1 cluster locked against changes'],
    [{ missing: [], locked: [], unknown: 2 }, '2 clusters not known beforehand'],
    [{ missing: [], locked: [], unknown: 0 }, 'its author may change all 2 clusters'],
  ] as const;
  for (const [some, ends] of words) expect(rightsWords(plan, some)).toBe(told + ends);
  expect(rightsWords(planBatch([], [add], {}), undefined)).toBeUndefined();

  const asked = { ...about, rights: rightsWords(plan, undefined) };
  const said = 'Azure was not asked about them, since this console only looks';
  expect([...textOf(asked, [])].join('')).toContain(`\nRights: ${said}\n`);
  expect([...csvOf(asked, [])][1]).toContain(`Rights,"${said}",`);
});

test('says of each cluster what changes there, and not what was asked of all', () => {
  const remove = { do: 'remove', entry: '73.140.245.0/24' } as const;
  const intents = [remove, add];
  const others = '137.117.106.88/29';
  const plan = planBatch(
    [
      clusterRow({ name: 'aks-lacks-both', entries: [others] }),
      clusterRow({ name: 'aks-has-old', entries: [others, remove.entry] }),
      clusterRow({ name: 'aks-has-both', entries: [others, remove.entry, add.range] }),
    ],
    intents,
    {},
  );
  expect(linesOfPlan(plan, () => intents, []).map(({ name, what }) => [name, what])).toEqual([
    ['aks-lacks-both', 'Add 81.2.69.142/32'],
    ['aks-has-old', 'Remove 73.140.245.0/24, add 81.2.69.142/32'],
    ['aks-has-both', 'Remove 73.140.245.0/24'],
  ]);
});

test('says in the text for a ticket which batch is undone', () => {
  const text = [...textOf({ ...about, undoes: 'https://x/a' }, [])].join('');
  expect(text).toContain('https://x/b\nUndoes https://x/a\n');
  expect([...textOf(about, [])].join('')).not.toContain('Undoes');
});

test('names what is put back as it stood, where it does not stand by now', () => {
  const back = [add, { do: 'put-back', entry: 'AzureDevOps' }] as const;
  const rows = [[], ['AzureDevOps']].map((tags) =>
    clusterRow({ entries: ['73.140.245.0/24', ...tags] }),
  );
  const lines = linesOfPlan(planBatch(rows, back, {}), () => back, []);
  expect(lines.map(({ what }) => what)).toEqual([
    'Add 81.2.69.142/32, put back AzureDevOps',
    'Add 81.2.69.142/32',
  ]);
});

test('names every range that changes a cluster, where there are more than a page would name', () => {
  const intents = [4, 5, 6, 7, 8].map((at) => ({ do: 'add', range: `20.0.${at}.0/24` }) as const);
  const plan = planBatch([clusterRow({ name: 'aks-usual' })], intents, {});
  const [line] = linesOfPlan(plan, () => intents, []);
  for (const { range } of intents) expect(line?.what).toContain(range);
});

test('says until when it lets in, and for how long where it adds', () => {
  const remove = { do: 'remove', entry: '20.0.4.0/24' } as const;
  const having = [
    clusterRow({ name: 'aks-a', entries: ['73.140.245.0/24', '20.0.4.0/24'] }),
    clusterRow({ name: 'aks-b', entries: [add.range, '20.0.4.0/24'] }),
  ];
  const intents = [remove, add];
  const plan = planBatch(having, intents, {});
  const lent = linesOfPlan(plan, () => intents, [], { keepForSeconds: 28_800 });
  expect(lent.map(({ what }) => what)).toEqual([
    'Remove 20.0.4.0/24, add 81.2.69.142/32 for 8 hours',
    'Remove 20.0.4.0/24',
  ]);
  const from = '2026-11-02T14:30:00.000Z';
  const until = '2026-11-02T22:30:00.000Z';
  expect(endWords(undefined, from)).toBeUndefined();
  expect(endWords(28_800, from)).toBe(`${until}: then what was added is taken out by itself`);
  const ends = endWords(28_800, from, true);
  expect([...csvOf({ ...about, ends }, lent)][1]).toContain(
    `Until,"${until}, if started at ${from}:`,
  );
  expect([...textOf({ ...about, ends }, lent)].join('')).toContain(
    `\nUntil: ${until}, if started at ${from}: `,
  );
});

test('lets no name start a formula', () => {
  const plan = planBatch([clusterRow({}, '=1+1')], [add], {});
  const [head, line] = csvOf(
    about,
    linesOfPlan(plan, () => [add], []),
  );
  expect(head).toMatch(/^\ufeffWhat happens,Why,Cluster,/);
  expect(line).toContain(",'=1+1,");
});

test('writes for a ticket what happens, to which and why', () => {
  const text = [...textOf({ ...about, reason: 'New office' }, lines)].join('');
  expect(text).toContain('5 clusters, by anna@contoso.example, as of now\nReason: New office\n');
  expect(text).toMatch(/\nAdd 81.2.69.142\/32 \(1\)\n- .* \/ aks-usual, \d+ -> \d+ entries\n/);
  expect(text).toMatch(
    /\nLeft out \(2\)\n- .* \/ aks-private: The API server is private\n- .* \/ aks-gone: Not in the list any more/,
  );
});

test('begins with why it may lack clusters, so that nobody takes it for all of them', () => {
  const gaps = ['Directory Fabrikam could not be read'];
  const [head, first] = csvOf({ ...about, gaps }, lines);
  expect(first).toMatch(/^Not complete,Directory Fabrikam could not be read,/);
  expect(first?.split(',')).toHaveLength(head?.split(',').length ?? 0);
  const text = [...textOf({ ...about, gaps }, lines)].join('');
  expect(text).toContain('\nhttps://x/b\nNot complete: Directory Fabrikam could not be read\n\n');
});

test('tells what became of each, in its state’s word, and why it was not done', () => {
  const at = { place: 0, clusterKey: clusterKey(clusterId) };
  const done = { ...at, change: toChange(row({ state: 'done' })), before: 1, after: 2 };
  const failure = { code: 'locked' as const, scopes: ['/'] };
  const refused = { ...at, change: toChange(row({ state: 'refused', failure })) };
  const unread = { ...at, change: undefined };
  const became = linesOfResults([done, refused, unread], (id) => `name of ${id}`);
  expect(became).toMatchObject([
    {
      what: 'Done',
      before: 1,
      after: 2,
      name: clusterId.name,
      subscription: `name of ${clusterId.subscriptionId}`,
    },
    { what: 'Refused', why: 'A lock forbids changes' },
    {
      what: 'Cannot be shown',
      name: clusterId.name,
      why: 'A newer release of this console recorded what became of it.',
      subscription: `name of ${clusterId.subscriptionId}`,
    },
  ]);
});

test('names the entries to be removed that no list holds', () => {
  const nowhere = ['81.2.69.142 bob', '=1+1'];
  expect([...csvOf({ ...about, nowhere }, lines)].slice(1, 3)).toEqual([
    'In none of these lists,81.2.69.142 bob,,,,,,,\r\n',
    "In none of these lists,'=1+1,,,,,,,\r\n",
  ]);
  const text = [...textOf({ ...about, nowhere }, lines)].join('');
  expect(text).toContain('\nIn none of these lists: 81.2.69.142 bob, =1+1\n');
});
