import { currentSession } from '#lib/auth/next';
import { draftFor } from '#lib/changes/batches';
import { intentsWords } from '#lib/changes/change-view';
import { planCsv } from '#lib/clusters/batch-plan-csv';
import { failureWords } from '#lib/failure-words';
import { intentsOfDraft, planOf } from '../../plan-of.ts';

/** The plan as a file for a change ticket. */
export async function GET(
  _: Request,
  { params }: RouteContext<'/batches/[id]/plan.csv'>,
): Promise<Response> {
  const { id } = await params;
  const session = await currentSession();
  const draft = session && (await draftFor(session.grant.id, id));
  if (!draft) return new Response('Not found\n', { status: 404 });
  const planned = await planOf(session, draft);
  if (!planned.ok) {
    const { title, todo } = failureWords(planned.error);
    return new Response(`${title}. ${todo}\n`, { status: 502 });
  }
  const { plan, asOf } = planned.value;
  return new Response(planCsv(plan, intentsWords(intentsOfDraft(draft))), {
    headers: {
      'cache-control': 'no-store',
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="drawbridge-plan-${asOf.slice(0, 10)}.csv"`,
    },
  });
}
