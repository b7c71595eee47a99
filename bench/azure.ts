import { z } from 'zod';
import { armClient } from '../emulator/testing/arm-client.ts';
import { clusterOf } from '../outside/azure.ts';
import type { Testbed } from './testbed.ts';

const subscriptionsSchema = z.object({ value: z.array(z.object({ subscriptionId: z.string() })) });
const clusterSchema = z.object({
  id: z.string(),
  name: z.string(),
  properties: z.object({
    apiServerAccessProfile: z
      .object({
        authorizedIPRanges: z.array(z.string()).default([]),
        enablePrivateCluster: z.boolean().default(false),
      })
      .default({ authorizedIPRanges: [], enablePrivateCluster: false }),
    publicNetworkAccess: z.string().optional(),
    provisioningState: z.string(),
    powerState: z.object({ code: z.string() }),
  }),
});
const pageSchema = z.object({ data: z.array(clusterSchema), $skipToken: z.string().optional() });

/** A cluster as the bench needs to know it. */
export type Known = z.infer<typeof clusterSchema>;

/** What there is, asked of the emulator itself. */
export function azureOf({ emulator }: Testbed, upn: string) {
  const ask = armClient(emulator.url, upn);

  return {
    async subscriptions(): Promise<string[]> {
      const { body } = await ask('GET', '/subscriptions?api-version=2022-12-01');
      return subscriptionsSchema.parse(body).value.map(({ subscriptionId }) => subscriptionId);
    },
    /** Up to `most` clusters in the order of their ids. */
    async clusters(most = Number.POSITIVE_INFINITY): Promise<Known[]> {
      const query = [
        'resources',
        "where type =~ 'microsoft.containerservice/managedclusters'",
        'project id, name, properties',
        'order by id asc',
      ].join(' | ');
      const clusters: Known[] = [];
      for (let token: string | undefined = ''; token !== undefined && clusters.length < most; ) {
        const options = { $top: 1000, ...(token === '' ? {} : { $skipToken: token }) };
        const path = '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01';
        const page = pageSchema.parse((await ask('POST', path, { body: { query, options } })).body);
        clusters.push(...page.data);
        token = page.$skipToken;
      }
      return clusters.slice(0, most);
    },
  };
}

/** The authorized IP ranges of a cluster. */
export function listOf({ properties }: Known): readonly string[] {
  return properties.apiServerAccessProfile.authorizedIPRanges;
}

/** The path of a cluster's page. */
export function pathOf({ id }: Known): string {
  return clusterOf({ id, fqdn: '' }).path;
}

/** The options that name a cluster to `az`. */
export function inAz({ id }: Known): readonly string[] {
  const { resourceGroup, name, subscriptionId } = clusterOf({ id, fqdn: '' });
  return ['-g', resourceGroup, '-n', name, '--subscription', subscriptionId];
}

/** No list, and a public endpoint: what Resource Graph says of it wants to be confirmed. */
export function isOpen(cluster: Known): boolean {
  const { apiServerAccessProfile, publicNetworkAccess } = cluster.properties;
  const isPrivate =
    apiServerAccessProfile.enablePrivateCluster || publicNetworkAccess === 'Disabled';
  return !isPrivate && listOf(cluster).length === 0;
}

/** Running and well, with a list that has room. */
export function takesMore(cluster: Known): boolean {
  const { provisioningState, powerState } = cluster.properties;
  const isWell = provisioningState === 'Succeeded' && powerState.code === 'Running';
  const { length } = listOf(cluster);
  return isWell && length > 1 && length < 200;
}
