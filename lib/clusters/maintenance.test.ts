import { expect, test } from 'vitest';
import { type MaintenanceWindow, maintenanceNotes, mayBeOpen } from './maintenance.ts';

function windowOf(more: Partial<MaintenanceWindow>): MaintenanceWindow {
  return {
    name: 'aksManagedAutoUpgradeSchedule',
    schedule: { daily: { intervalDays: 1 } },
    startMinute: 2 * 60,
    durationMinutes: 4 * 60,
    utcOffsetMinutes: 0,
    startDate: '',
    notAllowedDates: [],
    ...more,
  };
}
const at = (iso: string) => Date.parse(iso);

const sundays = { weekly: { intervalWeeks: 1, dayOfWeek: 'Sunday' } } as const;
const monthly = (weekIndex: 'Second' | 'Last') => ({
  relativeMonthly: { intervalMonths: 1, weekIndex, dayOfWeek: 'Sunday' as const },
});
const onDay = (dayOfMonth: number) => ({ absoluteMonthly: { intervalMonths: 1, dayOfMonth } });

// 1 November 2026 is a Sunday.
const moments: readonly [string, Partial<MaintenanceWindow>, string, boolean][] = [
  ['every day, before it', {}, '2026-11-27T01:59:59Z', false],
  ['every day, at its start', {}, '2026-11-27T02:00:00Z', true],
  ['every day, at its end', {}, '2026-11-27T06:00:00Z', false],
  ['on its day', { schedule: sundays }, '2026-11-08T03:00:00Z', true],
  ['on another day', { schedule: sundays }, '2026-11-09T03:00:00Z', false],
  ['into the day after', { schedule: sundays, startMinute: 22 * 60 }, '2026-11-09T01:59:00Z', true],
  [
    'by its own clock, where it is Sunday already',
    { schedule: sundays, utcOffsetMinutes: 330 },
    '2026-11-07T20:30:00Z',
    true,
  ],
  [
    'by its own clock, where it is Saturday still',
    { schedule: sundays, utcOffsetMinutes: -420 },
    '2026-11-08T03:00:00Z',
    false,
  ],
  ['in its week of the month', { schedule: monthly('Second') }, '2026-11-08T03:00:00Z', true],
  ['in another week', { schedule: monthly('Second') }, '2026-11-15T03:00:00Z', false],
  ['in the last week', { schedule: monthly('Last') }, '2026-11-29T03:00:00Z', true],
  ['in the last week but one', { schedule: monthly('Last') }, '2026-11-22T03:00:00Z', false],
  ['on its day of the month', { schedule: onDay(15) }, '2026-11-15T03:00:00Z', true],
  ['on the last of a shorter month', { schedule: onDay(31) }, '2026-11-30T03:00:00Z', true],
  ['before it is in force', { startDate: '2026-12-01' }, '2026-11-27T03:00:00Z', false],
  [
    'on a day that is barred',
    { notAllowedDates: [{ start: '2026-11-20', end: '2026-11-27' }] },
    '2026-11-27T03:00:00Z',
    false,
  ],
];

for (const [when, window, now, open] of moments) {
  test(`a window is ${open ? 'perhaps open' : 'closed'} ${when}`, () => {
    expect(mayBeOpen(windowOf(window), at(now))).toBe(open);
  });
}

test('says when AKS may upgrade, and that nothing here waits for it', () => {
  const windows = [
    windowOf({ schedule: sundays, utcOffsetMinutes: -90 }),
    windowOf({ name: 'default', schedule: { daily: { intervalDays: 3 } }, startMinute: 22 * 60 }),
    windowOf({ name: 'aksManagedNodeOSUpgradeSchedule', schedule: monthly('Last') }),
    windowOf({ name: 'new', schedule: onDay(15) }),
  ];
  expect(maintenanceNotes(windows, at('2026-11-09T12:00:00Z'))).toEqual([
    'AKS may upgrade Kubernetes here every Sunday, 02:00 to 06:00 (UTC−01:30). This does not wait for that.',
    'AKS may upgrade its own components here every 3 days, 22:00 to 02:00 (UTC). This does not wait for that.',
    'AKS may upgrade the images of the nodes here on the last Sunday, every month, 02:00 to 06:00 (UTC). This does not wait for that.',
    'AKS may upgrade new here on day 15, every month, 02:00 to 06:00 (UTC). This does not wait for that.',
  ]);
});

test('says that AKS may be upgrading now, and until when', () => {
  expect(maintenanceNotes([windowOf({})], at('2026-11-27T03:00:00Z'))).toEqual([
    'AKS may be upgrading Kubernetes here now, until 06:00 (UTC). While it does, this waits.',
  ]);
});

test('says of many windows of one configuration how many they are', () => {
  const hours = [22, 0].map((hour) => windowOf({ schedule: sundays, startMinute: hour * 60 }));
  const monday = windowOf({ schedule: { weekly: { intervalWeeks: 1, dayOfWeek: 'Monday' } } });
  const noon = at('2026-11-27T12:00:00Z');
  expect(maintenanceNotes(hours, noon)).toEqual([
    'AKS may upgrade Kubernetes here every Sunday, 22:00 to 02:00 (UTC), and every Sunday, 00:00 to 04:00 (UTC). This does not wait for that.',
  ]);
  expect(maintenanceNotes([...hours, monday], noon)).toEqual([
    'AKS may upgrade Kubernetes here at 3 times of a week, none of them now. This does not wait for that.',
  ]);
});

test('does not pass over windows that could not be read', () => {
  expect(maintenanceNotes('unknown', 0)).toEqual([
    'Whether AKS has a maintenance window for this cluster could not be read.',
  ]);
  expect(maintenanceNotes([], 0)).toEqual([]);
});
