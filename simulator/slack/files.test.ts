import { expect, test } from 'vitest';
import { refusal, sales, workbench } from './test-simulator.ts';

const pdf = Buffer.from('%PDF-1.7 not really, but bytes: \u0000\u00ff');

test('filesUploadV2 of the real client shares a file in a thread, byte for byte', async () => {
  await using bench = await workbench();
  const ts = String((await bench.client.chat.postMessage({ channel: sales, text: 'anchor' })).ts);
  const name = 'Zürcher Kantonalbank – one-pager – 2026-11-23.pdf';
  const uploaded = await bench.client.filesUploadV2({
    channel_id: sales,
    thread_ts: ts,
    file: pdf,
    filename: name,
    title: 'One-pager',
    alt_text: 'A page about the bank',
    initial_comment: 'The one-pager',
  });
  const id = String(uploaded.files[0]?.files?.[0]?.id);
  const info = await bench.client.files.info({ file: id });
  expect(info.file).toMatchObject({ name, title: 'One-pager', mimetype: 'application/pdf', size: pdf.length });
  const share = info.file?.shares?.public?.[sales]?.[0];
  expect(share).toMatchObject({ thread_ts: ts });
  const thread = await bench.client.conversations.replies({ channel: sales, ts });
  expect(thread.messages?.[1]).toMatchObject({ ts: share?.ts, text: 'The one-pager', files: [{ id }] });
  const content = await bench.simulator.control.file(id);
  expect(Buffer.from(content.bytes).equals(pdf)).toBe(true);
  const served = await fetch(`${bench.simulator.url}/control/files/${id}`);
  expect(served.headers.get('content-type')).toBe('application/pdf');
  await bench.client.files.delete({ file: id });
  expect(await refusal(bench.client.files.info({ file: id }))).toBe('file_not_found');
  const after = await bench.client.conversations.replies({ channel: sales, ts });
  expect(after.messages?.[1]?.files?.[0]).toMatchObject({ mode: 'tombstone' });
});

test('an upload must be made before it is completed, has the announced length, and completes once', async () => {
  await using bench = await workbench();
  const { upload_url: address, file_id: id } = await bench.client.files.getUploadURLExternal({
    filename: 'a.html',
    length: 3,
  });
  const complete = () =>
    refusal(bench.client.files.completeUploadExternal({ files: [{ id: String(id), title: 'a' }], channel_id: sales }));
  expect(await complete()).toBe('file_not_found');
  expect((await fetch(String(address), { method: 'POST', body: 'four' })).status).toBe(400);
  expect((await fetch(String(address), { method: 'POST', body: 'abc' })).status).toBe(200);
  expect(await refusal(bench.client.files.info({ file: String(id) }))).toBe('file_not_found');
  expect(await complete()).toBe('ok');
  expect(await complete()).toBe('file_not_found');
  const served = await fetch(`${bench.simulator.url}/control/files/${id}`);
  expect(served.headers.get('content-security-policy')).toContain('sandbox');
});

test('a file cannot be shared where the app is no member, and stays unshared then', async () => {
  await using bench = await workbench();
  const call = bench.client.filesUploadV2({ channel_id: 'C0ACCOUNT1', file: pdf, filename: 'a.pdf' });
  expect(await refusal(call)).toBe('not_in_channel');
  expect(bench.simulator.state.files[0]).toMatchObject({ status: 'uploaded', shares: [] });
});

test('an upload can be lost on demand', async () => {
  await using bench = await workbench();
  await bench.simulator.control.fault({ method: 'upload', kind: 'http_500', count: 1 });
  const call = bench.client.filesUploadV2({ channel_id: sales, file: pdf, filename: 'a.pdf' });
  await expect(call).rejects.toThrow();
  expect(bench.simulator.state.messages).toHaveLength(0);
});
