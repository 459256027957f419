import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPerson } from '../simulator/person.ts';
import { type ControlClient, createControlClient } from '../simulator/slack/control/client.ts';
import { spoken } from '../src/bot/fixtures/spoken.ts';
import { run } from './harness/command.ts';
import { manager, privateChannel, rep, sales, team } from './harness/office.ts';

/** `npm start -- --seed demo` as somebody does it who wants to see a workspace with work in it. */

let folder: string;
let started: Started | undefined;

interface Started {
  child: ChildProcess;
  control: ControlClient;
  /** What it had said when it was open. */
  said: string;
  complaints: () => string;
}

async function start(...args: string[]): Promise<Started> {
  const { GEMINI_API_KEY: _key, SIMULATED_WEB: _web, ...env } = process.env;
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'simulator', 'start.ts'), ...args], {
    env: { ...env, PORT: '0', DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let complaints = '';
  child.stderr.on('data', (chunk) => {
    complaints += String(chunk);
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      said += String(chunk);
      const [, found] = /open at (http:\S+)[\s\S]*Ctrl\+C/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(`it ended before it opened: ${said}${complaints}`)));
  });
  return { child, control: createControlClient(url), said, complaints: () => complaints };
}

async function stop({ child }: Started): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

const open = (): Started => {
  if (!started) throw new Error('it is not open');
  return started;
};
const person = (user: string) => createPerson(open().control, user, { team, read: spoken });
const titles = (said: string) => said.split('\n').filter((line) => /^ {2}\d of \d: /.test(line));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-'));
  started = await start();
  await open().control.message({ user: rep, channel: sales, text: 'Good morning.' });
  await stop(open());
  started = await start('--seed', 'demo');
}, 110_000);
afterAll(async () => {
  if (started) await stop(started);
  await rm(folder, { recursive: true, force: true });
});

it('tells step by step what is made, and that there was other work', () => {
  const { said, complaints } = open();
  expect(said).toContain('There is other work');
  expect(titles(said).map((line) => line.trim().slice(0, 6))).toEqual(
    [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `${n} of 9`),
  );
  expect(said).not.toMatch(/broken off/i);
  expect(complaints()).toBe('');
});

it('has only the errors in its log that the week wants', () => {
  const logged = open()
    .said.split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { severity: string; stage?: string; code?: string });
  expect(logged.map(({ severity, stage, code }) => `${severity} ${stage} ${code}`)).toEqual([
    'ERROR report model_blocked',
    'ERROR facet.news model_blocked',
  ]);
});

it('shows the rep a project with two iterations, and what needs attention', async () => {
  const { words } = await person(rep).openHome();
  expect(words).toMatch(/# My projects\nMaersk 2026\n.*2 iterations · 1 starred/);
  const attention = /# Needs attention\n([\s\S]*?)\n# /.exec(words)?.[1];
  expect(attention).toContain('Delta: the name fits several companies');
  expect(attention).toContain('Acme Widgets: failed');
  expect(attention).toContain('Globex Logistics: partly done');
  expect(words).not.toMatch(/Running now|ZKB|Kantonalbank/);
  expect((await open().control.state()).views).toEqual([]);
});

it('shows in the project the star, the note and what was made', async () => {
  const seller = person(rep);
  await seller.press(await seller.home(), 'Open', 'Maersk 2026');
  const { words } = await seller.home();
  expect(words).toMatch(/# Iterations\n2: done .*accumulate[\s\S]*\n1: done /);
  expect(words).toContain('one terminal before anything larger');
  expect(words).toContain('[Un-star]');
  await seller.press(await seller.home(), 'Back');
  await seller.press(await seller.home(), 'Settings');
  expect((await seller.home()).words).toContain('[Switch off]');
  await seller.press(await seller.home(), 'Back');
  await seller.press(await seller.home(), 'Memory and plays');
  expect((await seller.home()).words).toMatch(/# Play library\nSavings that finance can trace/);
  await seller.press(await seller.home(), 'Back');
});

it('has the comparison in the thread of the second iteration, and the question answered in that of the first', async () => {
  const { messages } = await open().control.state();
  const compared = messages.filter(({ text }) => /1 new, 3 changed, 1 no longer found/.test(text));
  expect(compared).toHaveLength(1);
  const heads = messages.filter((one) => one.byApp && one.channel === sales && /Maersk.*: Done/.test(one.text));
  expect(heads.map(({ ts }) => ts).indexOf(compared[0]?.threadTs ?? '')).toBe(1);
  const answers = messages.filter((one) => one.threadTs === heads[0]?.ts && /Vincent Clerc became/.test(one.text));
  expect(answers).not.toEqual([]);
  for (const slot of ['feasibility', 'play', 'accountPlan']) {
    const made = messages.filter((one) => one.threadTs === heads[0]?.ts && slotIn(one.metadata).startsWith(slot));
    expect([slot, made.length]).toEqual([slot, 1]);
    expect(spoken(made[0]?.blocks ?? [])).not.toBe('');
  }
});

const slotIn = (metadata: Record<string, unknown> | undefined): string =>
  (metadata?.event_payload as { slot?: string } | undefined)?.slot ?? '';

it('keeps the bank with those who are in the private channel', async () => {
  expect((await person(manager).openHome()).words).toContain('ZKB pitch');
  const seen = await open().control.seenBy(rep);
  expect(seen.filter(({ text }) => text.includes('Kantonalbank'))).toEqual([]);
  const { messages } = await open().control.state(manager);
  expect(messages.some((one) => one.channel === privateChannel && /: Done/.test(one.text))).toBe(true);
});

it('is made once: the next start keeps it as it is', async () => {
  const before = (await open().control.state()).messages.map(({ ts }) => ts);
  await stop(open());
  started = await start('--seed', 'demo');
  expect(open().said).toMatch(/The demo is in .* already \(made on /);
  expect(titles(open().said)).toEqual([]);
  expect((await open().control.state()).messages.map(({ ts }) => ts)).toEqual(before);
  expect((await person(rep).openHome()).words).toContain('2 iterations · 1 starred');
  expect(open().complaints()).toBe('');
}, 60_000);

it.each([
  ['another seed', 'start', ['--seed', 'month'], {}, 'There is no seed "month".'],
  ['another option', 'start', ['--sed', 'demo'], {}, 'The only option is --seed demo'],
  ['real research', 'start', ['--seed', 'demo'], { GEMINI_API_KEY: 'x' }, 'unset GEMINI_API_KEY'],
  ['a real workspace', 'start', [], { SLACK_BOT_TOKEN: 'xoxb-x' }, 'npm run start:embedded'],
  ['the cloud', 'start', [], { BACKEND: 'gcp' }, 'BACKEND=gcp'],
  ['another web', 'start', [], { SIMULATED_WEB: 'tomorrow' }, 'SIMULATED_WEB is "first" or "later".'],
  ['another web', 'prospect', ['Maersk'], { SIMULATED_WEB: 'tomorrow' }, 'SIMULATED_WEB is "first" or "later".'],
])('%s is refused in words by %s', async (_what, program, args, env, words) => {
  const { code, out, err } = await run(`simulator/${program}.ts`, args, { DATA_DIR: folder, ...env });
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(words);
  expect(err).not.toContain(' at ');
});
