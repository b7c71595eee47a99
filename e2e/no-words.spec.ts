import { draftOfAll } from '../outside/batches.ts';
import type { RawRequest } from '../outside/http.ts';
import { readSheet } from '../outside/sheet.ts';
import { expect, test } from './fixtures/index.ts';
import { enter } from './fixtures/over-http.ts';

test('says that there is nothing at an address that cannot be read', async ({ azure }) => {
  const { ada } = await enter(azure);
  for (const path of [
    '/batches/%',
    '/clusters/hygiene/%E0%A4%A',
    '/clusters/%/x/y',
    '/changes/%',
  ]) {
    const { status, headers } = await ada.send({ path });
    expect(status, path).toBe(303);
    expect(String(headers['location']), path).toMatch(/\/nothing-here$/);
    const answer = await ada.open(path);
    expect(answer.status, path).toBe(404);
    expect(answer.text, path).toContain('There is nothing here');
  }
});

test('says that a form brings more than is read at once', async ({ azure }) => {
  const { cluster, ada } = await enter(azure);
  const post = await (await ada.open(cluster.path)).post('Review changes');
  const body = 'x'.repeat(3 * 1024 * 1024 + 1);
  for (const sent of [post, inChunks(post)]) {
    const answer = await ada.submit({ ...sent, body });
    expect(answer.status).toBe(413);
    expect(answer.body).toContain('This is more than Drawbridge reads at once.');
  }
});

test('takes a form in chunks, as some proxies pass it on', async ({ azure }) => {
  const { cluster, ada } = await enter(azure);
  const page = await ada.open(cluster.path);
  const post = await page.post('Review changes', { fill: { 'Add ranges': '194.168.1.0/24' } });
  const answer = await ada.submit(inChunks(post));
  expect(readSheet(post.path, answer).part('Review')).toContain('194.168.1.0/24');
});

/** Without a word about its length. */
function inChunks(post: RawRequest): RawRequest {
  return { ...post, headers: { ...post.headers, 'transfer-encoding': 'chunked' } };
}

test('sends a form about a batch that nobody has to where it says so', async ({ azure }) => {
  const { ada } = await enter(azure);
  const draft = await draftOfAll(ada);
  const post = await draft.post('Show the plan');
  const id = draft.path.split('/').at(-1) ?? '';
  for (const other of ['\0', '../../clusters', '']) {
    const body = String(post.body).replaceAll(id, other);
    const { headers: answered, status } = await ada.submit({ ...post, body });
    expect(status, JSON.stringify(other)).toBe(303);
    expect((await ada.send({ path: String(answered['location']) })).status).toBeLessThan(500);
  }
});
