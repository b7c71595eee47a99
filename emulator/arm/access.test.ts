import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at, listAt, objectAt, textAt } from '../json-edit.ts';
import { armClient } from '../testing/arm-client.ts';
import { people, startWorld } from '../testing/world.ts';

const mfa = { access_token: { acrs: { essential: true, value: 'p1' } } };

let world: Awaited<ReturnType<typeof startWorld>>;
let url: string;
let cluster: string;
beforeAll(async () => {
  world = await startWorld({ clusters: [{ name: 'aks-one', entries: ['73.140.245.0/24'] }] });
  url = world.emulator.url;
  cluster = world.urlOf({ name: 'aks-one' });
});
afterAll(() => world.close());

/** The status and code of a PUT of what is there. */
async function put(options: { acrs?: string[] } = {}) {
  const asAda = armClient(url, people.ada, options);
  const { body } = await asAda('GET', cluster);
  const answer = await asAda('PUT', cluster, { body });
  return { ...answer, code: textAt(answer.body, 'error', 'code') };
}

describe('a role', () => {
  test('to read does not allow to write, and says which right is missing where', async () => {
    const asRavi = armClient(url, people.ravi);
    const { status, body } = await asRavi('GET', cluster);
    const refused = await asRavi('PUT', cluster, { body });

    expect([status, refused.status]).toEqual([200, 403]);
    const message = textAt(refused.body, 'error', 'message');
    expect(message).toContain(`The client '${people.ravi}' with object id`);
    expect(message).toContain("'Microsoft.ContainerService/managedClusters/write'");
    expect(message).toContain(world.clusters[0]?.id);
  });

  test('that one does not have shows nothing', async () => {
    const asNoor = armClient(url, people.noor);
    expect((await asNoor('GET', cluster)).status).toBe(403);
    const { body } = await asNoor('GET', '/subscriptions?api-version=2022-12-01');
    expect(listAt(body, 'value')).toEqual([]);
  });

  test('on one group shows that group, and the list of that group alone', async () => {
    const upn = 'narrow@contoso.com';
    const scope = `/subscriptions/${world.subscriptionId}/resourceGroups/rg-platform`;
    await world.control.seed({ people: [{ upn, displayName: 'Narrow' }] });
    await world.control.editSubscription(world.subscriptionId, {
      roles: [
        { person: upn, role: 'Reader', scope },
        { person: people.ada, role: 'Owner' },
        { person: people.ravi, role: 'Reader' },
      ],
    });
    const asNarrow = armClient(url, upn);
    const list = '/providers/Microsoft.ContainerService/managedClusters?api-version=2026-06-01';
    const groups = await asNarrow(
      'GET',
      `/subscriptions/${world.subscriptionId}/resourcegroups?api-version=2022-09-01`,
    );

    expect(listAt(groups.body, 'value').map((group) => textAt(group, 'name'))).toEqual([
      'rg-platform',
    ]);
    expect((await asNarrow('GET', `${scope}${list}`)).status).toBe(200);
    const whole = await asNarrow('GET', `/subscriptions/${world.subscriptionId}${list}`);
    expect(whole.status).toBe(403);
  });

  test('that one could activate is listed and gives no right', async () => {
    const upn = 'eligible@contoso.com';
    await world.control.seed({
      people: [{ upn, displayName: 'Eligible' }],
      subscriptions: [
        {
          id: '0a0a0a0a-0000-4000-8000-000000000001',
          displayName: 'pim',
          roles: [{ person: upn, role: 'Owner', eligible: true }],
        },
      ],
    });
    const scope = '/subscriptions/0a0a0a0a-0000-4000-8000-000000000001';
    const path = `${scope}/providers/Microsoft.Authorization/roleEligibilityScheduleInstances`;
    const query = '?api-version=2020-10-01&$filter=asTarget()';
    const asEligible = armClient(url, upn);
    const { body } = await asEligible('GET', `${path}${query}`);

    const role = objectAt(listAt(body, 'value')[0], 'properties', 'expandedProperties');
    expect(textAt(role, 'roleDefinition', 'displayName')).toBe('Owner');
    expect((await asEligible('GET', `${scope}?api-version=2022-12-01`)).status).toBe(403);
  });
});

describe('what a role may do', () => {
  const definitions = '/providers/Microsoft.Authorization/roleDefinitions';
  const version = 'api-version=2022-04-01';

  test('can be read at a scope by whoever reads there, built in or not', async () => {
    const upn = 'activates@contoso.com';
    const id = '0a0a0a0a-0000-4000-8000-000000000002';
    const own = { name: 'Ranges only', actions: ['Microsoft.ContainerService/*/write'] };
    await world.control.seed({
      people: [{ upn, displayName: 'Activates' }],
      subscriptions: [
        {
          id,
          displayName: 'pim too',
          roles: [
            { person: upn, role: 'Reader' },
            { person: upn, role: 'Contributor', eligible: true },
            { person: upn, role: own, eligible: true },
          ],
        },
      ],
    });
    const asActivates = armClient(url, upn);
    const eligible = await asActivates(
      'GET',
      `/subscriptions/${id}/providers/Microsoft.Authorization/roleEligibilityScheduleInstances?api-version=2020-10-01&$filter=asTarget()`,
    );
    const ids = listAt(eligible.body, 'value').map((each) =>
      textAt(each, 'properties', 'roleDefinitionId'),
    );
    const [contributor, custom] = await Promise.all(
      ids.map((roleId) => asActivates('GET', `${roleId}?${version}`)),
    );

    expect(ids[0]).toBe(`/subscriptions/${id}${definitions}/b24988ac-6180-42a0-ab88-20f7382dd24c`);
    expect(textAt(contributor?.body ?? null, 'properties', 'roleName')).toBe('Contributor');
    const permission = listAt(custom?.body ?? null, 'properties', 'permissions')[0] ?? null;
    expect(listAt(permission, 'actions')).toEqual(own.actions);
    expect(textAt(custom?.body ?? null, 'properties', 'type')).toBe('CustomRole');
  });

  test('is told neither to strangers nor of roles that do not exist', async () => {
    const path = (role: string) =>
      `/subscriptions/${world.subscriptionId}${definitions}/${role}?${version}`;
    const owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
    const none = '00000000-0000-4000-8000-000000000000';

    expect((await armClient(url, people.noor)('GET', path(owner))).status).toBe(403);
    const missing = await armClient(url, people.ravi)('GET', path(none));
    expect([missing.status, textAt(missing.body, 'error', 'code')]).toEqual([
      404,
      'RoleDefinitionDoesNotExist',
    ]);
  });
});

describe('a write that the role allows can still be refused', () => {
  test('by a ReadOnly lock, which says where it is', async () => {
    const scope = `/subscriptions/${world.subscriptionId}/resourceGroups/rg-platform`;
    await world.control.editSubscription(world.subscriptionId, {
      locks: [{ level: 'ReadOnly', scope }],
    });
    const refused = await put();
    await world.control.editSubscription(world.subscriptionId, {
      locks: [{ level: 'CanNotDelete', scope }],
    });
    const allowed = await put();
    const deleted = await armClient(url, people.ada)('DELETE', cluster);
    await world.control.editSubscription(world.subscriptionId, { locks: [] });

    expect([refused.status, refused.code]).toEqual([409, 'ScopeLocked']);
    expect(textAt(refused.body, 'error', 'message')).toContain(`are locked: '${scope}'`);
    expect(allowed.status).toBe(200);
    expect(deleted.status).toBe(409);
  });

  test('by a policy, which it names', async () => {
    await world.control.editSubscription(world.subscriptionId, {
      policies: [{ name: 'deny-old', displayName: 'No old clusters', effect: { do: 'deny' } }],
    });
    const refused = await put();
    await world.control.editSubscription(world.subscriptionId, { policies: [] });

    expect([refused.status, refused.code]).toEqual([403, 'RequestDisallowedByPolicy']);
    const info = objectAt(listAt(refused.body, 'error', 'additionalInfo')[0], 'info');
    expect(textAt(info, 'policyAssignmentDisplayName')).toBe('No old clusters');
  });

  test('by a missing right on a linked resource', async () => {
    const id = world.clusters[0]?.id ?? '';
    const scope = '/subscriptions/99999999-0000-4000-8000-000000000009/resourceGroups/rg-net';
    const action = 'Microsoft.Network/virtualNetworks/subnets/join/action';
    await world.control.editCluster(id, { linkedRights: [{ action, scope }] });
    const refused = await put();
    await world.control.editCluster(id, { linkedRights: [] });

    expect([refused.status, refused.code]).toEqual([403, 'LinkedAuthorizationFailed']);
    expect(textAt(refused.body, 'error', 'message')).toContain(`'${action}'`);
    expect(textAt(refused.body, 'error', 'message')).toContain(`'${scope}'`);
  });

  test('by a disabled subscription', async () => {
    await world.control.editSubscription(world.subscriptionId, { readOnly: true });
    const refused = await put();
    await world.control.editSubscription(world.subscriptionId, { readOnly: false });

    expect(refused.code).toBe('ReadOnlyDisabledSubscription');
  });

  test('by a demand for claims, until the token has them', async () => {
    const challenges = (encoding: 'base64' | 'base64url' | 'unpadded') =>
      world.control.editSubscription(world.subscriptionId, {
        challenges: [{ on: 'write', claims: mfa, encoding }],
      });
    await challenges('base64url');
    const asAda = armClient(url, people.ada);
    expect((await asAda('GET', cluster)).status).toBe(200);
    const refused = await put();
    const satisfied = await put({ acrs: ['p1'] });
    await world.control.editSubscription(world.subscriptionId, { challenges: [] });

    expect(refused.status).toBe(401);
    const [, claims = ''] =
      /error="insufficient_claims", claims="([^"]+)"/.exec(
        refused.headers.get('www-authenticate') ?? '',
      ) ?? [];
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual(mfa);
    expect(satisfied.status).toBe(200);
  });
});

test('a policy may change what lands', async () => {
  await world.control.editSubscription(world.subscriptionId, {
    policies: [{ name: 'tag', effect: { do: 'modify', patch: { tags: { owner: 'policy' } } } }],
  });
  const { body } = await put();
  await world.control.editSubscription(world.subscriptionId, { policies: [] });

  expect(at(body, 'tags', 'owner')).toBe('policy');
});
