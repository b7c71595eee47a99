import { accessOfEntries } from '#lib/ranges/access';
import type { Intent } from '#lib/ranges/intent';
import type { ClusterId } from './resource-id.ts';

/** A change of a cluster's list, made with any tool, as Azure has recorded it. */
export type ListRecord = {
  readonly id: string;
  readonly clusterId: ClusterId;
  /** When, as an ISO time. */
  readonly at: string;
  /** A user principal name, or the id of an application; undefined where Azure does not say. */
  readonly by: string | undefined;
  /** The name of a tool, or the id of an application; undefined where Azure does not say. */
  readonly client: string | undefined;
  /** Of the request that changed it. */
  readonly correlationId: string | undefined;
  /** Undefined where Azure does not say what changed, or this console does not understand it. */
  readonly difference: ListDifference | undefined;
};

/** What was changed in a list, entries verbatim. */
export type ListDifference = {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** The whole list, where Azure tells it. */
  readonly lists?: { readonly before: readonly string[]; readonly after: readonly string[] };
};

/** The intents by which somebody would have changed the list in the same way through Drawbridge. */
export function intentsLike({ added, removed, lists }: ListDifference): readonly Intent[] {
  if (lists) {
    const [was, is] = [accessOfEntries(lists.before), accessOfEntries(lists.after)];
    if (is !== was && is !== 'restricted') return [{ do: is }];
    if (is !== was && was === 'open') return [{ do: 'restrict', ranges: lists.after }];
  }
  return [
    ...removed.map((entry): Intent => ({ do: 'remove', entry })),
    ...added.map((range): Intent => ({ do: 'add', range })),
  ];
}

/**
 * The records that have `text`, in any case, in an entry that was added or removed, in who changed the list,
 * or in the tool.
 */
export function findRecords(records: readonly ListRecord[], text: string): readonly ListRecord[] {
  const sought = text.toLowerCase();
  return records.filter(({ by = '', client = '', difference }) => {
    const { added = [], removed = [] } = difference ?? {};
    return [by, client, ...added, ...removed].some((each) => each.toLowerCase().includes(sought));
  });
}
