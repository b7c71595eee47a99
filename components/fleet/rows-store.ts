import type { RowsAnswer, ShownRow } from '#lib/clusters/fleet/shown-row';
import type { Span } from './row-runs.ts';

/**
 * What is known of a list: how long it is, and those of its rows that have been fetched, by their
 * place from 0.
 */
export type ShownList = {
  readonly query: string;
  readonly total: number;
  readonly asOf: string;
  readonly rows: ReadonlyMap<number, ShownRow>;
  /** The last request for rows has failed. */
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
 * Fetches and holds the rows of the list that is shown. A list stays until the first rows of the next
 * one have come, and only the answer to the newest question is taken.
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

  /**
   * Takes the rows that came with the page, and the query of the list to show: the search box may be
   * ahead of the page.
   */
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

  /**
   * Says which rows are on the screen or near it. Those that are missing are fetched; requests for
   * others are dropped.
   */
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

  /** Asks again for the rows that could not be fetched. */
  retry(): void {
    this.#set({ ...this.#list, failed: false });
    if (this.#list.query !== this.#wanted) this.#load(this.#wanted, 0);
    else this.#loadMissing();
  }

  /** Drops all requests. */
  close(): void {
    this.#abort();
  }

  #loadMissing(): void {
    for (const offset of runsIn(this.#needed)) {
      if (!this.#has(offset)) this.#load(this.#wanted, offset);
    }
  }

  /** Whether all rows of the run at this offset are here, as far as they are needed. */
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

/** The offsets of the runs that a span of the list touches. */
function runsIn({ from, to }: Span): readonly number[] {
  const runs = [];
  for (let at = from - (from % runLength); at < to; at += runLength) runs.push(at);
  return runs;
}

function keyOf(query: string, offset: number): string {
  return `${offset} ${query}`;
}
