import { draftOfAll, planFor } from '../outside/batches.ts';
import { ask, expectBecomes, review, wanted } from '../outside/changes.ts';
import type { RawRequest } from '../outside/http.ts';
import { ownAddress } from '../outside/own-address.ts';
import { clusters, standing } from '../outside/setups.ts';
import type { Filling, Sheet } from '../outside/sheet.ts';
import { expect, test } from './fixtures/index.ts';
import { enter } from './fixtures/over-http.ts';

test('has words for any text in any field of a form', async ({ azure }) => {
  const failed = { name: 'aks-failed', entries: standing, provisioningState: 'Failed' };
  const sound = { name: 'aks-payments-prod', entries: standing };
  const { ada, cluster } = await enter(azure, clusters(failed, sound));
  const asks = await expectBecomes(ada, await ask(ada, cluster), 'Needs confirmation');
  const reviewed = await review(ada, cluster, '137.117.106.88/29');
  const list = await ada.open('/clusters');
  const found = await ada.open(`/clusters/hygiene?find=${encodeURIComponent(standing[0] ?? '')}`);
  const forms: readonly (readonly [Sheet, string, Filling?])[] = [
    [asks, 'Go on', { tick: ['did not succeed'] }],
    [reviewed, 'Apply', { also: [['confirm', 'crossing:open:restricted']] }],
    [await ada.open(`${cluster.path}/add-my-ip`), `Add ${ownAddress}/32`],
    [list, 'Change the selected', { also: [['cluster', cluster.id]] }],
    [list, 'Change all '],
    [found, 'Remove it there'],
    [await draftOfAll(ada), 'Show the plan', { fill: { 'Add ranges': wanted } }],
    [await planFor(ada, wanted), 'Start'],
    [await ada.open('/address'), 'Use it', { fill: { address: ownAddress } }],
  ];
  for (const [page, button, filling] of forms) {
    for (const [name, request] of await spoilt(await page.post(button, filling))) {
      const { status } = await ada.submit(request);
      expect(status, `${name} of ${button}`).toBeLessThan(400);
    }
  }
  expect(await azure.entriesOf(cluster)).toEqual(expect.arrayContaining(standing));
});

/** The same request with a NUL in one of its fields, for each but those that name an action. */
async function spoilt({ headers, body, ...request }: RawRequest) {
  const own = await new Response(String(body), { headers: headers ?? {} }).formData();
  const names = [...new Set(own.keys())].filter((name) => !name.startsWith('$ACTION'));
  return Promise.all(
    names.map(async (name): Promise<readonly [string, RawRequest]> => {
      const form = new FormData();
      for (const [key, value] of own) {
        form.append(key, key === name ? `${String(value)}\0` : value);
      }
      const encoded = new Response(form);
      const type = encoded.headers.get('content-type') ?? '';
      const spoiltBody = Buffer.from(await encoded.arrayBuffer());
      return [name, { ...request, headers: { 'content-type': type }, body: spoiltBody }];
    }),
  );
}
