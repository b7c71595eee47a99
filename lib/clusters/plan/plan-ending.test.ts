import { expect, test } from 'vitest';
import { row } from '#lib/clusters/test-kit';
import type { Intent } from '#lib/ranges/intent';
import type { Plan } from './batch-plan.ts';
import { planNotes } from './plan-notes.ts';
import { planBatch } from './test-plan.ts';

const wanted = '81.2.69.142/32';
const add: Intent = { do: 'add', range: wanted };
const remove = (entry: string): Intent => ({ do: 'remove', entry });
const names = (lines: Plan['changes']) => lines.map(({ row: { id } }) => id.name);

test('changes a cluster where what is asked for stands for a while only', () => {
  const rows = [
    row({ name: 'a', entries: [wanted] }),
    row({ name: 'b', entries: ['73.140.0.0/16', wanted] }),
    row({ name: 'c', entries: [wanted] }),
  ];
  const context = {
    ending: ({ id: { name } }: { id: { name: string } }) => (name === 'c' ? [] : [wanted]),
  };
  for (const intents of [[add], [add, remove('194.168.1.0/24')]]) {
    const { changes, alreadySo } = planBatch(rows, intents, context);
    expect(names(changes)).toEqual(['a', 'b']);
    expect(names(alreadySo)).toEqual(['c']);
    const notes = planNotes({ changes, alreadySo, asks: [], leftOut: [] }, intents, context);
    expect(notes.join(' ')).toContain(
      'On 2 of these clusters what is to be added stands for a while',
    );
    expect(notes.join(' ')).not.toContain('wider');
    const lent = { ...context, keepForSeconds: 3600 };
    expect(
      planNotes({ changes, alreadySo, asks: [], leftOut: [] }, intents, lent).join(' '),
    ).toContain('asked for, it stays for as long as you say, or longer where it would anyway.');
  }
  expect(names(planBatch(rows, [remove('194.168.1.0/24')], context).changes)).toEqual([]);
});
