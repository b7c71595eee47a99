import type { Answer } from '../http/exchange.ts';
import { armError } from './errors.ts';

const managedClusters = [
  '2022-11-01',
  '2023-01-01',
  '2023-05-01',
  '2023-10-01',
  '2024-02-01',
  '2024-05-01',
  '2024-09-01',
  '2025-01-01',
  '2025-02-01',
  '2025-03-01',
  '2025-04-01',
  '2025-05-01',
  '2025-07-01',
  '2025-08-01',
  '2025-10-01',
  '2026-01-01',
  '2026-02-01',
  '2026-03-01',
  '2026-04-01',
  '2026-05-01',
  '2026-06-01',
];
const network = ['2022-11-01', '2023-09-01', '2024-03-01', '2024-05-01', '2025-01-01'];

/** The api-versions each type is served in, oldest first. */
const apiVersions = {
  subscriptions: [
    '2016-06-01',
    '2019-06-01',
    '2019-11-01',
    '2020-01-01',
    '2021-01-01',
    '2022-12-01',
  ],
  tenants: ['2016-06-01', '2019-06-01', '2019-11-01', '2020-01-01', '2021-01-01', '2022-12-01'],
  resourceGroups: ['2020-06-01', '2021-04-01', '2022-09-01', '2024-03-01', '2025-04-01'],
  managedClusters,
  /** Status addresses name 2016-03-30 or 2017-08-31 (recorded). */
  operations: ['2016-03-30', '2017-08-31', ...managedClusters],
  permissions: ['2015-07-01', '2018-07-01', '2022-04-01'],
  locks: ['2016-09-01', '2020-05-01'],
  roleEligibilityScheduleInstances: ['2020-10-01'],
  roleDefinitions: ['2015-07-01', '2018-07-01', '2022-04-01'],
  publicIPAddresses: network,
  publicIPPrefixes: network,
  natGateways: network,
  virtualNetworks: network,
  ipGroups: network,
  resourceGraph: ['2021-03-01', '2022-10-01', '2024-04-01'],
} as const satisfies Record<string, readonly string[]>;

/** A type that has api-versions. */
export type VersionedType = keyof typeof apiVersions;

/** The first version that shows eTags of clusters and pools. */
export const firstVersionWithETag = '2024-09-01';
/** From here on a pool's `nodeImageVersion` may be written, which rolls the pool back. */
export const firstVersionWithRollback = '2026-04-01';

/** ARM's refusal of a missing or unknown api-version. */
export function refuseApiVersion(type: VersionedType, version: string | null): Answer | undefined {
  if (version === null || version === '') {
    const message = 'The api-version query parameter (?api-version=) is required for all requests.';
    return armError(400, 'MissingApiVersionParameter', message);
  }
  const known: readonly string[] = apiVersions[type];
  if (known.includes(version)) return undefined;
  const supported = known.join(', ');
  if (['subscriptions', 'tenants', 'resourceGroups'].includes(type)) {
    const message = `The api-version '${version}' is invalid. The supported versions are '${supported}'.`;
    return armError(400, 'InvalidApiVersionParameter', message);
  }
  return armError(
    400,
    'NoRegisteredProviderFound',
    `No registered resource provider found for location 'westeurope' and API version '${version}' for type '${type}'. The supported api-versions are '${supported}'. The supported locations are 'westeurope, northeurope, germanywestcentral, eastus'.`,
  );
}
