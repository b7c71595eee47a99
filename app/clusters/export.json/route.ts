import { orNotReady } from '#app/answers';
import { exportView } from '#app/clusters/export';
import { jsonPieces } from '#lib/clusters/fleet/export-rows';

/** The clusters of a view for scripts. */
export const GET = orNotReady(answer);

function answer(request: Request): Promise<Response> {
  return exportView(request, {
    ending: 'json',
    contentType: 'application/json',
    pieces: jsonPieces,
  });
}
