const dayMs = 86_400_000;

/** How long ago, in the unit that people would say. */
export function agoWords(thenMs: number, nowMs: number): string {
  const days = Math.floor((nowMs - thenMs) / dayMs);
  if (days < 1) return 'today';
  if (days < 14) return count(days, 'day');
  return days < 61 ? count(Math.floor(days / 7), 'week') : count(Math.floor(days / 30.44), 'month');
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'} ago`;
}
