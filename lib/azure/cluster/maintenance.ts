import { z } from 'zod';
import { apiVersions } from '#lib/azure/api-versions';
import type { Credential } from '#lib/azure/credential';
import type { Arm } from '#lib/azure/http/arm';
import { readPages } from '#lib/azure/http/pages';
import { type MaintenanceWindow, scheduleSchema, weekDaySchema } from '#lib/clusters/maintenance';
import { type ClusterId, formatClusterId } from '#lib/clusters/resource-id';

/** The windows in which AKS may upgrade a cluster by itself; `unknown` where that could not be read. */
export async function readMaintenance(
  arm: Arm,
  credential: Credential,
  id: ClusterId,
): Promise<readonly MaintenanceWindow[] | 'unknown'> {
  const path = `${formatClusterId(id)}/maintenanceConfigurations?api-version=${apiVersions.managedClusters}`;
  const listed = await readPages(arm, credential, path);
  if (!listed.ok) return 'unknown';
  const configurations = z.array(configurationSchema).safeParse(listed.value);
  return configurations.success ? configurations.data.flat() : 'unknown';
}

/** `02:00` or `-07:30`, as minutes. */
const clockSchema = z
  .string()
  .regex(/^[+-]?\d{2}:\d{2}$/)
  .transform((text) => {
    const [hours = 0, minutes = 0] = text.replace(/^[+-]/, '').split(':').map(Number);
    return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
  });

const windowSchema = z.object({
  schedule: scheduleSchema,
  durationHours: z.number(),
  utcOffset: clockSchema.nullish(),
  startDate: z.string().nullish(),
  startTime: clockSchema,
  notAllowedDates: z.array(z.object({ start: z.string(), end: z.string() })).nullish(),
});

/** The older way to say it, of `default` alone: each hour of a weekday by itself, in UTC. */
const timeInWeekSchema = z.object({ day: weekDaySchema, hourSlots: z.array(z.number()) });

const configurationSchema = z
  .object({
    name: z.string(),
    properties: z.object({
      maintenanceWindow: windowSchema.nullish(),
      timeInWeek: z.array(timeInWeekSchema).nullish(),
    }),
  })
  .transform(({ name, properties: { maintenanceWindow, timeInWeek } }) => [
    ...(maintenanceWindow ? [windowOf(name, maintenanceWindow)] : []),
    ...(timeInWeek ?? []).flatMap((hours) => hoursOf(name, hours)),
  ]);

function windowOf(name: string, window: z.output<typeof windowSchema>): MaintenanceWindow {
  return {
    name,
    schedule: window.schedule,
    startMinute: window.startTime,
    durationMinutes: window.durationHours * 60,
    utcOffsetMinutes: window.utcOffset ?? 0,
    startDate: window.startDate ?? '',
    notAllowedDates: window.notAllowedDates ?? [],
  };
}

/** Hours that follow each other are one window. */
function hoursOf(
  name: string,
  { day, hourSlots }: z.output<typeof timeInWeekSchema>,
): readonly MaintenanceWindow[] {
  const hours = [...new Set(hourSlots)].sort((a, b) => a - b);
  const starts = hours.filter((hour) => !hours.includes(hour - 1));
  return starts.map((from, at) => {
    const until = starts[at + 1] ?? 24;
    const count = hours.filter((hour) => hour >= from && hour < until).length;
    return {
      name,
      schedule: { weekly: { intervalWeeks: 1, dayOfWeek: day } },
      startMinute: from * 60,
      durationMinutes: count * 60,
      utcOffsetMinutes: 0,
      startDate: '',
      notAllowedDates: [],
    };
  });
}
