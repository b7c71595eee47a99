import Link from 'next/link';
import type { Cluster } from '#lib/clusters/cluster';
import { type Advice, readiness } from '#lib/clusters/readiness';
import { clusterPath } from '#lib/clusters/resource-id';
import type { Rights } from '#lib/clusters/rights';
import { ActivityLogLink } from '../ui/activity-log-link.tsx';
import { Breakable } from '../ui/breakable.tsx';
import { Callout } from '../ui/callout.tsx';
import { RoleToAskFor } from './role-to-ask-for.tsx';

/** What would stand in the way of a change, said before anybody types. Advice: Azure's answer decides. */
export function ReadinessCallouts({
  cluster,
  rights,
  portal,
  activityLog,
  said = [],
  toldAbove,
}: {
  cluster: Cluster;
  rights: Rights;
  /** Origin of the cloud's portal. */
  portal: string;
  /** The cluster's activity log in the portal, for a page that leads there. */
  activityLog?: string;
  /** Titles that stand on the page already, and say it all but the role to ask for. */
  said?: readonly string[];
  /** What a change above tells of the cluster itself: that it is busy, or that it failed. */
  toldAbove?: Advice['code'] | undefined;
}) {
  const known = readiness(cluster, rights);
  const advice = known.filter(({ code, title }) => code !== toldAbove && !said.includes(title));
  const needsRole = ({ code }: Advice) => rightCodes.includes(code);
  const asks = advice.findLast(needsRole);
  return (
    <>
      {advice.map((each) => {
        const { code, tone, title, text, todo } = each;
        return (
          <Callout
            key={`${code} ${text}`}
            tone={tone}
            title={title}
            // A review asks the same.
            className={code === 'last-failed' ? 'reviewing:hidden' : undefined}
          >
            <Breakable text={text} /> <span className="text-ink">{todo}</span>
            {code === 'managed-elsewhere' && cluster.entries.length > 0 && (
              <p className="mt-1">
                <Link href={`${clusterPath(cluster.id)}/as-code`} prefetch={false} className="link">
                  List as code
                </Link>
              </p>
            )}
            {code === 'last-failed' && activityLog !== undefined && (
              <ActivityLogLink href={activityLog} />
            )}
            {code === 'eligible' && <ActivationLink portal={portal} />}
            {each === asks && (
              <div className="mt-2">
                <RoleToAskFor cluster={cluster} />
              </div>
            )}
          </Callout>
        );
      })}
      {asks === undefined && known.some(needsRole) && (
        <div className="card px-4 py-3">
          <RoleToAskFor cluster={cluster} />
        </div>
      )}
    </>
  );
}

/** What a role would mend. One definition answers them all, below the last of them. */
const rightCodes: readonly Advice['code'][] = ['not-authorized', 'linked-not-authorized'];

function ActivationLink({ portal }: { portal: string }) {
  return (
    <p className="mt-1">
      <a
        href={`${portal}/#view/Microsoft_Azure_PIMCommon/ActivationMenuBlade/~/azurerbac`}
        className="link"
      >
        Activate a role in the Azure portal
      </a>
    </p>
  );
}
