import { expectBecomes } from '../outside/changes.ts';
import { ownAddress } from '../outside/own-address.ts';
import { expect, oneCluster, test } from './fixtures/index.ts';
import { enter } from './fixtures/over-http.ts';
import { shownChange } from './fixtures/pages.ts';

const addMe = `Add ${ownAddress}/32`;

/** Add my IP where adding an address would do something else than letting one person in. */
test.describe('Add my IP', () => {
  test('never turns the firewall of an open cluster on, and leads to restricting it', async ({
    azure,
  }) => {
    const { cluster, ada } = await enter(azure, oneCluster({ entries: [] }));
    expect((await ada.open(cluster.path)).all('link')).not.toContain('Add my IP');

    const page = await ada.open(`${cluster.path}/add-my-ip`);
    expect(page.text).toContain('This cluster is open: you get in already');
    expect(page.all('button')).not.toContainEqual(expect.stringMatching(/^Add /));

    const restrict = await ada.follow(page, 'Restrict this cluster');
    expect(restrict.value('Add ranges')).toMatch(new RegExp(`^${ownAddress}/32 # you$`, 'm'));
    expect(await azure.putsOf(cluster)).toEqual([]);
  });

  test('takes entries that together cover everything for an open cluster', async ({ azure }) => {
    const entries = ['0.0.0.0/1', '128.0.0.0/1', '73.140.245.0/24'];
    const { cluster, ada } = await enter(azure, oneCluster({ entries }));

    const { text } = await ada.open(`${cluster.path}/add-my-ip`);

    expect(text).toContain('This cluster is open: you get in already');
    expect(await azure.entriesOf(cluster)).toEqual(entries);
  });

  test('asks first when the cluster was opened after the page was', async ({ azure }) => {
    const { cluster, ada } = await enter(azure, oneCluster({ entries: ['73.140.245.0/24'] }));
    const page = await ada.open(`${cluster.path}/add-my-ip`);
    await azure.edit(cluster, { authorizedIPRanges: [] });

    const change = await ada.press(page, addMe);

    const asked = await expectBecomes(ada, change, 'Needs confirmation');
    expect(asked.all('checkbox')).toContainEqual(
      expect.stringContaining('Restricts the API server to the list'),
    );
    expect(asked.ticked()).toEqual([]);
    await expectBecomes(ada, await ada.press(asked, 'Discard'), 'Cancelled');
    expect(await azure.putsOf(cluster)).toEqual([]);
    expect(await azure.entriesOf(cluster)).toEqual([]);
  });

  test('ends cluster-only after asking, and takes 0.0.0.0/32 out', async ({
    azure,
    page,
    enterHere,
  }) => {
    const { cluster } = await enterHere(oneCluster({ entries: ['0.0.0.0/32'] }));
    await page.goto(`${cluster.path}/add-my-ip`);
    const agreed = page.getByRole('checkbox', { name: 'Lets addresses in again' });
    const button = page.getByRole('button', { name: addMe });

    // The browser itself holds a form back whose box is not ticked.
    await button.click();
    await expect(agreed).toBeFocused();
    expect(await azure.putsOf(cluster)).toEqual([]);

    await agreed.check();
    await button.click();
    await expect(shownChange(page)).toContainText('Done');
    await expect(page.getByText('One address reaches this API server')).toBeVisible();
    expect(await azure.entriesOf(cluster)).toEqual([`${ownAddress}/32`]);
  });

  test('is not offered for a private cluster, whose page says why', async ({ azure }) => {
    const { cluster, ada } = await enter(
      azure,
      oneCluster({ private: true, entries: ['73.140.245.0/24'] }),
    );
    const fleet = await ada.open('/clusters');
    expect(fleet.all('cluster')).toContain(cluster.name);
    expect(fleet.all('link')).not.toContain('Add my IP');

    const page = await ada.open(`${cluster.path}/add-my-ip`);

    expect(page.text).toContain('This cluster is private');
    expect(page.all('button')).not.toContainEqual(expect.stringMatching(/^Add /));
    expect(await azure.entriesOf(cluster)).toEqual(['73.140.245.0/24']);
  });
});
