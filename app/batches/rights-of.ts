import 'server-only';
import { credentialFor } from '#lib/auth/grants/grant';
import type { Session } from '#lib/auth/session';
import { readFleetRights } from '#lib/azure/rights/fleet-rights';
import type { FleetRights } from '#lib/clusters/fleet/rights';
import { changing, type Plan } from '#lib/clusters/plan/batch-plan';
import { currentParts } from '#lib/process';

/** Asks Azure whether somebody may change the clusters that a plan would change. */
export function rightsOf({ grant }: Session, plan: Plan): Promise<FleetRights> {
  const { arm } = currentParts();
  const credentialOf = (tenantId: string) => credentialFor(grant, tenantId);
  return readFleetRights(arm, credentialOf, changing(plan));
}
