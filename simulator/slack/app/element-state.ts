import { asJson, asList, asText, isJson, type Json } from '../json.ts';
import { notPossible } from './outcome.ts';

/** An interactive element and the block it stands in. */
export interface Placed {
  blockId: string;
  element: Json;
  /** The input block around it, if it is one. */
  input?: Json;
}

/** What a person entered, by block id or action id: text, an option's value, or several. */
export type Entered = Record<string, string | string[] | null>;

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

function optionWith(element: Json, value: string): Json {
  const options = optionsOf(element);
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
};

/** The element's value as payloads carry it, for what was entered, or else for what it began with. */
export function elementValue(element: Json, entered: string | string[] | null | undefined): Json {
  const type = asText(element.type);
  const name = member[type];
  if (name === undefined) return { type };
  if (entered === undefined) return { type, [name]: initialOf(element, name) };
  const many = Array.isArray(entered) ? entered : [entered ?? ''].filter((value) => value !== '');
  if (name === 'selected_options') return { type, [name]: many.map((value) => optionWith(element, value)) };
  if (name.endsWith('s')) return { type, [name]: many };
  const one = many[0] ?? '';
  if (one === '') return { type, [name]: null };
  if (name === 'selected_option') return { type, [name]: optionWith(element, one) };
  if (name === 'selected_date_time') return { type, [name]: Number(one) };
  if (name === 'rich_text_value') return { type, [name]: richText(one) };
  return { type, [name]: one };
}

const initialOf = (element: Json, name: string): unknown => {
  const initial = Object.entries(element).find(([key]) => key.startsWith('initial_'))?.[1];
  return initial ?? (name.endsWith('s') ? [] : null);
};

const richText = (text: string): Json => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
});

const statefulTypes = new Set(Object.keys(member).filter((type) => type !== 'overflow'));

/** `state.values`: block id → action id → value. */
export function stateValues(blocks: unknown, entered: Entered): Json {
  const values: Record<string, Json> = {};
  for (const { blockId, element } of elementsIn(blocks)) {
    if (!statefulTypes.has(asText(element.type))) continue;
    const actionId = asText(element.action_id);
    values[blockId] = { ...values[blockId], [actionId]: elementValue(element, entered[blockId] ?? entered[actionId]) };
  }
  return values;
}

/** What the client itself refuses: empty required inputs and lengths. By block id. */
export function refusedInputs(blocks: unknown, entered: Entered): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { blockId, element, input } of elementsIn(blocks)) {
    if (!input) continue;
    const { type: _type, ...rest } = elementValue(element, entered[blockId] ?? entered[asText(element.action_id)]);
    const value = Object.values(rest)[0];
    const empty = value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
    if (empty && input.optional !== true) errors[blockId] = 'Please complete this required field.';
    if (typeof value !== 'string' || empty) continue;
    const { min_length: min, max_length: max } = element;
    if (typeof min === 'number' && value.length < min) errors[blockId] = `Must be at least ${min} characters long`;
    if (typeof max === 'number' && value.length > max) errors[blockId] = `Must be less than ${max + 1} characters long`;
  }
  return errors;
}
