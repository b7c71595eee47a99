import { describe, expect, test } from 'vitest';
import { makeCredential } from '#lib/azure/credential';
import { type FakeAnswer, fakeAzure, shop } from '#lib/azure/test-azure';
import type { LinkedRight } from '#lib/clusters/linked-rights';
import { ok } from '#lib/result';
import { readRights } from './rights.ts';

const ada = makeCredential('11111111-1111-4111-8111-111111111111', async () => ok('token-of-ada'));
const write = 'Microsoft.ContainerService/managedClusters/write';
const refused = { status: 403, body: { error: { code: 'AuthorizationFailed', message: '' } } };

const nothing: FakeAnswer = { body: { value: [] } };

/** Answers by a part of the address; what is not named is an empty list. */
const rightsWith = (
  answers: Readonly<Record<string, FakeAnswer>>,
  linkedRights: LinkedRight[] = [],
) => {
  const { arm, requests } = fakeAzure(({ url }) => {
    const [, answer] = Object.entries(answers).find(([part]) => url.includes(part)) ?? [];
    return answer ?? nothing;
  });
  return readRights(arm, ada, { id: shop, linkedRights }).then((rights) => ({
    ...rights,
    asked: requests.map(({ url }) => url),
  }));
};

type Entry = { actions?: string[]; notActions?: string[] };

const judged: [string, Entry[], 'allowed' | 'missing'][] = [
  ['an owner', [{ actions: ['*'], notActions: [] }], 'allowed'],
  [
    'a contributor of AKS',
    [{ actions: ['microsoft.containerservice/managedclusters/*'] }],
    'allowed',
  ],
  ['somebody with exactly this right', [{ actions: [write.toUpperCase()] }], 'allowed'],
  ['somebody with every write', [{ actions: ['*/write'] }], 'allowed'],
  ['a reader', [{ actions: ['*/read'], notActions: [] }], 'missing'],
  ['nobody', [], 'missing'],
  ['somebody with only the end of its name', [{ actions: ['managedClusters/write'] }], 'missing'],
  [
    'somebody with only the start of its name',
    [{ actions: ['Microsoft.ContainerService/managedClusters'] }],
    'missing',
  ],
  ['somebody with a right of a longer name', [{ actions: [`${write}/x`] }], 'missing'],
  [
    'somebody with a right of a similar name',
    [{ actions: ['MicrosoftXContainerService/managedClusters/write'] }],
    'missing',
  ],
  [
    'somebody whose role leaves it out',
    [{ actions: ['*'], notActions: ['Microsoft.ContainerService/*/write'] }],
    'missing',
  ],
  [
    'somebody whose other role grants what the first leaves out',
    [{ actions: ['*'], notActions: [write] }, { actions: [write] }],
    'allowed',
  ],
];

for (const [who, value, expected] of judged) {
  test(`calls writing ${expected} for ${who}`, async () => {
    const rights = await rightsWith({ '/permissions?': { body: { value } } });
    expect(rights.write).toBe(expected);
    expect(rights.missing).toBe(expected === 'missing' ? write : undefined);
  });
}

const lock = (scope: string, level: string) => ({
  id: `${scope}/providers/Microsoft.Authorization/locks/freeze`,
  name: 'freeze',
  properties: { level },
});

test('names the locks that forbid changes, and what they were put on', async () => {
  const subscription = '/subscriptions/22222222-2222-4222-8222-222222222222';
  const group = `${subscription}/resourcegroups/RG-shop`;
  const aks = `${group}/providers/Microsoft.ContainerService/managedClusters/aks-shop`;
  const value = [
    lock(group, 'ReadOnly'),
    lock(subscription, 'CanNotDelete'),
    // It holds for what lies below it.
    lock(`${aks}/agentPools/p`, 'ReadOnly'),
  ];
  const rights = await rightsWith({ '/locks?': { body: { value } } });
  expect(rights.readOnlyLocks).toEqual([{ name: 'freeze', level: 'ReadOnly', scope: group }]);
});

test('guesses nothing where Azure does not say', async () => {
  const unknown = { write: 'unknown', eligible: [], linkedMissing: [] };
  expect(await rightsWith({ '/permissions?': refused, '/locks?': refused })).toMatchObject({
    ...unknown,
    readOnlyLocks: 'unknown',
  });
  expect(await rightsWith({ '/permissions?': { body: { value: [7] } } })).toMatchObject({
    ...unknown,
    readOnlyLocks: [],
  });
  expect(await rightsWith({ '/roleEligibilityScheduleInstances?': refused })).toMatchObject({
    write: 'missing',
    eligible: 'unknown',
  });
});

describe('roles that are eligible and not active', () => {
  const group = '/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/RG-SHOP';
  const eligible = (role: string, scope: string) => ({
    properties: {
      scope,
      roleDefinitionId: `/subscriptions/2/providers/Microsoft.Authorization/roleDefinitions/${role}`,
      expandedProperties: { roleDefinition: { displayName: `Role ${role}` } },
    },
  });
  const definition = (...actions: string[]): FakeAnswer => ({
    body: { properties: { permissions: [{ actions, notActions: [] }] } },
  });
  const list = (...value: object[]) => ({
    '/roleEligibilityScheduleInstances?': { body: { value } },
  });

  test('are named where they would let the person write this cluster', async () => {
    const { eligible: found } = await rightsWith({
      ...list(
        eligible('writes', group),
        eligible('reads', group),
        eligible('writes', `${group}-2`),
        eligible('above', '/providers/Microsoft.Management/managementGroups/all'),
      ),
      'roleDefinitions/reads': definition('*/read'),
      'roleDefinitions/': definition('*'),
    });
    expect(found).toEqual([
      { name: 'Role writes', scope: group, grants: 'yes' },
      {
        name: 'Role above',
        scope: '/providers/Microsoft.Management/managementGroups/all',
        grants: 'yes',
      },
    ]);
  });

  test('are named with a doubt where nobody may read what they hold', async () => {
    const { eligible: found } = await rightsWith({
      ...list(eligible('secret', group)),
      'roleDefinitions/': refused,
    });
    expect(found).toEqual([{ name: 'Role secret', scope: group, grants: 'unknown' }]);
  });

  test('are not asked about for whoever may write already', async () => {
    const { asked } = await rightsWith({
      '/permissions?': { body: { value: [{ actions: ['*'] }] } },
    });
    expect(asked.filter((url) => url.includes('Eligibility'))).toEqual([]);
  });
});

describe('rights on what the cluster refers to', () => {
  const join = 'Microsoft.Network/virtualNetworks/subnets/join/action';
  const right = (name: string) => ({ action: join, scope: `/subscriptions/2/subnets/${name}` });
  const may = (...actions: string[]): FakeAnswer => ({ body: { value: [{ actions }] } });

  test('are missing where Azure says so, and not where it says nothing', async () => {
    const { linkedMissing } = await rightsWith(
      {
        'subnets/joined/': may(join),
        'subnets/seen/': may('*/read'),
        'subnets/hidden/': refused,
        'managedClusters/aks-shop/': may('*'),
      },
      [right('joined'), right('seen'), right('hidden')],
    );
    expect(linkedMissing).toEqual([right('seen')]);
  });

  test('are asked for a few resources only, and not at all for a reader', async () => {
    const many = Array.from({ length: 20 }, (_, n) => right(`s${n}`));
    const writer = await rightsWith({ 'managedClusters/aks-shop/': may('*') }, many);
    const reader = await rightsWith({ 'managedClusters/aks-shop/': may('*/read') }, many);
    const about = (asked: string[]) => asked.filter((url) => url.includes('/subnets/')).length;
    expect([about(writer.asked), about(reader.asked)]).toEqual([6, 0]);
  });
});
