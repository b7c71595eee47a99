const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * A moment as a clock time, with its day unless that is the day of `now`, and with its year unless that is
 * this one: `09:02`, `26 Nov, 09:02`, `26 Nov 2025, 09:02`; in the zone of whoever runs this, or in UTC.
 * Not by `Intl`, whose first date takes a browser longer than all else that a small page asks of it.
 */
export function clockWords(
  date: Date,
  { zone, seconds, now }: { zone: 'local' | 'UTC'; seconds: boolean; now: Date },
): string {
  const at = partsOf(date, zone);
  const today = partsOf(now, zone);
  const time = [...at.time.slice(0, seconds ? 3 : 2)].map(twoDigits).join(':');
  const isToday =
    [at.day, at.month, at.year].join() === [today.day, today.month, today.year].join();
  const year = at.year === today.year ? '' : ` ${at.year}`;
  return isToday ? time : `${at.day} ${months[at.month]}${year}, ${time}`;
}

function partsOf(date: Date, zone: 'local' | 'UTC') {
  return zone === 'UTC'
    ? {
        time: [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()],
        day: date.getUTCDate(),
        month: date.getUTCMonth(),
        year: date.getUTCFullYear(),
      }
    : {
        time: [date.getHours(), date.getMinutes(), date.getSeconds()],
        day: date.getDate(),
        month: date.getMonth(),
        year: date.getFullYear(),
      };
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
