import { expect, test } from 'vitest';
import { makeCredential } from '#lib/azure/credential';
import { fakeAzure } from '#lib/azure/test-azure';
import { coverageOf } from '#lib/ranges/entry';
import { ok } from '#lib/result';
import { readAddressHolders } from './address-holders.ts';
import { makeGraphQuota } from './graph-quota.ts';

const credential = makeCredential('11111111-1111-4111-8111-111111111111', async () => ok('token'));
const network =
  '/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-hub/providers/Microsoft.Network';

async function holdersOf(entries: readonly string[], data: readonly unknown[]) {
  const { arm, requests } = fakeAzure(() => ({ body: { totalRecords: data.length, data } }));
  const ranges = entries.flatMap((entry) => coverageOf(entry) ?? []);
  const found = await readAddressHolders({ arm, credential, quota: makeGraphQuota() }, ranges);
  const titles = found.ok && [...found.value].map(([cidr, { title }]) => [cidr, title]);
  return { titles, bodies: requests.map(({ body }) => String(body)) };
}

test('an address is of what uses it, and of itself where nothing does', async () => {
  const { titles } = await holdersOf(
    ['20.0.0.1'],
    [
      {
        id: `${network}/publicIPAddresses/pip-fw`,
        address: '20.0.0.1',
        configuration: `${network}/azureFirewalls/fw-hub/azureFirewallIpConfigurations/ipconfig`,
      },
      {
        id: `${network}/publicIPAddresses/pip-nat`,
        address: '20.0.0.2',
        configuration: '',
        gateway: `${network}/natGateways/ng`,
      },
      { id: `${network}/publicIPAddresses/pip-old`, address: '20.0.0.3', configuration: null },
      { id: `${network}/publicIPPrefixes/ippre`, address: null, prefix: '20.0.1.0/28' },
    ],
  );
  expect(titles).toEqual([
    ['20.0.0.1/32', 'Firewall fw-hub'],
    ['20.0.0.2/32', 'NAT gateway ng'],
    ['20.0.0.3/32', 'Public IP address pip-old'],
    ['20.0.1.0/28', 'Public IP prefix ippre'],
  ]);
});

test('what it does not understand is left out', async () => {
  const odd = [null, 'x', { id: 7, address: '20.0.0.1' }, { id: 'x', address: '20.0.0.1' }];
  const idle = { id: `${network}/publicIPAddresses/pip`, address: null, prefix: '' };
  expect(await holdersOf(['20.0.0.1'], [...odd, idle])).toMatchObject({ titles: [] });
});

test('asks for addresses and prefixes as Azure writes them, and nothing where there are none', async () => {
  const { bodies } = await holdersOf(['20.0.0.1/32', '20.0.1.7/28', 'Sql.WestEurope'], []);
  expect(bodies).toHaveLength(1);
  expect(bodies[0]).toContain("(properties.ipAddress) in ('20.0.0.1')");
  expect(bodies[0]).toContain("(properties.ipPrefix) in ('20.0.1.0/28')");
  expect((await holdersOf(['Sql.WestEurope'], [])).bodies).toEqual([]);
});

test('tells that Resource Graph refuses', async () => {
  const { arm } = fakeAzure(() => ({ status: 403 }));
  const question = { arm, credential, quota: makeGraphQuota() };
  const [range] = ['20.0.0.1'].flatMap((each) => coverageOf(each) ?? []);
  expect(await readAddressHolders(question, range ? [range] : [])).toMatchObject({ ok: false });
});
