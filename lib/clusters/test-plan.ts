import { planInSteps } from './batch-plan.ts';

/** The plan, without giving others a turn. */
export function planBatch(...of: Parameters<typeof planInSteps>) {
  const steps = planInSteps(...of);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}
