import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../domain/log.ts';
import { createWarmBrowser } from './browser.ts';
import { createPrinter, type Printer } from './printer.ts';

let printer: Printer;
beforeAll(() => {
  printer = createPrinter();
});
afterAll(() => printer.close());

const never = new AbortController().signal;

test('no request gets out, whatever a page asks for', async () => {
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const { pages } = await printer.session(
      (print) =>
        print(`<!doctype html><html><head><link rel="stylesheet" href="http://${address}/a.css">
          <link rel="preconnect" href="http://${address}"><link rel="prefetch" href="http://${address}/p">
          <style>@import url(http://${address}/b.css); body { background: url(http://${address}/c.png) }</style>
          <meta http-equiv="refresh" content="0;url=http://${address}/d"></head>
          <body><img src="http://${address}/e.png"><img src="http://localhost:${address.split(':')[1]}/f.png">
          <iframe src="http://${address}/g"></iframe><object data="http://${address}/h"></object>
          <video src="http://${address}/i" autoplay></video><script src="http://${address}/j.js"></script></body></html>`),
      never,
    );
    expect(pages).toBeGreaterThan(0);
    expect(requests).toBe(0);
  } finally {
    server.close();
  }
});

test('no script runs and no file is read', async () => {
  const many = '<div style="break-after:page">x</div>'.repeat(3);
  const { pages } = await printer.session(
    (print) =>
      print(
        `<p id="p">one page</p><script>document.getElementById('p').innerHTML = ${JSON.stringify(many)}</script><iframe src="file:///etc/passwd"></iframe>`,
      ),
    never,
  );
  expect(pages).toBe(1);
});

test('a document sees nothing of the one before', async () => {
  const both = await Promise.all(
    ['one', 'two'].map((text) => printer.session((print) => print(`<title>${text}</title>${text}`), never)),
  );
  expect(both.map(({ pages }) => pages)).toEqual([1, 1]);
});

test('a cancelled session ends at once', async () => {
  const controller = new AbortController();
  const session = printer.session(() => {
    controller.abort();
    return new Promise(() => {});
  }, controller.signal);
  await expect(session).rejects.toMatchObject({ code: 'cancelled' });
  await expect(printer.session(() => Promise.resolve(1), controller.signal)).rejects.toMatchObject({
    code: 'cancelled',
  });
});

test('a session that hangs is ended by its time limit, and the next one works', async () => {
  const hasty = createPrinter({ timeoutMs: 5000 });
  try {
    await expect(hasty.session(() => new Promise(() => {}), never)).rejects.toMatchObject({ code: 'render_failed' });
    expect((await hasty.session((print) => print('again'), never)).pages).toBe(1);
  } finally {
    await hasty.close();
  }
});

test('work that fails once is done once more with another browser', async () => {
  let attempts = 0;
  const { pages } = await printer.session((print) => {
    attempts += 1;
    if (attempts === 1) throw new Error('the page crashed');
    return print('second');
  }, never);
  expect([attempts, pages]).toEqual([2, 1]);
});

test('one browser stays warm, and a dead one is replaced', async () => {
  const browser = createWarmBrowser({ log: silentLog });
  try {
    const [first, same] = await Promise.all([browser.get(), browser.get()]);
    expect(same).toBe(first);
    const gone = new Promise((resolve) => {
      first.once('disconnected', resolve);
    });
    first.process()?.kill('SIGKILL');
    await gone;
    const [next, alsoNext] = await Promise.all([browser.get(), browser.get()]);
    expect(next).not.toBe(first);
    expect(alsoNext).toBe(next);
    expect(next.connected).toBe(true);
  } finally {
    await browser.close();
  }
  await expect(browser.get()).rejects.toMatchObject({ code: 'render_failed' });
});
