import type { FleetRow } from '#lib/clusters/fleet/fleet';
import { hasFailed } from '#lib/clusters/state';
import { unchangeable } from '#lib/clusters/unchangeable';
import { failureWords } from '#lib/failure-words';
import { accessOfEntries } from '#lib/ranges/access';
import { overLimit } from '#lib/ranges/limit';

/** Why a batch leaves a cluster alone. */
export type Why = { readonly title: string; readonly text: string };

/** What no list can help. */
export function objectionTo(row: FleetRow): Why | undefined {
  const [failure] = unchangeable(row);
  if (failure) return failureWords(failure);
  if (row.access === 'unknown') return unread;
  if (row.provisioningState?.toLowerCase() === 'deleting') return deleting;
  return hasFailed(row.provisioningState) ? failed : undefined;
}

/** What a batch may not make of a list; that it gets too long comes first. */
export function objectionToList(
  row: FleetRow,
  before: readonly string[],
  after: readonly string[],
): Why | undefined {
  const why = objectionToLength(row, before, after);
  if (why) return why;
  if (after.length === 0 && before.length > 0) return empties;
  return accessOfEntries(after) === 'open' && row.access !== 'open' ? opens : undefined;
}

/** The same, where only the lengths of the lists are known. */
export function objectionToLength(
  { rangeLimit: limit }: FleetRow,
  before: { readonly length: number },
  after: { readonly length: number },
): Why | undefined {
  if (!overLimit(before, after, limit)) return undefined;
  const { title, text, todo } = failureWords({ code: 'too-many-ranges', limit });
  return { title, text: `${text} ${todo}` };
}

const unread: Why = {
  title: 'The list could not be read',
  text: 'Azure did not say who may reach these clusters. Open one to see why.',
};

const deleting: Why = {
  title: 'The cluster is being deleted',
  text: 'There is nothing to change there any more.',
};

const failed: Why = {
  title: 'The last operation on the cluster did not succeed',
  text: 'Any change makes AKS try again what failed before, on the whole cluster. Change these one by one.',
};

const opens: Why = {
  title: 'The list would admit the whole internet',
  text: 'That opens these clusters. Do that to each on its own page.',
};

const empties: Why = {
  title: 'The list would be empty',
  text: 'AKS takes an empty list for no list: it would open these clusters to the internet. Do that to each on its own page.',
};
