import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAccess, maySee } from './access.ts';
import { createTestClock } from './fixtures/clock.ts';
import { createMemoryRepositories } from './fixtures/memory-repositories.ts';
import { type SlackServer, startSlackServer } from './fixtures/slack-server.ts';

let server: SlackServer;
beforeEach(async () => {
  server = await startSlackServer();
});
afterEach(() => server.close());

/** Somebody who sends a form: a form comes from no conversation. */
const admit = (user: string) =>
  createAccess({ repositories: createMemoryRepositories(), clock: createTestClock() }).admit(
    { team: 'T1', user },
    new WebClient('xoxb-test', { slackApiUrl: server.apiUrl, retryConfig: { retries: 0 } }),
  );
const inGroup = { team: 'T1', visibility: 'C7GROUP', createdBy: 'U1' };

describe('the results of a group message', () => {
  beforeEach(() => {
    const group = { id: 'C7GROUP', is_mpim: true };
    server.conversations.set('U1', [group]).set('U2', [group, { id: 'C8CLOSED' }]);
  });

  it('are for its members, as those of a private channel are', async () => {
    expect(await maySee(inGroup, await admit('U2'))).toBe(true);
    expect(await maySee({ ...inGroup, visibility: 'C8CLOSED' }, await admit('U2'))).toBe(true);
    expect(await (await admit('U2')).viewer()).toEqual(['team', 'C8CLOSED', 'C7GROUP']);
  });

  it('are not for a stranger to it, nor for another workspace', async () => {
    expect(await maySee(inGroup, await admit('U3'))).toBe(false);
    expect(await maySee({ ...inGroup, team: 'T2' }, await admit('U2'))).toBe(false);
  });

  it('stay with whoever asked where the app may not know who is in it; private channels do not suffer', async () => {
    server.conversations.set('U2', [{ id: 'C8CLOSED' }]);
    server.fail('users.conversations', { error: 'missing_scope' });
    const colleague = await admit('U2');
    expect(await maySee(inGroup, colleague)).toBe(false);
    expect(await maySee({ ...inGroup, visibility: 'C8CLOSED' }, colleague)).toBe(true);
    expect(server.calls.filter(({ method }) => method === 'users.conversations').map(({ args }) => args.types)).toEqual(
      ['private_channel,mpim', 'private_channel'],
    );
    expect(await maySee(inGroup, await admit('U1'))).toBe(true);
  });

  it('are seen by somebody who is in more conversations than a query takes', async () => {
    const many = Array.from({ length: 40 }, (_, index) => ({ id: `C${index}` }));
    server.conversations.set('U2', [{ id: 'C7GROUP', is_mpim: true }, ...many]);
    const busy = await admit('U2');
    expect(await busy.viewer()).toHaveLength(30);
    expect(await maySee(inGroup, busy)).toBe(true);
  });
});
