import { grouped } from '#lib/grouped';
import type { Intent } from '#lib/ranges/intent';
import type { Plan, PlanContext } from './batch-plan.ts';
import { isMoving } from './state.ts';

/** What to know before a plan is started, in sentences. */
export function planNotes(
  { changes, asks }: Plan,
  intents: readonly Intent[],
  { own }: PlanContext,
): readonly string[] {
  const lines = [...changes, ...asks.flatMap((ask) => ask.lines)];
  if (lines.length === 0) return [];
  const removes = intents.some((intent) => intent.do === 'remove');
  const crosses = asks.some(({ findings }) =>
    findings.some(({ key }) => key.startsWith('crossing:')),
  );
  const owners = lines.flatMap(({ row }) => row.ownedBy ?? []);
  const [owner] = owners;
  const busy = lines.filter(({ row }) => isMoving(row)).length;
  return [
    'Azure reconciles each whole cluster for this, usually in one to two minutes. Workloads go on.',
    ...(busy === 0
      ? []
      : [
          `${busy === 1 ? '1 of these clusters is' : `${grouped(busy)} of these clusters are`} being changed or upgraded by somebody else now, and ${busy === 1 ? 'comes' : 'come'} last.`,
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

const egressNote =
  'The list does not tell where the nodes of a cluster leave from. That is looked up when its turn comes; a cluster that might cut off its own nodes asks you then, and is not changed before you agree.';
