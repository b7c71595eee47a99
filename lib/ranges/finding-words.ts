import { grouped } from '#lib/grouped';
import type { Access } from './access.ts';
import type { Finding } from './finding.ts';
import { ALL_ADDRESSES } from './ipv4.ts';

/** What a person reads about a finding, and whether the change waits for a yes to it. */
export type FindingWords = {
  /** What a confirmation names. */
  readonly key: string;
  readonly title: string;
  readonly text: string;
  readonly needsConfirmation: boolean;
};

/** What a confirmation names. Equal for equal consequences, whatever else changed around them. */
export function findingKey(finding: Finding): string {
  switch (finding.code) {
    case 'crossing':
      return `crossing:${finding.from}>${finding.to}`;
    case 'vast-ranges':
      return `vast-ranges:${finding.ranges.toSorted().join(',')}`;
    case 'own-address-lost':
    case 'own-address-blocked':
      return `${finding.code}:${finding.address}`;
    case 'other-addresses':
      return `other-addresses:${finding.letsIn}:${finding.shutsOut}`;
    case 'egress-lost':
      return `egress-lost:${finding.addresses.toSorted().join(',')}`;
    case 'asked-by-others':
      return `asked-by-others:${finding.entries.toSorted().join(',')}`;
    case 'cluster-only-egress':
      return `cluster-only-egress:${finding.outboundType}`;
    case 'egress-unknown':
      return `egress-unknown:${finding.because}`;
    case 'failed-cluster':
    case 'service-tag-only':
    case 'limit-near':
      return finding.code;
  }
}

/** Whether who agrees to the finding of this key opens a cluster to the internet. */
export function opensByKey(key: string): boolean {
  return /^crossing:.*>open$/.test(key);
}

/** The finding in words: a title, and a sentence or two about what it does to whom. */
export function findingWords(finding: Finding): FindingWords {
  return {
    key: findingKey(finding),
    ...wordsFor(finding),
    needsConfirmation: finding.code !== 'limit-near',
  };
}

function wordsFor(finding: Finding): { title: string; text: string } {
  switch (finding.code) {
    case 'crossing':
      return crossingWords(finding.from, finding.to);
    case 'vast-ranges':
      return {
        title: 'This lets in a large part of the internet',
        text: `${listed(finding.ranges)}: ${grouped(finding.addresses)} addresses, ${shareOfInternet(finding.addresses)} of all there are.`,
      };
    case 'own-address-lost':
      if (finding.perhaps) {
        return {
          title: 'You may lose access yourself',
          text: `You come from ${finding.address}. What may be letting it in is taken out, and after this change no range in the list admits it.`,
        };
      }
      return {
        title: 'You lose access yourself',
        text: `You come from ${finding.address}. It gets in now, and after this change no range in the list admits it.`,
      };
    case 'own-address-blocked':
      return {
        title: 'You will not get in yourself',
        text: `You come from ${finding.address}, and no range in the list admits it.`,
      };
    case 'other-addresses':
      return {
        title: 'It would make a difference after all',
        text: `This was to tidy the list without changing who gets in. A part of it goes by itself, or the list is another one by now: ${differenceWords(finding)}.`,
      };
    case 'egress-lost':
      return {
        title: "The cluster's own nodes lose the API server",
        text: `They leave from ${listed(finding.addresses)}, which no range in the list admits. Cut off from the API server, nodes turn NotReady and pods are no longer scheduled.`,
      };
    case 'egress-unknown':
      return {
        title: 'The nodes may lose the API server',
        text: `${finding.because} Make sure that the address the nodes leave from is in the list: without it they turn NotReady.`,
      };
    case 'cluster-only-egress':
      return {
        title: 'The nodes may lose the API server',
        text: `Cluster only admits the Standard load balancer and nothing else, ${wayOutWords(finding.outboundType)}`,
      };
    case 'asked-by-others':
      return {
        title: 'Somebody else asked for this, too',
        text: `${listed(finding.names)} asked for ${listed(finding.entries)} as well, when it stood there already. Taking it out takes it from them.`,
      };
    case 'failed-cluster':
      return {
        title: 'The last operation on this cluster did not succeed',
        text: 'Any change makes AKS try that again, on the whole cluster. Find out why it failed first, unless this retry is what you want.',
      };
    case 'service-tag-only':
      return {
        title: 'Only a service tag is left',
        text: 'A list of nothing but a service tag was not enforced on clusters with API server VNet integration before July 2026. Keep at least one range in the list to be sure.',
      };
    case 'limit-near':
      return {
        title: 'The list is nearly full',
        text: `${finding.count} of ${finding.limit} entries are used after this change.`,
      };
  }
}

function differenceWords({ letsIn, shutsOut }: { letsIn: number; shutsOut: number }): string {
  const words: readonly (readonly [number, string])[] = [
    [letsIn, 'would get in that does not now'],
    [shutsOut, 'that gets in now would be shut out'],
  ];
  return words
    .filter(([many]) => many > 0)
    .map(([many, what]) =>
      many === 1
        ? `1 address ${what}`
        : `${grouped(many)} addresses ${what.replace('does', 'do').replace('gets', 'get')}`,
    )
    .join(', and ');
}

function wayOutWords(outboundType: string): string {
  switch (outboundType.toLowerCase()) {
    case 'loadbalancer':
      return 'but nodes of this cluster leave from public addresses of their own. Those may turn NotReady.';
    case 'userdefinedrouting':
      return `but this cluster's traffic leaves by your own routes, mostly through a firewall (${outboundType}). Its nodes may turn NotReady.`;
    case 'managednatgateway':
    case 'userassignednatgateway':
      return `but this cluster's traffic leaves through a NAT gateway (${outboundType}). Its nodes may turn NotReady.`;
    default:
      return `but this cluster's traffic leaves another way (${outboundType}). Its nodes may turn NotReady.`;
  }
}

function crossingWords(from: Access, to: Access): { title: string; text: string } {
  switch (to) {
    case 'open':
      return {
        title: 'Opens the API server to the internet',
        text: 'Every address in the world reaches it then. Only sign-in and RBAC still stand in front of it.',
      };
    case 'cluster-only':
      return {
        title: 'Closes the API server to everybody',
        text: "Only the cluster's own Standard load balancer still reaches it: no person, no pipeline, no kubectl. Entries in the list are taken out. You can let addresses in again from here.",
      };
    case 'restricted':
      return from === 'cluster-only'
        ? {
            title: 'Lets addresses in again',
            text: 'Until now only the cluster itself got in. 0.0.0.0/32 is taken out of the list, and the addresses in it get in.',
          }
        : {
            title: 'Restricts the API server to the list',
            text: 'Everyone whose address is not in the list is cut off: people, pipelines and tools. Until now every address got in.',
          };
    case 'private':
    case 'unknown':
      return { title: 'Changes who gets in', text: `From ${from} to ${to}.` };
  }
}

function shareOfInternet(addresses: number): string {
  return (addresses / ALL_ADDRESSES).toLocaleString('en', {
    style: 'percent',
    maximumSignificantDigits: 2,
  });
}

function listed(addresses: readonly string[]): string {
  const shown = addresses.slice(0, 5).join(', ');
  return addresses.length > 5 ? `${shown} and ${addresses.length - 5} more` : shown;
}
