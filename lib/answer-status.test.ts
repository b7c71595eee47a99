import { once } from 'node:events';
import { Agent, createServer, get, type OutgoingHttpHeaders, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerNotFound, noteExchanges } from './answer-status.ts';

let server: Server;
// One connection, so that an answer could be taken for the one before.
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

beforeAll(async () => {
  noteExchanges();
  server = createServer((request, response) => {
    setImmediate(() => {
      if (request.url === '/late') response.flushHeaders();
      if (request.url !== '/there') answerNotFound();
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => {
  agent.destroy();
  server.close();
});

function statusOf(path: string, headers: OutgoingHttpHeaders = {}): Promise<number | undefined> {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers, agent }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode));
    }).on('error', reject);
  });
}

test('gives its status to the answer that is being made, and to no other', async () => {
  const asked = ['/gone', '/there', '/gone', '/there'];
  expect(await Promise.all(asked.map((path) => statusOf(path)))).toEqual([404, 200, 404, 200]);
});

test('leaves the answers alone that the script of Next asks for, and those on their way', async () => {
  expect(await statusOf('/gone', { rsc: '1' })).toBe(200);
  expect(await statusOf('/late')).toBe(200);
});

test('does nothing outside of a request', () => {
  expect(() => answerNotFound()).not.toThrow();
});
