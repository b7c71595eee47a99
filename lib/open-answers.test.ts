import { once } from 'node:events';
import {
  createServer,
  get,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noteAnswers } from './open-answers.ts';

let server: Server;
let stopping = false;
const answers = noteAnswers(() => stopping);
const asked: ServerResponse[] = [];

beforeEach(async () => {
  server = createServer((_, response) => asked.push(response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

/** A question that has arrived: what is to be answered, and the answer once it comes. */
async function ask(): Promise<{ response: ServerResponse; answer: Promise<IncomingMessage> }> {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    get({ host: '127.0.0.1', port, agent: false }, resolve).on('error', reject);
  });
  await once(server, 'request');
  const response = asked.at(-1);
  if (!response) throw new Error('Nothing arrived.');
  return { response, answer };
}

test('waits for every answer that is not given, and for no stream of events', async () => {
  const stream = await ask();
  stream.response.setHeader('content-type', 'text/event-stream; charset=utf-8');
  stream.response.write(':');
  const page = await ask();
  let given = false;
  const all = answers.lastGiven().then(() => {
    given = true;
  });
  page.response.setHeader('content-type', 'text/html');
  page.response.write('half');
  await page.answer;
  expect(given).toBe(false);
  page.response.end();
  await all;
  stream.response.end();
});

test('waits for nothing where nothing is open', async () => {
  await answers.lastGiven();
});

test('keeps no connection for a next question once it stops', async () => {
  stopping = true;
  const { response, answer } = await ask();
  response.end();
  expect((await answer).headers).toMatchObject({ connection: 'close' });
});

test('is asked nothing more while it gives the last answers', async () => {
  const page = await ask();
  const all = answers.lastGiven();
  expect(server.listening).toBe(false);
  page.response.end();
  await page.answer;
  await all;
});
