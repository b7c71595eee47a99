import { grouped } from '#lib/grouped';
import { Addresses } from '../ui/addresses.tsx';
import { Callout } from '../ui/callout.tsx';

/** Entries that are named; the downloads have them all. */
const mostNamed = 25;

/** Entries to be removed that stand in no list: to read "already so" only, one would believe them gone. */
export function Nowhere({ entries }: { entries: readonly string[] }) {
  if (entries.length === 0) return null;
  const more = entries.length - mostNamed;
  return (
    <Callout
      tone="warn"
      title={
        <span className="[overflow-wrap:anywhere]">
          In none of these lists: <Addresses text={entries.slice(0, mostNamed).join(', ')} />
          {more > 0 && ` and ${grouped(more)} more`}
        </span>
      }
    >
      An entry is removed only where it stands just so. Was something else meant?
    </Callout>
  );
}
