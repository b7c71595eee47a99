import { cache } from 'react';
import { ChangeCard } from '#components/change/change-card';
import { changeFor, type Viewer } from '#lib/changes/ledger';
import type { Change } from '#lib/changes/shown/change';
import type { ChangeView } from '#lib/changes/shown/change-view';
import { type ClusterId, formatClusterId } from '#lib/clusters/resource-id';
import { actOnChange } from './change-actions.ts';

/** The change of this cluster that a link asks for, however many came after it. */
async function changeAt(
  viewer: Viewer,
  key: string,
  changeId: string | undefined,
): Promise<Change | undefined> {
  const change = changeId === undefined ? undefined : await changeFor(viewer, changeId);
  return change?.clusterKey === key ? change : undefined;
}

/**
 * A change of this cluster that the reader asked for. Read once a request: if the title were read before the
 * rest, the tab would call a change under way that the page calls done.
 */
export const ownChangeAt = cache((grantId: string, key: string, changeId: string | undefined) =>
  changeAt({ grantId }, key, changeId),
);

/** The change that a link to an opened cluster asks for, whoever wrote it. */
export async function askedChange(
  viewer: Viewer & { mayRead: string },
  changeId: string | undefined,
) {
  const mine = await ownChangeAt(viewer.grantId, viewer.mayRead, changeId);
  return mine ?? (await changeAt(viewer, viewer.mayRead, changeId));
}

/** A change of this cluster and its life. */
export function FollowedChange({
  id,
  view,
  activityLog,
  fqdn,
}: {
  id: ClusterId;
  view: ChangeView;
  activityLog?: string | undefined;
  fqdn?: string | undefined;
}) {
  return (
    <ChangeCard
      key={view.id}
      initial={view}
      eventsPath={`/changes/${view.id}/events?cluster=${encodeURIComponent(formatClusterId(id))}`}
      act={actOnChange}
      activityLog={activityLog}
      fqdn={fqdn}
    />
  );
}
