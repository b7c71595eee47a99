import { metrics, type Tracer, trace } from '@opentelemetry/api';
import { makeAzureCalls } from './azure-calls.ts';
import { noteRequests } from './requests.ts';

/** What a process tells a collector of OpenTelemetry. */
export type Telemetry = {
  readonly azureCall: ReturnType<typeof makeAzureCalls>;
  /** What became of one PUT: `accepted`, `lost`, or the code of the refusal. */
  write(outcome: string): void;
  /** Sends what has not been sent, for three seconds at most. */
  stop(): Promise<void>;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether OpenTelemetry's own variables name a receiver: where they do not, nothing of it is loaded. */
export function isAskedFor(env: Environment): boolean {
  if (env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return false;
  const kinds = ['', 'TRACES_', 'METRICS_'];
  return [
    'OTEL_CONFIG_FILE',
    'OTEL_TRACES_EXPORTER',
    'OTEL_METRICS_EXPORTER',
    ...kinds.map((kind) => `OTEL_EXPORTER_OTLP_${kind}ENDPOINT`),
  ].some((name) => (env[name] ?? '') !== '');
}

/** Our name, where the variables give none: what is passed to the SDK goes before what they say. */
export function ownName(env: Environment): Readonly<Record<string, string>> {
  const inAttributes = /(?:^|,)\s*service\.name\s*=/.test(env['OTEL_RESOURCE_ATTRIBUTES'] ?? '');
  const isNamed = (env['OTEL_SERVICE_NAME'] ?? '') !== '' || inAttributes;
  return isNamed ? {} : { 'service.name': 'drawbridge' };
}

const stopWithinMs = 3_000;

/** Starts to tell, as the standard variables `OTEL_*` say; nothing where they ask for nothing. */
export async function startTelemetry(env: Environment): Promise<Telemetry | undefined> {
  if (!isAskedFor(env)) return undefined;
  const { startNodeSdk } = await import('@opentelemetry/sdk-node');
  const sdk = startNodeSdk({
    resourceAttributes: ownName(env),
    // The log is on standard output.
    logRecordProcessors: [],
  });
  const instruments = { tracer: ownTracer(), meter: metrics.getMeter('drawbridge') };
  const writes = instruments.meter.createCounter('drawbridge.writes', {
    description: 'PUTs of clusters, by what became of them',
  });
  return {
    azureCall: makeAzureCalls(instruments, noteRequests(instruments)),
    write: (outcome) => writes.add(1, { outcome }),
    async stop() {
      const given = new Promise<void>((resolve) => setTimeout(resolve, stopWithinMs).unref());
      await Promise.race([sdk.shutdown(), given]);
    },
  };
}

/**
 * Next traces by itself as soon as it finds a provider, and writes down whole URLs: of a sign-in's answer
 * with its code, of a search with somebody's address. So it is to find none.
 */
function ownTracer(): Tracer {
  const tracer = trace.getTracer('drawbridge');
  trace.disable();
  return tracer;
}
