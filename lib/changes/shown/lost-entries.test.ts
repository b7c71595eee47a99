import { expect, test } from 'vitest';
import type { ChangeRow } from '#lib/changes/row';
import { anna, ben, row } from '#lib/changes/test-kit';
import { accessOfEntries } from '#lib/ranges/access';
import type { Intent } from '#lib/ranges/intent';
import { lostEntries } from './lost-entries.ts';

const mine = '81.2.69.142/32';
const standing = '73.140.245.0/24';
const at = (time: string) => Date.parse(`2026-11-02T${time}:00.000Z`);
const list = (...entries: string[]) => ({ entries, access: accessOfEntries(entries) });

/** A change that was accepted at that time and is done, unless the test says otherwise. */
function change(time: string, intents: Intent[], about: Partial<ChangeRow> = {}): ChangeRow {
  const moment = at(time);
  const accepted = { createdAt: moment, acceptedAt: moment, stateSince: moment };
  return row({ id: `at ${time}`, state: 'done', intents, ...accepted, ...about });
}

const add: Intent = { do: 'add', range: mine };
const added = change('17:02', [add], { before: [standing], after: [standing, mine] });

test('tells of an entry that stands there no more', () => {
  expect(lostEntries([added], [added], list(standing))).toEqual([
    { entry: mine, changeId: 'at 17:02', at: '2026-11-02T17:02:00.000Z' },
  ]);
});

test('says by which entry a lost one is admitted even so', () => {
  expect(lostEntries([added], [], list(standing, '81.2.69.0/24'))).toMatchObject([
    { entry: mine, stillBy: '81.2.69.0/24' },
  ]);
});

test('tells of what a restriction and an Undo had put there, as it was written', () => {
  const restricted = change('17:02', [{ do: 'restrict', ranges: [standing, mine] }]);
  const undone = change('17:00', [{ do: 'put-back', entry: '137.117.106.90/29' }]);
  const lost = lostEntries([restricted, undone], [], list(standing));
  expect(lost.map(({ entry }) => entry)).toEqual([mine, '137.117.106.90/29']);
});

test('tells once, of the newest, when the same was added twice', () => {
  const again = change('17:30', [add]);
  expect(lostEntries([again, added], [again, added], list(standing))).toMatchObject([
    { entry: mine, changeId: 'at 17:30' },
  ]);
});

test('tells once of what one change asked for twice', () => {
  const twice = change('17:02', [add, { do: 'restrict', ranges: [standing, mine] }]);
  expect(lostEntries([twice], [], list(standing))).toHaveLength(1);
});

const nothingLost: readonly [
  string,
  { since?: readonly ChangeRow[]; entries?: readonly string[] },
][] = [
  ['it stands there', { entries: [standing, mine] }],
  ['it stands there without its prefix', { entries: [standing, '81.2.69.142'] }],
  [
    'the person removed it later',
    { since: [change('17:10', [{ do: 'remove', entry: '81.2.69.142' }])] },
  ],
  [
    'a colleague removed it later, and Azure is at it',
    {
      since: [
        change('17:10', [{ do: 'remove', entry: mine }], { state: 'applying', grantId: ben }),
      ],
    },
  ],
  [
    'its removal found it gone already',
    {
      since: [
        change('17:10', [{ do: 'remove', entry: mine }], {
          acceptedAt: undefined,
          alreadySo: true,
        }),
      ],
    },
  ],
  [
    'it was swapped for another address',
    {
      since: [
        change('17:10', [
          { do: 'remove', entry: mine },
          { do: 'add', range: '194.168.1.7/32' },
        ]),
      ],
    },
  ],
  ['somebody opened the cluster', { since: [change('17:10', [{ do: 'open' }])], entries: [] }],
  [
    'somebody closed it to cluster only',
    { since: [change('17:10', [{ do: 'cluster-only' }])], entries: ['0.0.0.0/32'] },
  ],
  [
    'somebody made the list anew without it',
    {
      since: [
        change('17:10', [{ do: 'restrict', ranges: [standing] }], {
          grantId: ben,
          before: [],
          after: [standing],
        }),
      ],
    },
  ],
  [
    'it is being added again',
    { since: [change('17:10', [add], { state: 'queued', acceptedAt: undefined })] },
  ],
  [
    'it was added again since the list was read',
    { since: [change('17:10', [add], { state: 'done' })] },
  ],
];
for (const [why, { since = [], entries = [standing] }] of nothingLost) {
  test(`tells nothing when ${why}`, () => {
    expect(lostEntries([added], since, list(...entries))).toEqual([]);
  });
}

const stillLost: readonly [string, ChangeRow][] = [
  ['was refused', change('17:10', [{ do: 'remove', entry: mine }], { state: 'refused' })],
  ['waits its turn', change('17:10', [{ do: 'remove', entry: mine }], { state: 'queued' })],
  [
    'was accepted before',
    change('17:01', [{ do: 'remove', entry: mine }], { stateSince: at('17:03') }),
  ],
  ['named another entry', change('17:10', [{ do: 'remove', entry: '194.168.1.7/32' }])],
  ['added it for somebody else', change('17:10', [add], { grantId: ben, state: 'queued' })],
  ['tried to add it again in vain', change('17:10', [add], { grantId: anna, state: 'cancelled' })],
];
for (const [what, other] of stillLost) {
  test(`tells of the loss when another change ${what}`, () => {
    expect(lostEntries([added], [other, added], list(standing))).toHaveLength(1);
  });
}

test('does not miss the entry that stands for nobody', () => {
  const undone = change('17:02', [{ do: 'put-back', entry: '0.0.0.0/32' }]);
  expect(lostEntries([undone], [], list(standing))).toEqual([]);
});
