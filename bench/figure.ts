import type { Folder } from './folder.ts';

/** One line of the table. All cells are text for people, with their unit. */
export type Row = {
  /** What is measured. */
  readonly what: string;
  readonly ours: string;
  /** What a user would use instead, or why there is no figure for it. */
  readonly instead: string;
  /** The floor below which nobody can get, or what we aim at. */
  readonly limit: string;
  /** How ours stands to both: `1.3 × the floor, 34 × faster than az`. */
  readonly judged: string;
  /** How it was measured: how often, what came before, what was taken for granted. */
  readonly how: string;
};

/** One thing that the bench measures. It throws when it cannot, and the others go on. */
export type Figure = {
  /** The word after `npm run bench --`. */
  readonly name: string;
  readonly title: string;
  /** False where it measures without the built product. */
  readonly ofProduct: boolean;
  readonly measure: (bench: Bench) => Promise<readonly Row[]>;
};

/** What a figure works with. */
export type Bench = {
  /** Where it may leave what is gone afterwards. */
  readonly folder: Folder;
  /** Says what is going on. */
  readonly say: (words: string) => void;
};
