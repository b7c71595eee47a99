import type { Metadata } from 'next';
import { chooseAddress } from '#app/address/actions';
import { addMyIpPath } from '#app/clusters/paths';
import { isHidden, type OpenCluster, openCluster, whereabouts } from '#app/clusters/read-cluster';
import { offered } from '#app/offered';
import { ownAddressOf } from '#app/own-address';
import { FailureWithWayOn } from '#app/views/failure-with-way-on';
import { nothingHere } from '#app/views/nothing-here';
import { SignedInPage } from '#app/views/signed-in-page';
import { AddMyIpPanel } from '#components/address/add-my-ip-panel';
import { ChooseAddress } from '#components/address/choose-address';
import { PartHeader } from '#components/cluster/part-header';
import { ReadinessCallouts } from '#components/cluster/readiness';
import { requireSession } from '#lib/auth/next';
import type { Session } from '#lib/auth/session';
import { readRights } from '#lib/azure/rights/rights';
import { swapFor } from '#lib/changes/mine';
import { type Review, review } from '#lib/changes/shown/review';
import { clusterIdFromPath } from '#lib/clusters/resource-id';
import type { WhereFrom } from '#lib/own-address';
import { currentParts } from '#lib/process';
import { parseRange } from '#lib/ranges/cidr';
import type { Intent } from '#lib/ranges/intent';
import { type Cidr, formatCidr } from '#lib/ranges/ipv4';
import { settings } from '#lib/settings';
import { addMyIp } from '../actions.ts';
import { reviewOf } from '../review-of.ts';

type Props = PageProps<'/clusters/[subscriptionId]/[resourceGroup]/[name]/add-my-ip'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const name = clusterIdFromPath(await params)?.name;
  return { title: name === undefined ? 'Not found' : `Add my IP · ${name}` };
}

export default async function AddMyIpPage({ params }: Props) {
  const session = await requireSession();
  const id = clusterIdFromPath(await params);
  if (id === undefined) return nothingHere();
  const [opened, where] = await Promise.all([openCluster(session, id), ownAddressOf(session)]);
  if (!opened.ok && isHidden(opened.error)) return nothingHere();
  return (
    <SignedInPage session={session}>
      <div className="mx-auto grid max-w-2xl grid-cols-[minmax(0,1fr)] gap-5">
        <PartHeader id={id} where={whereabouts(session, id)} title="Add my IP" lead="To" />
        {!opened.ok ? (
          <FailureWithWayOn session={session} failure={opened.error} />
        ) : (
          <LetMeIn session={session} opened={opened.value} where={where} />
        )}
      </div>
    </SignedInPage>
  );
}

async function LetMeIn({
  session,
  opened,
  where,
}: {
  session: Session;
  opened: OpenCluster;
  where: WhereFrom;
}) {
  const { cluster } = opened.reading;
  const { arm } = currentParts();
  const who = where.kind === 'known' ? parseRange(where.address.value) : undefined;
  if (where.kind !== 'known' || !who?.ok) {
    return (
      <div className="card p-5">
        <ChooseAddress where={where} action={chooseAddress} returnTo={addMyIpPath(cluster.id)} />
      </div>
    );
  }
  const range = formatCidr(who.value);
  const [rights, findings, swap] = await Promise.all([
    readRights(arm, opened.credential, cluster),
    findingsOf(session, opened, who.value),
    swapFor(session.grant.id, cluster, range),
  ]);
  const { portal } = settings().cloud;
  return (
    <AddMyIpPanel
      cluster={cluster}
      address={where.address}
      who={who.value}
      readiness={<ReadinessCallouts cluster={cluster} rights={rights} portal={portal} />}
      action={offered(addMyIp)}
      grant={session.grant.id}
      idempotencyKey={crypto.randomUUID()}
      findings={findings}
      swap={swap}
    />
  );
}

/**
 * What its author has to agree to. An addition to a restricted list cuts nobody off, so only a crossing
 * needs to know where the nodes leave from.
 */
async function findingsOf(
  session: Session,
  opened: OpenCluster,
  own: Cidr,
): Promise<Review['findings']> {
  const { cluster } = opened.reading;
  const intents: readonly Intent[] = [{ do: 'add', range: formatCidr(own) }];
  const reviewed =
    cluster.access === 'restricted'
      ? review(cluster, intents, additionAlone)
      : await reviewOf(session, opened, intents, { mode: 'edit', text: '' });
  return reviewed.ok ? reviewed.value.findings.filter((each) => each.needsConfirmation) : [];
}

const additionAlone = {
  egress: { addresses: [], unknown: [] },
  warnings: new Map<string, string>(),
  editable: true,
};
