import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChangeView } from '#lib/changes/shown/change-view';
import { eventStream } from './event-stream.ts';

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

describe('a stream of one change', () => {
  test('tells how it is now, then every newer version, and ends with the change', async () => {
    const { change, received, open } = await stage();
    await open();
    expect(received()).toBe(eventOf(change.view));

    await change.becomes({ version: 2, word: 'Applying' });
    await change.becomes({ version: 3, word: 'Done', ends: true });

    const [, second = '', third = ''] = received().split(/(?=id: )/);
    expect(second).toMatch(/^id: 2\nevent: change\ndata: \{.*"word":"Applying".*\}\n\n$/);
    expect(third).toMatch(/^id: 3\n.*"word":"Done"/s);
    expect(change).toMatchObject({ isOver: true, listeners: 0 });
    expect(vi.getTimerCount()).toBe(0);
  });

  test('tells a version once, however often it hears of it', async () => {
    const { change, received, open } = await stage();
    await open();
    await change.becomes({});
    await change.becomes({ version: 1 });
    await change.becomes({ version: 2 });
    await Promise.all([change.becomes({ version: 3 }), change.becomes({ version: 3 })]);
    expect(received().match(/^id: .*$/gm)).toEqual(['id: 1', 'id: 2', 'id: 3']);
  });

  test('tells what is new within one version, as the counts of a batch are, and once', async () => {
    const { change, received, open } = await stage();
    await open();
    await change.becomes({ word: 'Waiting' });
    await change.becomes({ word: 'Waiting' });
    expect(received().match(/"word":"\w+"/g)).toEqual(['"word":"Queued"', '"word":"Waiting"']);
  });

  test('ends at once for a change that has ended', async () => {
    const { change, received, open } = await stage(changing({ ends: true }));
    await open();
    expect(received()).toContain('"ends":true');
    expect(change).toMatchObject({ isOver: true, listeners: 0 });
  });

  test('keeps an event in its frame, whatever words it has', async () => {
    const words = 'x\n\nevent: change\ndata: {"word":"Done"}\r\n\u2028';
    const { received, open } = await stage(changing({ title: words }));
    await open();
    const [, event, data = '', ...rest] = received().split(/\r\n|\r|\n/);
    expect(event).toBe('event: change');
    expect(JSON.parse(data.replace('data: ', ''))).toHaveProperty('title', words);
    expect(rest).toEqual(['', '']);
  });

  test('is kept by no cache and held back by no proxy', async () => {
    const { answer } = await stage();
    expect(Object.fromEntries(answer?.headers ?? [])).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
  });
});

describe('a stream begins', () => {
  test('with one reading, and misses nothing that happens meanwhile', async () => {
    const change = changing();
    const { reads } = change;
    const read = vi.fn(reads).mockImplementationOnce(async () => {
      const was = change.view;
      void change.becomes({ version: 2 });
      return was;
    });
    change.reads = read;
    const { open, received } = await stage(change);
    await open();
    expect(received().match(/^id: .*$/gm)).toEqual(['id: 1', 'id: 2']);
    expect(read).toHaveBeenCalledTimes(2);
  });

  test('not at all where there is nothing to see, and listens no more', async () => {
    const change = changing();
    change.reads = async () => undefined;
    expect(await stage(change)).toMatchObject({ answer: undefined });
    expect(change.listeners).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('not at all where nobody can tell what there is to see, and listens no more', async () => {
    const change = changing();
    change.breaks();
    await expect(stage(change)).rejects.toThrow('the store is gone');
    expect(change.listeners).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a stream ends', () => {
  test('when its reader’s session has, and tells nothing more', async () => {
    const { change, received, open } = await stage();
    await open();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(received()).toMatch(/\n\nevent: beat\ndata: still here\n\n$/);

    change.isSessionOver = true;
    await vi.advanceTimersByTimeAsync(15_000);
    const before = received();
    await change.becomes({ version: 2 });
    expect(received()).toBe(before);
    expect(change).toMatchObject({ isOver: true, listeners: 0 });
    expect(vi.getTimerCount()).toBe(0);
  });

  const departures = [
    ['when its reader goes', (stage: Stage) => stage.reader.abort()],
    ['when what is read is thrown away', (stage: Stage) => stage.cancel()],
    ['when the change cannot be read', (stage: Stage) => stage.change.breaks()],
    ['when nobody knows whether its reader may go on', (stage: Stage) => stage.change.forgets()],
  ] as const;
  for (const [when, depart] of departures) {
    test(when, async () => {
      const staged = await stage();
      await staged.open();
      await depart(staged);
      await vi.advanceTimersByTimeAsync(15_000);
      expect(staged.change.listeners).toBe(0);
      expect(vi.getTimerCount()).toBe(0);
    });
  }

  test('before it begins when its reader has gone by then', async () => {
    const reader = new AbortController();
    reader.abort();
    const { change, open, received } = await stage(changing(), reader);
    await open();
    expect(received()).toBe('');
    expect(change.listeners).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});

type Stage = Awaited<ReturnType<typeof stage>>;

const first: ChangeView = {
  id: 'c',
  version: 1,
  word: 'Queued',
  tone: 'neutral',
  ends: false,
  parked: false,
  held: false,
  title: 'Add 81.2.69.142/32',
  sentence: 'It waits.',
  steps: [],
  agrees: [],
  findings: [],
  acts: [],
  who: 'You',
  createdAt: '2026-11-02T09:00:00.000Z',
};

function eventOf(view: ChangeView): string {
  return `id: ${view.version}\nevent: change\ndata: ${JSON.stringify(view)}\n\n`;
}

type Changing = ReturnType<typeof changing>;

/** A change, and what becomes of it and of its reader's session. */
function changing(about: Partial<ChangeView> = {}) {
  const heard = new Set<(what: 'gap') => void>();
  const tellAll = async () => {
    for (const hear of heard) hear('gap');
    await vi.advanceTimersByTimeAsync(0);
  };
  const change = {
    view: { ...first, ...about },
    isSessionOver: false,
    isOver: false,
    heard,
    reads: async (): Promise<ChangeView | undefined> => change.view,
    mayGoOn: async () => !change.isSessionOver,
    get listeners() {
      return heard.size;
    },
    becomes(news: Partial<ChangeView>) {
      change.view = { ...change.view, ...news };
      return tellAll();
    },
    breaks() {
      change.reads = () => Promise.reject(new Error('the store is gone'));
      return tellAll();
    },
    forgets() {
      change.mayGoOn = () => Promise.reject(new Error('the store is gone'));
    },
  };
  return change;
}

/** A change, somebody who follows it, and what they have received. */
async function stage(change: Changing = changing(), reader = new AbortController()) {
  const answer = await eventStream(reader.signal, 'change', {
    subscribe(hear) {
      change.heard.add(hear);
      return () => change.heard.delete(hear);
    },
    read: () => change.reads(),
    stillAllowed: () => change.mayGoOn(),
  });

  let text = '';
  const body = answer?.body?.getReader();
  const follow = async () => {
    for (;;) {
      const piece = await body?.read();
      if (piece?.value === undefined) break;
      text += new TextDecoder().decode(piece.value);
    }
    change.isOver = true;
  };
  return {
    change,
    reader,
    answer,
    received: () => text,
    cancel: () => body?.cancel(),
    open: async () => {
      void follow();
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}
