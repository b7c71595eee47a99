import { chooseAddress } from '#app/address/actions';
import { activityLog } from '#app/clusters/portal';
import type { OpenCluster } from '#app/clusters/read-cluster';
import { offered } from '#app/offered';
import { ownAddressOf } from '#app/own-address';
import { AddMyIpForm } from '#components/address/add-my-ip-form';
import { AddMyIpPanel } from '#components/address/add-my-ip-panel';
import { ChooseAddress } from '#components/address/choose-address';
import { ReadinessCallouts } from '#components/cluster/readiness';
import { pagePath } from '#lib/auth/next';
import type { Session } from '#lib/auth/session';
import { readRights } from '#lib/azure/rights/rights';
import { expiriesOn } from '#lib/changes/ledger';
import { swapFor } from '#lib/changes/mine';
import { isKeepForName, keepForByName } from '#lib/changes/shown/keep-for';
import { type Review, review } from '#lib/changes/shown/review';
import { wouldRefuse } from '#lib/clusters/readiness';
import { clusterKey, clusterPath, formatClusterId } from '#lib/clusters/resource-id';
import { currentParts } from '#lib/process';
import { parseRange } from '#lib/ranges/cidr';
import { formatCidr } from '#lib/ranges/ipv4';
import { settings } from '#lib/settings';
import { addMyIp } from '../actions.ts';
import { partMetadata, partPage } from '../part-page.tsx';
import { egressFor } from '../review-of.ts';

type Props = PageProps<'/clusters/[subscriptionId]/[resourceGroup]/[name]/add-my-ip'>;

const title = 'Add my IP';

export const generateMetadata = ({ params }: Props) => partMetadata(params, title);

/** `?for=8h`: a link in a runbook says for how long, and whoever follows it still chooses. */
export default async function AddMyIpPage({ params, searchParams }: Props) {
  const name = (await searchParams)['for'];
  const keepFor = isKeepForName(name) ? keepForByName[name] : settings().addMyIpForSeconds;
  return partPage(params, { title, lead: 'To', width: 'max-w-2xl' }, (session, opened) => (
    <LetMeIn session={session} opened={opened} keepFor={keepFor} />
  ));
}

async function LetMeIn({
  session,
  opened,
  keepFor,
}: {
  session: Session;
  opened: OpenCluster;
  /** What is chosen at first, in seconds. */
  keepFor: number | undefined;
}) {
  const where = await ownAddressOf(session);
  const { cluster } = opened.reading;
  const { arm } = currentParts();
  const who = where.kind === 'known' ? parseRange(where.address.value) : undefined;
  if (where.kind !== 'known' || !who?.ok) {
    return (
      <div className="card p-5">
        <ChooseAddress where={where} action={chooseAddress} returnTo={await pagePath()} />
      </div>
    );
  }
  const range = formatCidr(who.value);
  const [rights, findings, swap, expiries] = await Promise.all([
    readRights(arm, opened.credential, cluster),
    findingsOf(opened, range),
    swapFor(session.grant.id, cluster, range),
    expiriesOn(clusterKey(cluster.id)),
  ]);
  const action = offered(addMyIp);
  const urges = !wouldRefuse(cluster, rights);
  return (
    <AddMyIpPanel
      cluster={cluster}
      address={where.address}
      who={who.value}
      readiness={
        <ReadinessCallouts
          cluster={cluster}
          rights={rights}
          portal={settings().cloud.portal}
          said={findings.map(({ title }) => title)}
        />
      }
      urges={urges}
      swap={swap}
      expiries={expiries}
      form={
        action && (
          <AddMyIpForm
            action={action}
            address={where.address.value}
            fields={{
              // Whom it is made for: another account in this browser would act with other rights.
              grant: session.grant.id,
              cluster: formatClusterId(cluster.id),
              address: where.address.value,
              source: where.address.source === 'typed' ? 'typed' : 'detected',
              key: crypto.randomUUID(),
              accessSeen: cluster.access,
              resourceUid: cluster.resourceUid,
            }}
            findings={findings}
            activityLog={activityLog(opened)}
            urges={urges}
            swap={swap}
            keepFor={keepFor}
            cancelHref={clusterPath(cluster.id)}
          />
        )
      }
    />
  );
}

/** What its author has to agree to. */
async function findingsOf(opened: OpenCluster, range: string): Promise<Review['findings']> {
  const add = [{ do: 'add', range }] as const;
  const egress = await egressFor(opened, add);
  const about = { egress, warnings: new Map<string, string>(), maintenance: [], editable: true };
  const reviewed = review(opened.reading.cluster, add, about);
  return reviewed.ok ? reviewed.value.findings.filter((each) => each.needsConfirmation) : [];
}
