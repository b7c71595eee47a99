import { toChange } from '#lib/changes/shown/change';
import { momentOf, stillAsksFor, tookOut } from '#lib/changes/shown/effects';
import { changeSentence, stateWords } from '#lib/changes/shown/words';
import { applyIntents, intentsHold } from '#lib/ranges/intent';
import { freshMs } from './limits.ts';
import { type ChangeRow, expiresAt } from './row.ts';
import { sameList } from './steps/list-and-pools.ts';
import { rowsOf } from './test-people.ts';
import type { Applied, World } from './test-world-shape.ts';

// The rules that hold in every world of this folder's property test. No part of the product.

/** Each line of `broken` begins with one of these. */
export type Rule =
  | 'lost intent'
  | 'doubled change'
  | 'resurrected entry'
  | 'foreign entry'
  | 'foreign field'
  | 'PUT without a change'
  | 'two writers'
  | 'counted PUT'
  | 'false words'
  | 'overstay'
  | 'cut short'
  | 'no end';

/** What was broken of the rules. */
export async function broken(world: World): Promise<readonly string[]> {
  const rows = await rowsOf(world);
  return [
    ...world.offences,
    ...world.applied.flatMap((put) => brokenByPut(world, put, rows)),
    ...rows.flatMap((row) => brokenByEnd(world, row)),
    ...rows.flatMap((row) => brokenByWords(world, row)),
    ...rows.flatMap((row) => brokenByExpiry(world, row, rows)),
    ...brokenByStay(world, rows),
  ];
}

const says = (rule: Rule, what: string) => `${rule}: ${what}`;

/** A PUT does what its changes ask, to the list as it is, and nothing else; and it does something. */
function brokenByPut(world: World, put: Applied, rows: readonly ChangeRow[]): readonly string[] {
  const { before, after, correlationId } = put;
  const carried = world.sent.get(correlationId)?.changes ?? [];
  const intents = carried.flatMap((id) => rows.find((row) => row.id === id)?.intents ?? []);
  const expected = applyIntents(before, intents);
  const lists = `[${before}] became [${after}], not [${expected}]`;
  const missing = expected.filter((entry) => !after.includes(entry));
  const surplus = after.filter((entry) => !expected.includes(entry));
  const asked = (entry: string) => !before.includes(entry);
  const found = [
    ...(missing.some(asked) ? [says('lost intent', lists)] : []),
    ...(missing.some((entry) => !asked(entry)) ? [says('foreign entry', lists)] : []),
    ...(surplus.some(asked) ? [says('resurrected entry', lists)] : []),
    ...(surplus.some((entry) => !asked(entry)) ? [says('lost intent', lists)] : []),
    ...(sameList(before, after) ? [says('PUT without a change', lists)] : []),
  ];
  if (found.length === 0 && !sameList(after, expected)) found.push(says('foreign entry', lists));
  return isUnguarded(world, put) ? [] : found;
}

/** Where AKS shows no eTag, an edit between the last look and the PUT goes unseen. */
function isUnguarded({ nature, sent, editedAt }: World, { correlationId }: Applied): boolean {
  const at = sent.get(correlationId)?.at ?? 0;
  return nature.eTags === 'none' && editedAt >= at - freshMs;
}

/** Every change ends; what is done was carried out once and held; what was refused or cancelled never was. */
function brokenByEnd(world: World, row: ChangeRow): readonly string[] {
  const { troubled, doubled } = world;
  const { id, state, alreadySo } = row;
  const { sends, times } = timesOf(world, row);
  const words = `${id} is ${state}, and was carried out ${times} times`;
  if (!stateWords[state].ends) return [says('no end', words)];
  // A process that stopped in between may have counted one that it did not send.
  if (!troubled && row.puts.length !== sends) {
    return [says('counted PUT', `${id} was sent ${sends} times and counts ${row.puts.length}`)];
  }
  // Carried out, and answered as if it had not been.
  const isDenied = doubled.has(id) && row.sent !== undefined && row.acceptedAt === undefined;
  // What is to end and failed is tried again, whatever became of it.
  const isTriedAgain = row.expiryOf !== undefined && world.failed.has(id);
  const isAgain = world.wantedAgain.has(id) || world.alongDoubled.has(id) || isTriedAgain;
  if (times > (isAgain ? 2 : 1)) return [says('doubled change', words)];
  switch (state) {
    case 'cancelled':
      return (world.cancelled.has(id) || row.spared) && (times === 0 || isDenied || isTriedAgain)
        ? []
        : [says('lost intent', words)];
    case 'refused':
      return mayRefuse(row) && (times === 0 || (isDenied && isTooLate(row)))
        ? []
        : [says('lost intent', words)];
    case 'outcome-unknown':
      return troubled || world.cancelled.has(id) ? [] : [says('lost intent', words)];
    default:
      break;
  }
  if (state === 'done' && !heldOnce(world, row))
    return [says('lost intent', `${words}; never held`)];
  // After trouble, "done" may have been somebody else's doing: that its intents held is what counts.
  const isTold = times === (alreadySo ? 0 : 1) || (troubled && times === 0);
  return isTold || isDenied || isAgain ? [] : [says('lost intent', words)];
}

/** How often a change was sent, and how often that was carried out. */
function timesOf({ applied, sent }: World, { id }: ChangeRow) {
  const sends = [...sent.values()].filter(({ changes }) => changes.includes(id)).length;
  const times = applied.filter((put) => sent.get(put.correlationId)?.changes.includes(id)).length;
  return { sends, times };
}

/** A page says of nothing that it was not sent or did nothing, where it was or did. */
function brokenByWords(world: World, row: ChangeRow): readonly string[] {
  const { sends, times } = timesOf(world, row);
  const words = changeSentence(toChange(row));
  const isFalse =
    (/nothing (was changed|had to be)/i.test(words) && times > 0) ||
    (/nothing was sent/.test(words) && sends > 0);
  return isFalse ? [says('false words', `${row.id} was carried out ${times} times: ${words}`)] : [];
}

/**
 * What was let in for a while is taken out at its time, unless there is nothing to take out or somebody wants
 * it to stay.
 */
function brokenByExpiry(
  world: World,
  row: ChangeRow,
  rows: readonly ChangeRow[],
): readonly string[] {
  const [intent] = row.intents;
  if (row.expiryOf === undefined || intent?.do !== 'remove') return [];
  const added = rows.find(({ id }) => id === row.expiryOf);
  const others = rows.filter((each) => each !== row && each !== added);
  const takenAt = row.state === 'done' && row.alreadySo !== true ? (row.puts.at(-1) ?? 0) : 0;
  const slack = 5_000;
  const wanting = others.filter(
    (each) =>
      each.state === 'done' &&
      (expiresAt(each) ?? Number.POSITIVE_INFINITY) > takenAt + slack &&
      stillAsksFor(each, intent.entry) &&
      momentOf(each) > (added ? momentOf(added) : 0),
  );
  const words = `${row.id} is ${row.state} (${row.spared})`;
  const spares = {
    'not-added':
      added?.alreadySo === true || added?.state === 'refused' || added?.state === 'cancelled',
    'taken-out':
      added?.state === 'overtaken' ||
      others.some((each) => each.state === 'done' && tookOut(each, intent.entry)),
    wanted: others.some((each) => stillAsksFor(each, intent.entry)),
  };
  const isSpared = row.spared !== undefined && spares[row.spared];
  if (row.state === 'cancelled' && !isSpared && !world.cancelled.has(row.id)) {
    return [says('overstay', words)];
  }
  return wanting.some(({ stateSince }) => stateSince < takenAt - slack)
    ? [says('cut short', `${words}, and somebody wanted it to stay`)]
    : [];
}

/** In the end Azure's list holds nothing that was let in for a while and that nobody else wanted. */
function brokenByStay(world: World, rows: readonly ChangeRow[]): readonly string[] {
  const last = world.lists.at(-1)?.entries ?? [];
  return last.flatMap((entry) => {
    const since = world.lists.findLastIndex(({ entries }) => !entries.includes(entry)) + 1;
    const { at = 0, by } = world.lists[since] ?? {};
    const carried = (by && world.sent.get(by)?.changes) ?? [];
    const lent = rows.find(
      (row) =>
        carried.includes(row.id) && row.keepForSeconds !== undefined && stillAsksFor(row, entry),
    );
    const endOf = (of?: ChangeRow) => rows.find(({ expiryOf }) => expiryOf && expiryOf === of?.id);
    const end = endOf(lent);
    const isKept = rows.some(
      (row) =>
        (row.keepForSeconds === undefined || world.cancelled.has(endOf(row)?.id ?? '')) &&
        stillAsksFor(row, entry) &&
        row.stateSince > at - 5_000,
    );
    const isUnknown = lent?.alreadySo === true || end?.state === 'outcome-unknown';
    // Sent by a process that slept, right before the PUT, for longer than it was lent.
    const isLate = end !== undefined && stateWords[end.state].ends && end.stateSince <= at;
    const isLeft =
      isKept || isUnknown || isLate || (end !== undefined && world.cancelled.has(end.id));
    return lent === undefined || isLeft
      ? []
      : [
          says(
            'overstay',
            `${entry} of ${lent.id} (${lent.state}) stays; its end is ${end?.state}`,
          ),
        ];
  });
}

/** What this world gives reason to refuse: 412 again and again, the same challenge twice, and time. */
function mayRefuse(row: ChangeRow): boolean {
  const reasons = ['precondition-failed', 'challenge-repeated'];
  return reasons.includes(row.failure?.code ?? '') || isTooLate(row);
}

/** What was to be let in for a while need not be once that has passed, whatever became of it. */
function isTooLate({ failure, keepForSeconds }: ChangeRow): boolean {
  return keepForSeconds !== undefined && failure?.code === 'time-is-over';
}

function heldOnce(
  { lists, nature }: World,
  { intents, createdAt, readBackAt = 0 }: ChangeRow,
): boolean {
  // The moments of a row are as wrong as the clock of whoever stored them.
  const out = Math.max(0, ...nature.clocks.map(Math.abs));
  return lists.some(({ at, entries }, index) => {
    const until = lists[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    return until >= createdAt - out && at <= readBackAt + out && intentsHold(entries, intents);
  });
}
