import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { currentTrace, traceAttributes, traced } from './trace.ts';

const id = '4bf92f3577b34da6a3ce929d0e0e4736';

test.each([
  [{ traceparent: `00-${id}-00f067aa0ba902b7-01` }, { id, span: '00f067aa0ba902b7', sampled: true }],
  [{ traceparent: `00-${id}-00f067aa0ba902b7-00` }, { id, span: '00f067aa0ba902b7', sampled: false }],
  [{ 'x-cloud-trace-context': `${id}/255;o=1` }, { id, span: '00000000000000ff', sampled: true }],
  [{ 'x-cloud-trace-context': id }, { id, span: '0000000000000000', sampled: false }],
  [
    { traceparent: `00-${id}-00f067aa0ba902b7-01`, 'x-cloud-trace-context': 'ffffffffffffffffffffffffffffffff/1' },
    { id, span: '00f067aa0ba902b7', sampled: true },
  ],
])('%j names its trace', (headers, trace) => {
  expect(traced(headers, currentTrace)).toEqual(trace);
});

test.each([
  {},
  { traceparent: '' },
  { traceparent: `00-${'0'.repeat(32)}-00f067aa0ba902b7-01` },
  { traceparent: `00-${id}-00f067aa0ba902b7-01","severity":"ERROR` },
  { traceparent: [`00-${id}-00f067aa0ba902b7-01`] },
  { 'x-cloud-trace-context': `${id}/${'9'.repeat(30)}` },
])('%j names none, and begins a new one', (headers) => {
  const trace = traced(headers, currentTrace);
  expect(trace).toMatchObject({ id: expect.stringMatching(/^[\da-f]{32}$/), sampled: false });
  expect(trace?.id).not.toBe(id);
});

test('what follows belongs to it, and what a message takes with it leads to it again', async () => {
  const attributes = await traced({ traceparent: `00-${id}-00f067aa0ba902b7-01` }, async () => {
    await setImmediate();
    return traceAttributes();
  });
  expect(attributes).toEqual({ traceparent: `00-${id}-00f067aa0ba902b7-01` });
  expect(traced(attributes, currentTrace)?.id).toBe(id);
});

test('outside of any there is none', () => {
  expect(currentTrace()).toBeUndefined();
  expect(traceAttributes()).toEqual({});
});
