import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createAzure } from '../outside/azure.ts';
import { apply, review, wanted } from '../outside/changes.ts';
import { ownAddress } from '../outside/own-address.ts';
import { oneCluster } from '../outside/setups.ts';
import { anyFreePort } from '../scripts/lib/ports.ts';
import { enterAt } from './asking.ts';
import { makeTestbed, type Server } from './server.ts';

const testbed = makeTestbed();
const { azure } = createAzure(testbed.emulatorUrl);

/** What arrived at a receiver of OpenTelemetry, by the path it was sent to. */
const received: { readonly path: string; readonly body: string }[] = [];
const collector = createServer(async (request, response) => {
  received.push({ path: request.url ?? '', body: await text(request) });
  response.setHeader('content-type', 'application/json').end('{}');
});

let server: Server;
let collectorPort: number;
beforeAll(async () => {
  collectorPort = await anyFreePort();
  await new Promise<void>((resolve) => collector.listen(collectorPort, '127.0.0.1', resolve));
  server = await testbed.server({ own: { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' } });
});
afterAll(async () => {
  await testbed.close();
  collector.close();
});

const attributes = z
  .array(z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) }))
  .transform((all) =>
    Object.fromEntries(all.map(({ key, value }) => [key, Object.values(value)[0]])),
  );
const traces = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes }),
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              name: z.string(),
              spanId: z.string(),
              parentSpanId: z.string().optional(),
              attributes,
            }),
          ),
        }),
      ),
    }),
  ),
});
const figures = z.object({
  resourceMetrics: z.array(
    z.object({
      scopeMetrics: z.array(z.object({ metrics: z.array(z.looseObject({ name: z.string() })) })),
    }),
  ),
});

const sentTo = (path: string) =>
  received.filter((each) => each.path === path).map(({ body }) => JSON.parse(body));

test('tells a collector of pages, of what was asked of Azure for them, and of writes', async () => {
  await server.start({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collectorPort}` });
  const { ada, cluster } = await enterAt(server, azure, oneCluster());
  await apply(ada, await review(ada, cluster));
  await ada.open(`/clusters?q=${ownAddress}`);
  expect(await server.end()).toEqual({ code: 0, signal: null });

  const resources = sentTo('/v1/traces').flatMap((sent) => traces.parse(sent).resourceSpans);
  const [first] = resources;
  expect(first?.resource.attributes).toMatchObject({ 'service.name': 'drawbridge' });
  const spans = resources.flatMap(({ scopeSpans }) => scopeSpans.flatMap((each) => each.spans));
  const page = spans.find(
    ({ name }) => name === 'GET /clusters/{subscriptionId}/{resourceGroup}/{name}',
  );
  expect(page?.attributes).toMatchObject({
    'url.path': cluster.path,
    'http.response.status_code': 200,
  });
  const below = spans.filter(({ parentSpanId }) => parentSpanId === page?.spanId);
  expect(below.map(({ name }) => name)).toContain('GET Microsoft.ContainerService/managedClusters');

  const [put] = await azure.putsOf(cluster);
  const write = spans.find(({ name }) => name === 'PUT Microsoft.ContainerService/managedClusters');
  expect(write?.attributes['az.correlation_id']).toBe(put?.headers['x-ms-correlation-request-id']);
  const metrics = sentTo('/v1/metrics')
    .flatMap((sent) => figures.parse(sent).resourceMetrics)
    .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((each) => each.metrics));
  expect(new Set(metrics.map(({ name }) => name))).toEqual(
    new Set(['http.server.request.duration', 'http.client.request.duration', 'drawbridge.writes']),
  );
});

test('tells no collector what is in an address bar, a list or a token', () => {
  const all = received.map(({ body }) => body).join('\n');
  expect(all).toContain('/auth/callback');
  for (const secret of ['code=', 'state=', 'Bearer', 'eyJ', ownAddress, wanted, '@contoso']) {
    expect(all).not.toContain(secret);
  }
});

test('answers and ends all the same where nobody receives', async () => {
  await server.start({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' });
  const { ada, cluster } = await enterAt(server, azure, oneCluster());
  expect((await ada.open(cluster.path)).status).toBe(200);
  expect(await server.end()).toEqual({ code: 0, signal: null });
});
