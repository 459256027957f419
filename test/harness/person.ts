import type { ControlClient } from '../../simulator/slack/control/client.ts';
import type { Snapshot } from '../../simulator/slack/control/snapshot.ts';
import type { Message } from '../../simulator/slack/entities.ts';
import { spoken } from '../../src/bot/fixtures/spoken.ts';
import { nodesIn } from './blocks.ts';
import { slotOf } from './threads.ts';

/** Something that can be read and clicked: a message, the Home, or a form. */
export interface Shown {
  at: { channel: string; messageTs: string } | { viewId: string };
  blocks: unknown[];
  /** As a person reads it from top to bottom. */
  words: string;
}

const shown = (at: Shown['at'], blocks: unknown): Shown => {
  const list = Array.isArray(blocks) ? blocks : [];
  return { at, blocks: list, words: spoken(list) };
};

export interface Person {
  user: string;
  team: string;
  state(): Promise<Snapshot>;
  /** The newest message of a slot, as soon as it reads as it should. */
  message(slot: string, reads?: RegExp | string, inThread?: string): Promise<Shown & { ts: string }>;
  openHome(): Promise<Shown>;
  home(): Promise<Shown>;
  /** The form on top. */
  form(): Promise<Shown & { title: string }>;
  closeForms(): Promise<void>;
  /** Presses what reads so; `about` tells equal ones apart by what a screen reader says. */
  press(place: Shown, label: string, about?: string): Promise<void>;
  choose(place: Shown, actionId: string, value: string | string[]): Promise<void>;
  submit(values: Record<string, string | string[]>): ReturnType<ControlClient['submitView']>;
  say(text: string, where: { channel: string; threadTs?: string }): Promise<Message>;
  command(text: string, channel: string): Promise<void>;
  /** The newest line that only this person sees, once it says what is waited for. */
  whisper(says: RegExp): Promise<string>;
}

/** Somebody in front of the simulated Slack, who can only do what Slack lets people do. */
export function createPerson(control: ControlClient, user: string, team: string): Person {
  const state = () => control.state(user, team);
  const ok = (outcome: { ok: boolean }, what: string): void => {
    if (!outcome.ok) throw new Error(`${user}: ${what} was not taken: ${JSON.stringify(outcome)}`);
  };

  async function form() {
    const found = (await state()).views.findLast((view) => view.user === user);
    if (!found) throw new Error(`${user} sees no form`);
    const { title } = found.view as { title?: { text?: string } };
    return { ...shown({ viewId: found.id }, found.view.blocks), title: title?.text ?? '' };
  }
  async function home() {
    const found = (await state()).homes[user];
    if (!found) throw new Error(`${user} has no Home`);
    return shown({ viewId: found.id }, found.view.blocks);
  }
  const act = async (input: Omit<Parameters<ControlClient['action']>[0], 'user' | 'team'>, what: string) =>
    ok(await control.action({ user, team, ...input }), what);

  return {
    user,
    team,
    state,
    form,
    home,
    message: (slot, reads = '', inThread) =>
      control.waitFor(
        ({ messages }) => {
          const found = messages.findLast(
            (one) =>
              slotOf(one) === slot && (inThread === undefined || one.threadTs === inThread || one.ts === inThread),
          );
          const place = found && {
            ...shown({ channel: found.channel, messageTs: found.ts }, found.blocks),
            ts: found.ts,
          };
          return place && (typeof reads === 'string' ? place.words.includes(reads) : reads.test(place.words)) && place;
        },
        { user, team, timeoutMs: 30_000, what: `${slot} that reads ${reads}` },
      ),
    async openHome() {
      ok(await control.openHome({ user, team }), 'opening the Home');
      return home();
    },
    async closeForms() {
      for (;;) {
        const found = (await state()).views.findLast((view) => view.user === user);
        if (!found) return;
        await control.closeView({ viewId: found.id, user, team });
      }
    },
    async press(place, label, about = '') {
      for (const block of place.blocks as Record<string, unknown>[]) {
        const found = nodesIn(block).find(
          ({ action_id, text, accessibility_label: said }) =>
            action_id !== undefined &&
            (text as { text?: string } | undefined)?.text === label &&
            String(said ?? label).includes(about),
        );
        if (!found) continue;
        const which = { actionId: String(found.action_id), blockId: String(block.block_id) };
        return act({ ...place.at, ...which }, label);
      }
      throw new Error(`there is no ${label} ${about} in:\n${place.words}`);
    },
    choose: (place, actionId, value) => act({ ...place.at, actionId, value }, actionId),
    async submit(values) {
      const { at } = await form();
      return control.submitView({ viewId: 'viewId' in at ? at.viewId : '', user, team, values });
    },
    async say(text, where) {
      ok(await control.message({ user, team, text, ...where }), text);
      const said = (await state()).messages.findLast((one) => one.user === user && one.channel === where.channel);
      if (!said) throw new Error(`${text} was not posted`);
      return said;
    },
    async command(text, channel) {
      await control.command({ user, team, channel, text: `/prospect ${text}`.trim() });
    },
    whisper: (says) =>
      control.waitFor(
        ({ ephemerals }) => ephemerals.findLast((one) => one.ephemeralFor === user && says.test(one.text))?.text,
        { user, team, timeoutMs: 20_000, what: `${says} told to ${user}` },
      ),
  };
}
