import { orNotReady } from '#app/answers';
import { batchFile } from '#app/batches/batch-file';
import { textOf } from '#lib/changes/batch/file';

/** The plan, or what became of it, for a change ticket. */
export const GET = orNotReady(answer);

async function answer(
  _: Request,
  { params }: RouteContext<'/batches/[id]/plan.txt'>,
): Promise<Response> {
  const { id } = await params;
  return batchFile(id, { ending: 'txt', contentType: 'text/plain', pieces: textOf });
}
