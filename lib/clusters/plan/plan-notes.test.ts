import { expect, test } from 'vitest';
import { row, type Wire } from '#lib/clusters/test-kit';
import type { Intent } from '#lib/ranges/intent';
import { planNotes } from './plan-notes.ts';
import { planBatch } from './test-plan.ts';

const wanted = '81.2.69.142/32';
const add: Intent = { do: 'add', range: wanted };
const remove = (entry: string): Intent => ({ do: 'remove', entry });

const plan = (wires: readonly Wire[], intents: readonly Intent[]) =>
  planBatch(
    wires.map((wire) => row(wire)),
    intents,
    {},
  );

test('says on how many clusters a wider entry admits already what is added', () => {
  const wires: readonly Wire[] = [
    { name: 'a', entries: ['81.2.69.0/24'] },
    { name: 'b', entries: ['73.140.245.0/24'] },
    { name: 'c', entries: [wanted] },
  ];
  const notes = (intents: readonly Intent[]) =>
    planNotes(plan(wires, intents), intents, {}).join(' ');
  expect(notes([add])).toContain(`1 of these clusters admits ${wanted} already, by a wider entry`);
  expect(notes([{ do: 'add', range: '194.168.1.0/24' }])).not.toContain('already');
});

test('says what the list cannot tell, and who may undo it', () => {
  const notes = (wires: readonly Wire[], intents: readonly Intent[]) =>
    planNotes(plan(wires, intents), intents, {}).join(' ');
  const managed: Wire = { tags: { 'managed-by': 'terraform' } };
  expect(notes([managed], [add])).toMatch(/1 of these clusters seems to be managed by .*Terraform/);
  expect(notes([{}], [add])).not.toContain('nodes of a cluster');
  expect(notes([{ entries: [] }], [add])).toContain('nodes of a cluster leave from');
  expect(notes([{}], [remove('73.140.245.0/24'), add])).toContain(
    'Nobody knows where you come from',
  );
});
