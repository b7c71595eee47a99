import { expect, test } from 'vitest';
import { said, saidFlat } from '#lib/azure/test-answers';
import { shop } from '#lib/azure/test-azure';
import { readRefusal } from './refusal.ts';

const mustMfa = 'Users must use MFA for Create/Update operations.';
const claims = '{"access_token":{"acrs":{"essential":true,"value":"cp1"}}}';
const base64 = Buffer.from(claims).toString('base64');

type Case = [
  behaviour: string,
  answer: { status: number; headers?: Record<string, string>; bodyText?: string },
  failure: Record<string, unknown>,
];

const cases: Case[] = [
  [
    'a 401 with claims as a challenge',
    {
      status: 401,
      headers: { 'www-authenticate': `Bearer error="invalid_token", claims="${base64}"` },
    },
    { code: 'claims-challenge', claims },
  ],
  [
    'a 401 with claims for MFA, whatever the body calls it',
    {
      ...said(401, 'RequestDisallowedByPolicy', mustMfa),
      headers: { 'www-authenticate': `Bearer error="insufficient_claims", claims="${base64}"` },
    },
    { code: 'claims-challenge', claims, azureCode: 'RequestDisallowedByPolicy' },
  ],
  [
    'a 401 with claims that nobody can read as a plain one',
    { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token", claims="%%%"' } },
    { code: 'sign-in-needed' },
  ],
  [
    'an expired token as a need to sign in',
    said(401, 'ExpiredAuthenticationToken', 'The access token expiry …'),
    { code: 'sign-in-needed', azureCode: 'ExpiredAuthenticationToken' },
  ],
  [
    'the token of another directory as no need to sign in',
    said(401, 'InvalidAuthenticationTokenTenant', 'The access token is from …'),
    { code: 'wrong-directory', azureCode: 'InvalidAuthenticationTokenTenant' },
  ],
  [
    'a cluster that is not there',
    said(
      404,
      'ResourceNotFound',
      "The Resource 'Microsoft.ContainerService/managedClusters/aks-shop' under resource group 'rg-shop' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
    ),
    { code: 'not-found', what: 'cluster' },
  ],
  [
    'a cluster that is just being deleted',
    saidFlat(404, 'NotFound', 'Could not find managed cluster resource: aks-shop …', {
      details: [
        {
          code: 'Unspecified',
          message: 'rpc error: code = NotFound desc = Managed Cluster not found',
        },
      ],
      subcode: 'GetManagedCluster_NotFound',
    }),
    { code: 'not-found', what: 'cluster' },
  ],
  [
    'a resource group that is not there',
    said(404, 'ResourceGroupNotFound', "Resource group 'rg-shop' could not be found."),
    { code: 'not-found', what: 'resource-group' },
  ],
  [
    'a subscription that is not there',
    said(404, 'SubscriptionNotFound', "The subscription '2' could not be found."),
    { code: 'not-found', what: 'subscription' },
  ],
  ['a 404 without a body', { status: 404 }, { code: 'not-found', what: 'cluster' }],
  [
    'a 404 about something else as an objection',
    said(404, 'InvalidResourceType', 'The resource type …'),
    { code: 'objection', status: 404 },
  ],
  [
    'a lost race',
    saidFlat(412, 'PreConditionFailed', 'The precondition failed.'),
    { code: 'precondition-failed' },
  ],
  [
    'a lost race in another spelling and envelope',
    said(412, 'preconditionfailed', '…'),
    { code: 'precondition-failed' },
  ],
  ['a lost race without a word', { status: 412 }, { code: 'precondition-failed' }],
  [
    'throttling that says for how long',
    { ...saidFlat(429, 'Throttled', '…'), headers: { 'retry-after': '17' } },
    { code: 'throttled', retryAfterSeconds: 17 },
  ],
  [
    'throttling until a date',
    { status: 429, headers: { 'retry-after': 'Mon, 23 Nov 2026 10:00:30 GMT' } },
    { code: 'throttled', retryAfterSeconds: 30 },
  ],
  [
    'throttling until a date that has passed',
    { status: 429, headers: { 'retry-after': 'Mon, 23 Nov 2026 09:59:30 GMT' } },
    { code: 'throttled', retryAfterSeconds: 0 },
  ],
  [
    'throttling for longer than anybody waits',
    { status: 429, headers: { 'retry-after': '9'.repeat(400) } },
    { code: 'throttled', retryAfterSeconds: 86_400 },
  ],
  [
    'throttling that says so in words only',
    said(
      429,
      'SubscriptionRequestsThrottled',
      "Number of requests for subscription '..' and operation '..' exceeded the backend storage limit. Please try again after '6' seconds.",
    ),
    { code: 'throttled', retryAfterSeconds: 6 },
  ],
  [
    "throttling by Resource Graph's quota",
    { status: 429, headers: { 'x-ms-user-quota-resets-after': '00:00:05' } },
    { code: 'throttled', retryAfterSeconds: 5 },
  ],
  [
    'throttling that does not say for how long',
    said(429, 'FailedIdentityOperation', 'Identity operation failed.'),
    { code: 'throttled', azureCode: 'FailedIdentityOperation' },
  ],
  [
    'a 500 of AKS',
    saidFlat(500, 'InternalOperationError', 'Internal server error', {
      details: [{ code: 'Unspecified', message: 'rpc error' }],
    }),
    { code: 'azure-error', status: 500, azureMessage: 'Internal server error' },
  ],
  [
    'a gateway that gave up',
    said(504, 'GatewayTimeout', 'The gateway did not receive …'),
    { code: 'azure-error', status: 504 },
  ],
  [
    'an error page that is not JSON',
    { status: 502, bodyText: '<html>Bad gateway</html>' },
    { code: 'azure-error', status: 502, azureMessage: 'Bad gateway' },
  ],
  [
    'the words of a page that a gateway sends, without its markup',
    {
      status: 403,
      bodyText:
        '<!DOCTYPE html>\n<html><head><style>b{}</style><title>Blocked</title></head><body><h1>Not from\nhere</h1></body>',
    },
    { code: 'objection', status: 403, azureMessage: 'Blocked Not from here' },
  ],
  [
    'the words of a page that broke off in a script',
    { status: 502, bodyText: '<html><h1>Bad gateway</h1><script>var words = 1' },
    { code: 'azure-error', status: 502, azureMessage: 'Bad gateway' },
  ],
  [
    'a page in which nothing that opens is closed, however long it is',
    { status: 502, bodyText: '<'.repeat(200_000) },
    { code: 'azure-error', status: 502 },
  ],
  [
    'a redirect, which is not followed',
    { status: 302, headers: { location: 'https://login.example' } },
    { code: 'azure-error', status: 302 },
  ],
  ['a request time-out', { status: 408 }, { code: 'azure-error', status: 408 }],
  [
    'a code that is the name of something in JavaScript',
    said(400, 'constructor', 'toString'),
    { code: 'objection', status: 400 },
  ],
];

for (const [behaviour, answer, failure] of cases) {
  test(`reads ${behaviour}`, () => {
    const { status, headers = {}, bodyText = '' } = answer;
    const nowMs = Date.parse('2026-11-23T10:00:00Z');
    const context = { about: shop, nowMs };
    const read = readRefusal({ status, headers: new Headers(headers), bodyText }, context);
    expect(read).toMatchObject(failure);
  });
}

test('claims nothing about waiting where Azure says nothing about it', () => {
  const read = readRefusal({ status: 429, headers: new Headers(), bodyText: '' });
  expect(read).toMatchObject({ code: 'throttled', retryAfterSeconds: undefined });
});

test("keeps Azure's correlation id, or ours where it sends none", () => {
  const azures = new Headers({ 'x-ms-correlation-request-id': 'azures' });
  const refusal = { status: 500, bodyText: '' };
  const context = { correlationId: 'ours' };
  expect(readRefusal({ ...refusal, headers: azures }, context).correlationId).toBe('azures');
  expect(readRefusal({ ...refusal, headers: new Headers() }, context).correlationId).toBe('ours');
});
