/** The api-version of every Azure interface that is used, in one place. */
export const apiVersions = {
  /** Must be the one that `read-only-fields.ts` was derived from. */
  managedClusters: '2026-06-01',
  resourceGraph: '2024-04-01',
  /** Subscriptions and directories (`/tenants`). */
  subscriptions: '2022-12-01',
  resourceGroups: '2021-04-01',
  permissions: '2022-04-01',
  locks: '2020-05-01',
  /** PIM. */
  roleEligibilityScheduleInstances: '2020-10-01',
  roleDefinitions: '2022-04-01',
  network: '2024-03-01',
} as const;
