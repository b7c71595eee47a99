import { subscribe } from 'node:diagnostics_channel';
import { Server, type ServerResponse } from 'node:http';
import { isResponse } from './answer-status.ts';

/** What this process has been asked and has not answered yet. */
type OpenAnswers = {
  /**
   * Lets nobody ask any more, since what is needed for an answer is put away next. Resolves once all are
   * given, but for streams of events: those have no end, and browsers open them anew.
   */
  lastGiven(): Promise<void>;
};

/** How often it is looked, in milliseconds: nothing tells when an answer turns out to be a stream. */
const lookMs = 50;

/** Notes every answer from now on. Once `isStopping`, connections are not kept for a next question. */
export function noteAnswers(isStopping: () => boolean): OpenAnswers {
  const open = new Set<ServerResponse>();
  const asked = new Set<Server>();
  subscribe('http.server.request.start', (message) => {
    if (typeof message !== 'object' || message === null) return;
    if (!('response' in message && 'server' in message)) return;
    const { response, server } = message;
    if (!isResponse(response)) return;
    if (server instanceof Server) asked.add(server);
    open.add(response);
    response.once('close', () => open.delete(response));
    if (isStopping()) response.setHeader('connection', 'close');
  });
  return {
    lastGiven: () => {
      for (const server of asked) server.close();
      return new Promise((resolve) => {
        const look = () => ([...open].every(isStream) ? resolve() : setTimeout(look, lookMs));
        look();
      });
    },
  };
}

function isStream(response: ServerResponse): boolean {
  return String(response.getHeader('content-type')).startsWith('text/event-stream');
}
