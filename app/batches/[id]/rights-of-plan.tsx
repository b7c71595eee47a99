import 'server-only';
import { Suspense } from 'react';
import { runsScript } from '#app/runs-script';
import { PlanRights, PlanRightsAsked } from '#components/batch/plan-rights';
import { credentialFor } from '#lib/auth/grant';
import type { Session } from '#lib/auth/session';
import { readFleetRights } from '#lib/azure/fleet-rights';
import type { Plan } from '#lib/clusters/batch-plan';
import { currentParts } from '#lib/process';
import { leaveOut } from '../actions.ts';

type Props = { session: Session; batch: string; plan: Plan };

/** Whether its author may change the clusters of a plan; the page does not wait for that, where it can. */
export async function RightsOfPlan(props: Props) {
  const { changes, asks } = props.plan;
  if (changes.length + asks.length === 0) return null;
  if (!(await runsScript())) return <Rights {...props} />;
  return (
    <Suspense fallback={<PlanRightsAsked />}>
      <Rights {...props} />
    </Suspense>
  );
}

async function Rights({ session, batch, plan }: Props) {
  const rows = [...plan.changes, ...plan.asks.flatMap(({ lines }) => lines)].map(({ row }) => row);
  const { arm } = currentParts();
  const credentialOf = (tenantId: string) => credentialFor(session.grant, tenantId);
  const rights = await readFleetRights(arm, credentialOf, rows);
  return <PlanRights batch={batch} rights={rights} of={rows.length} leaveOut={leaveOut} />;
}
