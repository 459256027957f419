import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rep, sales, workbench } from '../test-simulator.ts';
import { createControlClient } from './client.ts';

test('the client does over HTTP what the control does in process, and waits for changes', async () => {
  await using bench = await workbench();
  const client = createControlClient(bench.simulator.url);
  const seen = client.waitFor((state) => state.messages.find((message) => message.text === 'posted'), { user: rep });
  const called = client.waitForLog((log) => log.find((entry) => entry.what === 'chat.postMessage' && entry.status));
  await client.command({ channel: sales, user: rep, text: '/prospect Maersk' });
  await bench.client.chat.postMessage({ channel: sales, text: 'posted' });
  expect((await seen).channel).toBe(sales);
  expect((await called).response).toMatchObject({ ok: true });
  const [command] = await client.log();
  expect(command).toMatchObject({ direction: 'out', what: 'command', about: '/prospect Maersk', status: 200 });
  expect((await client.log(command?.id)).map((entry) => entry.what)).toEqual(['chat.postMessage']);
});

test('no token stands in the log', async () => {
  await using bench = await workbench();
  await bench.client.chat.postMessage({ channel: sales, text: 'x' });
  await bench.client.apiCall('auth.test', { token: 'xoxb-other' }).catch(() => undefined);
  expect(JSON.stringify(await bench.simulator.control.log())).not.toContain('xoxb');
});

test('waiting ends with what was awaited', async () => {
  await using bench = await workbench();
  const client = createControlClient(bench.simulator.url);
  await expect(client.waitFor(() => false, { timeoutMs: 20, what: 'a miracle' })).rejects.toThrow('a miracle');
});

test('wrong input is refused with its reason, and pages of other origins cannot post', async () => {
  await using bench = await workbench();
  const client = createControlClient(bench.simulator.url);
  await expect(client.command({ channel: '', user: rep, text: 'x' })).rejects.toThrow('400');
  await expect(client.archive({ channel: 'nowhere' })).rejects.toThrow('no such channel');
  const simple = await fetch(`${bench.simulator.url}/control/archive`, { method: 'POST', body: '{"channel":"sales"}' });
  expect(simple.status).toBe(415);
});

test('a workspace outlives the simulator in its file, and one person does not see another’s channels', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'slack-simulator-'));
  try {
    const dataFile = join(folder, 'workspace.json');
    {
      await using bench = await workbench({ dataFile });
      await bench.client.chat.postMessage({ channel: sales, text: 'kept' });
      await bench.client.filesUploadV2({ channel_id: sales, file: Buffer.from('bytes'), filename: 'a.pdf' });
    }
    await using again = await workbench({ dataFile });
    const seen = await again.simulator.control.state(rep);
    expect(seen.messages.map((message) => message.text)).toEqual(['kept', '']);
    expect(seen.channels.map((channel) => channel.name)).not.toContain('deal-desk');
    const content = await again.simulator.control.file(String(seen.files[0]?.id));
    expect(Buffer.from(content.bytes).toString()).toBe('bytes');
    const next = await again.client.chat.postMessage({ channel: sales, text: 'later' });
    expect(seen.messages.map((message) => message.ts)).not.toContain(next.ts);
  } finally {
    await rm(folder, { recursive: true });
  }
});
