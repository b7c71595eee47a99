import 'server-only';
import Link from 'next/link';
import { batchPath } from '#app/batches/paths';
import { changePath } from '#app/clusters/paths';
import { Addresses } from '#components/ui/addresses';
import { Callout } from '#components/ui/callout';
import type { Session } from '#lib/auth/session';
import { changesThatAsk } from '#lib/changes/ledger';
import type { Change } from '#lib/changes/shown/change';
import { titleOf } from '#lib/changes/shown/change-view';
import { wordsOf } from '#lib/changes/shown/words';

/** How many of them are named. */
const shown = 3;

/** What does not go on without this person: the page on which they would see it may be closed long since. */
export async function WaitingForYou({ session }: { session: Session }) {
  const asking = await changesThatAsk(session.grant.id, shown + 1);
  if (asking.length === 0) return null;
  const title =
    asking.length === 1 ? 'A change of yours waits for you' : 'Changes of yours wait for you';
  return (
    <Callout tone="warn" title={title}>
      <ul className="grid gap-0.5">
        {asking.slice(0, shown).map((change) => (
          <Line key={change.id} change={change} />
        ))}
        {asking.length > shown && <li>and more</li>}
      </ul>
    </Callout>
  );
}

function Line({ change }: { change: Change }) {
  const { id, batchId, clusterId } = change;
  return (
    <li>
      <Link
        href={batchId === undefined ? changePath(clusterId, id) : batchPath(batchId)}
        prefetch={false}
        className="link"
      >
        <Addresses text={titleOf(change)} />
      </Link>{' '}
      · {batchId === undefined ? clusterId.name : 'a batch'} · {wordsOf(change).word}
    </li>
  );
}
