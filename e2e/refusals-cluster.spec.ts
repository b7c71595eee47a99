import type { ClusterEdit } from '../emulator/control.ts';
import { ask, expectBecomes, review } from '../outside/changes.ts';
import { expectUnchanged } from './fixtures/asking.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { enter } from './fixtures/over-http.ts';

test('offers no change of a cluster whose public endpoint is disabled, and says why', async ({
  azure,
}) => {
  const { cluster, ada } = await enter(azure, oneCluster({ publicNetworkAccess: 'Disabled' }));
  const fleet = await ada.open('/clusters');
  expect(fleet.all('row', 'Clusters')).toContainEqual(
    expect.stringMatching(new RegExp(`${cluster.name}.*Private`)),
  );

  const page = await ada.open(cluster.path);

  expect(page.text).toContain('The API server is private');
  expect(page.text).toContain('authorized IP ranges do not apply to it');
  expect(page.text).toContain('or with az aks command invoke');
  expect(page.all('textbox')).toEqual([]);
  expect(page.all('button')).not.toContain('Restrict this cluster');
  const addMyIp = await ada.open(`${cluster.path}/add-my-ip`);
  expect(addMyIp.text).toContain('This cluster is private');
  expect(addMyIp.all('button')).not.toContainEqual(expect.stringMatching(/^Add/));
  expect(await azure.putsOf(cluster)).toEqual([]);
});

type Cluster = Parameters<typeof oneCluster>[0];

const basic = { type: 'loadBalancer', sku: 'Basic' } as const;

const refusedBeforeSending: readonly { what: string; cluster: Cluster; says: readonly string[] }[] =
  [
    {
      what: 'is stopped',
      cluster: { power: 'Stopped' },
      says: ['The cluster is stopped', 'Start it in the Azure portal or with az aks start'],
    },
    {
      what: 'has the Basic load balancer',
      cluster: { egress: basic },
      says: ['The load balancer is Basic', 'Migrate the cluster to the Standard load balancer'],
    },
  ];

for (const { what, cluster: spec, says } of refusedBeforeSending) {
  test(`says that the cluster ${what}, and bothers Azure with nothing`, async ({ azure }) => {
    const { cluster, ada } = await enter(azure, oneCluster(spec));
    const { text } = await ada.open(cluster.path);
    for (const words of says) expect(text).toContain(words);

    await expectBecomes(ada, await ask(ada, cluster), 'Refused', says);

    await expectUnchanged(azure, cluster, 0);
  });
}

const meanwhile: readonly { what: string; edit: ClusterEdit; says: readonly string[] }[] = [
  {
    what: 'stopped',
    edit: { properties: { powerState: { code: 'Stopped' } } },
    says: ['The cluster is stopped'],
  },
  {
    what: 'made private',
    edit: { properties: { apiServerAccessProfile: { enablePrivateCluster: true } } },
    says: ['The API server is private'],
  },
  {
    what: 'deleted and made again',
    edit: { recreated: true },
    says: ['This is another cluster now', 'ask for the change again if it is still wanted'],
  },
];

for (const { what, edit, says } of meanwhile) {
  test(`sends nothing to a cluster that was ${what} since the review`, async ({ azure }) => {
    const { cluster, ada } = await enter(azure);
    const reviewed = await review(ada, cluster);
    await azure.edit(cluster, edit);

    const change = await ada.press(reviewed, 'Apply');

    await expectBecomes(ada, change, 'Refused', says);
    await expectUnchanged(azure, cluster, 0);
  });
}

test('quotes what Azure objects to in words that nobody here knows', async ({ azure }) => {
  const { cluster, ada } = await enter(azure);
  const message =
    'Subnet /subscriptions/s/subnets/a has no route to the internet required by outbound type.';
  const details = [{ code: 'Unspecified', message }];
  const body = { code: 'InvalidParameter', details, message, subcode: '' };
  await azure.fault(cluster, { method: 'PUT', do: { answer: { status: 400, body } } });

  await expectBecomes(ada, await ask(ada, cluster), 'Refused', [
    'Azure objects to something else in this cluster',
    'Azure checks the whole cluster at every change',
    message,
    'Read what Azure says, put that right in the cluster, then try again.',
  ]);

  await expectUnchanged(azure, cluster, 1);
});

const full = Array.from({ length: 200 }, (_, at) => `73.140.${at}.0/24`);

test('counts again before it sends: somebody else took the last place', async ({ azure }) => {
  const { cluster, ada } = await enter(azure, oneCluster({ entries: full.slice(1) }));
  const reviewed = await review(ada, cluster);
  await azure.addElsewhere(cluster, '137.117.106.88/29');

  const change = await ada.press(reviewed, 'Apply');

  await expectBecomes(ada, change, 'Refused', ['The list would be too long']);
  expect(await azure.entriesOf(cluster)).toEqual([...full.slice(1), '137.117.106.88/29']);
  expect(await azure.putsOf(cluster)).toEqual([]);
});
