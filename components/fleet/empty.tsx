import { SearchX, Telescope } from 'lucide-react';
import { namesOnlyAddress, readSearch } from '#lib/clusters/fleet/search';
import { hidesByFilter, searchOf } from '#lib/clusters/fleet/search-query';
import { grouped } from '#lib/grouped';
import { ButtonLink } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';

/** No row to show: nothing matches, nothing could be read, or the account sees no cluster at all. */
export function FleetEmpty({
  found,
  isWhole,
  query,
}: {
  found: number;
  /** All could be read in which there may be clusters. */
  isWhole: boolean;
  /** Of the view. */
  query: string;
}) {
  const Icon = found > 0 ? SearchX : Telescope;
  return (
    <Empty
      icon={<Icon aria-hidden className="size-8 text-faint" />}
      title={found > 0 ? 'No cluster matches' : titleOfNone(isWhole)}
      action={found > 0 && <ButtonLink href="/clusters">Show all</ButtonLink>}
    >
      {found > 0 ? (
        whyNone({ found, isWhole, query })
      ) : !isWhole ? (
        'There may be some in what could not be read. Above it says what that is.'
      ) : (
        <>
          Either there is none, or you have no role on it. Ask the owner of the subscription for the
          role <span className="text-ink">Reader</span> to see clusters, or{' '}
          <span className="text-ink">Azure Kubernetes Service Contributor Role</span> to change who
          reaches them.
        </>
      )}
    </Empty>
  );
}

function whyNone({ found, isWhole, query }: Parameters<typeof FleetEmpty>[0]): string {
  const search = searchOf(query);
  if (namesOnlyAddress(search)) {
    return 'This error names an address, and no cluster can be told by that. Paste the server line of your kubeconfig instead.';
  }
  const [host] = readSearch(search).hosts;
  if (host === undefined || hidesByFilter(query)) {
    return `${grouped(found)} are hidden by what you searched or filtered.`;
  }
  const none = `None of the ${grouped(found)} has the API server ${host}.`;
  return isWhole
    ? `${none} Either you have no role on that cluster: ask the owner of its subscription for the role Reader. Or it was made anew since, under another name.`
    : `${none} It may be in what could not be read. Above it says what that is.`;
}

function titleOfNone(isWhole: boolean): string {
  return isWhole ? 'Your account sees no AKS cluster' : 'No cluster could be read';
}
