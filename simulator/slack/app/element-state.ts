import { asJson, asList, asText, isJson, type Json } from '../json.ts';
import { notPossible } from './outcome.ts';

/** An interactive element and the block it stands in. */
export interface Placed {
  blockId: string;
  element: Json;
  /** The input block around it, if it is one. */
  input?: Json;
}

/** What a person entered, by block id, action id or, in a block with several menus, both (`block/action`): text, an option's value, or several. */
export type Entered = Record<string, string | string[] | null>;

/** What elements refer to that does not stand in them. */
export interface Outside {
  file(id: string): Json | undefined;
  /** What the app answered when it was asked for options of this menu. */
  suggested(element: Json): Json[];
  /** Where the modal was opened from. */
  conversation: string | undefined;
}

/** Every element with an action id, nested blocks included. */
export function elementsIn(blocks: unknown): Placed[] {
  return asList(blocks)
    .filter(isJson)
    .flatMap((block) => {
      const blockId = asText(block.block_id);
      const direct = [...asList(block.elements), ...asList(block.actions), block.accessory, block.element]
        .filter(isJson)
        .filter((element) => typeof element.action_id === 'string')
        .map((element) => ({ blockId, element, ...(block.type === 'input' && { input: block }) }));
      const cards = block.type === 'carousel' ? elementsIn(block.elements) : [];
      return [...direct, ...cards, ...elementsIn(block.child_blocks)];
    });
}

const optionsOf = (element: Json): Json[] => {
  const groups = asList(element.option_groups).flatMap((group) => asList(asJson(group).options));
  return [...asList(element.options), ...groups].filter(isJson);
};

function optionWith(element: Json, value: string, outside: Outside): Json {
  const isExternal = asText(element.type).includes('external');
  const options = isExternal ? outside.suggested(element) : optionsOf(element);
  // A menu with options from outside has none of its own to choose from.
  if (options.length === 0) return { text: { type: 'plain_text', text: value }, value };
  return options.find((option) => option.value === value) ?? notPossible(`no such option: ${value}`);
}

const member: Record<string, string> = {
  plain_text_input: 'value',
  email_text_input: 'value',
  url_text_input: 'value',
  number_input: 'value',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  users_select: 'selected_user',
  conversations_select: 'selected_conversation',
  channels_select: 'selected_channel',
  multi_users_select: 'selected_users',
  multi_conversations_select: 'selected_conversations',
  multi_channels_select: 'selected_channels',
  static_select: 'selected_option',
  external_select: 'selected_option',
  radio_buttons: 'selected_option',
  overflow: 'selected_option',
  multi_static_select: 'selected_options',
  multi_external_select: 'selected_options',
  checkboxes: 'selected_options',
  datetimepicker: 'selected_date_time',
  rich_text_input: 'rich_text_value',
  file_input: 'files',
};

/** The element's value as payloads carry it, for what was entered, or else for what it began with. */
export function elementValue(element: Json, entered: string | string[] | null | undefined, outside: Outside): Json {
  const type = asText(element.type);
  const name = member[type];
  if (name === undefined) return { type };
  if (entered === undefined) return { type, [name]: initialOf(element, name, outside) };
  const many = Array.isArray(entered) ? entered : [entered ?? ''].filter((value) => value !== '');
  if (name === 'selected_options') return { type, [name]: many.map((value) => optionWith(element, value, outside)) };
  if (name === 'files') {
    return { type, files: many.map((id) => outside.file(id) ?? notPossible(`no such file: ${id}`)) };
  }
  if (name.endsWith('s')) return { type, [name]: many };
  const one = many[0] ?? '';
  if (one === '') return { type, [name]: null };
  if (name === 'selected_option') return { type, [name]: optionWith(element, one, outside) };
  if (name === 'selected_date_time') return { type, [name]: Number(one) };
  if (name === 'rich_text_value') return { type, [name]: richText(one) };
  return { type, [name]: one };
}

const initialOf = (element: Json, name: string, { conversation }: Outside): unknown => {
  if (element.default_to_current_conversation === true && conversation !== undefined) {
    return name.endsWith('s') ? [conversation] : conversation;
  }
  const initial = Object.entries(element).find(([key]) => key.startsWith('initial_'))?.[1];
  return initial ?? (name.endsWith('s') ? [] : null);
};

const richText = (text: string): Json => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
});

const statefulTypes = new Set(Object.keys(member).filter((type) => type !== 'overflow'));

/** `state.values`: block id → action id → value. */
export function stateValues(blocks: unknown, entered: Entered, outside: Outside): Json {
  const values: Record<string, Json> = {};
  for (const { blockId, element } of elementsIn(blocks)) {
    if (!statefulTypes.has(asText(element.type))) continue;
    const actionId = asText(element.action_id);
    const given = entered[`${blockId}/${actionId}`] ?? entered[blockId] ?? entered[actionId];
    values[blockId] = { ...values[blockId], [actionId]: elementValue(element, given, outside) };
  }
  return values;
}

/** What the client itself refuses: empty required inputs, lengths, numbers, forms. By block id. */
export function refusedInputs(blocks: unknown, entered: Entered, outside: Outside): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { blockId, element, input } of elementsIn(blocks)) {
    if (!input) continue;
    const given = entered[blockId] ?? entered[asText(element.action_id)];
    const { type: _type, ...rest } = elementValue(element, given, outside);
    const value = Object.values(rest)[0];
    const empty = value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
    if (empty && input.optional !== true) errors[blockId] = 'Please complete this required field.';
    const tooMany = Array.isArray(value) && value.length > Number(element.max_selected_items ?? element.max_files);
    if (tooMany) errors[blockId] = 'Too many items are selected.';
    if (typeof value !== 'string' || empty) continue;
    const wrong = wrongForm(element, value);
    if (wrong !== undefined) errors[blockId] = wrong;
    const { min_length: min, max_length: max } = element;
    if (typeof min === 'number' && value.length < min) errors[blockId] = `Must be at least ${min} characters long`;
    if (typeof max === 'number' && value.length > max) errors[blockId] = `Must be less than ${max + 1} characters long`;
  }
  return errors;
}

const forms: Record<string, [RegExp, string]> = {
  email_text_input: [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'Enter a valid email address.'],
  url_text_input: [/^[a-z][a-z0-9+.-]*:\/\/\S+$/i, 'Enter a valid URL.'],
  datepicker: [/^\d{4}-\d{2}-\d{2}$/, 'Enter a valid date.'],
  timepicker: [/^([01]\d|2[0-3]):[0-5]\d$/, 'Enter a valid time.'],
  number_input: [/^-?\d+(\.\d+)?$/, 'Enter a valid number.'],
};

function wrongForm(element: Json, value: string): string | undefined {
  const [expression, problem] = forms[asText(element.type)] ?? [];
  if (expression && !expression.test(value)) return problem;
  if (element.type !== 'number_input') return undefined;
  if (element.is_decimal_allowed !== true && value.includes('.')) return 'Enter a whole number.';
  const { min_value: min, max_value: max } = element;
  if (min !== undefined && Number(value) < Number(min)) return `Must be at least ${min}`;
  return max !== undefined && Number(value) > Number(max) ? `Must be at most ${max}` : undefined;
}
