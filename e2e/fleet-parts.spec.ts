import type { Person } from '../outside/person.ts';
import { readSheet, type Sheet } from '../outside/sheet.ts';
import {
  refuseResourceGraph,
  resourceGraph,
  seedDirectory,
  seedSubscription,
} from './fixtures/fleet.ts';
import { clusters, expect, oneCluster, type Setup, test } from './fixtures/index.ts';
import { enter, signInOverHttp } from './fixtures/over-http.ts';

const setup: Setup = clusters({ name: 'aks-alpha', entries: ['73.140.245.0/24'] });

/** The list of clusters as a browser with script has it before the answer has ended. */
async function beginningOf(person: Person): Promise<Sheet> {
  const cookie = `${person.cookie()}; script=1`;
  const answer = await person.stream({ path: '/clusters', headers: { cookie } });
  const end = '</main>';
  let body = '';
  for await (const piece of answer.setEncoding('utf8')) {
    body += String(piece);
    if (body.includes(end)) break;
  }
  body = `${body.slice(0, body.indexOf(end))}${end}</body></html>`;
  return readSheet('/clusters', { status: 200, headers: answer.headers, body });
}

test('shows how many subscriptions are listed while Resource Graph is refused', async ({
  azure,
}) => {
  const { operator, subscription, ada } = await enter(azure, setup);
  for (let at = 0; at < 8; at += 1) {
    await seedSubscription(azure, operator, { clusters: [{ name: `aks-games-${at}` }] });
  }
  await refuseResourceGraph(azure, operator);
  const alpha = await azure.faultWhere({
    match: { path: 'managedClusters', subscription: subscription.id },
    do: { hold: 'before' },
  });
  const begun = await beginningOf(ada);
  expect(begun.part('Summary')).toContain('8 clusters read so far · 8 of 9 subscriptions');
  expect(begun.text).toContain('Resource Graph did not answer, so each subscription');
  expect(begun.all('cluster', 'Clusters')).not.toContain('aks-alpha');

  // Somebody without script gets nothing that only script could complete.
  const whole = ada.open('/clusters');
  await alpha.end();
  expect((await whole).part('Summary')).toContain('9 clusters found · 9 of 9 subscriptions');
});

test('shows the clusters of one directory while another is still being read', async ({ azure }) => {
  const { operator } = await azure.seed(oneCluster({ name: 'aks-at-home' }));
  const tenantId = await seedDirectory(azure, operator);
  await seedSubscription(azure, operator, { tenantId, clusters: [{ name: 'aks-abroad' }] });
  const abroad = await azure.faultWhere({
    match: { path: resourceGraph, operator: operator.upn, tenantId },
    do: { hold: 'before' },
  });
  const ada = await signInOverHttp(operator);
  const begun = await beginningOf(ada);
  expect(begun.all('cluster', 'Clusters')).toEqual(['aks-at-home']);
  expect(begun.part('Summary')).toContain('1 cluster read so far');
  expect(begun.part('Summary')).toContain('1 of 2 directories');

  const whole = ada.open('/clusters');
  await abroad.end();
  expect((await whole).all('cluster', 'Clusters')).toEqual(['aks-abroad', 'aks-at-home']);
});
