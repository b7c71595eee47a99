import type { Result } from '#lib/result';

/** An address that somebody says is the person's own. */
export type OwnAddress = {
  /** Dotted IPv4. */
  readonly value: string;
  readonly source: 'seen by this server' | 'seen by the echo' | 'typed';
  /** When it was seen or typed, as ISO 8601. */
  readonly at: string;
};

/** The source of an address as people read it: to them it is not an echo that sees. */
export const sourceWords: Readonly<Record<OwnAddress['source'], string>> = {
  'seen by this server': 'seen by this server',
  'seen by the echo': 'seen from the internet',
  typed: 'typed',
};

/** Where a person comes from, as far as anybody knows. */
export type WhereFrom =
  | { readonly kind: 'known'; readonly address: OwnAddress }
  /** Two sources saw two addresses: both are shown and none is chosen. */
  | { readonly kind: 'disagree'; readonly seen: readonly OwnAddress[] }
  /** `because` is a sentence for the person. */
  | { readonly kind: 'unknown'; readonly because: string };

/** The address that somebody comes from, dotted, where it is known. */
export function dottedOwn(where: WhereFrom): string | undefined {
  return where.kind === 'known' ? where.address.value : undefined;
}

/**
 * Brings together what the session keeps and what the trusted proxy saw of this very request (or the
 * sentence why it saw nothing). What a person typed or chose stands; two observations that differ do
 * not choose for them.
 */
export function whereFrom(
  kept: OwnAddress | undefined,
  observed: Result<string, string>,
  now: Date,
): WhereFrom {
  if (!observed.ok) {
    return kept ? { kind: 'known', address: kept } : { kind: 'unknown', because: observed.error };
  }
  const seen: OwnAddress = {
    value: observed.value,
    source: 'seen by this server',
    at: now.toISOString(),
  };
  if (kept === undefined) return { kind: 'known', address: seen };
  return kept.source === 'seen by the echo' && kept.value !== seen.value
    ? { kind: 'disagree', seen: [seen, kept] }
    : { kind: 'known', address: kept };
}
