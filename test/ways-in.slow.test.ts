import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../simulator/slack/entities.ts';
import { isTerminal } from '../src/domain/run.ts';
import { guest, type Office, openOffice, rep, sales, team } from './harness/office.ts';
import { slotOf } from './harness/threads.ts';

const bot = 'U0PROSPECT';
const direct = 'D0DIRECT01';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 60_000);
afterAll(async () => {
  await office.close();
});

const posted = (text: string, more: { channel?: string; user?: string; threadTs?: string } = {}): Promise<Message> =>
  office.control
    .message({ channel: sales, user: rep, text, ...more })
    .then(() => office.control.state())
    .then(({ messages }) => messages.findLast((message) => message.text === text) ?? fail(text));
const fail = (what: string): never => {
  throw new Error(`not there: ${what}`);
};

/** What the app wrote into a thread, once it says what is waited for. */
const answered = (threadTs: string, says: RegExp): Promise<Message> =>
  office.control.waitFor(
    ({ messages }) =>
      messages.find((message) => message.byApp && message.threadTs === threadTs && says.test(message.text)),
    { what: `${says} in the thread` },
  );
const whispered = (user: string, says: RegExp) =>
  office.control.waitFor(
    ({ ephemerals }) => ephemerals.find((one) => one.ephemeralFor === user && says.test(one.text)),
    {
      user,
      what: `${says} to ${user}`,
    },
  );

describe('ways in besides the command', () => {
  it('a mention researches the company in its thread, and a reply in it is answered from the evidence', async () => {
    const mention = await posted(`<@${bot}> research maersk.com please`);
    await answered(mention.ts, /Done|A\.P\. Moller/);
    const id = await waitForRun(mention.ts);
    const run = await office.ended(id);
    expect(run).toMatchObject({
      companyName: 'maersk.com',
      domain: 'maersk.com',
      threadTs: mention.ts,
      status: 'completed',
    });

    await posted('Who is the chief executive?', { threadTs: mention.ts });
    const answer = await answered(mention.ts, /^Vincent Clerc became/);
    expect(answer.text).toMatch(/Vincent Clerc became chief executive on 1 January 2023 .*\[\d+\]/);
    expect(answer.text).toContain('Written by AI');

    // Colleagues talk to each other.
    await posted('Thanks, I will call them tomorrow', { threadTs: mention.ts });
    const answers = async () =>
      (await office.control.state()).messages.filter((one) => slotOf(one) === 'answer').length;
    const before = await answers();

    await posted(`<@${bot}> what is the colour of their trucks`, { threadTs: mention.ts });
    const unknown = await answered(mention.ts, /^Not in the evidence/);
    expect(unknown.text).toContain('looks it up on the web');
    expect(await answers()).toBe(before + 1);

    await office.control.action({ user: rep, channel: sales, messageTs: unknown.ts, actionId: 'question_look_up' });
    await answered(mention.ts, /a search of the web did not bring anything/);
    await office.ended(id);
    // Nothing was found, and the research is as good as it was.
    expect((await office.repositories.runs.get(team, id))?.status).toBe('completed');
  }, 60_000);

  it('the same mention told of again, under another event id too, starts nothing more', async () => {
    const mention = await posted(`<@${bot}> zkb.ch`);
    await waitForRun(mention.ts);
    await office.control.redeliver({});
    await office.control.redeliver({ newEventId: true });
    const runs = await office.repositories.runs.recent(team, { channel: sales, limit: 50 });
    expect(runs.filter(({ companyName }) => companyName === 'zkb.ch')).toHaveLength(1);
    await office.ended(runs[0]?.id ?? '');
  }, 60_000);

  it('a direct message starts, asks and helps', async () => {
    await posted('help', { channel: direct });
    await whispered(rep, /\/prospect Acme – start at once/);
    const asked = await posted('Research delta.com', { channel: direct });
    await office.control.waitFor(({ sessions }) =>
      sessions.find((one) => one.status === 'processing' && one.threadTs === asked.ts),
    );
    const run = await office.ended(await waitForRun(asked.ts, direct));
    expect(run).toMatchObject({ visibility: direct, status: 'completed' });
    await office.control.waitFor(({ sessions }) =>
      sessions.find((one) => one.status === 'active' && one.threadTs === asked.ts),
    );
    const question = await posted('What do we know about airlines?', { channel: direct });
    await answered(question.ts, /.+/);
  }, 60_000);

  it('a question outside of any research reads the newest one on the company it names', async () => {
    const asked = await posted('Research ingka.com', { channel: direct });
    await office.ended(await waitForRun(asked.ts, direct));
    const known = await posted('Who is the chief executive of Ingka?', { channel: direct });
    const answer = await answered(known.ts, /From the research on Ingka Group of/);
    expect(answer.text).toMatch(/Juvencio Maeztu became.*\[[\d, ]+\]/);
    expect(answer.text).not.toContain('your team’s notes');
    const unknown = await posted('What is the colour of the lorries of Ingka?', { channel: direct });
    const missing = await answered(unknown.ts, /^Not in the research on Ingka Group of .*looks it up on the web/s);
    await office.control.action({ user: rep, channel: direct, messageTs: missing.ts, actionId: 'question_look_up' });
    await answered(unknown.ts, /a search of the web did not bring anything/);
  }, 60_000);

  it('Stop in the agent’s thread cancels the research', async () => {
    const asked = await posted('Research Vandelay Industries', { channel: direct });
    const id = await waitForRun(asked.ts, direct);
    await office.control.waitFor(({ sessions }) =>
      sessions.find((one) => one.status === 'processing' && one.threadTs === asked.ts),
    );
    await office.control.stopAgent({ user: rep, channel: direct, threadTs: asked.ts });
    const run = await office.ended(id);
    expect(isTerminal(run.status)).toBe(true);
    await office.control.waitFor(({ sessions }) =>
      sessions.find((one) => one.status === 'active' && one.threadTs === asked.ts),
    );
  }, 60_000);

  it('shortcuts open the form: with a place to choose, or with the company a message speaks of', async () => {
    await office.control.shortcut({ user: rep, callbackId: 'research_company' });
    const form = await office.control.waitFor(({ views }) => views.at(-1), { user: rep });
    expect(JSON.stringify(form)).toContain('conversations_select');
    const message = await posted('Saw the news on www.ikea.com today');
    await office.control.shortcut({ user: rep, callbackId: 'research_this', channel: sales, messageTs: message.ts });
    const filled = await office.control.waitFor(
      ({ views }) => views.find((view) => JSON.stringify(view).includes('"initial_value":"ikea.com"')),
      { user: rep },
    );
    expect(JSON.stringify(filled)).not.toContain('conversations_select');
  });

  it('a workflow’s step gets the link and the summary when the run has ended, or says why not', async () => {
    const { executionId } = await office.control.runFunction({
      callbackId: 'research_company_step',
      inputs: { company: 'Ingka', domain: 'ingka.com', channel: sales, requester: rep },
    });
    const done = await office.control.waitFor(
      ({ executions }) => executions.find((one) => one.id === executionId && one.status !== 'running'),
      { timeoutMs: 30_000 },
    );
    expect(done).toMatchObject({
      status: 'completed',
      outputs: { status: 'done', link: expect.stringContaining('slack.com') },
    });
    const refused = await office.control.runFunction({
      callbackId: 'research_company_step',
      inputs: { company: '<!channel>', channel: sales, requester: rep },
    });
    const failed = await office.control.waitFor(({ executions }) =>
      executions.find((one) => one.id === refused.executionId && one.status !== 'running'),
    );
    expect(JSON.stringify(failed)).toContain('no markup');
  }, 60_000);

  it('guests are told that they cannot', async () => {
    await posted(`<@${bot}> maersk.com`, { user: guest });
    await whispered(guest, /Guests cannot use Prospector/);
  });

  it('the memory is searched for the person alone', async () => {
    await office.prospect('memory logistics terminals');
    await whispered(rep, /memor(y|ies) about “logistics terminals”|Nothing in the team’s memory/);
  });
});

async function waitForRun(threadTs: string, channel = sales): Promise<string> {
  for (;;) {
    const id = await office.repositories.slots.threadRun(team, channel, threadTs);
    if (id !== undefined) return id;
    await office.control.waitFor(({ messages }) => messages.find((one) => one.byApp && one.threadTs === threadTs), {
      timeoutMs: 20_000,
    });
  }
}
