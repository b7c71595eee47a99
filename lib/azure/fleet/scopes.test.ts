import { expect, test } from 'vitest';
import { makeCredential } from '#lib/azure/credential';
import { type FakeAnswer, fakeAzure } from '#lib/azure/test-azure';
import { ok } from '#lib/result';
import { readFleet } from './fleet.ts';

const ada = makeCredential('11111111-1111-4111-8111-111111111111', async () => ok('token-of-ada'));
const subscriptions = Array.from({ length: 10_500 }, (_, i) => ({ subscriptionId: `s-${i}` }));

/** Reads the fleet of somebody with 10,500 subscriptions; `answer` hears how many were named. */
async function readWith(answer: (named: number | undefined) => FakeAnswer) {
  const asked: (number | undefined)[] = [];
  const { arm } = fakeAzure(({ method, url, body }) => {
    if (url.includes('managedClusters')) return { body: { value: [] } };
    if (method === 'GET') return { body: { value: subscriptions } };
    const question: { subscriptions?: readonly string[] } = JSON.parse(String(body));
    const named = question.subscriptions?.length;
    asked.push(named);
    return answer(named);
  });
  const fleet = await readFleet(arm, ada);
  return { asked, notes: fleet.ok ? fleet.value.notes : fleet.error };
}

const whole: FakeAnswer = { body: { totalRecords: 0, data: [] } };
const tooMany: FakeAnswer = {
  status: 400,
  body: { error: { code: 'BadRequest', message: 'Too many subscriptions.' } },
};
const inScopes = [...Array.from({ length: 10 }, () => 1000), 500];

const tellings: readonly (readonly [string, FakeAnswer])[] = [
  ['says so', { ...whole, headers: { 'x-ms-tenant-subscription-limit-hit': 'true' } }],
  ['says nothing', whole],
  ['refuses', tooMany],
];

for (const [how, unscoped] of tellings) {
  test(`asks a thousand subscriptions at a time where Azure ${how} about more than ten thousand`, async () => {
    const { asked, notes } = await readWith((named) => (named === undefined ? unscoped : whole));
    expect(notes).toEqual([]);
    expect(asked.filter((named) => named !== undefined)).toEqual(inScopes);
  });
}

test('says that subscriptions are missing where a part of them cannot be asked', async () => {
  const { notes } = await readWith((named) => (named === 500 ? tooMany : whole));
  expect(notes).toEqual([{ code: 'subscriptions-truncated' }]);
});

test('remarks nothing where somebody sees no subscription and Resource Graph objects to that', async () => {
  const code = 'NoValidSubscriptionsInQueryRequest';
  const { arm } = fakeAzure(({ method }) =>
    method === 'GET' ? { body: { value: [] } } : { status: 400, body: { error: { code } } },
  );
  expect(await readFleet(arm, ada)).toMatchObject({ ok: true, value: { rows: [], notes: [] } });
});
