import { h, picture } from './dom.js';
import { plain, textObject } from './text.js';

/**
 * `surface.act({actionId, blockId, value})` sends an action. In a modal `surface.entered` remembers what was typed, by
 * block id (inputs) or action id (others), so that an update of the view keeps it.
 */
function confirmed(element, go) {
  const { confirm } = element;
  if (!confirm) return go();
  const dialog = h(
    'dialog',
    { class: 'confirm' },
    h('h3', {}, plain(confirm.title?.text ?? 'Are you sure?')),
    h('p', {}, textObject(confirm.text)),
  );
  const done = (yes) => {
    dialog.close();
    dialog.remove();
    if (yes) go();
  };
  dialog.append(
    h(
      'div',
      { class: 'row end' },
      h('button', { type: 'button', onclick: () => done(false) }, plain(confirm.deny?.text ?? 'Cancel')),
      h(
        'button',
        {
          type: 'button',
          class: `button ${confirm.style === 'danger' ? 'danger' : 'primary'}`,
          onclick: () => done(true),
        },
        plain(confirm.confirm?.text ?? 'Yes'),
      ),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
}

function button(element, block, surface, className = '') {
  const made = h(
    'button',
    { type: 'button', class: `button ${element.style ?? ''} ${className}`, 'aria-label': element.accessibility_label },
    plain(element.text?.text),
  );
  made.addEventListener('click', () =>
    confirmed(element, async () => {
      if (element.url && /^https?:/i.test(element.url)) window.open(element.url, '_blank', 'noopener');
      made.disabled = true;
      made.classList.add('busy');
      const ok = await surface.act({ actionId: element.action_id, blockId: block.block_id });
      made.disabled = false;
      made.classList.remove('busy');
      made.classList.toggle('failed', !ok);
    }),
  );
  return made;
}

function feedback(element, block, surface) {
  const choice = (name, symbol) => {
    const { text, accessibility_label: label } = element[`${name}_button`];
    return h(
      'button',
      {
        type: 'button',
        class: 'button quiet',
        'aria-label': label ?? text.text,
        title: text.text,
        onclick: () => surface.act({ actionId: element.action_id, blockId: block.block_id, value: name }),
      },
      symbol,
      ' ',
      text.text,
    );
  };
  return h('span', { class: 'feedback' }, choice('positive', '👍'), choice('negative', '👎'));
}

const optionsOf = (element) => element.options ?? (element.option_groups ?? []).flatMap((group) => group.options);
const initialOf = (element) => {
  const one =
    element.initial_option ??
    element.initial_value ??
    element.initial_date ??
    element.initial_time ??
    element.initial_user ??
    element.initial_conversation ??
    element.initial_channel;
  if (one !== undefined) return typeof one === 'object' ? (one.value ?? '') : String(one);
  return (
    element.initial_options ??
    element.initial_users ??
    element.initial_conversations ??
    element.initial_channels ??
    []
  ).map((option) => option.value ?? option);
};

/** People and conversations for the menus that offer them. */
export const directory = { users: [], conversations: [] };

function menu(element, value, multiple) {
  const from = element.type.includes('users')
    ? directory.users
    : /conversations|channels/.test(element.type)
      ? directory.conversations
      : undefined;
  const options = from ?? optionsOf(element).map((option) => ({ value: option.value, text: option.text.text }));
  const chosen = [value].flat();
  return h(
    'select',
    { multiple },
    !multiple && h('option', { value: '' }, element.placeholder?.text ?? 'Choose…'),
    options.map((option) => h('option', { value: option.value, selected: chosen.includes(option.value) }, option.text)),
  );
}

const inputType = {
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'number',
  datepicker: 'date',
  timepicker: 'time',
};

function choices(element, value, type) {
  const name = `${element.action_id}-${Math.random().toString(36).slice(2)}`;
  const chosen = [value].flat();
  return h(
    'fieldset',
    { class: 'choices' },
    (element.options ?? []).map((option) =>
      h(
        'label',
        {},
        h('input', { type, name, value: option.value, checked: chosen.includes(option.value) }),
        h('span', {}, textObject(option.text), option.description && h('small', {}, textObject(option.description))),
      ),
    ),
  );
}

function control(element, value) {
  const { type } = element;
  if (type === 'checkboxes') return choices(element, value, 'checkbox');
  if (type === 'radio_buttons') return choices(element, value, 'radio');
  if (/select$/.test(type)) return menu(element, value, type.startsWith('multi_'));
  if (type === 'rich_text_input' || element.multiline)
    return h(
      'textarea',
      { rows: 4, placeholder: element.placeholder?.text, maxlength: element.max_length },
      [value].flat().join('\n'),
    );
  return h('input', {
    type: inputType[type] ?? 'text',
    value: [value].flat().join(''),
    placeholder: element.placeholder?.text,
    maxlength: element.max_length,
    autofocus: element.focus_on_load,
  });
}

function read(made) {
  if (made.tagName === 'FIELDSET') {
    const checked = [...made.querySelectorAll('input:checked')].map((input) => input.value);
    return made.querySelector('[type=radio]') ? (checked[0] ?? null) : checked;
  }
  return made.multiple ? [...made.selectedOptions].map((option) => option.value) : made.value;
}

/** An element that holds a value. */
export function field(element, block, surface) {
  const key = block.type === 'input' ? block.block_id : element.action_id;
  const made = control(element, surface.entered?.[key] ?? initialOf(element));
  const dispatches = block.type !== 'input' || block.dispatch_action;
  made.addEventListener(/text_input|number/.test(element.type) ? 'input' : 'change', () => {
    if (surface.entered) surface.entered[key] = read(made);
  });
  if (dispatches)
    made.addEventListener('change', () =>
      surface.act({ actionId: element.action_id, blockId: block.block_id, value: read(made) }),
    );
  return made;
}

export function element(part, block, surface) {
  switch (part.type) {
    case 'button':
    case 'workflow_button':
      return button(part, block, surface);
    case 'icon_button':
      return button(part, block, surface, 'quiet');
    case 'feedback_buttons':
      return feedback(part, block, surface);
    case 'overflow': {
      const made = h(
        'select',
        { class: 'overflow', 'aria-label': 'More' },
        h('option', { value: '' }, '⋯'),
        part.options.map((option) => h('option', { value: option.value }, option.text.text)),
      );
      made.addEventListener('change', () => {
        surface.act({ actionId: part.action_id, blockId: block.block_id, value: made.value });
        made.value = '';
      });
      return made;
    }
    case 'image':
      return picture(part, 'thumb');
    case 'plain_text':
    case 'mrkdwn':
      return h('span', {}, textObject(part));
    default:
      return field(part, block, surface);
  }
}
