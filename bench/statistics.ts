/** What a series of measurements comes to. */
export type Summary = { readonly n: number; readonly median: number; readonly p95: number };

/** Median and 95th percentile (nearest rank) of at least one value. */
export function summarise(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  return { n: sorted.length, median: middle(sorted), p95: rank(sorted, 0.95) };
}

/** How long a task takes, in milliseconds, so many times; `warmUp` runs before are not counted. */
export async function timeEach(
  counts: { readonly warmUp: number; readonly n: number },
  task: (index: number) => unknown,
): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < counts.warmUp + counts.n; index += 1) {
    const started = performance.now();
    await task(index);
    if (index >= counts.warmUp) times.push(performance.now() - started);
  }
  return times;
}

/** `412 ms`, `1.24 s`, `3 min`, `12.5 h`: three figures are enough. */
export function duration(ms: number): string {
  if (ms === 0) return '0 ms';
  if (ms < 0.01) return `${(ms * 1000).toFixed(1)} µs`;
  if (ms < 1) return `${(ms * 1000).toFixed(0)} µs`;
  if (ms < 10) return `${ms.toPrecision(2)} ms`;
  if (ms < 1000) return `${ms.toFixed(0)} ms`;
  if (ms < 120_000) return `${(ms / 1000).toPrecision(3)} s`;
  if (ms < 7_200_000) return `${(ms / 60_000).toPrecision(2)} min`;
  return `${(ms / 3_600_000).toPrecision(2)} h`;
}

/** `412 ms (p95 455 ms)`. */
export function spread({ median, p95 }: Summary): string {
  return `${duration(median)} (p95 ${duration(p95)})`;
}

/** `1,234,567`, or three figures of what is small. */
export function amount(value: number): string {
  if (value < 10) return value.toPrecision(2);
  return Math.round(value).toLocaleString('en-GB');
}

/** `34 ×`. */
export function times(factor: number): string {
  return `${factor < 10 ? factor.toFixed(1) : amount(factor)} ×`;
}

function middle(sorted: readonly number[]): number {
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2;
}

function rank(sorted: readonly number[], share: number): number {
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
}
