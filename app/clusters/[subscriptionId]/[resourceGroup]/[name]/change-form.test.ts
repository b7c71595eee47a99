import { describe, expect, test } from 'vitest';
import { nothingSubmitted } from '#lib/changes/shown/form-state';
import { intentsOf, opensCluster, readPostedChange } from './change-form.ts';

const cluster =
  '/subscriptions/11112222-bbbb-3333-cccc-4444dddd5555/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks';

function form(fields: readonly (readonly [string, string])[]): FormData {
  const data = new FormData();
  data.set('cluster', cluster);
  data.set('mode', 'edit');
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

function submitted(text: string, removals: readonly string[] = []) {
  return { ...nothingSubmitted, text, removals };
}

describe('the change form', () => {
  test('keeps what was typed and ticked', () => {
    const posted = readPostedChange(
      form([
        ['text', ' 10.0.0.1 \n'],
        ['remove', 'odd entry'],
        ['remove', '193.168.1.0/24'],
        ['confirm', 'crossing:open:restricted'],
      ]),
    );
    expect(posted).toMatchObject({
      ok: true,
      value: {
        step: 'review',
        submitted: {
          text: ' 10.0.0.1 \n',
          removals: ['odd entry', '193.168.1.0/24'],
          confirmations: ['crossing:open:restricted'],
        },
      },
    });
  });

  test('drops nothing for its length', () => {
    const lines = '81.2.69.142 # somebody\n'.repeat(50_000);
    const long = readPostedChange(
      form([
        ['text', lines],
        ['remove', '193.168.1.0/24'],
      ]),
    );
    expect(long.ok && intentsOf('edit', long.value.submitted)).toMatchObject({
      error: { title: 'This is more than can be read at once. Please split it.' },
    });

    const addresses = Array.from({ length: 100 }, (_, at) => `193.168.${at}.1/32`);
    const firewall = addresses.join(', ');
    const restrict = readPostedChange(
      form([
        ['text', '81.2.69.142'],
        ['firewall', firewall],
      ]),
    );
    expect(restrict.ok && intentsOf('restrict', restrict.value.submitted)).toMatchObject({
      value: [{ ranges: ['81.2.69.142/32', ...addresses] }],
    });
  });

  test('adds the firewall that was named to what a restriction lets in', () => {
    const asked = { ...submitted('73.140.245.0/24'), firewall: ' 193.168.1.7 ' };
    expect(intentsOf('restrict', asked)).toMatchObject({
      value: [{ do: 'restrict', ranges: ['73.140.245.0/24', '193.168.1.7/32'] }],
    });
  });

  test.each(['10.0.0.4', 'the-firewall.example.com', '193.168.1.7/33', '2001:db8::1'])(
    'says what is wrong with %s as the address of a firewall, beside its field',
    (firewall) => {
      const asked = intentsOf('restrict', { ...submitted('73.140.245.0/24'), firewall });
      expect(asked).toMatchObject({
        ok: false,
        error: { problems: [], firewallProblem: expect.stringMatching(/\.$/) },
      });
    },
  );

  test.each([
    ['the act of opening', [['mode', 'open']], true],
    ['an edit that its author knows to open', [['confirm', 'crossing:restricted>open']], true],
    ['an edit that only restricts', [['confirm', 'crossing:open>restricted']], false],
    ['an edit', [], false],
  ] as const)('whether a name must be typed: %s', (_, fields, opens) => {
    const posted = readPostedChange(form(fields));
    expect(posted.ok && opensCluster(posted.value)).toBe(opens);
  });

  test('puts a suggestion where the piece stands that it was made for, and nowhere else', () => {
    const text = '194.168.1.0/24\n137.117.106.90/29, 137.117.106.90/29';
    const posted = readPostedChange(
      form([
        ['text', text],
        ['use', '2:20:137.117.106.88/29'],
      ]),
    );
    expect(posted).toMatchObject({
      value: { submitted: { text: '194.168.1.0/24\n137.117.106.90/29, 137.117.106.88/29' } },
    });
  });

  test('takes no suggestion that was not made', () => {
    const text = '137.117.106.90/29';
    const posted = readPostedChange(
      form([
        ['text', text],
        ['use', '1:1:0.0.0.0/0'],
      ]),
    );
    expect(posted).toMatchObject({ value: { submitted: { text } } });
  });

  for (const bad of ['/subscriptions/x', '', `${cluster}/../other`]) {
    test(`is no form of ours for the cluster "${bad}"`, () => {
      const data = form([]);
      data.set('cluster', bad);
      expect(readPostedChange(data)).toEqual({ ok: false, error: 'not-a-form' });
    });
  }
});

describe('the intents of a form', () => {
  test('are its removals and then its additions', () => {
    expect(intentsOf('edit', submitted('194.168.1.0/24 81.2.69.142', ['odd entry']))).toEqual({
      ok: true,
      value: [
        { do: 'remove', entry: 'odd entry' },
        { do: 'add', range: '194.168.1.0/24' },
        { do: 'add', range: '81.2.69.142/32' },
      ],
    });
  });

  test('are none while a piece cannot be used: each is named with line, reason and suggestion', () => {
    const intents = intentsOf('edit', submitted('194.168.1.0/24\n137.117.106.90/29\nfe80::1'));
    expect(intents).toMatchObject({
      ok: false,
      error: {
        title: '2 pieces cannot be used; the other one is fine.',
        problems: [{ line: 2, suggestion: '137.117.106.88/29' }, { line: 3 }],
      },
    });
  });

  test('restrict to what is listed, and to nothing when nothing is', () => {
    expect(intentsOf('restrict', submitted('194.168.1.0/24'))).toEqual({
      ok: true,
      value: [{ do: 'restrict', ranges: ['194.168.1.0/24'] }],
    });
    expect(intentsOf('restrict', submitted(''))).toMatchObject({ ok: false });
  });

  test('are refused when together they would admit the whole internet', () => {
    const intents = intentsOf('edit', submitted('1.0.0.0-223.255.255.255'));
    expect(intents).toMatchObject({
      ok: false,
      error: { title: expect.stringContaining('Open this cluster') },
    });
  });

  test('of an empty form are a question, not a change', () => {
    expect(intentsOf('edit', submitted(' \n'))).toMatchObject({
      error: { title: 'Type what to add, or mark what to remove.' },
    });
  });
});
