/**
 * A whole number that is not negative as English writes it: `10,000`. Not by `Intl`, which in a browser
 * takes several milliseconds for the first number.
 */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `3 clusters`, with thousands marked. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}
