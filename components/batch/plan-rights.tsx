import type { ReactNode } from 'react';
import type { FormAct } from '#lib/changes/shown/form-state';
import type { FleetRow } from '#lib/clusters/fleet/fleet';
import type { FleetRights } from '#lib/clusters/fleet/rights';
import { tellApart } from '#lib/clusters/fleet/tell-apart';
import { clusterKey } from '#lib/clusters/resource-id';
import { counted, grouped } from '#lib/grouped';
import { ClusterNames } from '../hygiene/cluster-names.tsx';
import { Callout } from '../ui/callout.tsx';
import { OneButtonForm } from '../ui/one-button-form.tsx';

/** Says of a plan on which clusters Azure would refuse it. Advice: Azure's answer decides. */
export function PlanRights({
  batch,
  rights: { missing, locked, unknown },
  of,
  leaveOut,
}: {
  batch: string;
  rights: FleetRights;
  /** How many clusters would change. */
  of: number;
  leaveOut: FormAct;
}) {
  const which = (some: readonly FleetRow[]) =>
    some.length === of ? 'any of these clusters' : `${grouped(some.length)} of these clusters`;
  const found = { batch, of, leaveOut };
  return (
    <>
      {missing.length > 0 && (
        <Found {...found} rows={missing} title={`You may not change ${which(missing)}`}>
          None of your roles there grants{' '}
          <code className="font-mono text-xs">
            Microsoft.ContainerService/managedClusters/write
          </code>
          , so Azure would refuse. A cluster’s own page says which role to activate or to ask for.
        </Found>
      )}
      {locked.length > 0 && (
        <Found {...found} rows={locked} title={`A lock forbids changes of ${which(locked)}`}>
          Azure refuses until its owner removes the lock. A cluster’s own page says where it is.
        </Found>
      )}
      {unknown > 0 && (
        <Line>
          {`Whether you may change ${unknown === of ? 'these clusters' : `${grouped(unknown)} of these clusters`} is not known beforehand: Azure tells when their turn comes.`}
        </Line>
      )}
      {missing.length + locked.length + unknown === 0 && (
        <Line>
          {`As far as Azure tells beforehand, you may change ${of === 1 ? 'this cluster' : `all ${counted(of, 'cluster')}`}.`}
        </Line>
      )}
    </>
  );
}

/** Until Azure has answered. */
export function PlanRightsAsked() {
  return <Line>Asking Azure whether you may change these clusters…</Line>;
}

/** With room for the second line that some have on a phone, so that nothing moves once Azure has answered. */
function Line({ children }: { children: ReactNode }) {
  return <p className="text-xs text-muted max-sm:min-h-8">{children}</p>;
}

function Found({
  batch,
  of,
  rows,
  title,
  leaveOut,
  children,
}: {
  batch: string;
  of: number;
  rows: readonly FleetRow[];
  title: string;
  leaveOut: FormAct;
  children: ReactNode;
}) {
  return (
    <Callout
      tone="warn"
      title={title}
      actions={
        rows.length < of && (
          <OneButtonForm
            action={leaveOut}
            fields={{ batch, cluster: rows.map(({ id }) => clusterKey(id)) }}
            label={`Leave out ${counted(rows.length, 'cluster')}`}
          />
        )
      }
    >
      {children}
      <div className="mt-1">
        <ClusterNames rows={rows} remove={[]} apart={tellApart(rows)} />
      </div>
    </Callout>
  );
}
