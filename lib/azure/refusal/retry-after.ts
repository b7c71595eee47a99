/** Response headers, read by name in any casing: those of core-rest-pipeline or of fetch. */
export type ResponseHeaders = { get(name: string): string | null | undefined };

/**
 * How many seconds Azure asks to wait, a day at the most, or undefined when it does not say. Looked
 * for, in this order: `Retry-After` (seconds or a date), Resource Graph's
 * `x-ms-user-quota-resets-after` (hh:mm:ss), and the text "Please try again after '6' seconds", which is
 * all that some throttled answers have.
 */
export function readRetryAfter(
  headers: ResponseHeaders,
  bodyText: string,
  nowMs: number,
): number | undefined {
  const seconds =
    fromRetryAfter(headers.get('retry-after')?.trim(), nowMs) ??
    readDuration(headers.get('x-ms-user-quota-resets-after')?.trim()) ??
    fromWords(bodyText);
  return seconds === undefined ? undefined : Math.min(seconds, longestSeconds);
}

/** What asks for more does not mean it; and enough digits make a number without end, which no store keeps. */
const longestSeconds = 24 * 3600;

function fromRetryAfter(value: string | undefined, nowMs: number): number | undefined {
  if (!value) return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - nowMs) / 1000));
}

/** `00:00:05`, in seconds. */
export function readDuration(value: string | undefined): number | undefined {
  const parts = /^(\d+):(\d{2}):(\d{2})/.exec(value ?? '');
  if (!parts) return undefined;
  const [, hours, minutes, seconds] = parts;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function fromWords(bodyText: string): number | undefined {
  const seconds = /try again (?:after|in) '?(\d+)'? seconds/i.exec(bodyText)?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}
