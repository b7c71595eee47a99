import { packedOf } from '#lib/clusters/lazy-entries';
import { isMoving } from '#lib/clusters/state';
import { grouped } from '#lib/grouped';
import { coverageOf } from '#lib/ranges/entry';
import type { Intent } from '#lib/ranges/intent';
import { reachOfPacked } from '#lib/ranges/packed-reach';
import { isProlonged, type Plan, type PlanContext } from './batch-plan.ts';

/** What to know before a plan is started, in sentences. */
export function planNotes(
  { changes, asks }: Plan,
  intents: readonly Intent[],
  context: PlanContext,
): readonly string[] {
  const { own, keepForSeconds } = context;
  const lines = [...changes, ...asks.flatMap((ask) => ask.lines)];
  if (lines.length === 0) return [];
  const removes = intents.some((intent) => intent.do === 'remove');
  const crosses = asks.some(({ findings }) =>
    findings.some(({ key }) => key.startsWith('crossing:')),
  );
  const owners = lines.flatMap(({ row }) => row.ownedBy ?? []);
  const [owner] = owners;
  const some = (rows: number) =>
    rows === 1 ? 'On 1 of these clusters' : `On ${grouped(rows)} of these clusters`;
  const prolonged = lines.filter(({ row }) => isProlonged(row, intents, context));
  const others = changes.filter((line) => !prolonged.includes(line));
  const busy = lines.filter(({ row }) => isMoving(row)).length;
  return [
    'Azure reconciles each whole cluster for this, usually in one to two minutes. Workloads go on.',
    ...(busy === 0
      ? []
      : [
          `${busy === 1 ? '1 of these clusters is' : `${grouped(busy)} of these clusters are`} being changed or upgraded by somebody else now, and ${busy === 1 ? 'comes' : 'come'} last.`,
        ]),
    ...admittedNote(others, intents),
    ...(prolonged.length === 0
      ? []
      : [
          `${some(prolonged.length)} what is to be added stands for a while only: asked for, it stays${keepForSeconds === undefined ? '' : ' for as long as you say, or longer where it would anyway'}.`,
        ]),
    ...(removes || crosses ? [egressNote] : []),
    ...(removes && own === undefined
      ? ['Nobody knows where you come from, so the plan cannot tell whether you lose access.']
      : []),
    ...(owner === undefined
      ? []
      : [
          `${owners.length === 1 ? '1 of these clusters seems' : `${grouped(owners.length)} of these clusters seem`} to be managed by another tool, ${owner}; its next run may undo this.`,
        ]),
  ];
}

/** Of one range that is added alone: on how many clusters that lets in nobody who is not let in already. */
function admittedNote(changes: Plan['changes'], intents: readonly Intent[]): readonly string[] {
  const [only, ...more] = intents;
  if (only?.do !== 'add' || more.length > 0) return [];
  const who = coverageOf(only.range);
  if (who === undefined) return [];
  const many = changes.filter(
    ({ row }) => reachOfPacked(who, row.access, packedOf(row)).kind === 'admitted',
  ).length;
  if (many === 0) return [];
  const which =
    many === 1 ? '1 of these clusters admits' : `${grouped(many)} of these clusters admit`;
  return [`${which} ${only.range} already, by a wider entry: there only the list grows.`];
}

const egressNote =
  'The list does not tell where the nodes of a cluster leave from. That is looked up when its turn comes; a cluster that might cut off its own nodes asks you then, and is not changed before you agree.';
