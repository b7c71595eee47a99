import { describe, expect, test } from 'vitest';
import { row } from '#lib/clusters/test-kit';
import { csvPieces, jsonPieces } from './export-rows.ts';

const rows = [
  row({ name: 'aks-prod', entries: ['73.140.245.0/24', 'AzureCloud.WestEurope'] }),
  row({ name: 'aks-open', entries: [], source: 'resource-graph' }, '=Payments, "EU"'),
];
const who = [{ network: 0x498cf507, prefixBits: 32 }];
const about = { asOf: '2026-11-26T09:00:00.000Z', unreadable: [] };

describe('the export', () => {
  test('as CSV has a row for each cluster with its whole list', () => {
    const text = [...csvPieces({ rows, who, from: '73.140.245.7', about, gaps: [] })].join('');
    const [head, first, second, end] = text.split('\r\n');
    expect(head).toBe(
      '\ufeffName,Subscription,Resource group,Location,Kubernetes version,Access,Confirmed,From 73.140.245.7,By,State,Entries,Limit,List,"List, continued",API server,Managed by,Resource id',
    );
    expect(first).toBe(
      'aks-prod,Payments,rg-payments,westeurope,,restricted,yes,admitted,73.140.245.0/24,Running,2,200,73.140.245.0/24 AzureCloud.WestEurope,,aks-prod-dns-a3ku9qvj.hcp.westeurope.azmk8s.io,,/subscriptions/11112222-bbbb-3333-cccc-4444dddd5555/resourceGroups/rg-payments/providers/Microsoft.ContainerService/managedClusters/aks-prod',
    );
    expect(second).toContain('aks-open,"\'=Payments, ""EU""",rg-payments,westeurope,,open,');
    expect(end).toBe('');
  });

  test('as JSON says what it is of, and reads back', () => {
    const text = [...jsonPieces({ rows, who, from: '73.140.245.7', about, gaps: [] })].join('');
    expect(JSON.parse(text)).toMatchObject({
      ...about,
      clusters: [
        {
          name: 'aks-prod',
          reach: 'admitted',
          by: '73.140.245.0/24',
          entries: ['73.140.245.0/24', 'AzureCloud.WestEurope'],
        },
        { name: 'aks-open', access: 'open', entries: [] },
      ],
    });
  });

  test('begins with why it may lack clusters, in a table as wide as without', () => {
    const gaps = ['=1+1 could not be read, "really"', 'Azure counted 2 more than it listed'];
    const of = { rows, who, from: '73.140.245.7', about, gaps };
    const [head = '', first, second, third] = csvPieces(of);
    const columns = head.trimEnd().replace('"List, continued"', '').split(',').length;
    const rest = ','.repeat(columns - 2);
    expect(first).toBe(`Not complete,"'=1+1 could not be read, ""really""${'"'}${rest}\r\n`);
    expect(second).toBe(`Not complete,Azure counted 2 more than it listed${rest}\r\n`);
    expect(third).toMatch(/^aks-prod,/);
    expect(JSON.parse([...jsonPieces(of)].join(''))).toMatchObject({ gaps, clusters: [{}, {}] });
  });

  test('of nothing is a table and an object without clusters', () => {
    const nothing = { rows: [], who, from: 'you', about, gaps: [] };
    expect([...csvPieces(nothing)]).toHaveLength(1);
    expect(JSON.parse([...jsonPieces(nothing)].join(''))).toEqual({
      ...about,
      gaps: [],
      clusters: [],
    });
  });

  test('is made as it is read, never as a whole', () => {
    let made = 0;
    const counted = Array.from({ length: 100 }, () =>
      Object.defineProperty({ ...row() }, 'location', {
        get() {
          made++;
          return 'westeurope';
        },
      }),
    );
    const pieces = csvPieces({ rows: counted, who, from: 'you', about, gaps: [] });
    for (let i = 0; i < 3; i++) pieces.next();
    expect(made).toBe(2);
  });
});
