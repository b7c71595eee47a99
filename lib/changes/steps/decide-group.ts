import type { ChangeRow, Sent } from '#lib/changes/row';
import type { Cluster } from '#lib/clusters/cluster';
import { accessOfEntries } from '#lib/ranges/access';
import { intentsHold } from '#lib/ranges/intent';
import type { ReadDecision } from './decide-read.ts';

/** One change of a PUT: the list before and after it alone. */
type Member = {
  readonly row: ChangeRow;
  readonly before: readonly string[];
  readonly after: readonly string[];
};

/** What to do after a cluster was read for the change whose turn it is. */
export type GroupDecision =
  | Exclude<ReadDecision, { do: 'put' }>
  | {
      readonly do: 'put';
      /** The change whose turn it is comes first. */
      readonly members: readonly Member[];
      readonly target: readonly string[];
      readonly quoting: Sent['quoting'];
    };

/**
 * Decides for `lead`, and lets adds and removes that the same person queued right behind it go along in
 * its PUT. Each is judged as if those before it had been carried out; the first that would ask, wait,
 * end or change nothing ends the group. Two people's changes never go together.
 */
export function decideGroup(
  lead: ChangeRow,
  cluster: Cluster,
  behind: readonly ChangeRow[],
  decide: (row: ChangeRow, cluster: Cluster) => ReadDecision,
): GroupDecision {
  const first = decide(lead, cluster);
  if (first.do !== 'put') return first;
  const members = [{ row: first.row, before: cluster.entries, after: first.after }];
  let target = first.after;
  for (const row of onlyEdits(lead) ? behind : []) {
    if (!goesAlong(row, lead)) break;
    const decision = decide(row, { ...cluster, entries: target, access: accessOfEntries(target) });
    if (decision.do === 'read-egress') return decision;
    // One that takes back what an earlier one does has a turn of its own.
    if (decision.do === 'move' || !allHold(members, decision.after)) break;
    members.push({ row: decision.row, before: target, after: decision.after });
    target = decision.after;
  }
  return { do: 'put', members, target, quoting: first.quoting };
}

function allHold(members: readonly Member[], entries: readonly string[]): boolean {
  return members.every(({ row }) => intentsHold(entries, row.intents));
}

function goesAlong(row: ChangeRow, lead: ChangeRow): boolean {
  const isUnsent = row.state === 'queued' && row.next === 'read';
  const isSamePerson = row.grantId === lead.grantId && row.tenantId === lead.tenantId;
  return isUnsent && isSamePerson && onlyEdits(row);
}

function onlyEdits({ intents }: ChangeRow): boolean {
  return intents.every((intent) => intent.do === 'add' || intent.do === 'remove');
}
