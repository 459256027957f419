import type { ControlClient } from '../slack/control/client.ts';
import type { Snapshot } from '../slack/control/snapshot.ts';
import type { Message } from '../slack/entities.ts';
import { asJson, asList, asText, isJson, type Json } from '../slack/json.ts';

/** Something that can be read and clicked: a message, the Home, or a form. */
interface Place {
  at: { channel: string; messageTs: string } | { viewId: string };
  blocks: Json[];
}

/** A research as its head in the channel shows it. */
export interface Research {
  run: string;
  channel: string;
  /** Of its thread. */
  ts: string;
}

export interface Person {
  /** Types `/prospect …` and waits until the head of the new research reads so. */
  research(text: string, channel: string, reads: RegExp): Promise<Research>;
  /** What begins a research otherwise, until its head reads so. */
  begin(act: () => Promise<void>, channel: string, reads: RegExp): Promise<Research>;
  /** The message that has this place in the thread, once it reads as it should and has this button. */
  message(slot: string, thread: Research, wanted?: { reads?: RegExp; offers?: string }): Promise<Place>;
  say(text: string, thread: Research): Promise<void>;
  openHome(): Promise<void>;
  home(): Promise<Place>;
  form(): Promise<Place>;
  closeForms(): Promise<void>;
  /** Presses what is labelled so; `about` tells equal ones apart by what a screen reader says. */
  press(place: Place, label: string, about?: string): Promise<void>;
  choose(place: Place, actionId: string, value: string): Promise<void>;
  /** Sends the form on top, and closes what answers it. */
  submit(values: Record<string, string>): Promise<void>;
}

const patience = 40_000;

/** Somebody in front of the simulated Slack, who can only do what Slack lets people do. */
export function createPerson(control: ControlClient, user: string): Person {
  const state = () => control.state(user);
  const taken = (outcome: { ok: boolean }, what: string): void => {
    if (!outcome.ok) throw new Error(`"${what}" was not taken: ${JSON.stringify(outcome)}`);
  };
  const act = async (place: Place, which: { actionId: string; blockId?: string; value?: string }, what: string) =>
    taken(await control.action({ user, ...place.at, ...which }), what);
  const viewOf = (found: Snapshot['views'][number] | undefined, what: string) => {
    if (!found) throw new Error(`${user} sees no ${what}`);
    return { at: { viewId: found.id }, blocks: asList(found.view.blocks).filter(isJson) };
  };
  const form = async () => viewOf((await state()).views.at(-1), 'form');

  async function closeForms(): Promise<void> {
    for (;;) {
      const found = (await state()).views.at(-1);
      if (!found) return;
      await control.closeView({ viewId: found.id, user });
    }
  }

  async function begin(start: () => Promise<void>, channel: string, reads: RegExp): Promise<Research> {
    const heads = ({ messages }: Snapshot) =>
      messages.filter((one) => one.channel === channel && toldBy(one).slot === 'anchor');
    const before = new Set(heads(await state()).map(({ ts }) => ts));
    await start();
    return control.waitFor(
      (seen) => {
        const head = heads(seen).find(({ ts, text }) => !before.has(ts) && reads.test(text));
        return head && { run: toldBy(head).run, channel, ts: head.ts };
      },
      { user, timeoutMs: patience, what: `research that reads ${reads}` },
    );
  }

  return {
    begin,
    research: (text, channel, reads) =>
      begin(
        async () => taken(await control.command({ user, channel, text: `/prospect ${text}` }), text),
        channel,
        reads,
      ),
    message: (slot, { channel, ts }, { reads = /./, offers } = {}) =>
      control.waitFor(
        ({ messages }) => {
          const found = messages.findLast(
            (one) => one.channel === channel && one.threadTs === ts && toldBy(one).slot === slot,
          );
          if (!found || !reads.test(found.text)) return false;
          const place = { at: { channel: found.channel, messageTs: found.ts }, blocks: found.blocks ?? [] };
          return (offers === undefined || buttonIn(place, offers) !== undefined) && place;
        },
        { user, timeoutMs: patience, what: `${slot} that reads ${reads} and offers ${offers ?? 'anything'}` },
      ),
    async say(text, { channel, ts }) {
      taken(await control.message({ user, channel, text, threadTs: ts }), text);
    },
    openHome: async () => taken(await control.openHome({ user }), 'opening the Home'),
    home: async () => viewOf((await state()).homes[user], 'Home'),
    form,
    closeForms,
    async press(place, label, about) {
      const button = buttonIn(place, label, about);
      if (!button) throw new Error(`${user} sees no button "${label}"`);
      await act(place, button, label);
    },
    choose: (place, actionId, value) => act(place, { actionId, value }, actionId),
    async submit(values) {
      const { at } = await form();
      const outcome = await control.submitView({ viewId: 'viewId' in at ? at.viewId : '', user, values });
      taken({ ...outcome, ok: outcome.ok && !outcome.fieldErrors }, Object.keys(values).join(', ') || 'the form');
      await closeForms();
    },
  };
}

/** What the app says of its message to itself: whose it is, and which place it has. */
function toldBy({ metadata }: Message): { run: string; slot: string } {
  const { run, slot } = asJson(metadata?.event_payload);
  return { run: asText(run), slot: asText(slot) };
}

function buttonIn({ blocks }: Place, label: string, about = ''): { actionId: string; blockId: string } | undefined {
  for (const block of blocks) {
    const button = nodesIn(block).find(
      ({ action_id, text, accessibility_label: said }) =>
        action_id !== undefined && asJson(text).text === label && (asText(said) || label).includes(about),
    );
    if (button) return { actionId: asText(button.action_id), blockId: asText(block.block_id) };
  }
  return undefined;
}

const nodesIn = (value: unknown): Json[] => {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  return isJson(value) ? [value, ...Object.values(value).flatMap(nodesIn)] : [];
};
