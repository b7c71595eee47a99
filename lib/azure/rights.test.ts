import { expect, test } from 'vitest';
import { ok } from '#lib/result';
import { makeCredential } from './credential.ts';
import { type FakeAnswer, fakeAzure, shop } from './fake-azure.ts';
import { readRights } from './rights.ts';

const ada = makeCredential('11111111-1111-4111-8111-111111111111', async () => ok('token-of-ada'));
const write = 'Microsoft.ContainerService/managedClusters/write';
const refused = { status: 403, body: { error: { code: 'AuthorizationFailed', message: '' } } };

const rightsWith = (permissions: FakeAnswer, locks: FakeAnswer = { body: { value: [] } }) => {
  const { arm } = fakeAzure(({ url }) => (url.includes('/locks?') ? locks : permissions));
  return readRights(arm, ada, shop);
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
    const rights = await rightsWith({ body: { value } });
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
  const value = [
    lock('/subscriptions/2/resourceGroups/rg', 'ReadOnly'),
    lock('/subscriptions/2', 'CanNotDelete'),
  ];
  const rights = await rightsWith({ body: { value: [] } }, { body: { value } });
  expect(rights.readOnlyLocks).toEqual([
    { name: 'freeze', level: 'ReadOnly', scope: '/subscriptions/2/resourceGroups/rg' },
  ]);
});

test('guesses nothing where Azure does not say', async () => {
  expect(await rightsWith(refused, refused)).toEqual({
    write: 'unknown',
    readOnlyLocks: 'unknown',
  });
  expect(await rightsWith({ body: { value: [7] } })).toEqual({
    write: 'unknown',
    readOnlyLocks: [],
  });
});
