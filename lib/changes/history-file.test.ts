import { expect, test } from 'vitest';
import { toChange } from '#lib/changes/shown/change';
import { historyHead, historyLines } from './history-file.ts';
import { newRow } from './row.ts';
import { asked } from './test-kit.ts';

const at = Date.UTC(2026, 10, 2, 14, 30);
const range = '81.2.69.142/32';

/** The cells of a line; none of these holds a comma. */
function cells(about: Partial<ReturnType<typeof newRow>>): Readonly<Record<string, string>> {
  const row = { ...newRow('change-1', asked(), [], at), ...about };
  const [names = []] = [historyHead([]).trim().split(',')];
  const values = historyLines([toChange(row)], () => 'Payments')
    .trim()
    .split(',');
  return Object.fromEntries(names.map((name, place) => [name, values[place] ?? '']));
}

test('tells of each change who asked for what, where and when, and what became of it', () => {
  const [before, after] = [['73.140.245.0/24'], ['73.140.245.0/24', range]];
  const about = { state: 'done', stateSince: at + 90_000, before, after } as const;
  expect(cells({ ...about, reason: 'new office', correlationId: 'c-1' })).toMatchObject({
    By: 'Anna',
    'User name': 'anna@contoso.example',
    What: `Add ${range}`,
    State: 'Done',
    'Since (UTC)': '2026-11-02T14:31:30.000Z',
    Reason: 'new office',
    Subscription: 'Payments',
    'Entries before': '1',
    'Entries after': '2',
    'Correlation id': 'c-1',
  });
});

test('says of a change why it was not done, and where nothing had to be sent', () => {
  expect(cells({ state: 'refused', failure: { code: 'locked', scopes: ['/'] } })['Why']).toContain(
    'lock',
  );
  expect(cells({ state: 'done', alreadySo: true })['Why']).toContain('so already');
  expect(cells({ state: 'done', alreadySo: true, puts: [at] })['Why']).not.toContain(
    'nothing was sent',
  );
});

test('names all ranges of a change, however many', () => {
  const intents = Array.from({ length: 9 }, (_, n) => ({
    do: 'add' as const,
    range: `81.2.69.${n + 1}/32`,
  }));
  const line = historyLines(
    [toChange({ ...newRow('change-1', asked(), [], at), intents })],
    () => 'Payments',
  );
  expect(line).toContain('81.2.69.9/32');
});

test('lets no reason start a formula, and says first what the file may lack', () => {
  expect(cells({ reason: '=1+1' })['Reason']).toBe("'=1+1");
  expect(historyHead(['Payments could not be read'])).toContain(
    '\r\nNot complete,Payments could not be read,',
  );
});
