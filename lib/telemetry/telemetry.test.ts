import { expect, test } from 'vitest';
import { isAskedFor, ownName } from './telemetry.ts';

const receiver = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };

for (const [when, env, asked] of [
  ['nothing is said', {}, false],
  ['a name alone is given', { OTEL_SERVICE_NAME: 'door' }, false],
  ['a receiver is empty', { OTEL_EXPORTER_OTLP_ENDPOINT: '' }, false],
  ['a receiver of all is named', receiver, true],
  ['a receiver of traces is named', { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://c' }, true],
  ['an exporter is named', { OTEL_METRICS_EXPORTER: 'console' }, true],
  [
    'a receiver is named and all is switched off',
    { ...receiver, OTEL_SDK_DISABLED: 'true' },
    false,
  ],
] as const) {
  test(`${asked ? 'loads' : 'leaves out'} OpenTelemetry where ${when}`, () => {
    expect(isAskedFor(env)).toBe(asked);
  });
}

test('gives itself a name only where the variables give none', () => {
  expect(ownName(receiver)).toEqual({ 'service.name': 'drawbridge' });
  expect(ownName({ OTEL_RESOURCE_ATTRIBUTES: 'a=b' })).toEqual({ 'service.name': 'drawbridge' });
  expect(ownName({ OTEL_SERVICE_NAME: 'door' })).toEqual({});
  expect(ownName({ OTEL_RESOURCE_ATTRIBUTES: 'a=b, service.name=door' })).toEqual({});
});
