import { randomUUID } from 'node:crypto';
import { buildPublicIpAddress, networkId } from '../emulator/world/build-network.ts';
import { apply } from '../outside/changes.ts';
import { ownAddress } from '../outside/own-address.ts';
import { seedSubscription } from './fixtures/fleet.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { enter } from './fixtures/over-http.ts';

test('asks where the firewall of a cluster lets its nodes out, and lets that in', async ({
  azure,
}) => {
  const { cluster, ada } = await enter(
    azure,
    oneCluster({ entries: [], egress: { type: 'userDefinedRouting' } }),
  );
  const firewall = 'Address of the firewall (optional)';
  const refused = await ada.press(
    await ada.open(`${cluster.path}?act=restrict`),
    'Review changes',
    {
      fill: { [firewall]: '10.0.0.4' },
    },
  );
  expect(refused.text).toContain('The address of the firewall cannot be used.');
  expect(refused.value(firewall)).toBe('10.0.0.4');

  const fill = { [firewall]: '20.50.7.9' };
  const reviewed = await ada.press(refused, 'Review changes', { fill });
  expect(reviewed.all('added')).toEqual([
    expect.stringContaining(`${ownAddress}/32`),
    expect.stringContaining('20.50.7.9/32'),
  ]);
  const tick = ['Restricts the API server to the list', 'The nodes may lose the API server'];
  await apply(ada, reviewed, { tick });
  expect(await azure.entriesOf(cluster)).toEqual([`${ownAddress}/32`, '20.50.7.9/32']);
});

test('reviews at Enter in the field for the firewall, and takes no suggestion', async ({
  page,
  enterHere,
}) => {
  const { cluster } = await enterHere(
    oneCluster({ entries: [], egress: { type: 'userDefinedRouting' } }),
  );
  await page.goto(`${cluster.path}?act=restrict`);
  const box = page.getByRole('textbox', { name: 'Add ranges' });
  await box.fill('20.1.1.5/24');
  await page.getByRole('button', { name: 'Review changes' }).click();
  await expect(page.getByRole('button', { name: 'Use 20.1.1.0/24' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Address of the firewall' }).fill('20.50.7.9');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Address of the firewall' })).toHaveValue(
    '20.50.7.9',
  );
  await expect(box).toHaveValue('20.1.1.5/24');
});

test('offers the firewalls that somebody sees in its region, with all their addresses', async ({
  azure,
}) => {
  const behind = { entries: [], egress: { type: 'userDefinedRouting' } as const };
  const { operator, cluster, ada } = await enter(azure, oneCluster(behind));
  const id = randomUUID();
  await seedSubscription(azure, operator, { id, resources: firewallsIn(id) });

  const page = await ada.open(`${cluster.path}?act=restrict`);
  const firewalls = page.all('button').filter((name) => name.includes('Firewall'));
  expect(firewalls).toEqual(['Firewall fw-hub in rg-hub']);
  const chosen = await ada.press(page, 'Firewall fw-hub in rg-hub');
  expect(chosen.value('Address of the firewall (optional)')).toBe('20.73.10.14/32 20.73.10.15/32');
  const reviewed = await ada.press(chosen, 'Review changes');
  expect(reviewed.all('added').slice(1)).toEqual([
    expect.stringMatching(/^20\.73\.10\.14\/32 ?Firewall fw-hub in rg-hub$/),
    expect.stringMatching(/^20\.73\.10\.15\/32 ?Firewall fw-hub in rg-hub$/),
  ]);
});

/** One with two addresses, and one in another region. */
function firewallsIn(subscriptionId: string) {
  const hub = { subscriptionId, resourceGroup: 'rg-hub' };
  const far = { ...hub, location: 'northeurope' };
  const of = (name: string, at: number) => ({
    ipConfiguration: networkId(
      hub,
      'azureFirewalls',
      `${name}/azureFirewallIpConfigurations/${at}`,
    ),
  });
  return [
    buildPublicIpAddress(hub, 'pip-1', '20.73.10.14', of('fw-hub', 1)),
    buildPublicIpAddress(hub, 'pip-2', '20.73.10.15', of('fw-hub', 2)),
    buildPublicIpAddress(far, 'pip-3', '20.73.11.14', of('fw-far', 1)),
    buildPublicIpAddress(hub, 'pip-4', '20.73.10.16'),
  ];
}
