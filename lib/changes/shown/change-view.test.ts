import { expect, test } from 'vitest';
import { anna, ben, row } from '#lib/changes/test-kit';
import { parseRange } from '#lib/ranges/cidr';
import type { Finding } from '#lib/ranges/finding';
import { findingWords } from '#lib/ranges/finding-words';
import { type Change, toChange } from './change.ts';
import { changeView, letsIn } from './change-view.ts';

const change = (about: Partial<Change>): Change => ({ ...toChange(row()), ...about });
const time = '2026-11-02T14:30:00.000Z';

const probes: readonly [string, Partial<Change>, 'before' | 'after' | undefined][] = [
  ['waits its turn', { state: 'queued' }, 'before'],
  ['is on its way', { state: 'applying', acceptedAt: time, worksBy: time }, 'before'],
  ['is to be read back', { state: 'applying', finishedAt: time, worksBy: time }, 'after'],
  ['is done', { state: 'done', finishedAt: time }, 'after'],
  ['was so already', { state: 'done', alreadySo: true }, undefined],
  ['was refused', { state: 'refused' }, undefined],
  ['was not carried out', { state: 'applying', finishedAt: time }, undefined],
  ['lets nobody in', { state: 'done', intents: [{ do: 'remove', entry: 'x' }] }, undefined],
  ['closes it again', { intents: [{ do: 'put-back', entry: '0.0.0.0/32' }] }, undefined],
];
for (const [what, about, when] of probes) {
  test(`the browser looks ${when ?? 'never'} for a change that ${what}`, () => {
    expect(changeView(change(about), { grantId: anna }).probe).toBe(when);
  });
}

test('says why a change was left, and asks nothing more of who has cancelled it', () => {
  const failure = { code: 'claims-challenge', claims: '{}' } as const;
  const shown = (state: Change['state']) =>
    changeView(change({ state, failure }), { grantId: anna }).failure;
  expect(shown('needs-sign-in')).toMatchObject({
    title: 'Sign-in needed',
    todo: expect.any(String),
  });
  expect(shown('cancelled')).toMatchObject({ title: 'Sign-in needed' });
  expect(shown('cancelled')).not.toHaveProperty('todo');
});

test('nobody looks for a change of somebody else', () => {
  expect(changeView(change({ state: 'done' }), { grantId: ben }).probe).toBeUndefined();
});

test('leads from a change of a batch to the batch, its author alone', () => {
  const part = change({ batchId: 'batch-1' });
  expect(changeView(part, { grantId: anna }).batchPath).toBe('/batches/batch-1');
  expect(changeView(part, { grantId: ben }).batchPath).toBeUndefined();
  expect(changeView(change({}), { grantId: anna }).batchPath).toBeUndefined();
});

test('says on the button where going on would open the cluster to the internet', () => {
  const asks = (finding: Finding) => {
    const about = { findings: [finding], confirmKeys: [findingWords(finding).key] };
    const shown = changeView(change({ state: 'needs-confirmation', ...about }), { grantId: anna });
    return [shown.acts[0]?.label, shown.typeName];
  };
  expect(asks({ code: 'failed-cluster' })).toEqual(['Go on', undefined]);
  const opens = { code: 'crossing', from: 'restricted', to: 'open' } as const;
  expect(asks(opens)).toEqual(['Open to the internet', row().clusterId.name]);
});

const added: readonly [Change['intents'], boolean][] = [
  [[{ do: 'add', range: '81.2.69.142/32' }], true],
  [[{ do: 'restrict', ranges: ['73.140.245.0/24', '81.2.0.0/16'] }], true],
  [[{ do: 'put-back', entry: '81.2.69.142' }], true],
  [[{ do: 'add', range: '194.168.1.0/24' }], false],
  [[{ do: 'remove', entry: '81.2.69.142/32' }], false],
  [[{ do: 'open' }], false],
];
for (const [intents, does] of added) {
  test(`${JSON.stringify(intents)} ${does ? 'lets' : 'does not let'} 81.2.69.142 in`, () => {
    const who = parseRange('81.2.69.142');
    expect(who.ok && letsIn(change({ intents }), who.value)).toBe(does);
  });
}
