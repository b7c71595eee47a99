import type { Access } from '#lib/ranges/access';

/** The acts that change who gets in altogether. */
export type Crossing = 'restrict' | 'cluster-only' | 'open';

/** What the operator lets this console do. */
type Switches = { readonly onlyLooks: boolean; readonly allowOpen: boolean };

/** What the page of a cluster offers to do. */
export type Offers = {
  /** To add to the list, one's own address before all, and to remove from it. */
  readonly edit: boolean;
  /** The ways to a crossing, the safest first. */
  readonly crossings: readonly Crossing[];
  /** The crossing whose form the page shows, in the place of all else. */
  readonly crossing?: Crossing | undefined;
  /** There would be something to do, but this console only looks. */
  readonly onlyLooks: boolean;
};

/** What can be done to a cluster. `asked`: the crossing that the page's address names. */
export function offersOf(access: Access, asked: string | undefined, switches: Switches): Offers {
  const nothing = { edit: false, crossings: [], onlyLooks: false };
  if (access === 'private' || access === 'unknown') return nothing;
  if (switches.onlyLooks) return { ...nothing, onlyLooks: true };
  const crossing = crossingFor(access, asked, switches);
  if (crossing !== undefined) return { ...nothing, crossing };
  const crossings = crossingsFrom(access, switches);
  // Where there is no list, one address more would cut off everybody else.
  return { ...nothing, edit: access !== 'open', crossings };
}

/** One that has been made meanwhile is asked for still: its form says that it is so already. */
function crossingFor(
  access: Access,
  asked: string | undefined,
  { allowOpen }: Switches,
): Crossing | undefined {
  if (asked === 'restrict') return access === 'restricted' ? undefined : asked;
  if (asked === 'open') return allowOpen ? asked : undefined;
  return asked === 'cluster-only' ? asked : undefined;
}

function crossingsFrom(access: Access, { allowOpen }: Switches): readonly Crossing[] {
  const open: readonly Crossing[] = allowOpen ? ['open'] : [];
  switch (access) {
    case 'open':
      return ['restrict', 'cluster-only'];
    case 'restricted':
      return ['cluster-only', ...open];
    case 'cluster-only':
      return ['restrict', ...open];
    default:
      return [];
  }
}
