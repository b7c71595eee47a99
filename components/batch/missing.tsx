import Link from 'next/link';
import type { MissingCluster } from '#lib/clusters/fleet/gaps';
import { tellApart } from '#lib/clusters/fleet/tell-apart';
import { parseClusterId } from '#lib/clusters/resource-id';
import { counted, grouped } from '#lib/grouped';
import { Callout } from '../ui/callout.tsx';

/** How many of a kind are named; the file has them all. */
const mostNamed = 25;
const mostNamedPlaces = 3;

/** Clusters that were chosen and are not in the list now, by why. */
export function Missing({ clusters }: { clusters: readonly MissingCluster[] }) {
  return [...Map.groupBy(clusters, ({ why }) => why)].map(([why, some]) => (
    <section key={why} className="card px-3 py-2" aria-label={`Left out: ${why}`}>
      <p>
        <span className="font-medium">Left out: {why}</span>{' '}
        <span className="text-muted tabular-nums">{counted(some.length, 'cluster')}</span>
      </p>
      <p className="text-xs text-muted [overflow-wrap:anywhere]">
        {namesOf(some).slice(0, mostNamed).join(', ')}
        {some.length > mostNamed && ` and ${grouped(some.length - mostNamed)} more`}
      </p>
    </section>
  ));
}

function namesOf(clusters: readonly MissingCluster[]): readonly string[] {
  const placed = clusters.flatMap(({ key }) => {
    const id = parseClusterId(key);
    return id.ok ? [{ id: id.value, subscriptionName: id.value.subscriptionId }] : [];
  });
  const apart = tellApart(placed);
  return placed.map((each) => `${each.id.name} (${apart(each) ?? each.id.resourceGroup})`);
}

/** Says of a plan that it was made while some places could not be read, and now can be. */
export function MadeWithout({ labels, href }: { labels: readonly string[]; href: string }) {
  if (labels.length === 0) return null;
  const [more, named] = [labels.length - mostNamedPlaces, labels.slice(0, mostNamedPlaces)];
  return (
    <Callout
      tone="warn"
      title={`When these clusters were chosen, ${named.join(', ')}${more > 0 ? ` and ${grouped(more)} more places` : ''} could not be read.`}
    >
      Clusters there are not in this plan: nothing changes there. To have them in it,{' '}
      <Link href={href} prefetch={false} className="link">
        choose again
      </Link>
      .
    </Callout>
  );
}
