import { type ClusterId, clusterPath } from '#lib/clusters/resource-id';
import { BackLink } from '../ui/back-link.tsx';

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
    <header className="grid gap-1">
      <BackLink href={clusterPath(id)}>{id.name}</BackLink>
      <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
      <p className="text-muted [overflow-wrap:anywhere]">
        {lead} <span className="font-medium text-ink">{id.name}</span> · {where}
      </p>
    </header>
  );
}
