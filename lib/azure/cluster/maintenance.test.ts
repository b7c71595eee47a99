import { expect, test } from 'vitest';
import { makeCredential } from '#lib/azure/credential';
import { fakeAzure, shop } from '#lib/azure/test-azure';
import { ok } from '#lib/result';
import { readMaintenance } from './maintenance.ts';

const ada = makeCredential('11111111-1111-4111-8111-111111111111', async () => ok('token-of-ada'));

function listed(...value: unknown[]) {
  const { arm } = fakeAzure(() => ({ body: { value } }));
  return readMaintenance(arm, ada, shop);
}

const sunday = { weekly: { intervalWeeks: 1, dayOfWeek: 'Sunday' } };

test('reads windows with all that may be left out, and with all that may be said', async () => {
  const barred = { start: '2026-12-23', end: '2027-01-03' };
  const short = { schedule: sunday, durationHours: 4, startTime: '02:00' };
  const long = {
    ...short,
    utcOffset: '-07:30',
    startDate: '2026-12-01',
    notAllowedDates: [barred],
  };
  const both = await listed(
    { name: 'default', properties: { maintenanceWindow: short } },
    { name: 'aksManagedAutoUpgradeSchedule', properties: { maintenanceWindow: long } },
  );
  const times = { schedule: sunday, startMinute: 120, durationMinutes: 240 };
  expect(both).toEqual([
    { name: 'default', ...times, utcOffsetMinutes: 0, startDate: '', notAllowedDates: [] },
    {
      name: 'aksManagedAutoUpgradeSchedule',
      ...times,
      utcOffsetMinutes: -450,
      startDate: '2026-12-01',
      notAllowedDates: [barred],
    },
  ]);
});

test('takes hours of a weekday that follow each other for one window', async () => {
  const timeInWeek = [{ day: 'Monday', hourSlots: [5, 1, 2, 23] }];
  const windows = await listed({ name: 'default', properties: { timeInWeek } });
  expect(windows).toMatchObject([
    { startMinute: 60, durationMinutes: 120 },
    { startMinute: 300, durationMinutes: 60 },
    { startMinute: 1380, durationMinutes: 60 },
  ]);
});

test('knows nothing of a schedule of a kind that is new', async () => {
  const maintenanceWindow = { schedule: { yearly: {} }, durationHours: 4, startTime: '02:00' };
  expect(await listed({ name: 'default', properties: { maintenanceWindow } })).toBe('unknown');
});

test('knows nothing where Azure refuses', async () => {
  const { arm } = fakeAzure(() => ({ status: 403 }));
  expect(await readMaintenance(arm, ada, shop)).toBe('unknown');
});
