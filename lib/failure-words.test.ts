import { describe, expect, test } from 'vitest';
import { type Failure, failureSchema } from './failure.ts';
import { failureWords } from './failure-words.ts';

const scope =
  '/subscriptions/11112222-bbbb-3333-cccc-4444dddd5555/resourceGroups/rg-payments/providers/Microsoft.ContainerService/managedClusters/aks-prod';
const write = 'Microsoft.ContainerService/managedClusters/write';
const azureMessage = 'Raw text of Azure, with details that help nobody.';

const failures: readonly Failure[] = [
  { code: 'sign-in-needed' },
  { code: 'claims-challenge', claims: '{}' },
  { code: 'challenge-repeated' },
  { code: 'not-authorized', action: write, scope },
  {
    code: 'linked-not-authorized',
    action: 'Microsoft.Network/virtualNetworks/subnets/join/action',
    linkedScope: '/subscriptions/x/subnets/s',
  },
  { code: 'policy-denied', policies: ['Allowed locations'] },
  { code: 'locked', scopes: ['/subscriptions/x/resourceGroups/rg'] },
  { code: 'not-found', what: 'resource-group' },
  { code: 'recreated' },
  { code: 'time-is-over' },
  { code: 'wrong-directory' },
  { code: 'busy', operation: 'Upgrading' },
  { code: 'precondition-failed' },
  { code: 'precondition-failed', unmoved: true },
  { code: 'throttled', retryAfterSeconds: 17 },
  { code: 'subscription-disabled' },
  { code: 'stopped' },
  { code: 'private-cluster' },
  { code: 'basic-load-balancer' },
  { code: 'too-many-ranges', limit: 200 },
  { code: 'fleet-hub' },
  { code: 'objection', status: 400, azureMessage },
  { code: 'console-not-accepted', what: 'credential' },
  { code: 'console-not-accepted', what: 'registration' },
  { code: 'azure-error', status: 503 },
  { code: 'unreachable' },
  { code: 'operation-failed', ended: 'Failed', azureMessage },
  { code: 'switched-off', setting: 'READ_ONLY' },
  { code: 'not-recorded' },
  { code: 'perhaps-recorded' },
  { code: 'newer-release' },
];

describe('the words of a failure', () => {
  test('are tested for every code there is', () => {
    const codes = failureSchema.options.map((option) => option.shape.code.value);
    expect(new Set(failures.map(({ code }) => code))).toEqual(new Set(codes));
  });

  test.each(failures)('are sentences that say what happened and what to do: $code', (failure) => {
    const { title, text, todo } = failureWords({ ...failure, azureMessage });
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(text).toMatch(/^[A-Z].*\.$/);
    expect(todo).toMatch(/^[A-Z].*\.$/);
    expect(`${title} ${text} ${todo}`).not.toContain(azureMessage);
  });

  test('quote Azure only where nothing else explains it', () => {
    const quoting = failures.filter(
      (each) => failureWords({ ...each, azureMessage }).quote === azureMessage,
    );
    expect(quoting.map(({ code }) => code)).toEqual(['objection', 'operation-failed']);
  });
});

describe('what a person needs to know', () => {
  test.each<[what: string, failure: Failure, parts: readonly string[]]>([
    [
      'which right is missing, where, and which role has it',
      { code: 'not-authorized', action: write, scope },
      [
        write,
        'the cluster aks-prod',
        'Azure Kubernetes Service Contributor Role',
        'You may not change this cluster',
      ],
    ],
    [
      'that no role helps against a deny assignment',
      {
        code: 'not-authorized',
        action: write,
        scope,
        azureCode: 'DenyAssignmentAuthorizationFailed',
      },
      ['A deny assignment forbids this', write, 'the cluster aks-prod', 'whatever your roles'],
    ],
    [
      'which right is missing on what else',
      {
        code: 'linked-not-authorized',
        action: 'Microsoft.Network/x/join/action',
        linkedScope: '/subnets/s',
      },
      ['Microsoft.Network/x/join/action', '/subnets/s'],
    ],
    [
      'that a policy is not about the address, and its name',
      { code: 'policy-denied', policies: ['Allowed locations'] },
      ['"Allowed locations"', 'not about your address'],
    ],
    [
      'that a question was refused and no change',
      { code: 'objection', status: 400, reading: true, azureMessage },
      ['Azure refused to answer', 'HTTP 400', 'Read what Azure says'],
    ],
    [
      'that nothing may be wrong with the cluster where something is not allowed',
      { code: 'objection', status: 403, azureMessage },
      ['Azure does not allow this', 'does not say which right', 'wait ten minutes'],
    ],
    [
      'that there is nothing to read where Azure says nothing',
      { code: 'objection', status: 400, azureMessage: '' },
      ['Azure says no more than that', 'correlation id'],
    ],
    ['several policies', { code: 'policy-denied', policies: ['A', 'B'] }, ['"A" and "B"']],
    [
      'a policy without a name',
      { code: 'policy-denied', policies: [] },
      ['A policy of your organisation'],
    ],
    [
      'that it is about a second factor, though it goes by the name of a policy',
      {
        code: 'policy-denied',
        policies: [],
        azureMessage: 'Users must use MFA for Create/Update operations.',
      },
      ['second factor', 'sign in again'],
    ],
    [
      'that a directory does not know this console, and who can change that',
      { code: 'console-not-accepted', what: 'registration', azureCode: 'AADSTS700016' },
      ['This directory does not know this console', 'registered for several directories'],
    ],
    [
      'the clock, where Entra finds the proof of this console out of its time',
      { code: 'console-not-accepted', what: 'credential', azureCode: 'AADSTS700024' },
      ['clock is wrong', 'not about your sign-in', 'set its clock'],
    ],
    [
      'the clock, where Azure takes a token for expired that was renewed in time',
      { code: 'sign-in-needed', azureCode: 'ExpiredAuthenticationToken' },
      ['Sign in again', 'its clock may be wrong'],
    ],
    [
      'that it is about a second factor, where the policy has a name for it',
      {
        code: 'policy-denied',
        policies: [
          'Users must authenticate with multi-factor authentication to create or update resources',
        ],
      },
      ['second factor', 'sign in again'],
    ],
    [
      'a policy that refuses beside one about a second factor',
      { code: 'policy-denied', policies: ['Require MFA', 'Allowed locations'] },
      ['"Allowed locations"', 'not about your address'],
    ],
    [
      'that nothing has changed, where Azure says otherwise',
      { code: 'precondition-failed', unmoved: true },
      ['as it was when it was read', 'correlation id'],
    ],
    [
      'where the lock is',
      { code: 'locked', scopes: ['/subscriptions/x/resourceGroups/rg', scope] },
      ['the resource group rg and the cluster aks-prod', 'owner'],
    ],
    [
      'that a lock is somewhere',
      { code: 'locked', scopes: [] },
      ['the cluster or on something above it'],
    ],
    [
      'which operation runs',
      { code: 'busy', operation: 'Upgrading' },
      ['Another operation (Upgrading)'],
    ],
    ['that some operation runs', { code: 'busy' }, ['Another operation is running']],
    ['when to try again', { code: 'throttled', retryAfterSeconds: 17 }, ['in 17 seconds']],
    ['when to try again, of one', { code: 'throttled', retryAfterSeconds: 0 }, ['in 1 second.']],
    [
      'when to try again, in minutes',
      { code: 'throttled', retryAfterSeconds: 290 },
      ['in 5 minutes'],
    ],
    ['when to try again, where Azure did not say', { code: 'throttled' }, ['in 60 seconds']],
    ['which limit', { code: 'too-many-ranges', limit: 200 }, ['200', 'VNet integration', '2,000']],
    ['what is missing', { code: 'not-found', what: 'resource-group' }, ['no such resource group']],
    ['that it was cancelled', { code: 'operation-failed', ended: 'Canceled' }, ['cancelled']],
    [
      'that the console itself is at fault, and who can mend it',
      { code: 'console-not-accepted', what: 'credential' },
      ["This console's own credential", 'not about your sign-in', 'whoever runs this console'],
    ],
    [
      'that a directory does not know the console',
      { code: 'console-not-accepted', what: 'registration' },
      ['The directory does not know', 'whoever runs this console'],
    ],
    [
      'that opening is switched off',
      { code: 'switched-off', setting: 'ALLOW_OPEN' },
      ['ALLOW_OPEN'],
    ],
    [
      'whose address is to be trusted',
      { code: 'challenge-repeated' },
      ['this console, not your browser', 'Entra administrator'],
    ],
  ])('%s', (_, failure, parts) => {
    const { title, text, todo } = failureWords(failure);
    for (const part of parts) expect(`${title} ${text} ${todo}`).toContain(part);
  });

  test('a missing right to read is not told as one to write', () => {
    const action = 'Microsoft.ContainerService/managedClusters/read';
    const { title, text } = failureWords({ code: 'not-authorized', action, scope });
    expect(`${title} ${text}`).not.toContain('change');
  });
});
