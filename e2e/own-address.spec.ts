import { ownAddress } from '../outside/own-address.ts';
import { noteAddress } from '../outside/person.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { enter, signInOverHttp } from './fixtures/over-http.ts';
import { echoAnswers } from './fixtures/own-address.ts';
import { shownChange } from './fixtures/pages.ts';

const restricted = oneCluster({ entries: ['73.140.245.0/24'] });

test.describe('when the address echo is down, or answers with something else', () => {
  test.use({ expectedComplaints: [/status of 503/] });

  test('says that no address is known, counts nothing by it, and adds what is typed', async ({
    azure,
    page,
    signInAs,
  }) => {
    const { operator, cluster } = await azure.seed(restricted);
    await echoAnswers(page, '', 503);
    await signInAs(operator);
    await page.goto('/clusters');
    const summary = page.getByRole('region', { name: 'Summary' });
    await expect(summary).toContainText('Your address is not known.');
    await expect(summary).not.toContainText('lets you in');
    await expect(page.getByRole('row', { name: cluster.name })).toContainText('Unknown');

    await echoAnswers(page, '<html>Please sign in to the hotel’s network</html>');
    await page.goto(`${cluster.path}/add-my-ip`);
    await expect(page.getByText('Your address is not known')).toBeVisible();
    await expect(
      page.getByText('This console is not told where requests come from.'),
    ).toBeVisible();
    const box = page.getByRole('textbox', { name: 'Your public IPv4 address' });
    await box.fill('194.168.1.7');
    await page.getByRole('button', { name: 'Use it' }).click();
    await expect(page.getByText('You come from 194.168.1.7 (typed')).toBeVisible();
    await page.getByRole('button', { name: 'Add 194.168.1.7/32' }).click();
    await expect(shownChange(page)).toContainText('Done');
    expect(await azure.entriesOf(cluster)).toEqual(['73.140.245.0/24', '194.168.1.7/32']);
  });
});

test('refuses what is nobody’s own address, and keeps it in the box', async ({ azure }) => {
  const { operator, cluster } = await azure.seed(restricted);
  const ada = await signInOverHttp(operator, 'address not known');
  const page = await ada.open(`${cluster.path}/add-my-ip`);
  const box = 'Your public IPv4 address';
  for (const [text, reason] of [
    ['192.168.2.20', 'lies in 192.168.0.0/16 (Private-Use)'],
    ['2a02:810a::7', 'is IPv6. AKS admits IPv4 only'],
    ['my laptop', 'is not an IPv4 address'],
  ] as const) {
    const refused = await ada.press(page, 'Use it', { fill: { [box]: text } });
    expect(refused.text).toContain(reason);
    expect(refused.value(box)).toBe(text);
    expect(refused.all('button')).not.toContainEqual(expect.stringMatching(/^Add /));
  }
  expect(await azure.putsOf(cluster)).toEqual([]);
});

test('notices that the address has changed when somebody comes back to the window', async ({
  page,
  enterHere,
}) => {
  const { cluster } = await enterHere(
    oneCluster({ entries: ['73.140.245.0/24', `${ownAddress}/32`] }),
  );
  await page.goto(cluster.path);
  await expect(page.getByText(`You (${ownAddress}):`)).toBeVisible();

  await echoAnswers(page, '194.168.1.7');
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));

  await expect(page.getByText('You (194.168.1.7):')).toBeVisible();
  await expect(page.getByRole('link', { name: 'You come from 194.168.1.7' })).toBeVisible();
  await page.getByRole('link', { name: 'Add my IP' }).click();
  await expect(page.getByRole('button', { name: 'Add 194.168.1.7/32' })).toBeVisible();
});

test('what somebody typed stands on every page, whatever the echo sees', async ({ azure }) => {
  const { cluster, ada } = await enter(
    azure,
    oneCluster({ entries: ['73.140.245.0/24', `${ownAddress}/32`] }),
  );
  const chosen = await ada.follow(await ada.open('/clusters'), 'You come from');
  const fill = { 'Another address': '73.140.245.9:51234' };
  const fleet = await ada.press(chosen, 'Use it', { fill });

  expect(fleet.part('Summary')).toContain('You come from 73.140.245.9 (typed)');
  await noteAddress(ada, ownAddress);
  const page = await ada.open(cluster.path);
  expect(page.text).toContain('You (73.140.245.9):');
  expect(page.text).toContain('by 73.140.245.0/24');
});
