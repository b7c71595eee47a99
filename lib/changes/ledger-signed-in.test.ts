import { afterEach, beforeEach, expect, test } from 'vitest';
import { currentLedger, stopLedger } from './current.ts';
import { changeFor, claimsFor, confirmChange, resumeAfterSignIn } from './ledger.ts';
import type { FakeAzure } from './test-azure.ts';
import { type HandClock, settle } from './test-clock.ts';
import { anna, asked, ben } from './test-kit.ts';
import { freshLedger, record } from './test-ledger.ts';

let clock: HandClock;
let azure: FakeAzure;

beforeEach(async () => {
  ({ clock, azure } = await freshLedger());
});
afterEach(() => stopLedger());

const view = (id: string) => changeFor({ grantId: anna }, id);

const claims = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}';
const challenge = { code: 'claims-challenge', claims } as const;
const proof = { tenantId: asked().tenantId, claims };

test('goes on by itself after a sign-in of the same person', async () => {
  azure.nextReads.push(challenge);
  const id = await record();
  expect(await claimsFor(anna, id)).toBe(claims);
  expect(await claimsFor(ben, id)).toBeUndefined();
  await resumeAfterSignIn(ben, proof);
  await settle();
  expect(await view(id)).toMatchObject({ state: 'needs-sign-in' });

  await clock.advance(14 * 60_000);
  await resumeAfterSignIn(anna, proof);
  await clock.advance(10_000);
  expect(await view(id)).toMatchObject({ state: 'done' });
});

test('asks whether it is still wanted when the sign-in came late', async () => {
  azure.nextReads.push(challenge);
  const id = await record();
  await clock.jump(16 * 60_000);
  await resumeAfterSignIn(anna, proof);
  await settle();
  expect(await view(id)).toMatchObject({
    state: 'needs-confirmation',
    askedBecause: 'late-sign-in',
    confirmKeys: ['still-wanted'],
  });
  await confirmChange(anna, id, ['still-wanted']);
  await clock.advance(10_000);
  expect(await currentLedger().store.find(id)).toMatchObject({ state: 'done', confirmations: [] });
});

test('ends with the reason when the same challenge comes again, whatever its moment', async () => {
  azure.nextPuts.push({ kind: 'refused', failure: challenge });
  const again = { code: 'claims-challenge', claims: claims.replace('1604106651', '1604109999') };
  azure.nextPuts.push({
    kind: 'refused',
    failure: { ...challenge, ...again, code: challenge.code },
  });
  const id = await record();
  await resumeAfterSignIn(anna, proof);
  await settle();
  expect(await view(id)).toMatchObject({
    state: 'refused',
    failure: { code: 'challenge-repeated' },
  });
});

test('settles after a sign-in together what had gone in one PUT whose answer was lost', async () => {
  azure.finish('Upgrading');
  const ids = [
    await record({ intents: [{ do: 'add', range: '193.168.1.0/24' }] }),
    await record({ intents: [{ do: 'add', range: '194.168.1.0/24' }] }),
  ];
  azure.finish();
  azure.nextPuts.push({ kind: 'lost', failure: { code: 'unreachable' } });
  azure.nextReads.push(() => {}, challenge);
  await clock.advance(10_000);
  for (const id of ids) expect(await view(id)).toMatchObject({ state: 'needs-sign-in' });
  await resumeAfterSignIn(anna, proof);
  await clock.advance(10_000);
  for (const id of ids) expect(await view(id)).toMatchObject({ state: 'done' });
  expect(azure.puts).toHaveLength(2);
});

for (const [what, other] of [
  ['another directory', { ...proof, tenantId: 'tenant-2' }],
  ['nothing in particular', { ...proof, claims: undefined }],
] as const) {
  test(`still asks for the sign-in it needs after one for ${what}`, async () => {
    azure.nextPuts.push(...[1, 2].map(() => ({ kind: 'refused', failure: challenge }) as const));
    const id = await record();
    await resumeAfterSignIn(anna, other);
    await settle();
    expect(await view(id)).toMatchObject({ state: 'needs-sign-in' });
    await resumeAfterSignIn(anna, proof);
    await clock.advance(10_000);
    expect(await view(id)).toMatchObject({ state: 'done' });
  });
}
