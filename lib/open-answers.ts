import { subscribe } from 'node:diagnostics_channel';
import { Server, type ServerResponse } from 'node:http';
import { isResponse } from './answer-status.ts';

/** The requests that this process has not answered yet. */
type OpenAnswers = {
  /**
   * Closes the servers to new requests and resolves once every request has been answered. Streams of
   * events are not waited for: they have no end, and browsers open them anew.
   */
  lastGiven(): Promise<void>;
};

/** How often open answers are checked, in ms: no event tells that an answer is a stream. */
const lookMs = 50;

/**
 * Keeps count of open answers from now on. Once `isStopping` is true, connections are closed after
 * their answer.
 */
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
