import { describe, expect, test } from 'vitest';
import { landedBody } from './arm/cluster-landing.ts';
import { createControlClient } from './control-client.ts';
import { isJsonObject, type JsonObject, type JsonValue } from './json.ts';
import { at, listAt, objectAt, textAt, withAt } from './json-edit.ts';
import { startEmulator } from './start.ts';
import { armClient } from './testing/arm-client.ts';
import { type Exchange, recording } from './testing/recordings.ts';

const subscriptionId = '00000000-0000-0000-0000-000000000000';
const person = 'ada@contoso.com';

/** An emulator that holds the recorded cluster, and Ada who owns the subscription. */
async function withCluster(body: JsonObject, act: (emulator: string) => Promise<void>) {
  const emulator = await startEmulator({
    seed: {
      people: [{ upn: person, displayName: 'Ada' }],
      subscriptions: [
        {
          id: subscriptionId,
          displayName: 'recorded',
          // The recordings are older than eTags in answers.
          clusters: [{ body, showsETag: false }],
          roles: [{ person, role: 'Owner' }],
        },
      ],
    },
  });
  await act(emulator.url).finally(emulator.close);
}

/** Request paths of the recording, which were sent to another host. */
function pathOf({ uri }: Exchange): string {
  const { pathname, search } = new URL(uri);
  return `${pathname}${search}`;
}

describe('clearing the list, as recorded', () => {
  const [before, put, inProgress, done, after, deleted] = recording('clear-authorized-ranges.json');
  if (!before || !put || !inProgress || !done || !after || !deleted) throw new Error('incomplete');

  test('a PUT is answered with the body AKS answered', async () => {
    await withCluster(objectAt(before.body), async (url) => {
      const answer = await armClient(url, person)('PUT', pathOf(put), {
        body: put.sent ?? null,
      });

      expect(answer.status).toBe(put.status);
      expect(comparable(answer.body)).toEqual(comparable(put.body));
      expect(operationAddress(answer.headers.get('azure-asyncoperation'))).toEqual(
        operationAddress(put.headers['azure-asyncoperation']),
      );
    });
  });

  test('polls and the GET afterwards look as they did', async () => {
    await withCluster(objectAt(before.body), async (url) => {
      const control = createControlClient(url);
      const asAda = armClient(url, person);
      const notLatest = at(inProgress.body, 'error');
      const error = { code: textAt(notLatest, 'code'), message: textAt(notLatest, 'message') };
      await control.editCluster(textAt(before.body, 'id'), {
        operations: { ends: { afterPolls: 1 }, error, errorWhileInProgress: error },
      });

      const { headers } = await asAda('PUT', pathOf(put), { body: put.sent ?? null });
      const address = headers.get('azure-asyncoperation') ?? '';
      const [first, second] = [await asAda('GET', address), await asAda('GET', address)];
      const read = await asAda('GET', pathOf(after));

      expect(keysAndStatus(first.body)).toEqual(keysAndStatus(inProgress.body));
      expect(keysAndStatus(second.body)).toEqual(keysAndStatus(done.body));
      expect(comparable(read.body)).toEqual(comparable(after.body));
    });
  });

  test('a DELETE names two addresses', async () => {
    await withCluster(objectAt(before.body), async (url) => {
      const { status, headers } = await armClient(url, person)('DELETE', pathOf(deleted));

      expect(status).toBe(deleted.status);
      for (const name of ['azure-asyncoperation', 'location']) {
        expect(operationAddress(headers.get(name))).toEqual(
          operationAddress(deleted.headers[name]),
        );
      }
    });
  });

  test('what lands keeps the order in which AKS answers', () => {
    const landed = landedBody(objectAt(before.body), objectAt(put.sent));
    expect(Object.keys(objectAt(landed, 'properties'))).toEqual(
      Object.keys(objectAt(put.body, 'properties')),
    );
  });
});

test('a list links to one more page, which is empty', async () => {
  const [first, second] = recording('list-then-empty-page.json');
  if (!first || !second) throw new Error('incomplete');
  await withCluster(objectAt(listAt(first.body, 'value')[0]), async (url) => {
    const asAda = armClient(url, person);

    const page = await asAda('GET', pathOf(first));
    const next = await asAda('GET', textAt(page.body, 'nextLink'));

    expect(page.body).toEqual({ ...objectAt(first.body), nextLink: expect.any(String) });
    const query = (link: string) => [...new URL(link).searchParams.keys()];
    expect(query(textAt(page.body, 'nextLink'))).toEqual(query(textAt(first.body, 'nextLink')));
    expect(next.body).toEqual(second.body);
  });
});

const refusals = [
  { file: 'resource-not-found.json', what: 'a missing cluster' },
  { file: 'authorization-failed.json', what: 'a missing right' },
] as const;

for (const { file, what } of refusals) {
  test(`${what} has the shape that was recorded`, async () => {
    const [recorded] = recording(file);
    const [cluster] = recording('clear-authorized-ranges.json');
    await withCluster(objectAt(cluster?.body), async (url) => {
      const control = createControlClient(url);
      const isForbidden = recorded?.status === 403;
      if (isForbidden) await control.editSubscription(subscriptionId, { roles: [] });
      const id = textAt(cluster?.body, 'id');
      const path = isForbidden ? id : `${id}-which-is-not-there`;

      const { status, headers, body } = await armClient(url, person)(
        'GET',
        `${path}?api-version=2024-09-01`,
      );

      expect(status).toBe(recorded?.status);
      expect(headers.get('x-ms-failure-cause')).toBe(recorded?.headers['x-ms-failure-cause']);
      expect(Object.keys(objectAt(body, 'error'))).toEqual(
        Object.keys(objectAt(recorded?.body, 'error')),
      );
      expect(withoutNames(body)).toBe(withoutNames(recorded?.body));
    });
  });
}

test('a cluster that has just been deleted is missed by AKS itself, flat', async () => {
  const [recorded] = recording('cluster-not-found.json');
  const [cluster] = recording('clear-authorized-ranges.json');
  await withCluster(objectAt(cluster?.body), async (url) => {
    const asAda = armClient(url, person);
    const path = `${textAt(cluster?.body, 'id')}?api-version=2024-09-01`;
    await asAda('DELETE', path);
    await asAda('GET', path);

    const { status, body } = await asAda('GET', path);

    expect(status).toBe(recorded?.status);
    expect(Object.keys(objectAt(body))).toEqual(Object.keys(objectAt(recorded?.body)));
    expect(textAt(body, 'subcode')).toBe(textAt(recorded?.body, 'subcode'));
  });
});

/** Without the two fields that AKS fills in by itself and the emulator does not. */
function comparable(body: JsonValue | undefined): JsonValue {
  const pools = listAt(body, 'properties', 'agentPoolProfiles').map((pool) =>
    isJsonObject(pool) ? withAt(pool, ['nodeLabels'], undefined) : pool,
  );
  const shown = withAt(objectAt(body), ['properties', 'agentPoolProfiles'], pools);
  return withAt(shown, ['properties', 'storageProfile'], undefined);
}

function operationAddress(address: string | null | undefined): unknown {
  const { pathname, searchParams } = new URL(address ?? '');
  const path = pathname.replace(/[^/]+$/, '').toLowerCase();
  return { path, names: [...searchParams.keys()], version: searchParams.get('api-version') };
}

function keysAndStatus(body: JsonValue): unknown {
  return [Object.keys(objectAt(body)), textAt(body, 'status'), at(body, 'error')];
}

function withoutNames(body: JsonValue | undefined): string {
  return textAt(body, 'error', 'message').replaceAll(/'[^']*'/g, "'…'");
}
