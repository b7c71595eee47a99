import type { HygieneKind } from '#lib/clusters/hygiene/kinds';
import { manyClusters } from '#lib/clusters/hygiene/shared-addresses';

type Words = {
  readonly title: string;
  /** Why it matters and what to do, in a sentence or two. */
  readonly text: string;
  /** What the clusters of a line are asked to do; nothing where it takes a look at each. */
  readonly act?: 'Remove' | 'Merge';
};

/** The words for a kind of thing to tidy. */
export const hygieneWords: Readonly<Record<HygieneKind, Words>> = {
  open: {
    title: 'Open to the internet',
    text: 'Any address reaches these API servers. Select them all and add who may stay: the plan closes them to everybody else.',
  },
  wide: {
    title: 'Entries wider than /16',
    text: 'Each lets in more than 65,536 addresses. Who needs to come from all of them?',
    act: 'Remove',
  },
  dead: {
    title: 'Entries nobody can come from',
    text: 'Private and other special addresses never arrive over the internet. They only fill the list.',
    act: 'Remove',
  },
  shared: {
    title: 'Single addresses on many clusters',
    text: `The same address stands on ${manyClusters} clusters or more. Whose is it, and is it still?`,
    act: 'Remove',
  },
  added: {
    title: 'Entries that people added here',
    text: 'Added through Drawbridge and still there, the oldest first, for as long as changes are kept.',
    act: 'Remove',
  },
  full: {
    title: 'Lists near their limit',
    text: 'AKS takes 200 entries, or 2,000 with API server VNet integration. These lists hold nine tenths or more.',
  },
  covered: {
    title: 'Entries covered by others',
    text: 'Wider entries admit all of their addresses already. Removing these blocks nobody.',
    act: 'Remove',
  },
  adjacent: {
    title: 'Neighbours that would merge',
    text: 'Together they are exactly one range. Merging them admits the same addresses with fewer entries.',
    act: 'Merge',
  },
};
