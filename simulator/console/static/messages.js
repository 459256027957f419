import { blocks } from './blocks.js';
import { h } from './dom.js';
import { act } from './modal.js';
import { emojiOf, mrkdwn } from './text.js';

/** What the messages are drawn from: the state, who looks, where, and how a thread is opened. */
let state;
let at;
let openThread;

export function setSeen(seen) {
  ({ state, at, openThread } = seen);
}

const nameOf = (id) => (id === 'USLACKBOT' ? 'Slackbot' : (state.users.find((user) => user.id === id)?.realName ?? id));
const surfaceOf = (message) => ({
  act: (action) => act({ ...action, user: at.user, channel: message.channel, messageTs: message.ts }),
});

function fileCard(id) {
  const file = state.files.find((one) => one.id === id);
  if (!file) return h('div', { class: 'file gone' }, 'This file was deleted.');
  const size = file.size < 1024 ? `${file.size} B` : `${Math.round(file.size / 1024)} KB`;
  const kind = (/\.([^.]+)$/.exec(file.name)?.[1] ?? 'file').toUpperCase();
  return h(
    'a',
    { class: 'file', href: file.url, target: '_blank', rel: 'noopener', title: file.altText },
    h('span', { class: 'kind' }, kind),
    h('span', {}, h('strong', {}, file.title), h('small', {}, `${file.name} · ${size}`)),
  );
}

function avatar(message) {
  const name = nameOf(message.user);
  const look = message.bySlack
    ? 'slackbot'
    : message.byApp
      ? 'app'
      : `user-${state.users.findIndex((user) => user.id === message.user) % 4}`;
  return h('span', { class: `avatar ${look}`, 'aria-hidden': 'true' }, name.slice(0, 1));
}

const timeOf = (ts) => new Date(Number(ts) * 1000).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });

function messageNode(message, inThread) {
  const replies = state.messages.filter(
    (reply) => reply.threadTs === message.ts && reply.ts !== message.ts && reply.channel === message.channel,
  );
  const body = message.blocks
    ? blocks(message.blocks, surfaceOf(message))
    : message.text && h('div', { class: 'text' }, mrkdwn(message.text));
  return h(
    'article',
    {
      class: `message ${message.ephemeralFor ? 'ephemeral' : ''} ${message.subtype === 'tombstone' ? 'gone' : ''}`,
      'data-ts': message.ts,
    },
    avatar(message),
    h(
      'div',
      { class: 'content' },
      message.ephemeralFor && h('p', { class: 'only' }, 'Only visible to you'),
      h(
        'p',
        { class: 'who' },
        h('strong', {}, nameOf(message.user)),
        message.byApp && h('span', { class: 'badge' }, 'APP'),
        h('time', { title: message.ts }, timeOf(message.ts)),
        message.edited && h('small', {}, '(edited)'),
      ),
      body,
      message.files && h('div', { class: 'files' }, message.files.map(fileCard)),
      message.reactions &&
        h(
          'div',
          { class: 'row' },
          message.reactions.map((reaction) =>
            h('span', { class: 'reaction' }, `${emojiOf(reaction.name)} ${reaction.users.length}`),
          ),
        ),
      !inThread &&
        replies.length > 0 &&
        h(
          'button',
          { type: 'button', class: 'replies', onclick: () => openThread(message.ts) },
          `${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}`,
          h('small', {}, `last ${timeOf(replies.at(-1).ts)}`),
        ),
    ),
    !inThread &&
      !message.ephemeralFor &&
      h(
        'button',
        {
          type: 'button',
          class: 'hover',
          'aria-label': 'Reply in thread',
          title: 'Reply in thread',
          onclick: () => openThread(message.ts),
        },
        '↩',
      ),
  );
}

/** Replaces only what changed, keeps folds as they were, and stays at the end when the reader was there. */
export function fill(list, messages, inThread) {
  const place = `${at.user} ${at.channel} ${inThread ? at.thread : ''}`;
  const atEnd = list.dataset.place !== place || list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  list.dataset.place = place;
  const known = new Map([...list.children].map((child) => [child.dataset.key, child]));
  const nodes = messages.map((message) => {
    const replies = inThread ? 0 : state.messages.filter((reply) => reply.threadTs === message.ts).length;
    const files = (message.files ?? []).filter((id) => state.files.some((file) => file.id === id)).length;
    const key = `${message.channel} ${message.ts}`;
    const revision = `${message.revision} ${replies} ${files} ${at.user}`;
    const old = known.get(key);
    if (old?.dataset.revision === revision) return old;
    const node = messageNode(message, inThread);
    node.dataset.key = key;
    node.dataset.revision = revision;
    const folds = old?.querySelectorAll('details') ?? [];
    node.querySelectorAll('details').forEach((fold, index) => {
      if (folds[index]) fold.open = folds[index].open;
    });
    return node;
  });
  if (nodes.length !== list.children.length || nodes.some((node, index) => node !== list.children[index]))
    list.replaceChildren(...nodes);
  if (atEnd) list.scrollTop = list.scrollHeight;
}
