import type { SimulatorClock } from '../clock.ts';
import type { Channel, Message } from '../entities.ts';
import type { Json } from '../json.ts';
import { wireMessage } from '../wire.ts';
import type { Workspace } from '../workspace.ts';
import { verificationToken } from './payload-parts.ts';
import type { Delivery, Sender } from './sender.ts';

/** After the first try: at once, after a minute, after five. https://docs.slack.dev/apis/events-api */
export const retryDelaysMs = [0, 60_000, 300_000] as const;

export interface EventSender {
  /** Resolves after the first try; retries go on by themselves until one is answered 2xx. */
  deliver(workspace: Workspace, event: Json, eventId?: string): Promise<Delivery>;
  /** The events that a new message makes, for what the app has subscribed to. */
  posted(workspace: Workspace, message: Message): Promise<void>;
  subscribed(type: string): boolean;
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
  const deliver = async (workspace: Workspace, event: Json, eventId = workspace.newId('Ev')) => {
    const payload = envelope(workspace, event, eventId, clock);
    const outgoing = { what: 'event', about: String(event.type), form: 'event' as const, payload };
    const first = await sender.send(outgoing);
    void retry((num, reason) => {
      const headers = { 'x-slack-retry-num': String(num), 'x-slack-retry-reason': reason };
      return sender.send({ ...outgoing, headers });
    }, first);
    return first;
  };
  return {
    deliver,
    subscribed: (type) => wanted.has(type),
    async posted(workspace, message) {
      const events = eventsOf(workspace, message).filter(({ subscription }) => wanted.has(subscription));
      await Promise.all(events.map(({ event }) => deliver(workspace, event)));
    },
  };
}

const envelope = (workspace: Workspace, event: Json, eventId: string, clock: SimulatorClock): Json => {
  const { team, app } = workspace.data;
  return {
    token: verificationToken,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: app.id,
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(clock.now().getTime() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: team.id, user_id: app.botUserId, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${eventId}`,
  };
};

const messageEvent = { public: 'message.channels', private: 'message.groups', im: 'message.im' } as const;
const channelType = { public: 'channel', private: 'group', im: 'im' } as const;

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
