import { parseClusterId } from '#lib/clusters/resource-id';
import { failureWords } from '#lib/failure-words';
import type { Remark } from './csv.ts';
import { type Fleet, type FleetNote, type Unreadable, unlistedDirectories } from './fleet.ts';

/** What a reading of the fleet lacks, as far as clusters may be there. */
export type Gaps = Pick<Fleet, 'unreadable' | 'notes'>;

/** Leaves out what hides no cluster: names of subscriptions, and a listing that took another way. */
export function gapsOf({ unreadable, notes }: Gaps): Gaps {
  return {
    unreadable: unreadable.filter(({ scope }) => scope !== '/subscriptions'),
    notes: notes.filter(({ code }) => code !== 'listed-directly'),
  };
}

/** Whether all could be read in which there may be clusters. */
export function isWhole(gaps: Gaps): boolean {
  const { unreadable, notes } = gapsOf(gaps);
  return unreadable.length + notes.length === 0;
}

/** A sentence about the reading as a whole. */
export function noteWords(note: FleetNote): string {
  switch (note.code) {
    case 'subscriptions-truncated':
      return 'You see more than 10,000 subscriptions; Azure answered for the first 10,000 only.';
    case 'clusters-missing':
      return `Azure counted ${note.missing} more than it listed: clusters came or went meanwhile. Read again in a minute.`;
    case 'listed-directly':
      return 'Resource Graph did not answer, so each subscription was listed by itself. That takes longer.';
  }
}

/** In a file, beside each of the `gapWords`. */
export const notComplete = 'Not complete';

/** The `gapWords` as remarks of a CSV file. */
export function gapRemarks(gaps: readonly string[]): readonly Remark[] {
  return gaps.map((gap) => [notComplete, gap]);
}

/**
 * Each reason why a file that is kept may lack clusters. `without`: labels of what could not be read when
 * the clusters of a plan were chosen, or when it was started.
 */
export function gapWords(gaps: Gaps, without: readonly string[]): string[] {
  const { unreadable, notes } = gapsOf(gaps);
  const then = readSince(unreadable, without);
  return [
    ...unreadable.map(
      ({ label, failure }) =>
        `${label} could not be read (${failureWords(failure).title}), clusters there are not in this file`,
    ),
    ...notes.map(noteWords),
    ...then.map(
      (label) => `${label} could not be read when this was planned, clusters there are not in it`,
    ),
  ];
}

/** Of what could not be read when clusters were chosen, what can be read now. */
export function readSince(
  unreadable: readonly Unreadable[],
  without: readonly string[],
): readonly string[] {
  const still = new Set(unreadable.map(({ label }) => label));
  return without.filter((label) => !still.has(label));
}

/** A cluster that was chosen and is not in the list now. */
export type MissingCluster = {
  /** See `clusterKey`. */
  readonly key: string;
  readonly why: string;
};

/**
 * Why clusters are not in a list that has these gaps. `tenantOf` answers which directory listed a
 * subscription before, where that is known; where nothing can tell, the words are true either way.
 */
export function whyMissing(
  keys: readonly string[],
  gaps: Gaps,
  tenantOf: (subscriptionId: string) => string | undefined,
): readonly MissingCluster[] {
  const { unreadable, notes } = gapsOf(gaps);
  const places = new Map(unreadable.map((place) => [place.scope.toLowerCase(), place]));
  const isDirectoryOut = unreadable.some(({ scope }) => scope !== '' && !scope.startsWith('/'));
  return keys.map((key) => {
    const id = parseClusterId(key);
    const tenant = id.ok ? tenantOf(id.value.subscriptionId) : undefined;
    const around = [tenant ?? '', ...scopesOf(key)].map((scope) => places.get(scope.toLowerCase()));
    const place = around.find((each) => each !== undefined && each.scope !== '');
    if (place) return { key, why: `${place.label} could not be read` };
    const isUnsure =
      notes.length > 0 ||
      places.has('') ||
      places.has(unlistedDirectories) ||
      (isDirectoryOut && tenant === undefined);
    return { key, why: isUnsure ? unsure : gone };
  });
}

const gone = 'Not in the list any more';
const unsure = 'Not in the list now: it is gone, or could not be read';

/** The cluster, its resource group and its subscription. */
function scopesOf(key: string): readonly string[] {
  const parts = key.split('/');
  return [key, parts.slice(0, 5).join('/'), parts.slice(0, 3).join('/')];
}
