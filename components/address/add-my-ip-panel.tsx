import type { ReactNode } from 'react';
import type { Expiry } from '#lib/changes/shown/keep-for';
import type { Cluster } from '#lib/clusters/cluster';
import { clusterReach } from '#lib/clusters/reach';
import { clusterPath } from '#lib/clusters/resource-id';
import type { OwnAddress } from '#lib/own-address';
import { sameEntry } from '#lib/ranges/entry';
import type { Cidr } from '#lib/ranges/ipv4';
import { ProbeBefore } from '../change/probe-before.tsx';
import { TryIt } from '../cluster/try-it.tsx';
import { Addresses } from '../ui/addresses.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Callout } from '../ui/callout.tsx';
import { OnlyLooks } from '../ui/only-looks.tsx';
import { Time } from '../ui/time.tsx';
import { ComesFrom } from './comes-from.tsx';
import { whatIsAdded } from './what-is-added.ts';

/** What adding one's own address means for this cluster, and the button where it means something. */
export function AddMyIpPanel({
  cluster,
  address,
  who,
  readiness,
  urges,
  swap,
  expiries,
  form,
}: {
  cluster: Cluster;
  address: OwnAddress;
  who: Cidr;
  /** What would stand in the way; shown where there is something to add. */
  readiness: ReactNode;
  /** Nothing is known for which Azure would refuse a change. */
  urges: boolean;
  /** An earlier address of the person that may go in the same change. */
  swap: string | undefined;
  /** What is taken out of the list by itself. */
  expiries: readonly Expiry[];
  /** What adds it; none where this console only looks. */
  form: ReactNode;
}) {
  const path = clusterPath(cluster.id);
  const admission = admissionOf(cluster, who, expiries);
  const nothingToDo =
    withoutButton(cluster, admission, path, { mayChange: form !== undefined, urges }) ??
    (form === undefined ? <OnlyLooks /> : undefined);
  return (
    <>
      <Address address={address} />
      {nothingToDo === undefined && readiness}
      {nothingToDo}
      {nothingToDo === undefined && (
        <div className="card grid grid-cols-1 gap-4 p-5">
          <p className="text-pretty text-muted">
            <Addresses text={whatIsAdded(cluster, swap)} /> Azure takes one to two minutes, and the
            network up to two more.
          </p>
          {cluster.fqdn !== undefined && <ProbeBefore fqdn={cluster.fqdn} />}
          {form}
        </div>
      )}
      {admission?.expiry !== undefined && form !== undefined && (
        <div className="card grid grid-cols-1 gap-4 p-5">
          <p className="text-pretty text-muted">
            What is asked for by anybody stays for as long as they say. If you need this address let
            in for longer, ask for it too.
          </p>
          {form}
        </div>
      )}
      {cluster.fqdn !== undefined && cluster.access !== 'private' && <TryIt fqdn={cluster.fqdn} />}
    </>
  );
}

function Address({ address }: { address: OwnAddress }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
      <ComesFrom address={address} />
      <ButtonLink href="/address" small look="quiet" className="-mx-2">
        Not this one?
      </ButtonLink>
    </div>
  );
}

/** The entry that lets this address in, and what takes that out where no other does. */
type Admission = { readonly by: string; readonly expiry?: Expiry | undefined };

function admissionOf(
  cluster: Cluster,
  who: Cidr,
  expiries: readonly Expiry[],
): Admission | undefined {
  const endOf = (entry: string) => expiries.find((each) => sameEntry(each.entry, entry));
  const reach = clusterReach(cluster, [who]);
  if (reach.kind !== 'admitted') return undefined;
  const entries = cluster.entries.filter((entry) => endOf(entry) === undefined);
  const lasting = clusterReach({ ...cluster, entries }, [who]);
  return lasting.kind === 'admitted'
    ? { by: lasting.by }
    : { by: reach.by, expiry: endOf(reach.by) };
}

/** Where adding would do nothing, or something else than letting somebody in, it says so instead. */
function withoutButton(
  cluster: Cluster,
  admission: Admission | undefined,
  path: string,
  { mayChange, urges }: { readonly mayChange: boolean; readonly urges: boolean },
): ReactNode {
  if (cluster.access === 'open') {
    return (
      <Callout
        tone="warn"
        title="This cluster is open: you get in already, and so does everybody"
        actions={
          <>
            {mayChange && (
              <ButtonLink href={`${path}?act=restrict`} look={urges ? 'primary' : 'plain'}>
                Restrict this cluster
              </ButtonLink>
            )}
            <ButtonLink href={path}>{mayChange ? 'Leave it open' : 'To the cluster'}</ButtonLink>
          </>
        }
      >
        Adding one address would turn the firewall on and cut off everybody else. That is an act of
        its own.
      </Callout>
    );
  }
  if (admission !== undefined) {
    const { by, expiry } = admission;
    return (
      <Callout
        tone="ok"
        title={
          <>
            <Addresses text={`Already admitted by ${by}`} />
            {expiry !== undefined && (
              <>
                {' '}
                until <Time at={expiry.at} />
              </>
            )}
          </>
        }
        actions={
          <>
            {expiry !== undefined && (
              <ButtonLink href={`${path}?change=${expiry.changeId}`}>How long it stays</ButtonLink>
            )}
            <ButtonLink href={path}>To the cluster</ButtonLink>
          </>
        }
      >
        {expiry === undefined && 'There is nothing to add. '}If kubectl still does not get through,
        your traffic leaves from another address than this browser’s.
      </Callout>
    );
  }
  if (cluster.access === 'private') {
    return (
      <Callout
        tone="info"
        title="This cluster is private"
        actions={<ButtonLink href={path}>To the cluster</ButtonLink>}
      >
        It has no public endpoint, so authorized IP ranges do not apply. Reach it through its own
        network: a VPN, a peered network, a bastion, or az aks command invoke.
      </Callout>
    );
  }
  return undefined;
}
