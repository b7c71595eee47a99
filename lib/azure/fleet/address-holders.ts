import { z } from 'zod';
import { type AddressHolder, addressHolder } from '#lib/clusters/address-holder';
import type { Failure } from '#lib/failure';
import { type Cidr, formatAddress, formatCidr } from '#lib/ranges/ipv4';
import { ok, type Result } from '#lib/result';
import { readGraphPages } from './graph-pages.ts';
import type { GraphQuestion, RowTaker } from './resource-graph.ts';

/** Of longer lists the rest is not asked about: nobody reads so many, and the question would be 40 KB. */
const mostRanges = 500;

/**
 * What has these ranges, among the public IP addresses and prefixes that the person sees in one directory:
 * by `formatCidr` of the range. A range that is no more than part of a prefix, or holds several addresses,
 * is not looked for. Source of the columns: docs/azure-facts.md.
 */
export async function readAddressHolders(
  question: Omit<GraphQuestion, 'query' | 'subscriptions'>,
  ranges: readonly Cidr[],
): Promise<Result<Holders, Failure>> {
  const asked = ranges.slice(0, mostRanges);
  return asked.length === 0 ? ok(new Map()) : readHolders(question, whereIn(asked));
}

/**
 * The Azure Firewalls that the person sees in one directory and region (`westeurope`), by the addresses that
 * their traffic comes from: of one firewall, any that it has.
 */
export function readFirewalls(
  question: Omit<GraphQuestion, 'query' | 'subscriptions'>,
  location: string,
): Promise<Result<Holders, Failure>> {
  const inFirewall = "tostring(properties.ipConfiguration.id) contains '/azureFirewalls/'";
  return readHolders(question, `where ${inFirewall} | where location =~ '${location}'`);
}

type Holders = ReadonlyMap<string, AddressHolder>;

async function readHolders(
  question: Omit<GraphQuestion, 'query' | 'subscriptions'>,
  where: string,
): Promise<Result<Holders, Failure>> {
  const found = new Map<string, AddressHolder>();
  const query = [
    'resources',
    "where type contains 'microsoft.network/publicip'",
    where,
    'project id, address = properties.ipAddress, prefix = properties.ipPrefix, configuration = properties.ipConfiguration.id, gateway = properties.natGateway.id',
    'order by id asc',
  ].join(' | ');
  const how = { expected: 0, byToken: false };
  const pass = await readGraphPages({ ...question, query }, how, {
    makeTaker,
    takePage({ kept }) {
      for (const [cidr, holder] of kept) found.set(cidr, holder);
    },
  });
  return pass.ok ? ok(found) : pass;
}

function whereIn(ranges: readonly Cidr[]): string {
  const single = ranges.filter(({ prefixBits }) => prefixBits === 32);
  const wider = ranges.filter(({ prefixBits }) => prefixBits !== 32);
  const tests = [
    ...isOneOf(
      'ipAddress',
      single.map(({ network }) => formatAddress(network)),
    ),
    ...isOneOf('ipPrefix', wider.map(formatCidr)),
  ];
  return `where ${tests.join(' or ')}`;
}

function isOneOf(property: string, values: readonly string[]): readonly string[] {
  const quoted = values.map((value) => `'${value}'`).join(', ');
  return values.length === 0 ? [] : [`tostring(properties.${property}) in (${quoted})`];
}

const text = z.string().nullish().catch(undefined);

const rowSchema = z.object({
  id: z.string(),
  address: text,
  prefix: text,
  configuration: text,
  gateway: text,
});

type Kept = [cidr: string, holder: AddressHolder][];

function makeTaker(): RowTaker<Kept> {
  const kept: Kept = [];
  return {
    kept,
    take(rows) {
      for (const row of rows) {
        const { id, address, prefix, configuration, gateway } = rowSchema.safeParse(row).data ?? {};
        const cidr = prefix || (address && `${address}/32`);
        const holder = addressHolder(configuration || gateway || id || '');
        if (cidr && holder) kept.push([cidr, holder]);
      }
    },
  };
}
