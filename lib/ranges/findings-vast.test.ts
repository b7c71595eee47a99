import { describe, expect, test } from 'vitest';
import { findingWords } from './finding-words.ts';
import { judge } from './findings.ts';

function findings(before: readonly string[], after: readonly string[]) {
  const egress = { addresses: [], unknown: [] };
  return judge({ before, after, accessBefore: 'restricted', egress, hasFailed: false, limit: 200 });
}

describe('a large part of the internet', () => {
  const before = ['73.140.245.0/24'];

  test('asks, with how much it is', () => {
    const after = [...before, '0.0.0.0/1', '128.0.0.0/2', '8.0.0.0/8'];
    const [vast, ...others] = findings(before, after);
    const ranges = ['0.0.0.0/1', '128.0.0.0/2'];
    expect(vast).toEqual({ code: 'vast-ranges', ranges, addresses: 3 * 2 ** 30 });
    expect(others).toEqual([]);
    expect(vast && findingWords(vast).text).toBe(
      '0.0.0.0/1, 128.0.0.0/2: 3,221,225,472 addresses, 75% of all there are.',
    );
  });

  test('does not ask about what stood there, or is no wider than /8', () => {
    expect(findings(['0.0.0.0/1'], ['0.0.0.0/1', '200.0.0.0/8'])).toEqual([]);
    expect(findings(before, ['8.0.0.0/8'])).toEqual([]);
  });
});
