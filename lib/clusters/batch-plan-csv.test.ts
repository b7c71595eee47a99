import { expect, test } from 'vitest';
import { planBatch } from './batch-plan.ts';
import { planCsv } from './batch-plan-csv.ts';
import { row } from './builders.ts';

test('names every cluster once, with what happens to it and why', () => {
  const rows = [
    row({ name: 'aks-usual' }),
    row({ name: 'aks-open', entries: [] }),
    row({ name: 'aks-so', entries: ['81.2.69.142/32'] }),
    row({ name: 'aks-private', properties: { publicNetworkAccess: 'Disabled' } }),
  ];
  const plan = planBatch(rows, [{ do: 'add', range: '81.2.69.142/32' }], {});
  const [head, ...lines] = planCsv(plan, 'Add it').split('\r\n').slice(0, -1);
  expect(head).toMatch(/^\ufeffWhat happens,Why,Cluster,/);
  expect(lines.map((line) => line.split(',').slice(0, 3))).toEqual([
    ['Add it', '', 'aks-usual'],
    ['"Add it', ' if agreed to"', 'Restricts the API server to the list'],
    ['Already so', '', 'aks-so'],
    ['Left out', 'The API server is private', 'aks-private'],
  ]);
});

test('lets no name start a formula', () => {
  const plan = planBatch([row({}, '=1+1')], [{ do: 'add', range: '81.2.69.142/32' }], {});
  expect(planCsv(plan, 'Add')).toContain(",'=1+1,");
});
