import { apply, review, wanted } from '../outside/changes.ts';
import { standing } from '../outside/setups.ts';
import { clusters, expect, oneCluster, test } from './fixtures/index.ts';
import { enter } from './fixtures/over-http.ts';

const two = clusters({ name: 'aks-a', entries: standing }, { name: 'aks-b', entries: standing });
const terraform = {
  changedBy: '0d4f6a52-7c1b-4e0e-9a83-2f7c5b1e6d90',
  changedByType: 'Application',
  clientType: 'Terraform',
} as const;

for (const recordsListAs of ['elements', 'list', 'profile'] as const) {
  test(`tells who changed a list with another tool, and not what was asked for here: ${recordsListAs}`, async ({
    azure,
  }) => {
    const spec = oneCluster({ entries: standing, behaviour: { recordsListAs } });
    const { ada, cluster } = await enter(azure, spec);
    await apply(ada, await review(ada, cluster));
    await azure.edit(cluster, { authorizedIPRanges: ['193.168.1.0/24'], by: terraform });

    const page = await ada.follow(await ada.open(cluster.path), 'Changes made elsewhere');
    const rows = page.all('row', 'Changes made elsewhere').slice(1);
    expect(rows).toEqual([expect.stringMatching(/^Remove .*0d4f6a52.*Terraform/)]);
    expect(rows[0]).toContain(wanted);
  });
}

test('says that a list was changed where Azure does not say how', async ({ azure }) => {
  const spec = oneCluster({ entries: standing, behaviour: { recordsListAs: 'truncated' } });
  const { ada, cluster } = await enter(azure, spec);
  await azure.edit(cluster, { authorizedIPRanges: ['193.168.1.0/24'] });

  const page = await ada.open(`${cluster.path}/changes?show=elsewhere`);
  expect(page.part('Changes made elsewhere')).toContain('Changed the list; Azure does not say how');
});

test('tells it of the whole fleet and of a part of it, with the way to each cluster, and as a file', async ({
  azure,
}) => {
  const { ada, clusters: all } = await enter(azure, two);
  const [first, second] = all;
  if (!first || !second) throw new Error('There are no two clusters.');
  await azure.edit(first, { authorizedIPRanges: [], by: terraform });
  await azure.edit(second, { authorizedIPRanges: ['193.168.1.0/24'] });

  const ours = await ada.follow(await ada.open('/clusters'), 'Changes');
  const fleet = await ada.follow(ours, 'Made elsewhere');
  expect(fleet.all('row', 'Changes made elsewhere').slice(1)).toEqual([
    expect.stringMatching(/^Remove 73\.140\.245\.0\/24.*aks-b.*somebody@contoso\.com.*Azure CLI/),
    expect.stringMatching(/^(Remove|Open).*aks-a.*Terraform/),
  ]);
  expect((await ada.follow(fleet, 'aks-b')).path).toBe(second.path);
  const file = await ada.send({ path: fleet.href('Export CSV') });
  expect(file.headers['content-disposition']).toMatch(/changes-elsewhere-[\d-]+\.csv/);
  expect(file.body.trim().split('\r\n')).toHaveLength(3);
  expect(file.body).toContain('somebody@contoso.com,Azure CLI,');

  const some = await ada.open('/clusters/changes?q=aks-a&show=elsewhere');
  expect(some.part('Changes made elsewhere')).not.toContain('aks-b');
  const byTool = await ada.press(fleet, 'Find', { fill: { 'Find changes': 'terraform' } });
  expect(byTool.all('row', 'Changes made elsewhere').slice(1)).toEqual([
    expect.stringContaining('aks-a'),
  ]);
  const found = await ada.send({ path: byTool.href('Export CSV') });
  expect(found.body.trim().split('\r\n')).toHaveLength(2);
});

test('says so where nothing was changed elsewhere, and where nobody can tell', async ({
  azure,
}) => {
  const { ada, cluster, operator } = await enter(azure, oneCluster({ entries: standing }));
  const path = `${cluster.path}/changes?show=elsewhere`;
  expect((await ada.open(path)).text).toContain('No change was made elsewhere');

  const match = { operator: operator.upn, body: 'resourcechanges' };
  const odd = { totalRecords: 1, count: 1, data: [{ id: 'a', properties: 'of another shape' }] };
  const fault = await azure.faultWhere({ match, do: { answer: { status: 200, body: odd } } });
  const unread = await ada.open(path);
  expect(unread.text).toContain('Some are missing here');
  expect(unread.text).not.toContain('No change was made elsewhere');
  await fault.end();
  const answer = { status: 403, body: { error: { code: 'AuthorizationFailed', message: '' } } };
  await azure.faultWhere({ match, do: { answer } });
  const refused = await ada.open(path);
  expect(refused.text).not.toContain('No change was made elsewhere');
  expect(refused.all('alert')).toHaveLength(1);
  const file = await ada.send({ path: `${cluster.path}/changes/export.csv?show=elsewhere` });
  expect(file.headers['content-disposition']).toContain('-incomplete.csv');
});
