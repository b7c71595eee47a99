import { changePath } from '#app/clusters/paths';
import { activityLog } from '#app/clusters/portal';
import type { OpenCluster } from '#app/clusters/read-cluster';
import { runsScript } from '#app/runs-script';
import { ChangeForm } from '#components/cluster/change-form';
import { EntriesTable, type LaterHolders } from '#components/cluster/entries-table';
import type { Session } from '#lib/auth/session';
import type { Egress } from '#lib/azure/cluster/egress';
import { additionsTo } from '#lib/changes/additions';
import { expiriesOn } from '#lib/changes/ledger';
import { parkedEndsOn } from '#lib/changes/parked-ends';
import {
  type EntryAdded,
  type EntryEnd,
  type EntryLine,
  entryLines,
} from '#lib/changes/shown/entry-lines';
import { type ChangeFormState, nothingSubmitted } from '#lib/changes/shown/form-state';
import type { Cluster } from '#lib/clusters/cluster';
import type { Offers } from '#lib/clusters/offers';
import { clusterKey, clusterPath, formatClusterId } from '#lib/clusters/resource-id';
import { failureWords } from '#lib/failure-words';
import { grouped } from '#lib/grouped';
import { parseRange } from '#lib/ranges/cidr';
import { entryKey, hasEntry } from '#lib/ranges/entry';
import { type Cidr, formatCidr } from '#lib/ranges/ipv4';
import { settings } from '#lib/settings';
import { changeAccess } from './actions.ts';
import { entryHolders, firewallsSeen, soon } from './entry-holders.ts';
import { reviewOf } from './review-of.ts';

/** The list and the form that edits it; on the way to a crossing, the crossing's own form. */
export async function EditSection({
  session,
  opened,
  egress,
  who,
  offers,
  remove,
}: {
  session: Session;
  opened: OpenCluster;
  egress: Egress;
  who: Cidr | undefined;
  offers: Offers;
  remove: readonly string[];
}) {
  const { cluster } = opened.reading;
  const path = clusterPath(cluster.id);
  const holders = entryHolders(session, opened, cluster.entries);
  const [ends, added] = await Promise.all([endsOn(cluster), addedTo(session, cluster)]);
  const { namedLocations: locations } = settings();
  const context = { own: who, egress: rangesOf(egress), locations, ends, added };
  // Only script can put in what comes later.
  const later = (await runsScript()) ? holders : undefined;
  const lines = entryLines(
    cluster.entries,
    later ? context : { ...context, holders: await soon(holders, new Map()) },
  );
  const form = {
    action: changeAccess,
    activityLog: activityLog(opened),
    grant: session.grant.id,
    clusterId: formatClusterId(cluster.id),
    lines,
    later,
    locations: locations.map(({ name }) => name),
    counter: `${grouped(cluster.entries.length)} of ${grouped(cluster.rangeLimit)} entries`,
  };
  const { crossing: act } = offers;
  if (act === 'restrict') {
    const initial = proposal(egress, who);
    const isBehindFirewall = cluster.outboundType?.toLowerCase() === 'userdefinedrouting';
    const firewalls = isBehindFirewall ? await soon(firewallsSeen(session, opened), []) : undefined;
    return (
      <ChangeForm
        {...form}
        mode="restrict"
        initial={initial}
        firewalls={firewalls}
        cancelHref={path}
      />
    );
  }
  if (act !== undefined) {
    const initial = await crossing(session, opened, act);
    return <ChangeForm {...form} mode={act} initial={initial} cancelHref={path} />;
  }
  if (offers.edit) {
    // Only what stands there: a link can mark entries, and no more than mark them.
    const removals = cluster.entries.filter((entry) => hasEntry(remove, entry));
    const submitted = { ...nothingSubmitted, removals };
    const initial: ChangeFormState = { status: 'editing', submitted };
    return <ChangeForm {...form} mode="edit" initial={initial} />;
  }
  return <ReadOnlyList cluster={cluster} lines={lines} later={later} />;
}

async function endsOn({ id }: Cluster) {
  const key = clusterKey(id);
  const [parked, scheduled] = await Promise.all([parkedEndsOn(key), expiriesOn(key)]);
  return new Map(
    [...parked, ...scheduled].map(({ entry, changeId, ...end }): [string, EntryEnd] => {
      return [entryKey(entry), { ...end, path: changePath(id, changeId) }];
    }),
  );
}

async function addedTo({ grant }: Session, cluster: Cluster) {
  const additions = [...(await additionsTo(cluster))];
  return new Map(
    additions.map(([entry, { id, grantId, author, at }]): [string, EntryAdded] => {
      const who = grantId === grant.id ? 'you' : author;
      const path = changePath(cluster.id, id);
      return [entry, { who, path, at: new Date(at).toISOString() }];
    }),
  );
}

function ReadOnlyList({
  cluster,
  lines,
  later,
}: {
  cluster: Cluster;
  lines: readonly EntryLine[];
  later: LaterHolders;
}) {
  if (lines.length === 0) return null;
  return (
    <section className="card" aria-label="Entries in the list">
      {cluster.access === 'private' && (
        <p className="border-b border-line px-3 py-2 text-xs text-muted">
          These entries stand in the list, but a private cluster does not use them.
        </p>
      )}
      <EntriesTable lines={lines} later={later} removable={false} marked={[]} />
    </section>
  );
}

/** Restricting proposes who has to stay: the cluster's own way out, and the person. */
function proposal({ addresses }: Egress, who: Cidr | undefined): ChangeFormState {
  const proposed = [
    ...addresses.map(({ cidr, source }) => `${cidr} # ${source}`),
    ...(who === undefined ? [] : [`${formatCidr(who)} # you`]),
  ];
  const usable = proposed.filter((line) => parseRange(line.split(' ')[0] ?? '').ok);
  return {
    status: 'editing',
    submitted: { ...nothingSubmitted, text: usable.join('\n') },
  };
}

async function crossing(
  session: Session,
  opened: OpenCluster,
  act: 'open' | 'cluster-only',
): Promise<ChangeFormState> {
  const submitted = nothingSubmitted;
  const review = await reviewOf(session, opened, [{ do: act }], { mode: act, text: '' });
  return review.ok
    ? { status: 'review', submitted, review: review.value, key: crypto.randomUUID() }
    : { status: 'refused', submitted, failure: failureWords(review.error) };
}

function rangesOf({ addresses }: Egress): readonly Cidr[] {
  return addresses.flatMap(({ cidr }) => {
    const range = parseRange(cidr);
    return range.ok ? [range.value] : [];
  });
}
