import { createNumbers, type Numbers } from './numbers.ts';

/** First octets that belong to internet providers and clouds through and through. */
const firstOctets = [
  5, 13, 20, 31, 37, 40, 46, 52, 62, 73, 77, 84, 85, 91, 94, 109, 137, 151, 178, 188, 193, 194, 213,
] as const;

/** Of a hundred entries: prefix length in bits, and up to where. Most are single addresses. */
const prefixes = [
  [32, 68],
  [30, 74],
  [29, 82],
  [28, 88],
  [26, 91],
  [24, 97],
  [22, 99],
] as const;

const officesInAll = 48;
const officesOfCluster = 6;

/** The office that the person at the browser is not in, unless a cluster happens to have it. */
const ownOffice = '81.2.69.0/24';

/** The offices of the company, which many clusters let in; the first is the reader's own. */
export function officeRanges(): readonly string[] {
  const numbers = createNumbers(1);
  const others = Array.from({ length: officesInAll - 1 }, () => range(numbers, 24));
  return [ownOffice, ...others];
}

/**
 * `count` entries of one cluster: a few of the company's offices, one in twenty of the team's own
 * addresses, and for the rest single people and partners, whom no other cluster knows.
 */
export function entriesOf(
  numbers: Numbers,
  count: number,
  shared: { readonly offices: readonly string[]; readonly team: readonly string[] },
): string[] {
  const entries = new Set<string>();
  while (entries.size < Math.min(count, officesOfCluster)) {
    entries.add(shared.offices[numbers.next(shared.offices.length)] ?? ownOffice);
  }
  while (entries.size < count) {
    const fromTeam = numbers.percent(5) ? shared.team[numbers.next(shared.team.length)] : undefined;
    entries.add(fromTeam ?? range(numbers, prefixBits(numbers)));
  }
  return [...entries];
}

/** Addresses that the clusters of one team share. */
export function teamRanges(team: number): readonly string[] {
  const numbers = createNumbers(1_000 + team);
  return Array.from({ length: 40 }, () => range(numbers, prefixBits(numbers)));
}

function prefixBits(numbers: Numbers): number {
  const at = numbers.next(100);
  return prefixes.find(([, below]) => at < below)?.[0] ?? 19;
}

function range(numbers: Numbers, bits: number): string {
  const first = numbers.oneOf(firstOctets) * 2 ** 24 + numbers.next(2 ** 24);
  const size = 2 ** (32 - bits);
  const network = Math.floor(first / size) * size;
  const octets = [24, 16, 8, 0].map((shift) => (network >>> shift) & 255);
  return `${octets.join('.')}/${bits}`;
}
