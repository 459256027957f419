import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import { createFakeClock } from './fake-clock.ts';
import { closeScripted, recordedCall, rejection, scriptedClient } from './scripted-client.ts';
import { answering, type Reply, refusing, retryInfo } from './scripted-server.ts';

afterEach(closeScripted);

const quota = (...details: unknown[]) => refusing(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded for metric X.', details);
const overloaded = refusing(503, 'UNAVAILABLE', 'The model is overloaded.');
const notFound = refusing(404, 'NOT_FOUND', 'models/fast-1 is not found for API version v1.');
const inTurn =
  (...replies: Reply[]) =>
  (_: unknown, index: number) =>
    replies[index] ?? answering('Done.');

describe('trying again', () => {
  it('backs off with full jitter, doubled each time', async () => {
    const { client, server, clock } = await scriptedClient(
      inTurn(refusing(500, 'INTERNAL', 'Oops.'), { drop: 'at once' }),
    );
    const { call, usages, waits } = recordedCall();
    const answer = await client.grounded(call);
    expect(answer.parts).toEqual(['Done.']);
    expect(server.requests).toHaveLength(3);
    expect(clock.sleeps).toEqual([500, 1_000]);
    expect(usages).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  it.each([408, 500, 502, 504])('tries again after status %i', async (status) => {
    const { client, server } = await scriptedClient(
      inTurn({ status, headers: { 'content-type': 'text/html' }, body: 'no' }),
    );
    await client.grounded(recordedCall().call);
    expect(server.requests).toHaveLength(2);
  });

  it('tries again when the socket is dropped in the middle of the answer', async () => {
    const { client, server } = await scriptedClient(inTurn({ ...answering('Half of it.'), drop: 'midway' }));
    expect((await client.grounded(recordedCall().call)).parts).toEqual(['Done.']);
    expect(server.requests).toHaveLength(2);
  });

  it('waits as long as RetryInfo says, and says that it waits', async () => {
    const { client, clock } = await scriptedClient(inTurn(quota({ '@type': 'x' }, null, retryInfo('20.5s'))));
    const { call, waits } = recordedCall();
    await client.grounded(call);
    expect(clock.sleeps).toEqual([21_000]);
    expect(waits).toEqual([21_000]);
  });

  it.each([
    ['7', 7_350],
    ['Mon, 23 Nov 2026 10:00:30 GMT', 30_500],
  ])('honours Retry-After: %s', async (value, expected) => {
    const headers = { 'retry-after': value, date: 'Mon, 23 Nov 2026 10:00:00 GMT' };
    const { client, clock } = await scriptedClient(inTurn({ ...overloaded, headers }));
    await client.grounded(recordedCall().call);
    expect(clock.sleeps).toEqual([expected]);
  });

  it('does not wait when the hint is zero', async () => {
    const { client, clock } = await scriptedClient(inTurn(quota(retryInfo('0s'))));
    const { call, waits } = recordedCall();
    await client.grounded(call);
    expect(clock.sleeps).toEqual([0]);
    expect(waits).toEqual([]);
  });

  it('gives up after a bounded number of tries', async () => {
    const { client, server, clock } = await scriptedClient(() => quota());
    const error = await rejection(client.grounded(recordedCall().call));
    expect(error).toMatchObject({ code: 'model_quota', retryable: true });
    expect(server.requests).toHaveLength(6);
    expect(clock.sleeps).toHaveLength(5);
  });

  it('gives up at once when it would have to wait too long', async () => {
    const { client, server, clock } = await scriptedClient(() => quota(retryInfo('3600s')));
    const error = await rejection(client.grounded(recordedCall().call));
    expect(error).toMatchObject({ code: 'model_quota', details: { hintMs: 3_600_000 } });
    expect(server.requests).toHaveLength(1);
    expect(clock.sleeps).toEqual([]);
  });

  it('lets later calls wait too, instead of each finding out for itself', async () => {
    const sleeping = createFakeClock({ hold: true });
    const { client, server } = await scriptedClient(inTurn(quota(retryInfo('10s'))), { clock: sleeping });
    const stop = new AbortController();
    const first = rejection(client.grounded(recordedCall({ signal: stop.signal }).call));
    await server.received(1);
    await expect.poll(() => sleeping.sleeps).toHaveLength(1);
    const { call, waits } = recordedCall({ signal: stop.signal });
    const second = rejection(client.grounded(call));
    await expect.poll(() => sleeping.sleeps).toHaveLength(2);
    expect(waits).toEqual([10_500]);
    stop.abort();
    expect(await first).toMatchObject({ code: 'cancelled' });
    expect(await second).toMatchObject({ code: 'cancelled' });
    expect(server.requests).toHaveLength(1);
  });

  it('lets calls that were in the queue wait as well', async () => {
    const held = createFakeClock({ hold: true });
    const { client, server } = await scriptedClient(inTurn(quota(retryInfo('10s'))), { clock: held, concurrency: 1 });
    const stop = new AbortController();
    const failed = Array.from({ length: 3 }, () =>
      rejection(client.grounded(recordedCall({ signal: stop.signal }).call)),
    );
    await expect.poll(() => held.sleeps).toHaveLength(3);
    expect(server.requests).toHaveLength(1);
    stop.abort();
    await Promise.all(failed);
  });

  it('gives each request a deadline, and ends the socket of one that misses it', async () => {
    const { client, server } = await scriptedClient(inTurn({ hang: true }), { timeoutMs: 400 });
    expect((await client.grounded(recordedCall().call)).parts).toEqual(['Done.']);
    await server.requests[0]?.hungUp;
    expect(server.requests).toHaveLength(2);
  });

  it('gives up when nothing but time-outs come', async () => {
    const ladders = { fast: ['only'], strong: ['only'] };
    const { client, server } = await scriptedClient(() => ({ hang: true }), { timeoutMs: 150, ladders });
    const error = await rejection(client.grounded(recordedCall().call));
    expect(error).toMatchObject({ code: 'model_unavailable', retryable: true, details: { kind: 'timeout' } });
    expect(server.requests).toHaveLength(3);
  });

  it('never repeats what the service or the SDK said', async () => {
    const secret = 'secret-text-of-the-service';
    const scripts: Reply[] = [
      refusing(400, 'INVALID_ARGUMENT', secret),
      refusing(401, 'UNAUTHENTICATED', secret),
      refusing(403, 'PERMISSION_DENIED', secret),
      refusing(429, 'RESOURCE_EXHAUSTED', secret),
      refusing(500, 'INTERNAL', secret),
      { status: 502, headers: { 'content-type': 'text/html' }, body: `<html>${secret}</html>` },
      { body: `{"${secret}` },
    ];
    for (const reply of scripts) {
      const { client } = await scriptedClient(() => reply);
      const error = await rejection(client.grounded(recordedCall().call));
      expect(error).toBeInstanceOf(AppError);
      expect((error as AppError).message).not.toContain(secret);
      expect(JSON.stringify((error as AppError).details)).not.toContain(secret);
    }
  });

  it('does not repeat a request that is wrong', async () => {
    const { client, server } = await scriptedClient(() => refusing(400, 'INVALID_ARGUMENT', 'Bad schema.'));
    const error = await rejection(client.grounded(recordedCall().call));
    expect(error).toMatchObject({ code: 'model_unavailable', retryable: false });
    expect(server.requests).toHaveLength(1);
  });
});

describe('the ladder', () => {
  it.each([
    ['missing', notFound],
    ['forbidden', refusing(403, 'PERMISSION_DENIED', 'Permission denied on resource.')],
    ['unable', refusing(400, 'INVALID_ARGUMENT', 'Thinking level is not supported for this model.')],
  ])('goes on to the next model when one is %s, and remembers it', async (_, refusal) => {
    const { client, server, clock } = await scriptedClient(({ model }) =>
      model === 'fast-1' ? refusal : answering('Second best.'),
    );
    const { call, models } = recordedCall();
    expect((await client.grounded(call)).model).toBe('fast-2');
    expect((await client.grounded(call)).model).toBe('fast-2');
    expect(models).toEqual(['fast-2', 'fast-2']);
    expect(server.requests.map((request) => request.model)).toEqual(['fast-1', 'fast-2', 'fast-2']);
    expect(clock.sleeps).toEqual([]);

    clock.advance(600_001);
    await client.grounded(call);
    expect(server.requests.at(-2)?.model).toBe('fast-1');
  });

  it('leaves a model that stays overloaded', async () => {
    const { client, server } = await scriptedClient(({ model }) =>
      model === 'strong-1' ? overloaded : answering('Second best.'),
    );
    expect((await client.grounded(recordedCall({ tier: 'strong' }).call)).model).toBe('strong-2');
    expect(server.requests.map((request) => request.model)).toEqual(['strong-1', 'strong-1', 'strong-1', 'strong-2']);
  });

  it('says so when no model is there, and asks all of them again next time', async () => {
    const { client, server } = await scriptedClient(() => notFound);
    for (const _ of [1, 2]) {
      const error = await rejection(client.grounded(recordedCall().call));
      expect(error).toMatchObject({ code: 'model_unavailable', retryable: false });
    }
    expect(server.requests.map((request) => request.model)).toEqual(['fast-1', 'fast-2', 'fast-1', 'fast-2']);
  });
});

describe('stopping', () => {
  it('ends the socket of a running request', async () => {
    const { client, server } = await scriptedClient(() => ({ hang: true }));
    const stop = new AbortController();
    const { call, usages } = recordedCall({ signal: stop.signal });
    const failed = rejection(client.grounded(call));
    await server.received(1);
    stop.abort();
    expect(await failed).toMatchObject({ code: 'cancelled' });
    await server.requests[0]?.hungUp;
    expect(usages).toEqual([]);
  });

  it('ends a pause', async () => {
    const clock = createFakeClock({ hold: true });
    const { client, server } = await scriptedClient(() => overloaded, { clock });
    const stop = new AbortController();
    const failed = rejection(client.grounded(recordedCall({ signal: stop.signal }).call));
    await expect.poll(() => clock.sleeps).toHaveLength(1);
    stop.abort();
    expect(await failed).toMatchObject({ code: 'cancelled' });
    expect(server.requests).toHaveLength(1);
  });

  it('sends nothing when it was stopped before', async () => {
    const { client, server } = await scriptedClient(() => answering('Too late.'));
    const failed = await rejection(client.grounded(recordedCall({ signal: AbortSignal.abort() }).call));
    expect(failed).toMatchObject({ code: 'cancelled' });
    expect(server.requests).toEqual([]);
  });
});

describe('concurrency', () => {
  it('holds all calls of a client to its limit', async () => {
    const gates: (() => void)[] = [];
    const { client, server } = await scriptedClient(
      () =>
        new Promise((resolve) => {
          gates.push(() => resolve(answering('Done.')));
        }),
      { concurrency: 2 },
    );
    const calls = Array.from({ length: 6 }, () => client.grounded(recordedCall().call));
    for (let done = 0; done < 6; done += 1) {
      await expect.poll(() => gates.length, { interval: 5 }).toBeGreaterThan(done);
      gates[done]?.();
    }
    await Promise.all(calls);
    expect(server.requests).toHaveLength(6);
    expect(server.mostOpen()).toBe(2);
  });

  it('looks before each request, also one that waited for its turn or is made again, whether it may still be sent', async () => {
    let release = () => {};
    const { client, server } = await scriptedClient(
      (_, index) =>
        index === 0
          ? new Promise((resolve) => {
              release = () => resolve(refusing(500, 'INTERNAL', 'Oops.'));
            })
          : answering('Done.'),
      { concurrency: 1 },
    );
    let isOurs = true;
    const beforeSend = async () => {
      if (!isOurs) throw new AppError('lease_lost', 'Another worker took the run over.');
    };
    const calls = [1, 2].map(() => rejection(client.grounded(recordedCall({ beforeSend }).call)));
    await server.received(1);
    isOurs = false;
    release();
    expect(await Promise.all(calls)).toMatchObject([{ code: 'lease_lost' }, { code: 'lease_lost' }]);
    expect(server.requests).toHaveLength(1);
  });

  it('lets a call that is stopped leave the queue', async () => {
    const { client, server } = await scriptedClient(() => ({ hang: true }), { concurrency: 1 });
    const stopFirst = new AbortController();
    const first = rejection(client.grounded(recordedCall({ signal: stopFirst.signal }).call));
    await server.received(1);
    const stopSecond = new AbortController();
    const second = rejection(client.grounded(recordedCall({ signal: stopSecond.signal }).call));
    stopSecond.abort();
    expect(await second).toMatchObject({ code: 'cancelled' });
    expect(server.requests).toHaveLength(1);
    stopFirst.abort();
    await first;
  });
});
