import { ask, expectBecomes } from '../outside/changes.ts';
import { answerAt } from '../outside/person.ts';
import { expectAdded } from './fixtures/asking.ts';
import { type Elsewhere, openElsewhere } from './fixtures/elsewhere.ts';
import { refuseResourceGraph } from './fixtures/fleet.ts';
import { test as base, expect } from './fixtures/index.ts';
import { enter, nobody } from './fixtures/over-http.ts';

const test = base.extend<{ readonly elsewhere: Elsewhere; readonly spellings: Spellings }>({
  elsewhere: async ({ emulatorUrl }, use) => {
    const elsewhere = await openElsewhere();
    expect(elsewhere.origin).not.toBe(emulatorUrl);
    // What it would look like if something got there.
    await fetch(elsewhere.origin, { headers: { authorization: 'Bearer seen' } });
    expect(elsewhere.asked.splice(0)).toEqual(['GET / Bearer seen']);
    await use(elsewhere);
    elsewhere.close();
    expect(elsewhere.asked, 'what got elsewhere').toEqual([]);
  },
  /** Ways to write an address that leads elsewhere, some of them made to look like Azure's. */
  spellings: async ({ elsewhere, emulatorUrl }, use) => {
    const { host } = new URL(elsewhere.origin);
    await use((path) => [
      `${elsewhere.origin}${path}`,
      `//${host}${path}`,
      `\\\\${host}${path}`,
      `http://${new URL(emulatorUrl).host}@${host}${path}`,
      `${emulatorUrl.replace(/:\d+$/, '')}:${new URL(elsewhere.origin).port}${path}`,
    ]);
  },
});

type Spellings = (path: string) => readonly string[];

const managedClusters = '/providers/Microsoft.ContainerService/managedClusters';

test('follows no page of a list that lies elsewhere, and says what is missing', async ({
  azure,
  spellings,
}) => {
  const { operator, subscription, ada } = await enter(azure);
  await refuseResourceGraph(azure, operator);
  const list = `/subscriptions/${subscription.id}${managedClusters}`;

  const page = await ada.open('/clusters');
  expect(page.text).not.toContain('could not be read');

  for (const nextLink of spellings(`${list}?page=2`)) {
    const before = await azure.newest();
    const hostile = await azure.faultWhere({
      match: { path: list, operator: operator.upn },
      do: { answer: { status: 200, body: { value: [], nextLink } } },
    });
    // Else what was read a moment ago would be shown.
    const again = await ada.press(page, 'Read again');
    expect(again.text).toContain('1 place could not be read');
    const asked = { operator: operator.upn, path: list, after: before };
    expect(await azure.control.requests(asked), 'that it was read').not.toEqual([]);
    await hostile.end();
  }
});

test('follows no list of subscriptions or directories elsewhere', async ({ azure, spellings }) => {
  const { operator, ada } = await enter(azure);
  const page = await ada.open('/clusters');
  for (const list of ['/subscriptions', '/tenants']) {
    for (const nextLink of spellings(`${list}?page=2`)) {
      const before = await azure.newest();
      const hostile = await azure.faultWhere({
        match: { path: `^${list}\\?`, operator: operator.upn },
        do: { answer: { status: 200, body: { value: [], nextLink } } },
      });
      const again = await ada.press(page, 'Read again');
      expect(again.all('heading')).toContain('Clusters');
      const asked = { operator: operator.upn, path: list, after: before };
      expect(await azure.control.requests(asked), 'that it was read').not.toEqual([]);
      await hostile.end();
    }
  }
});

for (const header of ['azure-asyncoperation', 'location']) {
  test(`follows no operation elsewhere (${header}), but the cluster itself`, async ({
    azure,
    spellings,
  }) => {
    const { cluster, ada } = await enter(azure);
    const [link = ''] = spellings('/operations/1?api-version=2024-09-01');
    await azure.fault(cluster, {
      method: 'PUT',
      do: {
        answer: {
          when: 'after',
          status: 202,
          headers: { [header]: link },
          body: await azure.bodyOf(cluster),
        },
      },
    });

    await expectBecomes(ada, await ask(ada, cluster), 'Done');

    await expectAdded(azure, cluster, 1);
  });
}

test('takes its token along no redirect of Azure’s', async ({ azure, elsewhere }) => {
  const { cluster, ada } = await enter(azure);
  const redirect = (status: number) => ({
    answer: { status, headers: { location: `${elsewhere.origin}${cluster.id}` } },
  });

  for (const status of [301, 302, 303, 307, 308]) {
    const hostile = await azure.fault(cluster, { method: 'GET', do: redirect(status) });
    const page = await ada.open(cluster.path);
    expect(page.all('heading')).toContain(cluster.name);
    expect(page.part('Entries')).toBe('');
    await hostile.end();
  }

  await azure.fault(cluster, { method: 'PUT', times: 1, do: redirect(307) });
  await expectBecomes(ada, await ask(ada, cluster), 'Done');
  // The first was answered by nobody who knows: so it is read, and sent once more.
  await expectAdded(azure, cluster, 2);
});

test('takes its secret along no redirect of Entra’s', async ({ azure, elsewhere }) => {
  const { operator } = await azure.seed();
  const ada = nobody();
  const callback = await answerAt(await ada.open('/clusters'), operator);
  const code = new URLSearchParams(callback.split('?')[1]).get('code') ?? '';
  await azure.faultWhere({
    match: { path: '/oauth2/v2.0/token', body: code },
    do: { answer: { status: 307, headers: { location: `${elsewhere.origin}/token` } } },
  });

  const page = await ada.open(callback);

  expect(page.all('heading')).toContain('Microsoft Entra cannot be reached');
});
