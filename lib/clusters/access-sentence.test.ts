import { expect, test } from 'vitest';
import { accessSentence } from './access-sentence.ts';
import { cluster } from './test-kit.ts';

const cases: readonly [entries: readonly string[], says: string][] = [
  [['81.2.69.142/32'], 'One address reaches this API server; everybody else'],
  [['73.140.245.0/24'], '256 addresses reach this API server; everybody else'],
  [['AzureCloud'], 'The addresses of the service tag AzureCloud reach this API server;'],
  [['AzureCloud', 'AzureDevOps'], 'The addresses of 2 service tags reach this API server;'],
  [
    ['73.140.245.0/24', 'AzureCloud'],
    '256 addresses and the addresses of the service tag AzureCloud reach this API server;',
  ],
  [['office'], 'The addresses of an entry that cannot be read here reach this API server;'],
  [
    ['81.2.69.142/32', '2001:db8::/32', 'office'],
    'One address and the addresses of 2 entries that cannot be read here reach this API server;',
  ],
];

for (const [entries, says] of cases) {
  test(`says who gets in by ${entries.join(' and ')}`, () => {
    expect(accessSentence(cluster({ entries }))).toContain(says);
  });
}
