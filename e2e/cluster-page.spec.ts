import { contoso } from '../emulator/world/world.ts';
import { ownAddress } from '../outside/own-address.ts';
import { resourceGraph } from './fixtures/fleet.ts';
import { clusters, expect, oneCluster, test } from './fixtures/index.ts';
import { enter, signInOverHttp } from './fixtures/over-http.ts';

test('shows the facts that matter for who may reach a cluster', async ({ azure }) => {
  const { cluster, ada } = await enter(
    azure,
    oneCluster({
      version: '1.32.9',
      location: 'northeurope',
      egress: { type: 'managedNATGateway', address: '20.50.7.9' },
    }),
  );
  const page = await ada.open(cluster.path);

  const shown = [
    ['Kubernetes version', '1.32.9'],
    ['Pricing tier', 'Standard'],
    ['Outbound type', 'managedNATGateway'],
    ['Nodes leave from', expect.stringMatching(/^20\.50\.7\.9\/32 ?NAT gateway$/)],
    ['API server', expect.stringMatching(new RegExp(`^${cluster.fqdn}`))],
    ['Resource id', expect.stringMatching(new RegExp(`^${cluster.id}`, 'i'))],
  ];
  expect(page.all('term', 'Facts')).toEqual(shown.map(([name]) => name));
  expect(page.all('definition', 'Facts')).toEqual(shown.map(([, value]) => value));
  expect(page.href('Open in the Azure portal')).toBe(
    `https://portal.azure.com/#@${contoso.id}/resource${cluster.id.replace('/resourcegroups/', '/resourceGroups/')}`,
  );
});

const access = [
  {
    cluster: { name: 'aks-open' },
    says: 'Everybody on the internet reaches this API server: there is no list.',
    offers: ['Restrict this cluster', 'Close to cluster only'],
  },
  {
    cluster: { name: 'aks-open-by-entries', entries: ['0.0.0.0/1', '128.0.0.0/1'] },
    says: 'Everybody on the internet reaches this API server: together the entries admit every address.',
    offers: ['Restrict this cluster', 'Close to cluster only'],
  },
  {
    cluster: { name: 'aks-restricted', entries: ['73.140.245.0/24', '73.140.245.7'] },
    says: '256 addresses reach this API server; everybody else is dropped before it.',
    offers: ['Close to cluster only', 'Open this cluster'],
  },
  {
    cluster: { name: 'aks-stopped', entries: [`${ownAddress}/32`], power: 'Stopped' as const },
    says: 'One address reaches this API server, once the cluster runs again; everybody else is dropped before it.',
    offers: ['Close to cluster only', 'Open this cluster'],
  },
  {
    cluster: { name: 'aks-cluster-only', entries: ['0.0.0.0/32'] },
    says: 'Nobody but the cluster’s own load balancer reaches this API server.',
    offers: ['Restrict this cluster', 'Open this cluster'],
  },
  {
    cluster: { name: 'aks-private', private: true },
    says: 'Nobody on the internet reaches this API server: only its own network does.',
    offers: [],
  },
];

test('says in one sentence who gets in, and offers the ways out of that state', async ({
  azure,
}) => {
  const specs = access.map(({ cluster }) => cluster);
  const { clusters: seeded, ada } = await enter(azure, clusters(...specs));

  for (const [at, { says, offers }] of access.entries()) {
    const page = await ada.open(seeded[at]?.path ?? '');
    expect(page.text).toContain(says);
    const ways = 'Change who gets in altogether';
    expect(page.part(ways) === '' ? [] : page.all('button', ways)).toEqual(offers);
  }
});

/** Entries as they stand in Azure, and what the table says about them. */
const told = [
  ['81.2.69.0/24', '81.2.69.0 – 81.2.69.255 · 256', 'Lets you in'],
  [`${ownAddress}/32`, ownAddress, 'Your addressCovered by 81.2.69.0/24'],
  ['20.50.7.9/32', '20.50.7.9', 'Cluster egress'],
  ['73.140.245.7', '73.140.245.7', 'Means /32'],
  ['73.140.245.7/32', '73.140.245.7', 'Duplicate'],
  [
    '137.117.106.90/29',
    '137.117.106.88 – 137.117.106.95 · 8',
    'Host bits set, range 137.117.106.88/29',
  ],
  ['193.0.0.0/8', '193.0.0.0 – 193.255.255.255 · 16,777,216', 'Very wide'],
  ['193.168.1.0/24', '193.168.1.0 – 193.168.1.255 · 256', 'Covered by 193.0.0.0/8'],
  ['10.20.0.0/16', '10.20.0.0 – 10.20.255.255 · 65,536', 'Not an internet address'],
  ['2001:4860::/32', '', 'IPv6, AKS admits IPv4 only'],
  ['AzureDevOps.WestEurope', '', 'Service tag'],
  ['office-berlin', '', 'Not understood'],
] as const;

test('shows every entry as it stands, and what it is', async ({ azure }) => {
  const { operator, cluster } = await azure.seed(
    oneCluster({
      entries: told.map(([entry]) => entry),
      egress: { type: 'loadBalancer', address: '20.50.7.9' },
    }),
  );
  const page = await (await signInOverHttp(operator)).open(cluster.path);

  expect(page.all('code', 'Entries')).toEqual(told.map(([entry]) => entry));
  const [, ...rows] = page.all('row', 'Entries');
  for (const [at, words] of told.entries()) {
    for (const text of words) expect(rows[at]).toContain(text);
  }
  expect(page.text).toContain('12 of 200 entries');
});

const leaving = '20.50.7.9';
const another = clusters(
  { name: 'aks-a', entries: [`${leaving}/32`, '73.140.245.7/32'] },
  { name: 'aks-b', egress: { type: 'loadBalancer', address: leaving } },
);
/** Named as AKS names it. */
const holder = /Load balancer kubernetes in MC_\S*aks-b/;

test('names what in Azure has an address, as soon as Resource Graph tells', async ({
  azure,
  page,
  enterHere,
}) => {
  const { clusters: seeded, operator } = await enterHere(another);
  // Before its first page nobody knows that a browser runs script.
  await page.goto('/clusters');
  await page.waitForFunction(() => document.cookie.includes('script=1'));
  const ofCluster = { path: resourceGraph, operator: operator.upn };
  const held = await azure.faultWhere({ match: ofCluster, do: { hold: 'before' } });
  await page.goto(seeded[0]?.path ?? '', { waitUntil: 'commit' });
  const rows = page.getByRole('table', { name: 'Entries' }).getByRole('row');
  await expect(rows).toHaveCount(3);
  await held.held();
  await expect(rows.filter({ hasText: holder })).toHaveCount(0);
  await held.end();
  const link = rows.filter({ hasText: leaving }).getByRole('link', { name: holder });
  await expect(link).toHaveAttribute(
    'href',
    /\/resource\/subscriptions\/.*\/loadBalancers\/kubernetes$/,
  );
  await expect(page.getByRole('link', { name: holder })).toHaveCount(1);
});

test('names it without script, and goes without it where Resource Graph refuses', async ({
  azure,
}) => {
  const { ada, cluster, operator } = await enter(azure, another);
  const whole = await ada.open(cluster.path);
  expect(whole.part('Entries')).toMatch(holder);
  const removal = { tick: [`Remove ${leaving}/32`] };
  const review = await ada.press(whole, 'Review changes', removal);
  expect(review.part('Before and after')).toMatch(holder);
  const answer = { status: 403, body: { error: { code: 'Forbidden', message: 'Not here.' } } };
  await azure.faultWhere({
    match: { path: resourceGraph, operator: operator.upn },
    do: { answer },
  });
  const page = await ada.open(cluster.path);
  expect(page.part('Entries')).not.toMatch(holder);
  expect(page.all('code', 'Entries')).toEqual([`${leaving}/32`, '73.140.245.7/32']);
});

test('shows a list that is longer than AKS takes to its end', async ({ azure }) => {
  const entries = Array.from({ length: 240 }, (_, at) => `73.140.${at}.0/24`);
  const { cluster, ada } = await enter(azure, oneCluster({ entries }));
  const page = await ada.open(cluster.path);

  expect(page.all('code', 'Entries')).toEqual(entries);
  expect(page.text).toContain('240 of 200 entries');
});

test('shows the list of a private cluster, and says that nothing uses it', async ({ azure }) => {
  const entries = ['73.140.245.0/24', '193.168.1.0/24'];
  const { cluster, ada } = await enter(azure, oneCluster({ entries, private: true }));
  const page = await ada.open(cluster.path);

  expect(page.all('code', 'Entries')).toEqual(entries);
  expect(page.text).toContain('but a private cluster does not use them');
  expect(page.all('textbox')).toEqual([]);
  expect(page.all('link')).not.toContain('Add my IP');
});

test('names the tool that seems to own the list', async ({ azure }) => {
  const tags = { 'managed-by': 'terraform' };
  const { cluster, ada } = await enter(azure, oneCluster({ entries: ['73.140.245.0/24'], tags }));
  const page = await ada.open(cluster.path);

  expect(page.text).toContain('Managed by Terraform (tag managed-by: terraform)');
  expect(page.text).toContain('Its next run may undo what is changed here.');

  const code = await ada.follow(page, 'List as code');
  expect(code.text).toContain('The one entry as Azure has it now.');
  expect(code.part('Terraform')).toContain('authorized_ip_ranges = [ "73.140.245.0/24", ]');
  expect(code.part('Bicep')).toContain("authorizedIPRanges: [ '73.140.245.0/24' ]");
  expect(code.part('Azure CLI')).toContain('--api-server-authorized-ip-ranges 73.140.245.0/24');
});
