import type { ControlClient } from './slack/control/client.ts';
import type { Snapshot } from './slack/control/snapshot.ts';
import type { Message } from './slack/entities.ts';
import { asJson, asList, asText, isJson, type Json, nodesIn } from './slack/json.ts';

/** Something that can be read and clicked: a message, the Home, or a form. */
export interface Shown {
  at: { channel: string; messageTs: string } | { viewId: string };
  blocks: Json[];
  /** As `read` reads it from top to bottom. */
  words: string;
}

interface ShownView extends Shown {
  viewId: string;
  title: string;
}

/** A research as its head in the channel shows it. */
export interface Research {
  run: string;
  channel: string;
  /** Of its thread. */
  ts: string;
}

interface Wanted {
  /** Only the thread that begins here. */
  thread?: string | undefined;
  /** Only once it has a button that is labelled so. */
  offers?: string;
}

export interface Person {
  user: string;
  team: string | undefined;
  /** What this person sees. */
  state(): Promise<Snapshot>;
  command(text: string, channel: string): Promise<void>;
  /** Types `/prospect …` and waits until the head of the new research reads so. */
  research(text: string, channel: string, reads: RegExp): Promise<Research>;
  /** What begins a research otherwise, until its head reads so. */
  begin(act: () => Promise<void>, channel: string, reads: RegExp): Promise<Research>;
  /** The newest message of a slot, as soon as it reads as it should. */
  message(slot: string, reads?: RegExp | string, wanted?: Wanted): Promise<Shown & { ts: string }>;
  say(text: string, where: { channel: string; threadTs?: string }): Promise<Message>;
  /** The newest line that only this person sees, once it says what is waited for. */
  whisper(says: RegExp): Promise<string>;
  openHome(): Promise<ShownView>;
  home(): Promise<ShownView>;
  /** The form on top. */
  form(): Promise<ShownView>;
  closeForms(): Promise<void>;
  /** Presses what is labelled so; `about` tells equal ones apart by what a screen reader says. */
  press(place: Shown, label: string, about?: string): Promise<void>;
  choose(place: Shown, actionId: string, value: string | string[]): Promise<void>;
  /** Sends the form on top; the answer may be that something in it is wrong. */
  submit(values: Record<string, string | string[]>): ReturnType<ControlClient['submitView']>;
  /** Sends the form on top, which must be taken, and closes what answers it. */
  fill(values: Record<string, string | string[]>): Promise<void>;
}

interface PersonOptions {
  /** The first workspace unless told. */
  team?: string;
  /** How blocks are read; without, a message reads as its notification does. */
  read?: (blocks: readonly unknown[]) => string;
}

const patience = 40_000;

/** Somebody in front of the simulated Slack, who can only do what Slack lets people do. */
export function createPerson(control: ControlClient, user: string, { team, read }: PersonOptions = {}): Person {
  const self = { user, ...(team !== undefined && { team }) };
  const state = () => control.state(user, team);
  const taken = (outcome: { ok: boolean }, what: string): void => {
    if (!outcome.ok) throw new Error(`${user}: ${what} was not taken: ${JSON.stringify(outcome)}`);
  };
  const shown = (at: Shown['at'], given: unknown, text = ''): Shown => {
    const blocks = asList(given).filter(isJson);
    return { at, blocks, words: read ? read(blocks) : text };
  };
  const act = async (place: Shown, which: { actionId: string; blockId?: string; value?: string | string[] }) =>
    taken(await control.action({ ...self, ...place.at, ...which }), which.actionId);

  /** Acts are taken before what they open is there. */
  const viewOf = (find: (seen: Snapshot) => Snapshot['views'][number] | undefined, what: string): Promise<ShownView> =>
    control.waitFor(
      (seen) => {
        const found = find(seen);
        if (!found) return false;
        const title = asText(asJson(found.view.title).text);
        return { ...shown({ viewId: found.id }, found.view.blocks), viewId: found.id, title };
      },
      { ...self, timeoutMs: patience, what: `${what} for ${user}` },
    );
  const topOf = ({ views }: Snapshot) => views.findLast((view) => view.user === user);
  const form = () => viewOf(topOf, 'form');
  const home = () => viewOf(({ homes }) => homes[user], 'Home');

  async function closeForms(): Promise<void> {
    for (let view = topOf(await state()); view; view = topOf(await state()))
      await control.closeView({ viewId: view.id, ...self });
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
      { ...self, timeoutMs: patience, what: `research that reads ${reads}` },
    );
  }

  async function command(text: string, channel: string): Promise<void> {
    taken(await control.command({ ...self, channel, text: `/prospect ${text}`.trim() }), text);
  }

  const submit: Person['submit'] = async (values) =>
    control.submitView({ viewId: (await form()).viewId, ...self, values });

  return {
    user,
    team,
    state,
    command,
    begin,
    research: (text, channel, reads) => begin(() => command(text, channel), channel, reads),
    message: (slot, reads = '', { thread, offers } = {}) =>
      control.waitFor(
        ({ messages }) => {
          const found = messages.findLast(
            (one) =>
              toldBy(one).slot === slot && (thread === undefined || one.threadTs === thread || one.ts === thread),
          );
          if (!found) return false;
          const at = { channel: found.channel, messageTs: found.ts };
          const place = { ...shown(at, found.blocks, found.text), ts: found.ts };
          const isAsWanted = typeof reads === 'string' ? place.words.includes(reads) : reads.test(place.words);
          return isAsWanted && (offers === undefined || buttonIn(place, offers) !== undefined) && place;
        },
        { ...self, timeoutMs: patience, what: `${slot} that reads ${reads} and offers ${offers ?? 'anything'}` },
      ),
    async say(text, where) {
      taken(await control.message({ ...self, text, ...where }), text);
      const said = (await state()).messages.findLast((one) => one.user === user && one.channel === where.channel);
      if (!said) throw new Error(`${text} was not posted`);
      return said;
    },
    whisper: (says) =>
      control.waitFor(
        ({ ephemerals }) => ephemerals.findLast((one) => one.ephemeralFor === user && says.test(one.text))?.text,
        { ...self, timeoutMs: patience, what: `${says} told to ${user}` },
      ),
    async openHome() {
      taken(await control.openHome(self), 'opening the Home');
      return home();
    },
    home,
    form,
    closeForms,
    async press(place, label, about = '') {
      const button = buttonIn(place, label, about);
      if (!button) throw new Error(`${user} sees no ${label} ${about} in:\n${place.words}`);
      await act(place, button);
    },
    choose: (place, actionId, value) => act(place, { actionId, value }),
    submit,
    async fill(values) {
      const outcome = await submit(values);
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

function buttonIn({ blocks }: Shown, label: string, about = ''): { actionId: string; blockId: string } | undefined {
  for (const block of blocks) {
    const button = nodesIn(block).find(
      ({ action_id, text, accessibility_label: said }) =>
        action_id !== undefined && asJson(text).text === label && (asText(said) || label).includes(about),
    );
    if (button) return { actionId: asText(button.action_id), blockId: asText(block.block_id) };
  }
  return undefined;
}
