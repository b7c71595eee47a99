import { ask, expectBecomes, wanted } from '../outside/changes.ts';
import { standing } from '../outside/setups.ts';
import { expectUnchanged } from './fixtures/asking.ts';
import { expect, oneCluster, type Setup, test } from './fixtures/index.ts';
import { enter } from './fixtures/over-http.ts';

const write = 'Microsoft.ContainerService/managedClusters/write';
const foreignSubnet =
  '/subscriptions/4daf3c61-8507-4eb1-bd43-9c5e2a7f4b04/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub/subnets/snet-aks';
const join = 'Microsoft.Network/virtualNetworks/subnets/join/action';

type Case = {
  readonly name: string;
  readonly setup: Setup;
  /** What Azure answers to the PUT, for the record. */
  readonly azure: { readonly status: number; readonly code: string };
  readonly says: readonly string[];
};

const cases: readonly Case[] = [
  {
    name: 'names the right that is missing, where, and the role that has it',
    setup: oneCluster({}, { operatorMay: 'read' }),
    azure: { status: 403, code: 'AuthorizationFailed' },
    says: [
      'You may not change this cluster',
      `You lack the right ${write} on the cluster aks-payments-prod.`,
      'Ask an owner of the cluster for the role Azure Kubernetes Service Contributor Role on it.',
      'wait ten minutes and try again',
    ],
  },
  {
    name: 'names the right that is missing on another resource, and that resource',
    setup: oneCluster({
      behaviour: { linkedRights: [{ action: join, scope: foreignSubnet }] },
    }),
    azure: { status: 403, code: 'LinkedAuthorizationFailed' },
    says: ['A right on another resource is missing', join, foreignSubnet],
  },
  {
    name: 'names the policy that refuses, and says that it is not about the address',
    setup: oneCluster(
      {},
      {
        policies: [
          {
            name: 'deny-without-defender',
            displayName: 'Kubernetes clusters must have Defender profile enabled',
            effect: { do: 'deny' },
          },
        ],
      },
    ),
    azure: { status: 403, code: 'RequestDisallowedByPolicy' },
    says: [
      'Azure Policy refused the change',
      'The policy "Kubernetes clusters must have Defender profile enabled" judges every change',
      'This is not about your address.',
      'exemption',
    ],
  },
  {
    name: 'names what is locked',
    setup: oneCluster({}, { locks: [{ name: 'freeze', level: 'ReadOnly' }] }),
    azure: { status: 409, code: 'ScopeLocked' },
    says: ['A lock forbids changes', 'There is a read-only lock on the subscription '],
  },
  {
    name: 'says that the subscription is disabled',
    setup: oneCluster({}, { readOnly: true }),
    azure: { status: 409, code: 'ReadOnlyDisabledSubscription' },
    says: ['The subscription is disabled', 'Ask the owner of the subscription to enable it again.'],
  },
  {
    name: 'says who denies it, where a deny assignment stands above all roles',
    setup: oneCluster(
      {},
      {
        denyAssignments: [
          { name: 'managed application', scope: '/', actions: ['*'], notActions: ['*/read'] },
        ],
      },
    ),
    azure: { status: 403, code: 'DenyAssignmentAuthorizationFailed' },
    says: ['A deny assignment forbids this', write, 'whatever your roles'],
  },
];

for (const { name, setup, azure: answer, says } of cases) {
  test(name, async ({ azure }) => {
    const { cluster, ada } = await enter(azure, setup);

    const change = await ask(ada, cluster);

    const words = ['Nothing was changed.', ...says];
    const shown = await expectBecomes(ada, change, 'Refused', words);
    await expectUnchanged(azure, cluster, 1);
    const [put] = await azure.putsOf(cluster);
    expect(put).toMatchObject({ status: answer.status });
    expect(put?.responseBody).toContain(answer.code);
    // What support needs to find it in Azure's activity log.
    expect(shown.text).toContain(`Correlation id ${put?.correlationId}`);
  });
}

test('warns a reader before they type, and says what to ask for', async ({ azure }) => {
  const setup = oneCluster({}, { operatorMay: 'read' });
  const { cluster, ada } = await enter(azure, setup);

  const page = await ada.open(cluster.path);

  expect(page.text).toContain('You may not change this cluster');
  expect(page.text).toContain(`You lack the right ${write}`);
  expect(page.text).toContain('What to ask for');
  expect(page.text).toContain(`"Name": "Authorized IP ranges of ${cluster.name}"`);
  expect(page.all('button')).toContain('Copy the role definition');
  await expectUnchanged(azure, cluster, 0);
});

test('leads to the role that is eligible, and lets in once it is active', async ({ azure }) => {
  const setup = oneCluster({}, { operatorMay: 'read' });
  const { operator, cluster, subscription, ada } = await enter(azure, setup);
  const reader = { person: operator.upn, role: 'Reader' } as const;
  const writer = { person: operator.upn, role: 'Contributor' } as const;
  const roles = (eligible: boolean) =>
    azure.control.editSubscription(subscription.id, { roles: [reader, { ...writer, eligible }] });
  await roles(true);

  const page = await ada.open(`${cluster.path}/add-my-ip`);

  expect(page.text).toContain('not active');
  expect(page.text).toContain(`Contributor on the subscription ${subscription.id}`);
  expect(page.href('Activate a role in the Azure portal')).toBe(
    'https://portal.azure.com/#view/Microsoft_Azure_PIMCommon/ActivationMenuBlade/~/azurerbac',
  );

  await roles(false);
  const change = await ada.press(page, 'Add');
  await expectBecomes(ada, change, 'Done');
  expect(await azure.entriesOf(cluster)).toEqual([...standing, '81.2.69.142/32']);
});

test('leaves a Fleet Manager hub alone', async ({ azure }) => {
  const resourceGroup = 'FL_rg-fleet_fleet-europe_westeurope';
  const { cluster, ada } = await enter(azure, oneCluster({ name: 'hub', resourceGroup }));
  const page = await ada.open(cluster.path);
  expect(page.text).toContain('This cluster belongs to Fleet Manager');

  const change = await ask(ada, cluster);

  await expectBecomes(ada, change, 'Refused', [
    'This cluster belongs to Fleet Manager',
    'It is the hub of an Azure Kubernetes Fleet. Azure runs it and denies changes to it.',
    'Make changes on the fleet itself.',
  ]);
  await expectUnchanged(azure, cluster, 0);
});

test('shows a change by its link, however many came after it', async ({ azure }) => {
  const { cluster, ada } = await enter(azure, oneCluster({}, { operatorMay: 'read' }));
  const first = await expectBecomes(ada, await ask(ada, cluster), 'Refused');
  for (let at = 1; at <= 8; at += 1) {
    await expectBecomes(ada, await ask(ada, cluster, `194.168.${at}.0/24`), 'Refused');
  }
  const page = await ada.open(first.path);
  expect(page.part('Change')).toContain(wanted);
});

test('does not say twice why a change was refused, and still says what to ask for', async ({
  azure,
}) => {
  const { cluster, ada } = await enter(azure, oneCluster({}, { operatorMay: 'read' }));

  const change = await ask(ada, cluster);
  const page = await expectBecomes(ada, change, 'Refused');

  expect(page.text.split('You may not change this cluster')).toHaveLength(2);
  expect(page.text).toContain('What to ask for');
});
