import { grouped } from '#lib/grouped';
import { addressesAdmitted } from '#lib/ranges/access';
import { readEntry } from '#lib/ranges/entry';
import type { Cluster } from './cluster.ts';
import { isStopped } from './state.ts';

/** Who may reach a cluster's API server, in one sentence. */
export function accessSentence({
  access,
  entries,
  powerState,
}: Pick<Cluster, 'access' | 'entries' | 'powerState'>): string {
  switch (access) {
    case 'open':
      return entries.length === 0
        ? 'Everybody on the internet reaches this API server: there is no list.'
        : 'Everybody on the internet reaches this API server: together the entries admit every address.';
    case 'restricted': {
      const once = isStopped({ powerState }) ? ', once the cluster runs again' : '';
      return `${whoGetsIn(entries)} this API server${once}; everybody else is dropped before it.`;
    }
    case 'cluster-only':
      return 'Nobody but the cluster’s own load balancer reaches this API server.';
    case 'private':
      return 'Nobody on the internet reaches this API server: only its own network does.';
    case 'unknown':
      return 'Azure did not say who reaches this API server.';
  }
}

/** Only ranges can be counted: Microsoft moves what a service tag stands for. */
function whoGetsIn(entries: readonly string[]): string {
  const kinds = entries.map(readEntry);
  const tags = [...new Set(kinds.filter(({ kind }) => kind === 'service-tag').map((e) => e.text))];
  const others = kinds.filter(({ kind }) => kind === 'ipv6' || kind === 'not-understood').length;
  const count = addressesAdmitted(entries);
  const groups = [
    ...(count === 0 ? [] : [count === 1 ? 'one address' : `${grouped(count)} addresses`]),
    ...(tags.length === 0 ? [] : [tagWords(tags)]),
    ...(others === 0
      ? []
      : [
          `the addresses of ${others === 1 ? 'an entry' : `${grouped(others)} entries`} that cannot be read here`,
        ]),
  ];
  const who = groups.join(' and ');
  const reach = groups.length === 1 && count === 1 ? 'reaches' : 'reach';
  return `${who.slice(0, 1).toUpperCase()}${who.slice(1)} ${reach}`;
}

function tagWords(tags: readonly string[]): string {
  return tags.length === 1
    ? `the addresses of the service tag ${tags[0]}`
    : `the addresses of ${grouped(tags.length)} service tags`;
}
