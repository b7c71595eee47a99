import type { RowsAnswer, ShownRow } from '#lib/clusters/shown-row';
import type { Span } from './row-runs.ts';

/** What is known of a list: how long it is, and some of its rows by their place, from 0. */
export type ShownList = {
  readonly query: string;
  readonly total: number;
  readonly asOf: string;
  readonly rows: ReadonlyMap<number, ShownRow>;
  /** Rows that were asked for could not be had. */
  readonly failed: boolean;
};

/** The rows that came with the page. */
export type FirstRows = RowsAnswer & { readonly query: string; readonly offset: number };

/** Asks the server for a run of rows; rejects when it has none. */
export type AskRows = (query: string, run: Run, signal: AbortSignal) => Promise<RowsAnswer>;

const nothing: Span = { from: 0, to: 0 };

type Run = { readonly offset: number; readonly limit: number };

/** How many rows are asked for at once: a screen and what is drawn beyond its edges. */
const runLength = 50;

/**
 * The rows of the list that is shown, as far as anybody has looked. A list stays until the first rows of
 * the next one are here, and only the newest question is ever answered.
 */
export class RowsStore {
  #list: ShownList;
  #first: FirstRows;
  #wanted: string;
  #needed: Span = nothing;
  readonly #asked = new Map<string, AbortController>();
  readonly #hearers = new Set<() => void>();
  readonly #ask: AskRows;

  constructor(first: FirstRows, ask: AskRows) {
    this.#ask = ask;
    this.#first = first;
    this.#wanted = first.query;
    this.#list = listOf(first.query, first, first.offset);
  }

  readonly list = (): ShownList => this.#list;

  readonly subscribe = (hear: () => void): (() => void) => {
    this.#hearers.add(hear);
    return () => void this.#hearers.delete(hear);
  };

  /** What the page has brought, and which list is to be shown: what is typed may be ahead of the page. */
  sync(first: FirstRows, wanted: string): void {
    if (wanted !== this.#wanted) {
      this.#abort();
      this.#wanted = wanted;
      this.#needed = nothing;
    }
    if (first !== this.#first) {
      this.#first = first;
      if (first.query === wanted) this.#take(wanted, first, first.offset);
    }
    if (this.#list.query !== wanted) this.#load(wanted, 0);
  }

  /** The rows that are on the screen, or nearly: asked for where they are missing, others no longer. */
  need(from: number, to: number): void {
    if (this.#list.query !== this.#wanted) return;
    this.#needed = { from, to };
    const runs = runsIn(this.#needed);
    for (const [key, controller] of this.#asked) {
      if (runs.some((offset) => keyOf(this.#wanted, offset) === key)) continue;
      controller.abort();
      this.#asked.delete(key);
    }
    this.#loadMissing();
  }

  /** Asks again for what could not be had. */
  retry(): void {
    this.#set({ ...this.#list, failed: false });
    if (this.#list.query !== this.#wanted) this.#load(this.#wanted, 0);
    else this.#loadMissing();
  }

  /** Asks for nothing any more. */
  close(): void {
    this.#abort();
  }

  #loadMissing(): void {
    for (const offset of runsIn(this.#needed)) {
      if (!this.#has(offset)) this.#load(this.#wanted, offset);
    }
  }

  /** Whether all of a run is here that is needed. */
  #has(offset: number): boolean {
    const { from, to } = this.#needed;
    const end = Math.min(offset + runLength, to, this.#list.total);
    for (let at = Math.max(offset, from); at < end; at += 1) {
      if (!this.#list.rows.has(at)) return false;
    }
    return true;
  }

  #load(query: string, offset: number): void {
    const key = keyOf(query, offset);
    if (this.#asked.has(key)) return;
    const controller = new AbortController();
    this.#asked.set(key, controller);
    const { signal } = controller;
    this.#ask(query, { offset, limit: runLength }, signal).then(
      (answer) => {
        if (signal.aborted) return;
        this.#asked.delete(key);
        this.#take(query, answer, offset);
      },
      () => {
        if (signal.aborted) return;
        this.#asked.delete(key);
        this.#set({ ...this.#list, failed: true });
      },
    );
  }

  /**
   * Rows of a newer reading end the older ones; with an older one, which another process of the console
   * may have, they are put up with, or two of them would drive each other out for ever.
   */
  #take(query: string, answer: RowsAnswer, offset: number): void {
    const { list: known } = this;
    const { asOf, total } = known();
    const isSame = query === known().query && answer.asOf <= asOf && answer.total === total;
    if (!isSame) {
      this.#set(listOf(query, answer, offset));
      this.#loadMissing();
      return;
    }
    const rows = new Map(known().rows);
    for (const [at, row] of placed(answer.rows, offset)) rows.set(at, row);
    this.#set({ ...known(), rows, failed: false });
  }

  #set(list: ShownList): void {
    this.#list = list;
    for (const hear of this.#hearers) hear();
  }

  #abort(): void {
    for (const controller of this.#asked.values()) controller.abort();
    this.#asked.clear();
  }
}

function listOf(query: string, { total, asOf, rows }: RowsAnswer, offset: number): ShownList {
  return { query, total, asOf, rows: new Map(placed(rows, offset)), failed: false };
}

function placed(rows: readonly ShownRow[], offset: number): readonly [number, ShownRow][] {
  return rows.map((row, at) => [offset + at, row]);
}

/** Where the runs begin that a stretch of the list lies in. */
function runsIn({ from, to }: Span): readonly number[] {
  const runs = [];
  for (let at = from - (from % runLength); at < to; at += runLength) runs.push(at);
  return runs;
}

function keyOf(query: string, offset: number): string {
  return `${offset} ${query}`;
}
