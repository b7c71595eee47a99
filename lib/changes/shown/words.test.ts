import { expect, test } from 'vitest';
import { row } from '#lib/changes/test-kit';
import { type Change, toChange } from './change.ts';
import { changeStates } from './states.ts';
import { changeSentence, stateWords, waitingWords } from './words.ts';

const at = (time: string) => `2026-11-02T${time}:00.000Z`;
const change = (about: Partial<Change>): Change => ({ ...toChange(row()), ...about });

test('has a word for every state, as people, tests and documentation share them', () => {
  expect(changeStates.map((state) => stateWords[state].word)).toEqual([
    'Not started',
    'Queued',
    'Reading',
    'Waiting',
    'Needs confirmation',
    'Sign-in needed',
    'Sending',
    'Applying',
    'Done',
    'Overtaken',
    'Refused',
    'Failed',
    'Outcome unknown',
    'Cancelled',
  ]);
});

test('says of every state where the change stands, in whole sentences', () => {
  for (const state of changeStates) {
    expect(changeSentence(change({ state }))).toMatch(/^[A-Z].*[.?]$/);
  }
});

test('says what a change waits for, and nothing of the kind once it has ended', () => {
  const waitingFor = { code: 'throttled', since: at('14:30') } as const;
  expect(waitingWords(change({ state: 'held', waitingFor }))).toBe('Azure asked us to slow down.');
  expect(waitingWords(change({ state: 'cancelled', waitingFor }))).toBeUndefined();
  expect(waitingWords(change({ state: 'held' }))).toBeUndefined();
});

const sentences: readonly [Partial<Change>, string][] = [
  [
    { state: 'applying', acceptedAt: at('14:30'), worksBy: at('14:33') },
    'Azure accepted it at 14:30 UTC; it works by 14:33 UTC.',
  ],
  [
    {
      state: 'waiting',
      waitingFor: { code: 'cluster-busy', operation: 'Upgrading', since: at('14:28') },
      waitingUntil: at('14:31'),
    },
    'The cluster is busy (Upgrading) since 14:28 UTC. Next try at 14:31:00 UTC.',
  ],
  [
    {
      state: 'held',
      waitingFor: {
        code: 'cluster-busy',
        operation: 'Upgrading',
        since: '2026-11-02T14:30:07.400Z',
      },
      waitingUntil: '2026-11-02T14:30:37.400Z',
    },
    'The cluster is busy (Upgrading) since 14:30:07 UTC. Next try at 14:30:37 UTC.',
  ],
  [
    { state: 'done', drift: { added: ['10.9.0.0/16'], missing: [] } },
    'Azure has carried it out, and the cluster was read back. The list also holds 10.9.0.0/16, which this change did not ask for: an Azure policy or somebody else added that.',
  ],
  [
    { state: 'overtaken', drift: { added: [], missing: ['a', 'b', 'c', 'd', 'e'] } },
    'Azure carried it out, but somebody has changed the cluster again since. It lacks a, b, c and 2 more, which stood there when it was sent: an Azure policy or somebody else took that out.',
  ],
  [
    { state: 'done', drift: { added: [], missing: [] } },
    'Azure has carried it out, and the cluster was read back.',
  ],
  [
    { state: 'outcome-unknown', alreadySo: true, clusterFailed: true },
    'The list was already so, and nothing was sent. But the last operation on this cluster failed, so its network may not follow the list. Mend what failed first: any change of the cluster makes AKS try again.',
  ],
  [
    {
      state: 'waiting',
      waitingFor: { code: 'throttled', since: at('14:30') },
      waitingUntil: at('14:31'),
    },
    'Azure asked us to slow down. Next try at 14:31:00 UTC.',
  ],
  [
    { state: 'waiting', waitingFor: { code: 'console-not-accepted', since: at('14:30') } },
    'Microsoft Entra has not accepted this console since 14:30 UTC; whoever runs it has to put that right.',
  ],
  [{ state: 'done', alreadySo: true }, 'It was already so; nothing had to be changed.'],
  [{ state: 'cancelled', wasSent: true }, 'Nothing was changed.'],
  [
    { state: 'cancelled', wasSent: true, wasDenied: true },
    'It was cancelled. Azure had refused what was sent before, and nothing more is sent.',
  ],
  [{ state: 'refused', wasSent: true }, 'Nothing was changed.'],
  [{ state: 'refused', wasDenied: true }, 'It was refused, and nothing more is sent.'],
  [
    { state: 'overtaken', alreadySo: true },
    'It stood in the list, but somebody has changed the cluster again since.',
  ],
  [
    { state: 'done', alreadySo: true, wasSent: true },
    'It was so when the cluster was read again: what was sent did it, or somebody else.',
  ],
  [
    { state: 'needs-confirmation', askedBecause: 'deadline', createdAt: at('13:58') },
    'You asked for this at 13:58 UTC and it could not be sent since. Is it still wanted?',
  ],
  [
    {
      state: 'needs-confirmation',
      askedBecause: 'deadline',
      createdAt: at('13:58'),
      wasSent: true,
    },
    'You asked for this at 13:58 UTC and Azure has not accepted it since. Is it still wanted?',
  ],
  [
    { state: 'needs-confirmation', askedBecause: 'perhaps-undone' },
    'Azure said that the cluster had just been changed, and it could be read only some time after that: this may have been carried out all the same, and taken back by somebody. Is it still wanted?',
  ],
];
for (const [about, sentence] of sentences) {
  test(`says "${sentence}"`, () => {
    expect(changeSentence(change(about))).toBe(sentence);
  });
}

test('writes times as the reader wants them', () => {
  const applying = change({ state: 'applying', acceptedAt: at('14:30') });
  expect(changeSentence(applying, () => 'half past two')).toBe(
    'Azure accepted it at half past two.',
  );
});
