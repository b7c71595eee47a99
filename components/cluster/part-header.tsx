import { type ClusterId, clusterPath } from '#lib/clusters/resource-id';
import { PageHeader } from '../ui/page-header.tsx';

/** Above a page about one matter of a cluster: the way back to it, the matter, and which cluster. */
export function PartHeader({
  id,
  where,
  title,
  lead,
}: {
  id: ClusterId;
  /** In which subscription, as far as that is known, and group. */
  where: string;
  title: string;
  /** The word before the cluster's name: `To`, `Of`. */
  lead: string;
}) {
  return (
    <PageHeader up={{ href: clusterPath(id), name: id.name }} title={title}>
      <p className="text-muted [overflow-wrap:anywhere]">
        {lead} <span className="font-medium text-ink">{id.name}</span> · {where}
      </p>
    </PageHeader>
  );
}
