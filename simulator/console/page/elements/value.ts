import { asJson, asList, asText, isJson, type Json } from '../../../slack/json.ts';
import { wordsOf } from '../text/text-object.tsx';
import type { Choice } from './surface.ts';

const choiceOf = (option: Json, group?: string): Choice => ({
  value: asText(option.value),
  text: wordsOf(option.text),
  ...(option.description !== undefined && { description: wordsOf(option.description) }),
  ...(group !== undefined && { group }),
});

export const choicesOf = (options: unknown, group?: string): Choice[] =>
  asList(options)
    .filter(isJson)
    .map((option) => choiceOf(option, group));

/** A menu's own options, those of groups with the group's name. */
export const ownChoices = (element: Json): Choice[] => [
  ...choicesOf(element.options),
  ...asList(element.option_groups)
    .filter(isJson)
    .flatMap((group) => choicesOf(group.options, wordsOf(group.label))),
];

const initialMembers = [
  'initial_option',
  'initial_value',
  'initial_date',
  'initial_time',
  'initial_user',
  'initial_conversation',
  'initial_channel',
  'initial_options',
  'initial_users',
  'initial_conversations',
  'initial_channels',
  'initial_date_time',
];

/** The options that an element begins with, for their words. */
export const initialChoices = (element: Json): Choice[] =>
  choicesOf([element.initial_option, ...asList(element.initial_options)]);

/** What the element begins with, as it is entered. */
export function initialValue(element: Json): string | string[] | undefined {
  const name = initialMembers.find((member) => element[member] !== undefined);
  const initial = name === undefined ? undefined : element[name];
  if (initial === undefined) return undefined;
  if (Array.isArray(initial)) return initial.map((one) => (isJson(one) ? asText(one.value) : String(one)));
  if (!isJson(initial)) return String(initial);
  return initial.type === 'rich_text' ? plainOf(initial) : asText(initial.value);
}

const plainOf = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(plainOf).join('')
    : asText(asJson(value).text) + asList(asJson(value).elements).map(plainOf).join('');

export const listOf = (value: string | string[] | null | undefined): string[] =>
  value === undefined || value === null || value === '' ? [] : [value].flat();
