import { apply, ask, expectBecomes, review } from '../outside/changes.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { enter } from './fixtures/over-http.ts';

const many = (length: number) =>
  Array.from({ length }, (_, at) => `73.${at >> 8}.${at & 255}.0/24`);

test('says that nothing was asked for', async ({ azure }) => {
  const { cluster, ada } = await enter(azure, oneCluster({ entries: many(2) }));
  const page = await ada.press(await ada.open(cluster.path), 'Review changes');

  expect(page.text).toContain('Type what to add, or mark what to remove.');
  expect(await azure.putsOf(cluster)).toEqual([]);
});

test('points out what is there already, and has nothing to apply then', async ({ azure }) => {
  const entries = ['73.140.245.7', '193.168.1.0/24'];
  const { cluster, ada } = await enter(azure, oneCluster({ entries }));
  const reviewed = await review(ada, cluster, '73.140.245.7/32 193.168.1.0/24');

  expect(reviewed.part('Review')).toContain('It is already so');
  expect(reviewed.all('button')).not.toContain('Apply');
  expect(await azure.putsOf(cluster)).toEqual([]);
});

test('points out what another entry admits already, and what is not wholly on the internet', async ({
  azure,
}) => {
  const { cluster, ada } = await enter(azure, oneCluster({ entries: ['193.168.1.0/24'] }));
  const reviewed = await review(ada, cluster, '193.168.1.7\n10.0.0.0/7\n194.168.1.0/24');

  expect(reviewed.all('added')).toEqual([
    expect.stringContaining('already admitted by 193.168.1.0/24'),
    expect.stringContaining('A part of 10.0.0.0/7 lies in 10.0.0.0/8 (Private-Use)'),
    '194.168.1.0/24',
  ]);
  expect(reviewed.text).toContain('10.0.0.0/7: 33,554,432 addresses, 0.78% of all there are.');
  await apply(ada, reviewed, { tick: ['This lets in a large part of the internet'] });
  expect(await azure.entriesOf(cluster)).toEqual([
    ...['193.168.1.0/24', '193.168.1.7/32', '10.0.0.0/7', '194.168.1.0/24'],
  ]);
});

test('refuses the 201st entry, and keeps what was typed', async ({ azure }) => {
  const { cluster, ada } = await enter(azure, oneCluster({ entries: many(199) }));
  const page = await ada.open(cluster.path);
  expect(page.text).toContain('199 of 200 entries');
  const text = '194.168.1.0/24, 193.168.1.0/24';
  const refused = await ada.press(page, 'Review changes', { fill: { 'Add ranges': text } });

  const alert = refused.all('alert').find((each) => each.includes('The list would be too long'));
  expect(alert).toContain('AKS takes 200 entries for this cluster');
  expect(alert).toContain('With API server VNet integration it takes 2,000.');
  expect(alert).toContain('Remove entries that nobody needs');
  expect(refused.value('Add ranges')).toBe(text);

  const fewer = { fill: { 'Add ranges': '194.168.1.0/24' } };
  const reviewed = await ada.press(refused, 'Review changes', fewer);
  expect(reviewed.part('Review')).toContain('200 of 200 entries are used after this change.');
  expect(await azure.putsOf(cluster)).toEqual([]);
});

test('leaves it to Azure whether a list that is longer already takes one more', async ({
  azure,
}) => {
  const entries = many(240);
  const { cluster, ada } = await enter(azure, oneCluster({ entries }));
  expect((await ada.open(cluster.path)).text).toContain('Azure decides whether one more is taken');

  const says = ['The list would be too long', 'AKS takes 200 entries for this cluster'];
  await expectBecomes(ada, await ask(ada, cluster), 'Refused', says);
  expect(await azure.putsOf(cluster)).toHaveLength(1);
  expect(await azure.entriesOf(cluster)).toEqual(entries);
});

test('takes 2,000 entries where the API server is integrated into a network', async ({ azure }) => {
  const entries = many(240);
  const { cluster, ada } = await enter(azure, oneCluster({ entries, vnetIntegration: true }));
  expect((await ada.open(cluster.path)).text).toContain('240 of 2,000 entries');
  const reviewed = await review(ada, cluster);
  expect(reviewed.part('Review')).toContain('and 232 more entries that stay as they are');
  await apply(ada, reviewed);

  expect(await azure.entriesOf(cluster)).toEqual([...entries, '194.168.1.0/24']);
});

test('takes entries out of a list that is too long, and keeps the rest whole', async ({
  azure,
}) => {
  const entries = many(240);
  const { cluster, ada } = await enter(azure, oneCluster({ entries }));
  const page = await ada.open(cluster.path);
  const reviewed = await ada.press(page, 'Review changes', { tick: ['Remove 73.0.7.0/24'] });
  expect(reviewed.part('Review')).toContain('240 before, 239 after');
  const done = await apply(ada, reviewed);

  const left = entries.filter((entry) => entry !== '73.0.7.0/24');
  expect(done.all('code', 'Entries')).toEqual(left);
  expect(await azure.entriesOf(cluster)).toEqual(left);
});
