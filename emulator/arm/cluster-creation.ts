import { randomBytes, randomUUID } from 'node:crypto';
import type { JsonObject } from '../json.ts';
import { objectAt, textAt } from '../json-edit.ts';
import { landedBody } from './cluster-landing.ts';

/** What Azure adds to a new cluster: ids, names and states that nobody sends. */
export function createdBody(id: string, name: string, sent: JsonObject): JsonObject {
  const location = textAt(sent, 'location');
  const prefix = textAt(sent, 'properties', 'dnsPrefix') || name;
  const host = `${prefix}-${randomBytes(4).toString('hex')}`;
  const made: JsonObject = {
    id,
    location,
    name,
    type: 'Microsoft.ContainerService/ManagedClusters',
    properties: {
      provisioningState: 'Creating',
      powerState: { code: 'Running' },
      fqdn: `${host}.hcp.${location}.azmk8s.io`,
      azurePortalFQDN: `${host}.portal.hcp.${location}.azmk8s.io`,
      maxAgentPools: 100,
      resourceUID: randomBytes(12).toString('hex'),
    },
    eTag: randomUUID(),
  };
  return landedBody(made, { ...sent, properties: objectAt(sent, 'properties') });
}
