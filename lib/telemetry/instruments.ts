import type { Histogram, Meter, Tracer } from '@opentelemetry/api';

export type Instruments = { readonly tracer: Tracer; readonly meter: Meter };

/** How long something takes, in seconds, in the steps that OpenTelemetry asks for where requests are timed. */
export function durations(meter: Meter, name: string): Histogram {
  return meter.createHistogram(name, {
    unit: 's',
    advice: {
      explicitBucketBoundaries: [
        0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
      ],
    },
  });
}
