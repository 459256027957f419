import { h, link, picture } from './dom.js';
import { element, field } from './elements.js';
import { markdown, mrkdwn, plain, richText, textObject } from './text.js';

const status = {
  pending: ['○', 'Pending'],
  in_progress: ['', 'In progress'],
  complete: ['✓', 'Complete'],
  error: ['!', 'Error'],
};

function task(card) {
  const [sign, word] = status[card.status] ?? ['?', card.status];
  const sources = (card.sources ?? []).map((source) => link(source.url, source.text));
  return h(
    'li',
    { class: `task ${card.status}` },
    h('span', { class: 'sign', role: 'img', 'aria-label': word, title: word }, sign),
    h(
      'div',
      {},
      h('span', { class: 'task-title' }, card.title),
      h('span', { class: 'task-status' }, word),
      card.details && h('div', { class: 'task-text' }, richText(card.details)),
      card.output && h('div', { class: 'task-text' }, richText(card.output)),
      sources.length > 0 && h('div', { class: 'task-sources' }, sources),
    ),
  );
}

const cell = (content) => (content.type === 'rich_text' ? richText(content) : plain(content.text));

function table(block) {
  const [head = [], ...rows] = block.rows;
  const align = (index) =>
    block.column_settings?.[index]?.align ?? (rows[0]?.[index]?.type === 'raw_number' ? 'right' : 'left');
  return h(
    'div',
    { class: 'scroll' },
    h(
      'table',
      {},
      block.caption && h('caption', {}, block.caption),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          head.map((content, index) => h('th', { scope: 'col', class: align(index) }, cell(content))),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map((row) =>
          h(
            'tr',
            {},
            row.map((content, index) => h('td', { class: align(index) }, cell(content))),
          ),
        ),
      ),
    ),
  );
}

function card(block, surface) {
  return h(
    'article',
    { class: 'card' },
    block.hero_image && picture(block.hero_image, 'hero'),
    h(
      'div',
      { class: 'card-head' },
      block.icon && picture(block.icon, 'icon'),
      h(
        'div',
        {},
        block.title && h('h4', {}, mrkdwn(block.title.text)),
        block.subtitle && h('p', { class: 'sub' }, mrkdwn(block.subtitle.text)),
      ),
    ),
    block.body && h('p', {}, mrkdwn(block.body.text)),
    block.actions &&
      h(
        'div',
        { class: 'row' },
        block.actions.map((part) => element(part, block, surface)),
      ),
  );
}

function container(block, surface) {
  const title = [
    block.icon && picture(block.icon, 'icon'),
    h('strong', {}, block.rich_text_title ? richText(block.rich_text_title) : plain(block.title?.text)),
    block.subtitle && h('span', { class: 'sub' }, textObject(block.subtitle)),
  ];
  const inside = h('div', { class: 'inside' }, blocks(block.child_blocks, surface));
  if (!block.is_collapsible)
    return h('section', { class: 'container' }, h('div', { class: 'container-title' }, title), inside);
  return h(
    'details',
    { class: 'container', open: !block.default_collapsed, 'data-fold': block.block_id },
    h('summary', {}, title),
    inside,
  );
}

function section(block, surface) {
  return h(
    'div',
    { class: 'section' },
    h(
      'div',
      { class: 'grow' },
      block.text && h('div', {}, textObject(block.text)),
      block.fields &&
        h(
          'div',
          { class: 'fields' },
          block.fields.map((content) => h('div', {}, textObject(content))),
        ),
    ),
    block.accessory && h('div', { class: 'accessory' }, element(block.accessory, block, surface)),
  );
}

function input(block, surface) {
  const made = field(block.element, block, surface);
  const error = surface.errors?.[block.block_id];
  return h(
    'div',
    { class: `input ${error ? 'wrong' : ''}`, 'data-block': block.block_id },
    h(
      'label',
      {},
      h('span', { class: 'label' }, plain(block.label.text), block.optional && h('small', {}, ' (optional)')),
      made,
    ),
    block.hint && h('small', { class: 'hint' }, plain(block.hint.text)),
    error && h('p', { class: 'problem', role: 'alert' }, error),
  );
}

const renderers = {
  section,
  input,
  table,
  data_table: table,
  card,
  container,
  header: (block) => h('h3', { class: 'header' }, plain(block.text.text)),
  divider: () => h('hr'),
  context: (block, surface) =>
    h(
      'div',
      { class: 'context' },
      block.elements.map((part) => element(part, block, surface)),
    ),
  actions: (block, surface) =>
    h(
      'div',
      { class: 'row' },
      block.elements.map((part) => element(part, block, surface)),
    ),
  context_actions: (block, surface) =>
    h(
      'div',
      { class: 'row' },
      block.elements.map((part) => element(part, block, surface)),
    ),
  image: (block) =>
    h('figure', {}, block.title && h('figcaption', {}, plain(block.title.text)), picture(block, 'wide')),
  rich_text: richText,
  markdown: (block) => h('div', { class: 'markdown' }, markdown(block.text)),
  plan: (block) =>
    h('section', { class: 'plan' }, h('h4', {}, block.title), h('ul', {}, (block.tasks ?? []).map(task))),
  task_card: (block) => h('ul', { class: 'plan' }, task(block)),
  carousel: (block, surface) =>
    h(
      'div',
      { class: 'carousel', tabindex: '0' },
      block.elements.map((one) => card(one, surface)),
    ),
  alert: (block) => h('div', { class: `alert ${block.level ?? 'default'}`, role: 'note' }, textObject(block.text)),
};

/** Blocks as elements; a block of a kind that is not known here shows its JSON. */
export const blocks = (list, surface) =>
  (list ?? []).map((block) => {
    const render = Object.hasOwn(renderers, block.type) ? renderers[block.type] : undefined;
    return h(
      'div',
      { class: `block block-${render ? block.type : 'unknown'}` },
      render ? render(block, surface) : h('pre', {}, JSON.stringify(block, null, 2)),
    );
  });
