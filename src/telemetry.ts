import { randomUUID } from 'node:crypto';
import type { TelemetryConfig } from './config.ts';
import { counters, histograms, type Metrics, noMetrics } from './domain/ports/metrics.ts';
import type { Log } from './log.ts';

export interface Telemetry extends Metrics {
  /** Sends what was not sent yet; waits for two seconds at most. */
  close(): Promise<void>;
}

const everyMilliseconds = 60_000;
const timeoutMilliseconds = 10_000;
const closeMilliseconds = 2000;

/** From an acknowledgement within milliseconds to a run that takes a quarter of an hour. */
const boundaries = [0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 20, 30, 60, 120, 300, 600, 900];

/**
 * Numbers for an OpenTelemetry collector, once a minute. Without its address nothing is loaded and nothing is sent.
 * `part` names the process: bot, worker or embedded.
 */
export async function openTelemetry(config: TelemetryConfig, part: string, log: Log): Promise<Telemetry> {
  const endpoint = config.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return { ...noMetrics, close: () => Promise.resolve() };
  const [{ diag, DiagLogLevel }, { OTLPMetricExporter }, { resourceFromAttributes }, sdk] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/exporter-metrics-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-metrics'),
  ]);
  const ignore = () => {};
  const warn = (problem: string) => log.warn({ problem: problem.slice(0, 500) }, 'metrics not sent');
  diag.setLogger({ error: warn, warn, info: ignore, debug: ignore, verbose: ignore }, DiagLogLevel.WARN);
  const exporter = new OTLPMetricExporter({
    // https://opentelemetry.io/docs/specs/otel/protocol/exporter/#endpoint-urls-for-otlphttp
    url: `${endpoint.replace(/\/$/, '')}/v1/metrics`,
    timeoutMillis: timeoutMilliseconds,
  });
  const provider = new sdk.MeterProvider({
    resource: resourceFromAttributes({
      'service.namespace': 'deep-prospecting-engine',
      'service.name': part,
      // Sums of two processes are two series.
      'service.instance.id': randomUUID(),
    }),
    readers: [
      new sdk.PeriodicExportingMetricReader({
        exporter,
        exportIntervalMillis: everyMilliseconds,
        exportTimeoutMillis: timeoutMilliseconds,
      }),
    ],
  });
  const meter = provider.getMeter('deep-prospecting-engine');
  const advice = { explicitBucketBoundaries: boundaries };
  const added = new Map(Object.entries(counters).map(([name, about]) => [name, meter.createCounter(name, about)]));
  const recorded = new Map(
    Object.entries(histograms).map(([name, about]) => [name, meter.createHistogram(name, { ...about, advice })]),
  );
  return {
    add: (counter, amount, labels) => added.get(counter)?.add(amount, labels),
    record: (histogram, seconds, labels) => recorded.get(histogram)?.record(seconds, labels),
    async close() {
      await provider.shutdown({ timeoutMillis: closeMilliseconds }).catch((error: unknown) => {
        log.warn({ err: error }, 'metrics not sent');
      });
    },
  };
}
