import { apply, review } from '../outside/changes.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { enter } from './fixtures/over-http.ts';
import { reviewLines } from './fixtures/review.ts';

const restricted = oneCluster({ entries: ['73.140.245.0/24'] });

test('adds what was found in a messy paste, in its order', async ({ azure }) => {
  const { cluster, ada } = await enter(azure, restricted);
  const text =
    '# VPN\n194.168.1.0/24, "137.117.106.88/29";\n193.168.1.1-193.168.1.2 73.140.245.0/24';
  await apply(ada, await review(ada, cluster, text));

  expect(await azure.entriesOf(cluster)).toEqual([
    ...['73.140.245.0/24', '194.168.1.0/24', '137.117.106.88/29'],
    ...['193.168.1.1/32', '193.168.1.2/32'],
  ]);
});

test('never rounds host bits, and offers the range that starts there', async ({
  azure,
  page,
  enterHere,
}) => {
  const { cluster } = await enterHere(restricted);
  await page.goto(cluster.path);
  const box = page.getByRole('textbox', { name: 'Add ranges' });
  await box.fill('194.168.1.0/24 # VPN\n137.117.106.90/29 # partner');
  await page.getByRole('button', { name: 'Review changes' }).click();

  await expect(
    page.getByText('"137.117.106.90/29" starts at 137.117.106.88/29: use that?'),
  ).toBeVisible();
  await expect(box).toHaveValue('194.168.1.0/24 # VPN\n137.117.106.90/29 # partner');

  await page.getByRole('button', { name: 'Use 137.117.106.88/29' }).click();
  await expect(reviewLines(page, 'added')).toHaveText(['194.168.1.0/24', '137.117.106.88/29']);
  await page.getByRole('button', { name: 'Back to editing' }).click();
  await expect(box).toHaveValue('194.168.1.0/24 # VPN\n137.117.106.88/29 # partner');
  expect(await azure.putsOf(cluster)).toEqual([]);
});

const refused = [
  ['100.64.12.0/24', 'lies in 100.64.0.0/10 (Shared Address Space'],
  ['0.0.0.0/0', 'admits the whole internet. If that is what you want, use Open this cluster.'],
  ['0.0.0.0/32', 'stands alone. If that is what you want, use Close to cluster only.'],
  ['73.140.245.0/33', 'has no valid prefix'],
  ['73.140.245.010', 'is not an IPv4 address'],
  ['2001:4860:4860::8888', 'is IPv6. AKS admits IPv4 only'],
  ['AzureCloud.WestEurope', 'Drawbridge keeps tags it finds, but adds only addresses'],
  ['vpn.example.com', 'is a name. AKS admits addresses, not names'],
  ['194.168.1.9-194.168.1.2', 'runs backwards. Did you mean 194.168.1.2-194.168.1.9?'],
] as const;

test('reports each bad piece with its line and the reason, and keeps what was typed', async ({
  azure,
}) => {
  const { cluster, ada } = await enter(azure, restricted);
  const text = ['194.168.1.0/24', ...refused.map(([piece]) => piece), '193.168.1.0/24'].join('\n');
  const page = await ada.press(await ada.open(cluster.path), 'Review changes', {
    fill: { 'Add ranges': text },
  });

  expect(page.text).toContain('9 pieces cannot be used; the other 2 are fine.');
  for (const [at, [piece, reason]] of refused.entries()) {
    const problem = page.all('item').find((item) => item.includes(`"${piece}"`));
    expect(problem).toContain(`Line ${at + 2}`);
    expect(problem).toContain(reason);
  }
  expect(page.value('Add ranges')).toBe(text);
  expect(page.part('Review')).toBe('');
  expect(await azure.putsOf(cluster)).toEqual([]);
});
