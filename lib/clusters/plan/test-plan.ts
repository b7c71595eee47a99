import type { FleetRow } from '#lib/clusters/fleet/fleet';
import type { Intent } from '#lib/ranges/intent';
import { type PlanContext, planInSteps } from './batch-plan.ts';

/** The plan of the same for every cluster, without giving others a turn. */
export function planBatch(
  rows: readonly FleetRow[],
  intents: readonly Intent[],
  context: PlanContext,
) {
  const steps = planInSteps(rows, () => intents, context);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}
