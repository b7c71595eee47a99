import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followEvents } from './follow-events.ts';

/** An EventSource whose connection the test decides about. */
class Source extends EventTarget {
  static readonly CLOSED = 2;
  static readonly all: Source[] = [];
  readyState = 0;

  constructor() {
    super();
    Source.all.push(this);
  }

  /** It is answered with a stream. */
  opens() {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }

  says(data: string) {
    this.dispatchEvent(new MessageEvent('change', { data }));
  }

  beats() {
    this.dispatchEvent(new MessageEvent('beat', { data: 'still here' }));
  }

  /** The connection broke; it comes back by itself. */
  breaks() {
    this.readyState = 0;
    this.dispatchEvent(new Event('error'));
  }

  /** It is answered with anything else. */
  isRefused() {
    this.readyState = 2;
    this.dispatchEvent(new Event('error'));
  }

  close() {
    this.readyState = 2;
  }
}

/** What is answered to those who ask without an EventSource; nothing: there is no network. */
let status: number | undefined;
const asked = vi.fn<(path: string) => void>();
const hear = vi.fn<(data: string) => void>();
const gone = vi.fn<() => void>();
let leave = () => {};

beforeEach(() => {
  vi.useFakeTimers();
  Source.all.length = 0;
  vi.stubGlobal('EventSource', Source);
  vi.stubGlobal('fetch', async (path: string) => {
    asked(path);
    if (status === undefined) throw new TypeError('Failed to fetch');
    return new Response(null, { status });
  });
  for (const mock of [asked, hear, gone]) mock.mockReset();
  leave = followEvents('/events', 'change', { hear, gone });
});

afterEach(() => {
  leave();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function newest(): Source {
  const source = Source.all.at(-1);
  if (!source) throw new Error('Nothing is followed.');
  return source;
}

test('hears the events of a stream', () => {
  newest().opens();
  newest().says('one');
  expect(hear.mock.calls).toEqual([['one']]);
});

test('leaves a broken connection to the browser, which comes back by itself', () => {
  newest().opens();
  newest().breaks();
  vi.advanceTimersByTime(30_000);
  newest().opens();
  newest().says('two');
  expect(Source.all).toHaveLength(1);
  expect(hear.mock.calls).toEqual([['two']]);
});

test('begins another stream where one has fallen silent, and none while it beats', () => {
  newest().opens();
  for (const _ of [1, 2, 3, 4]) {
    vi.advanceTimersByTime(15_000);
    newest().beats();
  }
  expect(Source.all).toHaveLength(1);

  vi.advanceTimersByTime(40_000);
  expect(Source.all.map(({ readyState }) => readyState)).toEqual([Source.CLOSED, 0]);
  // Nor does one that is not even answered hold it up.
  vi.advanceTimersByTime(40_000);
  expect(Source.all).toHaveLength(3);
  newest().opens();
  newest().says('after the silence');
  expect(hear.mock.calls).toEqual([['after the silence']]);
});

test.each([502, 500, 503, 429, undefined])('follows it again after %s has passed', async (at) => {
  newest().isRefused();
  status = at;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(Source.all).toHaveLength(1);
  status = 200;
  await vi.advanceTimersByTimeAsync(2_000);
  expect(Source.all).toHaveLength(2);
  newest().opens();
  newest().says('after the restart');
  expect(hear.mock.calls).toEqual([['after the restart']]);
  expect(gone).not.toHaveBeenCalled();
});

test('asks ever more rarely, once a minute at last, and soon again after it was there', async () => {
  status = 502;
  newest().isRefused();
  const times: number[] = [];
  asked.mockImplementation(() => times.push(Date.now()));
  const start = Date.now();
  await vi.advanceTimersByTimeAsync(4 * 60_000);
  const seconds = times.map((time) => (time - start) / 1000);
  expect(seconds).toEqual([1, 3, 7, 15, 31, 63, 123, 183]);

  status = 200;
  await vi.advanceTimersByTimeAsync(60_000);
  newest().opens();
  newest().isRefused();
  status = 502;
  asked.mockClear();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toHaveBeenCalledOnce();
});

test.each([404, 401, 403])('says that it is gone at %s, and asks no more', async (at) => {
  newest().isRefused();
  status = at;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(gone).toHaveBeenCalledOnce();
  expect(vi.getTimerCount()).toBe(0);
  expect(Source.all).toHaveLength(1);
});

test('leaves nothing behind: no stream, no timer, and no question that opens one', async () => {
  newest().isRefused();
  leave();
  expect(vi.getTimerCount()).toBe(0);

  leave = followEvents('/events', 'change', { hear, gone });
  newest().isRefused();
  status = 200;
  // The question is on its way, and not answered yet.
  vi.advanceTimersByTime(1_000);
  expect(asked).toHaveBeenCalledOnce();
  leave();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(Source.all).toHaveLength(2);
  expect(Source.all.every(({ readyState }) => readyState === Source.CLOSED)).toBe(true);
});
