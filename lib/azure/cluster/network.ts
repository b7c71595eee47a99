import { z } from 'zod';
import { apiVersions } from '#lib/azure/api-versions';
import type { Credential } from '#lib/azure/credential';
import type { Arm } from '#lib/azure/http/arm';
import { readAs } from '#lib/azure/http/read';
import { err, ok, type Result } from '#lib/result';

// The errors of this file are sentences for people, see `Egress.unknown`.

const publicIpSchema = z.object({
  properties: z.object({
    /** Of an address. */
    ipAddress: z.string().nullish(),
    /** Of a prefix. */
    ipPrefix: z.string().nullish(),
    publicIPAddressVersion: z.string().nullish(),
  }),
});

/** The CIDR of a public IP address (/32) or prefix; undefined for IPv6, which AKS does not admit anyway. */
export async function readPublicIp(
  arm: Arm,
  credential: Credential,
  id: string,
): Promise<Result<string | undefined, string>> {
  const resource = await readResource(arm, credential, id, publicIpSchema);
  if (!resource.ok) return resource;
  const { ipAddress, ipPrefix, publicIPAddressVersion } = resource.value.properties;
  if (publicIPAddressVersion?.toLowerCase() === 'ipv6') return ok(undefined);
  const cidr = ipPrefix || (ipAddress && `${ipAddress}/32`);
  return cidr ? ok(cidr) : err(`Traffic leaves from ${nameOf(id)}, which has no address yet.`);
}

const subnetSchema = z.object({
  properties: z.object({ natGateway: z.object({ id: z.string() }).nullish() }),
});

/** The id of a subnet's NAT gateway. */
export async function readSubnetGateway(
  arm: Arm,
  credential: Credential,
  id: string,
): Promise<Result<string, string>> {
  const subnet = await readResource(arm, credential, id, subnetSchema);
  if (!subnet.ok) return subnet;
  const gatewayId = subnet.value.properties.natGateway?.id;
  return gatewayId === undefined
    ? err(`Traffic leaves from subnet ${nameOf(id)}, which has no NAT gateway.`)
    : ok(gatewayId);
}

const ids = z
  .array(z.object({ id: z.string() }))
  .nullish()
  .transform((some) => some ?? []);
const gatewaySchema = z.object({
  properties: z.object({ publicIpAddresses: ids, publicIpPrefixes: ids }),
});

/** The ids of a NAT gateway's public addresses and prefixes. */
export async function readNatGateway(
  arm: Arm,
  credential: Credential,
  id: string,
): Promise<Result<readonly string[], string>> {
  const gateway = await readResource(arm, credential, id, gatewaySchema);
  if (!gateway.ok) return gateway;
  const { publicIpAddresses, publicIpPrefixes } = gateway.value.properties;
  return ok([...publicIpAddresses, ...publicIpPrefixes].map((each) => each.id));
}

async function readResource<T>(
  arm: Arm,
  credential: Credential,
  id: string,
  schema: z.ZodType<T>,
): Promise<Result<T, string>> {
  const url = `${id}?api-version=${apiVersions.network}`;
  const resource = await readAs(arm, credential, { url }, schema);
  if (resource.ok) return resource;
  const because =
    resource.error.code === 'not-authorized' ? 'you may not read it' : 'it could not be read';
  return err(`Traffic leaves from ${nameOf(id)}, but ${because}.`);
}

/** "address 1f2e… in resource group MC_shop": enough to ask somebody for it. */
function nameOf(id: string): string {
  const [, group] = /\/resourceGroups\/([^/]+)\//i.exec(id) ?? [];
  const name = id.split('/').at(-1) ?? id;
  return group === undefined ? name : `${name} in resource group ${group}`;
}
