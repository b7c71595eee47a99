import { describe, expect, test } from 'vitest';
import { readiness, wouldRefuse } from './readiness.ts';
import type { Rights } from './rights.ts';
import { cluster, type Wire } from './test-kit.ts';

const allowed: Rights = { write: 'allowed', eligible: [], linkedMissing: [], readOnlyLocks: [] };
const missing: Rights = {
  ...allowed,
  write: 'missing',
  missing: 'Microsoft.ContainerService/managedClusters/write',
};
const codes = (of: Wire, rights: Rights = allowed) =>
  readiness(cluster(of), rights).map(({ code, tone }) => `${tone} ${code}`);
const entries = (count: number) => Array.from({ length: count }, (_, n) => `73.140.${n}.0/24`);

test('says nothing where nothing is known to stand in the way', () => {
  expect(codes({})).toEqual([]);
  expect(codes({}, { ...allowed, write: 'unknown', readOnlyLocks: 'unknown' })).toEqual([]);
});

test.each<[what: string, of: Wire, code: string]>([
  ['private', { properties: { publicNetworkAccess: 'Disabled' } }, 'info private-cluster'],
  ['a hub of Fleet Manager', { name: 'hub', group: 'FL_rg_fleet' }, 'warn fleet-hub'],
  ['stopped', { properties: { powerState: { code: 'Stopped' } } }, 'warn stopped'],
  [
    'behind a Basic load balancer',
    { properties: { networkProfile: { loadBalancerSku: 'Basic' } } },
    'warn basic-load-balancer',
  ],
  ['busy', { properties: { provisioningState: 'Upgrading' } }, 'info sent-when-free'],
  ['failed', { properties: { provisioningState: 'Failed' } }, 'warn last-failed'],
  ['nearly full', { entries: entries(180) }, 'info limit-near'],
  ['full', { entries: entries(200) }, 'warn limit-full'],
  ['more than full', { entries: entries(230) }, 'info limit-full'],
  ['Terraform’s', { tags: { 'managed-by': 'terraform' } }, 'info managed-elsewhere'],
])('says that the cluster is %s', (_, of, code) => {
  expect(codes(of)).toEqual([code]);
});

test('counts on a refusal where Azure would refuse, not where the cluster failed', () => {
  expect(wouldRefuse(cluster({ properties: { provisioningState: 'Failed' } }), allowed)).toBe(
    false,
  );
  expect(wouldRefuse(cluster(), missing)).toBe(true);
});

test('says where a lock is, and what it is called', () => {
  const locks = [{ name: 'freeze', level: 'ReadOnly', scope: '/subscriptions/2' }];
  const [advice] = readiness(cluster(), { ...allowed, readOnlyLocks: locks });
  expect(advice).toMatchObject({
    code: 'locked',
    text: 'There is a read-only lock on the subscription 2. Its name is freeze.',
  });
});

test('names each right that is missing elsewhere, with its resource', () => {
  const right = { action: 'a/join/action', scope: '/subscriptions/2/subnets/s' };
  const [advice] = readiness(cluster(), { ...allowed, linkedMissing: [right] });
  expect(advice).toMatchObject({ code: 'linked-not-authorized', tone: 'warn' });
  expect(advice?.text).toContain(right.action);
  expect(advice?.text).toContain(right.scope);
});

describe('where the right to write is missing', () => {
  const role = { name: 'Contributor', scope: '/subscriptions/2', grants: 'yes' as const };
  const secret = { ...role, name: 'Secret', grants: 'unknown' as const };

  test('names it, and no role that nobody is eligible for', () => {
    expect(codes({}, missing)).toEqual(['warn not-authorized']);
    expect(codes({}, { ...missing, eligible: 'unknown' })).toEqual(['warn not-authorized']);
  });

  test('names alone the role that would give it once it is activated, and to wait after that', () => {
    expect(readiness(cluster(), { ...missing, eligible: [secret, role] })).toEqual([
      {
        code: 'eligible',
        tone: 'warn',
        title: 'Your role for changing this cluster is not active',
        text: 'Contributor on the subscription 2.',
        todo: expect.stringContaining('wait ten minutes and try again'),
      },
    ]);
  });

  test('does not claim that a role has it whose rights could not be read', () => {
    const [, advice] = readiness(cluster(), { ...missing, eligible: [secret] });
    expect(advice).toMatchObject({
      title: 'You are eligible for a role that may have this right',
      text: 'Secret on the subscription 2. What it allows could not be read.',
    });
  });
});
