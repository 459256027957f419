import type { SimulatorClock } from '../../clock.ts';
import type { Channel, Message } from '../entities.ts';
import { asText, type Json } from '../json.ts';
import { wireMessage } from '../wire.ts';
import type { Workspace } from '../workspace.ts';
import { notPossible } from './outcome.ts';
import { isOrgInstall, verificationToken } from './payload-parts.ts';
import type { Delivery, Sender } from './sender.ts';

/** After the first try: at once, after a minute, after five. https://docs.slack.dev/apis/events-api */
export const retryDelaysMs = [0, 60_000, 300_000] as const;

/** Events that can be sent again. */
const kept = 200;

export interface EventSender {
  /** Resolves after the first try; retries go on by themselves until one is answered 2xx. */
  deliver(workspace: Workspace, event: Json, eventId?: string): Promise<Delivery>;
  /** The events that a new message makes, for what the app has subscribed to. */
  posted(workspace: Workspace, message: Message): Promise<void>;
  /** The event that a person’s edit or deletion makes, with the members that tell which. */
  revised(workspace: Workspace, channel: string, members: Json): Promise<void>;
  subscribed(type: string): boolean;
  /** Sends an event again: the last one, or the one with this id; as the same, or as if it were another. */
  redeliver(which: { eventId?: string; newEventId?: boolean }): Promise<Delivery>;
  /** From now on events wait. */
  hold(): void;
  /** Sends what waited, in this order, and holds no longer. */
  release(order: 'as_happened' | 'reversed'): Promise<void>;
}

interface EventOptions {
  sender: Sender;
  clock: SimulatorClock;
  closing: AbortSignal;
  /** For example `app_mention`, `message.im`. */
  subscriptions: string[];
}

export function createEvents({ sender, clock, closing, subscriptions }: EventOptions): EventSender {
  const wanted = new Set(subscriptions);
  const retry = async (again: (num: number, reason: string) => Promise<Delivery>, first: Delivery) => {
    let last = first;
    for (const [index, delay] of retryDelaysMs.entries()) {
      if (last.error === undefined || last.headers.get('x-slack-no-retry') === '1') return;
      if (delay > 0) await clock.sleep(delay, closing);
      if (closing.aborted) return;
      last = await again(index + 1, last.error === 'operation_timeout' ? 'http_timeout' : 'http_error');
    }
  };
  let sent: { workspace: Workspace; event: Json; eventId: string }[] = [];
  const deliver = async (workspace: Workspace, event: Json, eventId: string) => {
    sent = [...sent.slice(1 - kept), { workspace, event, eventId }];
    const payload = envelope(workspace, event, eventId, clock);
    const outgoing = { what: 'event', about: String(event.type), form: 'event' as const, payload };
    const first = await sender.send(outgoing);
    void retry((num, reason) => {
      const headers = { 'x-slack-retry-num': String(num), 'x-slack-retry-reason': reason };
      return sender.send({ ...outgoing, headers });
    }, first);
    return first;
  };
  let held: (() => Promise<Delivery>)[] | undefined;
  const deliverOrHold: EventSender['deliver'] = (workspace, event, eventId = workspace.newId('Ev')) => {
    if (!held) return deliver(workspace, event, eventId);
    held.push(() => deliver(workspace, event, eventId));
    return Promise.resolve({ elapsedMs: 0, contentType: '', body: '', headers: new Headers() });
  };
  return {
    deliver: deliverOrHold,
    async redeliver({ eventId, newEventId = false }) {
      const found = sent.findLast((one) => eventId === undefined || one.eventId === eventId);
      if (!found) return notPossible('no such event was sent');
      const { workspace, event } = found;
      return deliver(workspace, event, newEventId ? workspace.newId('Ev') : found.eventId);
    },
    hold() {
      held ??= [];
    },
    async release(order) {
      const waiting = order === 'reversed' ? (held ?? []).reverse() : (held ?? []);
      held = undefined;
      for (const send of waiting) await send();
    },
    async revised(workspace, id, members) {
      const channel = workspace.channel(id);
      if (workspace.data.notInstalled || !channel?.members.includes(workspace.data.app.botUserId)) return;
      if (!wanted.has(messageEvent[channel.kind])) return;
      const ts = (clock.now().getTime() / 1000).toFixed(6);
      const shared = { type: 'message', hidden: true, channel: id, channel_type: channelType[channel.kind] };
      await deliverOrHold(workspace, { ...shared, ...members, ts, event_ts: ts });
    },
    subscribed: (type) => wanted.has(type),
    async posted(workspace, message) {
      if (workspace.data.notInstalled) return;
      const events = eventsOf(workspace, message).filter(({ subscription }) => wanted.has(subscription));
      await Promise.all(events.map(({ event }) => deliverOrHold(workspace, event)));
    },
  };
}

const envelope = (workspace: Workspace, event: Json, eventId: string, clock: SimulatorClock): Json => {
  const { team, app } = workspace.data;
  const org = isOrgInstall(workspace);
  const enterprise = team.enterprise?.id ?? null;
  return {
    token: verificationToken,
    // What somebody from elsewhere does, happens in their team; for whom it is sent, the context says.
    team_id: asText(event.user_team) || team.id,
    ...(enterprise !== null && { enterprise_id: enterprise }),
    context_team_id: team.id,
    context_enterprise_id: enterprise,
    api_app_id: app.id,
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(clock.now().getTime() / 1000),
    authorizations: [
      {
        enterprise_id: enterprise,
        team_id: org ? null : team.id,
        user_id: app.botUserId,
        is_bot: true,
        is_enterprise_install: org,
      },
    ],
    is_ext_shared_channel: workspace.channel(asText(event.channel))?.sharedWith !== undefined,
    event_context: `4-${eventId}`,
  };
};

const messageEvent = {
  public: 'message.channels',
  private: 'message.groups',
  im: 'message.im',
  mpim: 'message.mpim',
} as const;
const channelType = { public: 'channel', private: 'group', im: 'im', mpim: 'mpim' } as const;

function eventsOf(workspace: Workspace, message: Message): { subscription: string; event: Json }[] {
  const channel = workspace.channel(message.channel);
  const bot = workspace.data.app.botUserId;
  if (!channel?.members.includes(bot)) return [];
  const wire = { ...wireMessage(workspace, message), channel: channel.id, event_ts: message.ts };
  const made = [
    { subscription: messageEvent[channel.kind], event: { ...wire, channel_type: channelType[channel.kind] } as Json },
  ];
  return mentions(message, channel, bot)
    ? [...made, { subscription: 'app_mention', event: { ...wire, type: 'app_mention' } }]
    : made;
}

/** Slack sends no app_mention from direct messages, and none for what the app itself says. */
const mentions = (message: Message, channel: Channel, bot: string): boolean =>
  channel.kind !== 'im' && !message.byApp && message.text.includes(`<@${bot}>`);
