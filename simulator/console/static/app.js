import { blocks } from './blocks.js';
import { composer } from './composer.js';
import { h, post } from './dom.js';
import { directory } from './elements.js';
import { fill, setSeen } from './messages.js';
import { act, showModal } from './modal.js';
import { drawLog } from './requests.js';
import { setNames } from './text.js';

const $ = (id) => document.getElementById(id);
const at = {
  user: new URLSearchParams(location.search).get('user') ?? '',
  channel: new URLSearchParams(location.search).get('channel') ?? '',
  thread: new URLSearchParams(location.search).get('thread') ?? '',
};
let state;

/** Looks again after every change; changes that come while looking cause one more look. */
let looking = false;
let again = false;
async function refresh() {
  again = true;
  if (looking) return;
  looking = true;
  try {
    while (again) {
      again = false;
      await look();
    }
  } catch {
    $('connection').textContent = 'connection lost, trying again…';
  } finally {
    looking = false;
  }
}

async function look() {
  if (!at.user) at.user = (await fetchJson('/control/state')).users.find((user) => user.role !== 'bot')?.id ?? '';
  state = await fetchJson(`/control/state?user=${at.user}`);
  draw();
  if (!$('log').hidden) await drawLog();
}

const fetchJson = async (path) => (await fetch(path)).json();

const bot = () => state.app.botUserId;
const labelOf = (channel) => {
  if (channel.kind === 'im') return state.app.name;
  return channel.name;
};
const current = () => state.channels.find((channel) => channel.id === at.channel);

function draw() {
  setSeen({ state, at, openThread });
  setNames(
    new Map(state.users.map((user) => [user.id, user.realName])),
    new Map(state.channels.map((channel) => [channel.id, channel.name])),
  );
  directory.users = state.users.map((user) => ({ value: user.id, text: user.realName }));
  directory.conversations = state.channels
    .filter((channel) => channel.kind !== 'im')
    .map((channel) => ({ value: channel.id, text: `#${channel.name}` }));
  if (at.channel !== 'home' && !current()) at.channel = state.channels[0]?.id ?? '';
  drawSide();
  drawChannel();
  drawThread();
  showModal(state.views.filter((view) => view.user === at.user).at(-1), at.user);
}

function drawSide() {
  const people = state.users.filter((user) => user.role !== 'bot');
  $('viewer').replaceChildren(
    ...people.map((user) => h('option', { value: user.id, selected: user.id === at.user }, user.realName)),
  );
  const entry = (id, sign, label, hint) =>
    h(
      'button',
      {
        type: 'button',
        class: `entry ${id === at.channel ? 'on' : ''}`,
        'aria-current': id === at.channel,
        onclick: () => go(id),
      },
      h('span', { class: 'sign' }, sign),
      h('span', { class: 'grow' }, label),
      hint && h('small', {}, hint),
    );
  const rooms = state.channels.filter((channel) => channel.kind !== 'im');
  const direct = state.channels.filter((channel) => channel.kind === 'im');
  $('channels').replaceChildren(
    h('h3', {}, 'Channels'),
    ...rooms.map((channel) =>
      entry(
        channel.id,
        channel.kind === 'private' ? '🔒' : '#',
        channel.name,
        channel.archived ? 'archived' : channel.members.includes(bot()) ? '' : 'no app',
      ),
    ),
    h('h3', {}, 'App'),
    entry('home', '⌂', `${state.app.name} – Home`),
    ...direct.map((channel) => entry(channel.id, '●', `${state.app.name} – Messages`)),
  );
}

function go(id) {
  Object.assign(at, { channel: id, thread: '' });
  draw();
  remember();
  if (id === 'home') void post('openHome', { user: at.user });
  if (current()?.kind === 'im') void post('openHome', { user: at.user, tab: 'messages' });
}

function remember() {
  const query = new URLSearchParams({ user: at.user, channel: at.channel, ...(at.thread && { thread: at.thread }) });
  history.replaceState(null, '', `?${query}`);
}

const inOrder = (messages) => messages.sort((a, b) => Number(a.ts) - Number(b.ts));

function drawChannel() {
  const channel = current();
  const isHome = at.channel === 'home';
  $('title').textContent = isHome
    ? `${state.app.name} – Home`
    : `${channel?.kind === 'public' ? '# ' : ''}${channel ? labelOf(channel) : ''}`;
  $('topic').textContent = channel?.topic ?? '';
  $('composer').hidden = isHome || channel?.archived === true;
  $('invite').hidden = isHome || channel?.kind === 'im' || channel?.members.includes(bot()) === true;
  if (isHome) return drawHome();
  const messages = [...state.messages, ...state.ephemerals].filter(
    (message) =>
      message.channel === at.channel &&
      (!message.threadTs || message.threadTs === message.ts || message.subtype === 'thread_broadcast'),
  );
  fill($('messages'), inOrder(messages), false);
}

function drawHome() {
  const home = state.homes[at.user];
  const list = $('messages');
  if (!home) {
    list.replaceChildren(
      h('p', { class: 'empty', 'data-key': 'home' }, 'The app has not published a home tab for this person yet.'),
    );
    return;
  }
  const entered = {};
  const surface = { entered, act: (action) => act({ ...action, user: at.user, viewId: home.id, values: entered }) };
  if (list.firstElementChild?.dataset.key === home.view.hash) return;
  list.replaceChildren(h('div', { class: 'home', 'data-key': home.view.hash }, blocks(home.view.blocks, surface)));
}

function openThread(ts) {
  at.thread = ts;
  drawThread();
  remember();
  $('reply').querySelector('textarea').focus();
}

function drawThread() {
  const parent = state.messages.find((message) => message.channel === at.channel && message.ts === at.thread);
  $('thread').hidden = !parent;
  document.body.classList.toggle('with-thread', Boolean(parent));
  if (!parent) return;
  const replies = [...state.messages, ...state.ephemerals].filter(
    (message) => message.channel === at.channel && message.threadTs === parent.ts && message.ts !== parent.ts,
  );
  fill($('replies'), [parent, ...inOrder(replies)], true);
}

composer($('composer'), at, () => '');
composer($('reply'), at, () => at.thread);
$('viewer').addEventListener('change', () => {
  Object.assign(at, { user: $('viewer').value, thread: '' });
  remember();
  void refresh();
});
$('close-thread').addEventListener('click', () => {
  at.thread = '';
  drawThread();
  remember();
});
$('invite').addEventListener('click', () => void post('invite', { channel: at.channel }));
const toggleLog = () => {
  $('log').hidden = !$('log').hidden;
  document.body.classList.toggle('with-log', !$('log').hidden);
  $('inspect').setAttribute('aria-expanded', String(!$('log').hidden));
  if (!$('log').hidden) void drawLog();
};
$('inspect').addEventListener('click', toggleLog);
$('close-log').addEventListener('click', toggleLog);

const live = new EventSource('/control/events');
live.addEventListener('ready', () => {
  $('connection').textContent = 'live';
  void refresh();
});
live.addEventListener('change', () => void refresh());
live.addEventListener('error', () => {
  $('connection').textContent = 'connection lost, trying again…';
});
