import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ClusterId,
  clusterIdFromPath,
  clusterKey,
  clusterPath,
  formatClusterId,
  parseClusterId,
} from './resource-id.ts';

const subscriptionId = '11112222-bbbb-3333-cccc-4444dddd5555';
const id = (resourceGroup: string, name: string): string =>
  `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ContainerService/managedClusters/${name}`;

const anyId: fc.Arbitrary<ClusterId> = fc.record({
  subscriptionId: fc.uuid(),
  resourceGroup: fc.stringMatching(/^[-\w.()äß东]{0,20}[-\w()é]$/),
  name: fc.stringMatching(/^[a-zA-Z0-9]([-_a-zA-Z0-9]{0,20}[a-zA-Z0-9])?$/),
});

describe('the resource id of a cluster', () => {
  test.each([
    id('rg-payments', 'aks-prod'),
    id('rg-payments', 'aks-prod').replace('resourceGroups', 'resourcegroups'),
    id('rg-payments', 'aks-prod').toUpperCase(),
    id('MC_(a).b', 'a'),
    id('grüße', 'a_b-c'),
    id('r'.repeat(90), 'a'.repeat(63)),
  ])('is read: %s', (text) => {
    expect(parseClusterId(text)).toMatchObject({ ok: true });
  });

  test.each([
    ['', 'empty'],
    [`${id('rg', 'aks')}/`, 'something after it'],
    [`${id('rg', 'aks')}/agentPools/a`, 'a child'],
    [` ${id('rg', 'aks')}`, 'a space before it'],
    [`${id('rg', 'aks')}\n`, 'a new line after it'],
    [`https://management.azure.com${id('rg', 'aks')}`, 'a URL'],
    [id('rg', 'aks').replace(subscriptionId, 'my-subscription'), 'a subscription that is no GUID'],
    [id('rg', 'aks').replace('ContainerService', 'Compute'), 'another provider'],
    [id('', 'aks'), 'no resource group'],
    [id('..', 'aks'), 'dots for a resource group'],
    [id('.', 'aks'), 'a dot for a resource group'],
    [id('rg.', 'aks'), 'a resource group that ends with a dot'],
    [id('r g', 'aks'), 'a resource group with a space'],
    [id('r%2Fg', 'aks'), 'a hidden slash'],
    [id('r\\g', 'aks'), 'a backslash'],
    [id('rg\u0000', 'aks'), 'a control character'],
    [id('rg\u202e', 'aks'), 'a character that turns the text around'],
    [id('r'.repeat(91), 'aks'), 'a resource group that is too long'],
    [id('rg', ''), 'no name'],
    [id('rg', '-aks'), 'a name that starts with a hyphen'],
    [id('rg', 'aks_'), 'a name that ends with an underscore'],
    [id('rg', '..'), 'dots for a name'],
    [id('rg', 'aks?x=1'), 'a query'],
    [id('rg', 'aks#x'), 'a fragment'],
    [id('rg', 'äks'), 'a name with an umlaut'],
    [id('rg', 'a'.repeat(64)), 'a name that is too long'],
  ])('is refused: %j (%s)', (text) => {
    expect(parseClusterId(text)).toEqual({
      ok: false,
      error: 'This is not the resource id of an AKS cluster.',
    });
  });

  test('comes back from its text and from its page', () => {
    fc.assert(
      fc.property(anyId, (cluster) => {
        expect(parseClusterId(formatClusterId(cluster))).toEqual({ ok: true, value: cluster });
        const [, , subscription = '', resourceGroup = '', name = ''] =
          clusterPath(cluster).split('/');
        const params = { subscriptionId: subscription, resourceGroup, name };
        expect(clusterIdFromPath(params)).toEqual(cluster);
        expect(clusterIdFromPath(cluster)).toEqual(cluster);
      }),
    );
  });

  test('has one key in all its spellings', () => {
    const read = parseClusterId(
      id('RG-Payments', 'AKS-Prod').replace('resourceGroups', 'resourcegroups'),
    );
    expect(read.ok && clusterKey(read.value)).toBe(id('rg-payments', 'aks-prod').toLowerCase());
  });

  test('never throws, and takes nothing that does not come back', () => {
    const segments = fc.record({
      subscriptionId: fc.string(),
      resourceGroup: fc.string(),
      name: fc.string(),
    });
    fc.assert(
      fc.property(fc.oneof(fc.string(), anyId.map(formatClusterId)), segments, (text, params) => {
        const read = parseClusterId(text);
        if (read.ok) expect(formatClusterId(read.value).toLowerCase()).toBe(text.toLowerCase());
        expect(clusterIdFromPath(params)).toBeUndefined();
      }),
    );
  });
});

describe('the segments of a URL', () => {
  const at = (resourceGroup: string, name = 'aks') =>
    clusterIdFromPath({ subscriptionId, resourceGroup, name });

  test('are encoded where a URL asks for it', () => {
    expect(clusterPath({ subscriptionId, resourceGroup: 'grüße', name: 'aks' })).toBe(
      `/clusters/${subscriptionId}/gr%C3%BC%C3%9Fe/aks`,
    );
  });

  test('are decoded once', () => {
    expect(at('gr%C3%BC%C3%9Fe')?.resourceGroup).toBe('grüße');
    expect(at('%28a%29')?.resourceGroup).toBe('(a)');
  });

  test.each([
    'r%2Fg',
    'r%252Fg',
    '%2e%2e',
    '..',
    'r%00g',
    '%',
    '%zz',
    '%E0%A4%A',
    'r%5Cg',
    'r%3Fg',
  ])('that hide something are refused: %s', (segment) => {
    expect(at(segment)).toBeUndefined();
    expect(at('rg', segment)).toBeUndefined();
  });
});
