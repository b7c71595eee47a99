import { describe, expect, test } from 'vitest';
import { type Cluster, readCluster } from '#lib/clusters/cluster';
import { type ReviewContext, review } from './review.ts';

const id =
  '/subscriptions/11112222-bbbb-3333-cccc-4444dddd5555/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks-payments-prod';

function cluster(entries: readonly string[], properties: object = {}): Cluster {
  const read = readCluster(
    {
      id,
      name: 'aks-payments-prod',
      location: 'westeurope',
      properties: {
        provisioningState: 'Succeeded',
        networkProfile: { outboundType: 'loadBalancer' },
        apiServerAccessProfile: { authorizedIPRanges: entries },
        ...properties,
      },
    },
    'direct',
  );
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

const context: ReviewContext = {
  own: '81.2.69.142',
  egress: { addresses: [], unknown: [] },
  warnings: new Map(),
  maintenance: [],
  editable: true,
};

describe('the review of a change', () => {
  test('shows what stays, what goes and what comes, in the order of the list', () => {
    const reviewed = review(
      cluster(['73.140.245.0/24', 'odd entry', '193.168.1.0/24']),
      [
        { do: 'remove', entry: 'odd entry' },
        { do: 'add', range: '194.168.1.0/24' },
      ],
      { ...context, own: undefined },
    );
    expect(reviewed).toMatchObject({ ok: true });
    if (!reviewed.ok) return;
    expect(reviewed.value.lines.map(({ mark, text }) => [mark, text])).toEqual([
      ['kept', '73.140.245.0/24'],
      ['removed', 'odd entry'],
      ['kept', '193.168.1.0/24'],
      ['added', '194.168.1.0/24'],
    ]);
    expect(reviewed.value).toMatchObject({ countBefore: 3, countAfter: 3, findings: [] });
  });

  test('says what in Azure has an address that comes or goes', () => {
    const holder = { title: 'Firewall fw-hub', resourceGroup: 'rg-hub' };
    const held = ['20.73.10.14/32', '20.73.10.15/32', '20.73.10.16/32', '8.8.8.8/32'];
    const reviewed = review(
      cluster(['20.73.10.14/32', '20.73.10.15/32', '8.8.8.0/24']),
      [
        { do: 'remove', entry: '20.73.10.14/32' },
        { do: 'add', range: '20.73.10.16/32' },
        { do: 'add', range: '8.8.8.8/32' },
      ],
      { ...context, holders: new Map(held.map((entry) => [entry, holder])) },
    );
    const named = 'Firewall fw-hub in rg-hub';
    expect(reviewed.ok && reviewed.value.lines.map(({ text, note }) => [text, note])).toEqual([
      ['20.73.10.14/32', named],
      ['20.73.10.15/32', undefined],
      ['8.8.8.0/24', undefined],
      ['20.73.10.16/32', named],
      ['8.8.8.8/32', `${named}; already admitted by 8.8.8.0/24`],
    ]);
  });

  test('lets somebody ask for what stands there for a while only', () => {
    const entries = Array.from({ length: 20 }, (_, n) => `73.140.${n}.0/24`);
    const last = entries.at(-1) ?? '';
    const add = [{ do: 'add', range: last }] as const;
    expect(review(cluster(entries), add, context)).toMatchObject({ value: { alreadySo: true } });
    const ending = { ...context, ending: [last] };
    const reviewed = review(cluster(entries), add, ending);
    expect(reviewed).toMatchObject({ value: { alreadySo: false, mayEnd: true } });
    expect(reviewed.ok && reviewed.value.lines.find(({ text }) => text === last)).toMatchObject({
      mark: 'kept',
      note: expect.stringContaining('for a while only'),
    });
    const remove = [{ do: 'remove', entry: last }] as const;
    expect(review(cluster(entries), remove, ending)).toMatchObject({ value: { alreadySo: false } });
  });

  test('says that more than twenty ranges stay, which cannot be let in for a while', () => {
    const adds = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ do: 'add', range: `73.140.${n}.0/24` }) as const);
    const [some, many] = [20, 21].map((count) =>
      review(cluster(['8.8.4.4']), adds(count), context),
    );
    if (!some?.ok || !many?.ok) throw new Error('refused');
    expect([some.value.mayEnd, many.value.mayEnd]).toEqual([true, false]);
    expect(some.value.notes.join(' ')).not.toContain('stay until');
    expect(many.value.notes.join(' ')).toContain('More than 20 ranges at once stay until');
  });

  test('counts unchanged entries instead of listing them all, and drops no change', () => {
    const entries = Array.from({ length: 180 }, (_, n) => `73.140.${n}.0/24`);
    const reviewed = review(cluster(entries), [{ do: 'add', range: '81.2.69.142/32' }], context);
    if (!reviewed.ok) throw new Error('refused');
    expect(reviewed.value.lines.at(-1)).toMatchObject({ mark: 'added', text: '81.2.69.142/32' });
    expect(reviewed.value.hiddenKept + reviewed.value.lines.length).toBe(181);
  });

  test('points out that an addition is admitted already', () => {
    const reviewed = review(
      cluster(['81.2.69.0/24']),
      [{ do: 'add', range: '81.2.69.142/32' }],
      context,
    );
    if (!reviewed.ok) throw new Error('refused');
    expect(reviewed.value.lines.at(-1)?.note).toBe('already admitted by 81.2.69.0/24');
  });

  test('says when everything is so already', () => {
    const reviewed = review(
      cluster(['193.168.1.0/24']),
      [{ do: 'add', range: '193.168.1.0/24' }],
      context,
    );
    expect(reviewed).toMatchObject({ ok: true, value: { alreadySo: true } });
  });

  test('asks for the name where the last entry goes, since that opens the cluster', () => {
    const reviewed = review(
      cluster(['193.168.1.0/24']),
      [{ do: 'remove', entry: '193.168.1.0/24' }],
      context,
    );
    expect(reviewed).toMatchObject({
      ok: true,
      value: { from: 'restricted', to: 'open', typeName: 'aks-payments-prod' },
    });
  });

  test('names who seems to manage the cluster', () => {
    const tagged = { ...cluster(['193.168.1.0/24']), ownedBy: 'Terraform' };
    const reviewed = review(tagged, [{ do: 'add', range: '194.168.1.0/24' }], context);
    if (!reviewed.ok) throw new Error('refused');
    expect(reviewed.value.notes.join(' ')).toContain('Terraform');
  });

  test('refuses a private cluster and a list beyond the limit', () => {
    const add = [{ do: 'add', range: '194.168.1.0/24' }] as const;
    const closed = cluster([], { apiServerAccessProfile: { enablePrivateCluster: true } });
    expect(review(closed, add, context)).toMatchObject({ error: { code: 'private-cluster' } });
    const full = cluster(Array.from({ length: 200 }, (_, n) => `73.140.${n}.0/24`));
    expect(review(full, add, context)).toMatchObject({
      error: { code: 'too-many-ranges', limit: 200 },
    });
  });
});
