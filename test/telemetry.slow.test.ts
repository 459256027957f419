import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { EmbeddedConfig } from '../src/config.ts';
import { counters, histograms } from '../src/domain/ports/metrics.ts';
import { createLog } from '../src/log.ts';
import { openTelemetry } from '../src/telemetry.ts';
import { openOffice } from './harness/office.ts';

const Point = z.object({
  attributes: z.array(z.object({ key: z.string(), value: z.record(z.string(), z.union([z.string(), z.number()])) })),
  asDouble: z.number().optional(),
  asInt: z.coerce.number().optional(),
  count: z.coerce.number().optional(),
  sum: z.number().optional(),
});
const Points = z.object({ dataPoints: z.array(Point) });
/** https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/metrics/v1/metrics.proto */
const Sent = z.object({
  resourceMetrics: z.array(
    z.object({
      resource: z.object({ attributes: z.array(z.object({ key: z.string(), value: z.object({}).loose() })) }),
      scopeMetrics: z.array(
        z.object({
          metrics: z.array(
            z.object({ name: z.string(), unit: z.string(), sum: Points.optional(), histogram: Points.optional() }),
          ),
        }),
      ),
    }),
  ),
});

/** Takes what an OpenTelemetry collector takes; `value` of a series is its sum, or how many were recorded. */
async function startCollector() {
  const paths: string[] = [];
  const values = new Map<string, number>();
  const take = async (request: IncomingMessage): Promise<void> => {
    paths.push(`${request.method} ${request.url}`);
    const sent = Sent.parse(await json(request));
    for (const metric of sent.resourceMetrics.flatMap((one) => one.scopeMetrics.flatMap(({ metrics }) => metrics))) {
      for (const point of [...(metric.sum?.dataPoints ?? []), ...(metric.histogram?.dataPoints ?? [])]) {
        const labels = point.attributes.map(({ key, value }) => `${key}=${Object.values(value)[0]}`).sort();
        const value = point.count ?? point.asDouble ?? point.asInt ?? Number.NaN;
        values.set([metric.name, ...labels].join(' '), value);
      }
    }
  };
  const server = createServer((request, response) => {
    take(request).then(
      () => response.setHeader('content-type', 'application/json').end('{}'),
      () => response.writeHead(400).end(),
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  const total = (start: string): number =>
    [...values].filter(([name]) => name.startsWith(start)).reduce((sum, [, value]) => sum + value, 0);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, paths, values, total };
}

it('the numbers of a run arrive at a collector', async () => {
  const collector = await startCollector();
  const log = createLog('silent');
  const telemetry = await openTelemetry({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }, 'embedded', log);
  const office = await openOffice({ metrics: telemetry });
  const run = await office.research('Maersk');
  await office.close();
  await telemetry.close();

  expect(new Set(collector.paths)).toEqual(new Set(['POST /v1/metrics']));
  expect(run.status).toBe('completed');
  const { values, total } = collector;
  expect(values.get(`runs.ended mode=${run.mode} status=completed`)).toBe(1);
  expect(total('model.calls')).toBe(run.usage.calls);
  expect(total('model.searches')).toBe(run.usage.searchQueries);
  expect(total('model.tokens')).toBe(run.usage.tokensIn + run.usage.tokensOut);
  expect(total('model.cost')).toBeCloseTo(run.usage.costUsd, 6);
  expect(values.get('stage.duration stage=identity status=done')).toBe(1);
  expect(values.get('stage.duration stage=report status=done')).toBe(1);
  expect(values.get('queue.age kind=run')).toBeGreaterThanOrEqual(1);
  expect(values.get('slack.ack status=200')).toBeGreaterThanOrEqual(1);
  expect(total('outbox.lag')).toBeGreaterThanOrEqual(2);
  // Whatever is declared is really measured, and no series is named after a person, a team or a company.
  const names = new Set([...values.keys()].map((name) => name.split(' ')[0]));
  expect(names).toEqual(new Set([...Object.keys(counters), ...Object.keys(histograms)]));
  expect([...values.keys()].join()).not.toMatch(new RegExp(`Maersk|${run.team}|${run.createdBy}|${run.id}`, 'i'));
});

it('a collector that is not there stops nothing', async () => {
  const lines: string[] = [];
  const log = createLog('silent');
  log.warn = (_fields: object, message?: string) => void lines.push(message ?? '');
  const telemetry = await openTelemetry({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' }, 'bot', log);
  telemetry.add('runs.ended', 1, { status: 'completed', mode: 'quick' });
  const begun = performance.now();
  await telemetry.close();
  expect(performance.now() - begun).toBeLessThan(5000);
  expect(lines).toContain('metrics not sent');
});

it('without an address nothing is measured', async () => {
  expect(EmbeddedConfig.shape.OTEL_EXPORTER_OTLP_ENDPOINT.parse(undefined)).toBeUndefined();
  const telemetry = await openTelemetry({ OTEL_EXPORTER_OTLP_ENDPOINT: undefined }, 'bot', createLog('silent'));
  telemetry.record('slack.ack', 1);
  await telemetry.close();
});
