import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeCredential } from '#lib/azure/credential';
import { brokenLine, type FakeAnswer, fakeAzure } from '#lib/azure/test-azure';
import { ok } from '#lib/result';
import { read } from './read.ts';

const ada = makeCredential('11111111-1111-4111-8111-111111111111', async () => ok('token-of-ada'));

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Answers in this order, the last one again and again; a text is the code of a broken line. */
function stumbling(...answers: (FakeAnswer | string)[]) {
  const azure = fakeAzure(() => {
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (typeof answer === 'string') throw brokenLine(answer);
    return answer ?? {};
  });
  return { ...azure, readIt: () => read(azure.arm, ada, { url: '/tenants?api-version=1' }) };
}

const worthRepeating: readonly (FakeAnswer | string)[] = [
  { status: 500 },
  { status: 502 },
  { status: 503 },
  { status: 504 },
  { status: 408 },
  { status: 429 },
  { status: 429, headers: { 'retry-after': '2' } },
  { status: 429, headers: { 'x-ms-user-quota-resets-after': '00:00:05' } },
  'ECONNRESET',
  'ECONNREFUSED',
  'ENOTFOUND',
];

for (const answer of worthRepeating) {
  test(`reads again after ${JSON.stringify(answer)}`, async () => {
    const { readIt, requests } = stumbling(answer, { status: 200, body: '{}' });
    const reading = readIt();
    await vi.runAllTimersAsync();
    expect(await reading).toMatchObject({ ok: true });
    expect(requests).toHaveLength(2);
  });
}

for (const status of [400, 401, 403, 404, 409, 412, 501, 505]) {
  test(`reads only once when Azure answers ${status}`, async () => {
    const { readIt, requests } = stumbling({ status });
    const reading = readIt();
    await vi.runAllTimersAsync();
    expect(await reading).toMatchObject({ ok: false });
    expect(requests).toHaveLength(1);
  });
}

test('gives up after four attempts, with what Azure said last', async () => {
  const { readIt, requests } = stumbling({ status: 503 }, { status: 500 });
  const reading = readIt();
  await vi.runAllTimersAsync();
  expect(await reading).toMatchObject({ ok: false, error: { code: 'azure-error', status: 500 } });
  expect(requests).toHaveLength(4);
});

test('says within three seconds that Azure gives 503 and no time to wait', async () => {
  const { readIt } = stumbling({ status: 503 });
  const reading = readIt();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await reading).toMatchObject({ ok: false, error: { status: 503 } });
});

test('waits as long as Azure asks before it reads again', async () => {
  const { readIt, requests } = stumbling({ status: 429, headers: { 'retry-after': '7' } }, {});
  const reading = readIt();
  await vi.advanceTimersByTimeAsync(6_999);
  expect(requests).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(requests).toHaveLength(2);
  await reading;
});

test('says for how long it is throttled, rather than keep a page waiting that long', async () => {
  const { readIt, requests } = stumbling({ status: 429, headers: { 'retry-after': '300' } });
  expect(await readIt()).toMatchObject({
    ok: false,
    error: { code: 'throttled', retryAfterSeconds: 300 },
  });
  expect(requests).toHaveLength(1);
});
