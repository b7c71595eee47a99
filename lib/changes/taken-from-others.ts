import { stillAsksFor } from '#lib/changes/shown/effects';
import type { Finding } from '#lib/ranges/finding';
import type { ChangeRow } from './row.ts';

/** What somebody else asked of a cluster. */
export type Others = Pick<ChangeRow, 'state' | 'intents'> & { readonly name: string };

/**
 * What taking out these entries takes from others, who asked for them since and found them there.
 * `isOpen`: some of what others asked cannot be read here, so that any of it may be wanted.
 */
export function takenFromOthers(
  entries: readonly string[],
  others: readonly Others[],
  isOpen: boolean,
): Extract<Finding, { code: 'asked-by-others' }> | undefined {
  const wanted = entries.filter(
    (entry) => isOpen || others.some((other) => stillAsksFor(other, entry)),
  );
  if (wanted.length === 0) return undefined;
  const whose = others.filter((other) => wanted.some((entry) => stillAsksFor(other, entry)));
  const names = [...new Set(whose.map(({ name }) => name))];
  return {
    code: 'asked-by-others',
    names: names.length > 0 ? names : ['Perhaps somebody whose change cannot be read here'],
    entries: wanted,
  };
}
