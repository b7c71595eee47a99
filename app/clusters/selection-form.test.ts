import { expect, test } from 'vitest';
import type { FleetRow } from '#lib/clusters/fleet/fleet';
import { clusterKey } from '#lib/clusters/resource-id';
import { cluster } from '#lib/clusters/test-kit';
import { allBut, readSelection } from './selection-form.ts';

const rows = ['aks-a', 'aks-b', 'aks-c', 'other'].map(row);
const [a = '', b = '', c = ''] = rows.map(({ id }) => clusterKey(id));

function row(name: string): FleetRow {
  return { ...cluster({ name }), subscriptionName: 'sub', tenantId: 't' };
}

function form(...fields: readonly (readonly [name: string, value: string])[]): FormData {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
}

test('reads the boxes that were checked without script', () => {
  const asked = readSelection(
    form(['view', 'q=aks'], ['cluster', a], ['cluster', b.toUpperCase()], ['which', 'selected']),
  );
  expect(asked).toEqual({ kind: 'some', view: 'q=aks', keys: [a, b] });
});

test('reads a selection of thousands from one field', () => {
  const asked = readSelection(form(['selected', `${a}\n${c}`], ['which', 'selected']));
  expect(asked).toEqual({ kind: 'some', view: '', keys: [a, c] });
});

test('never takes nothing for everything', () => {
  expect(readSelection(form(['view', 'q=aks']))).toEqual({ kind: 'nothing', view: 'q=aks' });
  const strange = form(['which', 'selected'], ['selected', 'not an id'], ['cluster', '']);
  expect(readSelection(strange)).toEqual({ kind: 'nothing', view: '' });
});

test('takes all of a list but what was taken out', () => {
  const asked = readSelection(form(['view', 'q=aks'], ['which', 'all'], ['except', b]));
  expect(asked).toEqual({ kind: 'all', view: 'q=aks', except: new Set([b]) });
  if (asked.kind === 'all') expect(allBut(rows, asked, undefined)).toEqual([a, c]);
});
