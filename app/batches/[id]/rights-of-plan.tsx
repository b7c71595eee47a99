import 'server-only';
import { Suspense } from 'react';
import { runsScript } from '#app/runs-script';
import { PlanRights, PlanRightsAsked } from '#components/batch/plan-rights';
import type { Session } from '#lib/auth/session';
import { changing, type Plan } from '#lib/clusters/plan/batch-plan';
import { leaveOut } from '../actions.ts';
import { rightsOf } from '../rights-of.ts';

type Props = { session: Session; batch: string; plan: Plan };

/** Whether its author may change the clusters of a plan; the page does not wait for that, where it can. */
export async function RightsOfPlan(props: Props) {
  if (changing(props.plan).length === 0) return null;
  if (!(await runsScript())) return <Rights {...props} />;
  return (
    <Suspense fallback={<PlanRightsAsked />}>
      <Rights {...props} />
    </Suspense>
  );
}

async function Rights({ session, batch, plan }: Props) {
  const rights = await rightsOf(session, plan);
  const of = changing(plan).length;
  return <PlanRights batch={batch} rights={rights} of={of} leaveOut={leaveOut} />;
}
