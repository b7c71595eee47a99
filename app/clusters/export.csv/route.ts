import { orNotReady } from '#app/answers';
import { exportView } from '#app/clusters/export';
import { csvPieces } from '#lib/clusters/fleet/export-rows';

/** The clusters of a view as a table for Excel and others. */
export const GET = orNotReady(answer);

function answer(request: Request): Promise<Response> {
  return exportView(request, { ending: 'csv', contentType: 'text/csv', pieces: csvPieces });
}
