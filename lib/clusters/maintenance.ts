import { z } from 'zod';

const weekDays = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const;
const weeks = ['First', 'Second', 'Third', 'Fourth'] as const;

export const weekDaySchema = z.enum(weekDays);

/** How a window comes again, as Azure writes it (specification, managedClusters 2024-09-01). */
export const scheduleSchema = z.union([
  z.object({ daily: z.object({ intervalDays: z.number() }) }),
  z.object({ weekly: z.object({ intervalWeeks: z.number(), dayOfWeek: weekDaySchema }) }),
  z.object({ absoluteMonthly: z.object({ intervalMonths: z.number(), dayOfMonth: z.number() }) }),
  z.object({
    relativeMonthly: z.object({
      intervalMonths: z.number(),
      weekIndex: z.enum([...weeks, 'Last']),
      dayOfWeek: weekDaySchema,
    }),
  }),
]);
type Schedule = z.output<typeof scheduleSchema>;

/** When AKS may begin upgrades of a cluster by itself, by one of its maintenance configurations. */
export type MaintenanceWindow = {
  /** Of the configuration: `aksManagedAutoUpgradeSchedule`. */
  readonly name: string;
  readonly schedule: Schedule;
  /** Minutes after midnight, by the window's own clock. */
  readonly startMinute: number;
  /** A day at most. */
  readonly durationMinutes: number;
  /** How far the window's own clock is ahead of UTC, in minutes. */
  readonly utcOffsetMinutes: number;
  /** Not before this day, `2026-11-27`; empty where there is none. */
  readonly startDate: string;
  /** Not on these days, both included. */
  readonly notAllowedDates: readonly { readonly start: string; readonly end: string }[];
};

const upgraded: ReadonlyMap<string, string> = new Map([
  ['aksManagedAutoUpgradeSchedule', 'Kubernetes'],
  ['aksManagedNodeOSUpgradeSchedule', 'the images of the nodes'],
  ['default', 'its own components'],
]);

/** A sentence for each configuration, for whoever is about to change the cluster. */
export function maintenanceNotes(
  windows: readonly MaintenanceWindow[] | 'unknown',
  nowMs: number,
): readonly string[] {
  if (windows === 'unknown') {
    return ['Whether AKS has a maintenance window for this cluster could not be read.'];
  }
  return [...Map.groupBy(windows, ({ name }) => name)].map(([name, all]) => {
    const what = upgraded.get(name) ?? name;
    const open = all.find((window) => mayBeOpen(window, nowMs));
    return open === undefined
      ? `AKS may upgrade ${what} here ${timesWords(all)}. This does not wait for that.`
      : `AKS may be upgrading ${what} here now, until ${endWords(open)}. While it does, this waits.`;
  });
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/**
 * Whether a window is open, as far as can be said: from which day several days, weeks or months are counted
 * is documented nowhere, so each that fits may be one.
 */
export function mayBeOpen(window: MaintenanceWindow, nowMs: number): boolean {
  const localMs = nowMs + window.utcOffsetMinutes * minuteMs;
  const today = Math.floor(localMs / dayMs) * dayMs;
  const date = isoDate(today);
  if (window.notAllowedDates.some(({ start, end }) => start <= date && date <= end)) return false;
  return [today, today - dayMs].some((day) => {
    const sinceMs = localMs - (day + window.startMinute * minuteMs);
    const isWithin = sinceMs >= 0 && sinceMs < window.durationMinutes * minuteMs;
    return isWithin && window.startDate <= isoDate(day) && fits(window.schedule, new Date(day));
  });
}

function fits(schedule: Schedule, day: Date): boolean {
  if ('daily' in schedule) return true;
  const [date, weekDay] = [day.getUTCDate(), weekDays[day.getUTCDay()]];
  if ('weekly' in schedule) return weekDay === schedule.weekly.dayOfWeek;
  const lastDate = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  if ('absoluteMonthly' in schedule) {
    return date === Math.min(schedule.absoluteMonthly.dayOfMonth, lastDate);
  }
  const { weekIndex, dayOfWeek } = schedule.relativeMonthly;
  if (weekDay !== dayOfWeek) return false;
  return weekIndex === 'Last'
    ? date > lastDate - 7
    : Math.ceil(date / 7) === weeks.indexOf(weekIndex) + 1;
}

function isoDate(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** Hours of several weekdays would be a table. */
function timesWords(windows: readonly MaintenanceWindow[]): string {
  if (windows.length > 2) return `at ${windows.length} times of a week, none of them now`;
  const times = windows.map(
    (window) =>
      `${scheduleWords(window.schedule)}, ${clockWords(window.startMinute)} to ${endWords(window)}`,
  );
  return times.join(', and ');
}

function endWords({ startMinute, durationMinutes, utcOffsetMinutes }: MaintenanceWindow): string {
  return `${clockWords(startMinute + durationMinutes)} (${zoneWords(utcOffsetMinutes)})`;
}

function scheduleWords(schedule: Schedule): string {
  if ('daily' in schedule) return every(schedule.daily.intervalDays, 'day');
  if ('weekly' in schedule) {
    const { intervalWeeks, dayOfWeek } = schedule.weekly;
    return intervalWeeks === 1
      ? `every ${dayOfWeek}`
      : `on ${dayOfWeek}, ${every(intervalWeeks, 'week')}`;
  }
  if ('absoluteMonthly' in schedule) {
    const { intervalMonths, dayOfMonth } = schedule.absoluteMonthly;
    return `on day ${dayOfMonth}, ${every(intervalMonths, 'month')}`;
  }
  const { intervalMonths, weekIndex, dayOfWeek } = schedule.relativeMonthly;
  return `on the ${weekIndex.toLowerCase()} ${dayOfWeek}, ${every(intervalMonths, 'month')}`;
}

function every(count: number, unit: string): string {
  return count === 1 ? `every ${unit}` : `every ${count} ${unit}s`;
}

/** `02:00`, also of minutes of the day after. */
function clockWords(minute: number): string {
  const parts = [Math.floor(minute / 60) % 24, minute % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

function zoneWords(offset: number): string {
  return offset === 0 ? 'UTC' : `UTC${offset < 0 ? '−' : '+'}${clockWords(Math.abs(offset))}`;
}
