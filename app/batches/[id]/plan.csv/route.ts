import { orNotReady } from '#app/answers';
import { batchFile } from '#app/batches/batch-file';
import { csvOf } from '#lib/changes/batch/file';

/** The plan, or what became of it, for a spreadsheet. */
export const GET = orNotReady(answer);

async function answer(
  _: Request,
  { params }: RouteContext<'/batches/[id]/plan.csv'>,
): Promise<Response> {
  const { id } = await params;
  return batchFile(id, { ending: 'csv', contentType: 'text/csv', pieces: csvOf });
}
