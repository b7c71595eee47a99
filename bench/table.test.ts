import { expect, test } from 'vitest';
import { tableOf } from './table.ts';

const row = {
  what: 'Page',
  ours: '100 ms',
  instead: 'az: 14 s',
  limit: 'floor 80 ms',
  judged: '1.3 × the floor',
  how: 'n 5.',
};

test('writes a line for each row and a note on how it was measured', () => {
  const outcome = { ok: true, rows: [row] } as const;
  expect(tableOf([{ name: 'page', title: 'Pages', seconds: 12.3, outcome }])).toBe(
    [
      '|  | Drawbridge | Instead | Limit or aim | Judged |',
      '| --- | --- | --- | --- | --- |',
      '| Page | 100 ms | az: 14 s | floor 80 ms | 1.3 × the floor |',
      '',
      '## How each was measured',
      '',
      '- **Page.** n 5. (All of “Pages” took 12 s.)',
      '',
    ].join('\n'),
  );
});

test('says why a figure is missing, and keeps its cell in one piece', () => {
  const outcome = { ok: false, why: 'az | broke\noff' } as const;
  const table = tableOf([{ name: 'page', title: 'Pages', seconds: 1, outcome }]);
  expect(table).toContain('| Pages | not measured: az \\| broke off |  |  |  |');
});
