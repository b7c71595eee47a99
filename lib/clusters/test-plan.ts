import type { Intent } from '#lib/ranges/intent';
import { type PlanContext, planInSteps } from './batch-plan.ts';
import type { FleetRow } from './fleet.ts';

/** The plan of the same for every cluster, without giving others a turn. */
export function planBatch(
  rows: readonly FleetRow[],
  intents: readonly Intent[],
  context: PlanContext,
) {
  const steps = planInSteps(rows, () => intents, context);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}
