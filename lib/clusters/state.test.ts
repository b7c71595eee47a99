import { expect, test } from 'vitest';
import { clusterState, hasFailed } from './state.ts';
import { cluster } from './test-kit.ts';

test.each([
  [{ provisioningState: 'Succeeded', powerState: { code: 'Running' } }, 'Running'],
  [{ provisioningState: 'Succeeded', powerState: { code: 'Stopped' } }, 'Stopped'],
  [{ provisioningState: 'Succeeded', powerState: null }, 'Running'],
  [{ provisioningState: 'Updating', powerState: { code: 'Running' } }, 'Updating'],
  [{ provisioningState: 'Failed' }, 'Failed'],
  [{ provisioningState: 'Migrating' }, 'Migrating'],
  [{ provisioningState: null, powerState: { code: 'Running' } }, 'Running'],
  [{ provisioningState: null, powerState: null }, 'Unknown'],
])('%j is shown as %s', (properties, state) => {
  expect(clusterState(cluster({ properties }))).toBe(state);
});

test.each([
  ['Failed', true],
  ['failed', true],
  ['Canceled', true],
  ['cancelled', true],
  ['Succeeded', false],
  ['Updating', false],
  [undefined, false],
])('%s is a failure: %s', (state, failed) => {
  expect(hasFailed(state)).toBe(failed);
});
