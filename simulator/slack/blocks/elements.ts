import {
  all,
  type Check,
  exactlyOne,
  flag,
  integer,
  list,
  number,
  object,
  oneOf,
  pattern,
  rule,
  text,
  typed,
  webUrl,
} from './check.ts';
import { limits } from './limits.ts';
import { richText } from './rich-text.ts';
import {
  anyText,
  choiceOption,
  confirm,
  imageElement,
  optionGroup,
  overflowOption,
  plainOption,
  plainText,
} from './text.ts';

const constant: Check = () => undefined;
const anything: Check = () => undefined;

/** Members that every element may have; `confirm` is not for text inputs. */
const element = (members: Record<string, Check>): Check =>
  object({ 'type!': constant, action_id: text(limits.id, 1), ...members });
const confirmable = (members: Record<string, Check>): Check => element({ confirm, ...members });
const focusable = (members: Record<string, Check>): Check => confirmable({ focus_on_load: flag, ...members });
const placeholder = plainText(limits.placeholder);
const dispatch = object({
  trigger_actions_on: list(1, 2, oneOf('on_enter_pressed', 'on_character_entered')),
});
const input = (members: Record<string, Check>): Check =>
  element({ focus_on_load: flag, placeholder, dispatch_action_config: dispatch, ...members });

const button = confirmable({
  'text!': plainText(limits.button.text),
  value: text(limits.button.value),
  url: webUrl(limits.button.url),
  style: oneOf('primary', 'danger'),
  accessibility_label: text(limits.button.label),
});

const options = list(1, limits.select.options, plainOption);
const groups = list(1, limits.select.groups, optionGroup);
const fromOptions = exactlyOne('options', 'option_groups');
const ids = list(1, limits.select.options, text(limits.id, 1));
const many = { max_selected_items: integer(1, limits.select.options) };
const select = (members: Record<string, Check>): Check => focusable({ placeholder, ...members });
const conversations = { default_to_current_conversation: flag, filter: anything };
const reply = { response_url_enabled: flag };

const selects: Record<string, Check> = {
  static_select: all(select({ options, option_groups: groups, initial_option: plainOption }), fromOptions),
  multi_static_select: all(select({ options, option_groups: groups, initial_options: options, ...many }), fromOptions),
  external_select: select({ initial_option: plainOption, min_query_length: integer(0, limits.textInput) }),
  multi_external_select: select({ initial_options: options, min_query_length: integer(0, limits.textInput), ...many }),
  users_select: select({ initial_user: text(limits.id, 1) }),
  multi_users_select: select({ initial_users: ids, ...many }),
  conversations_select: select({ initial_conversation: text(limits.id, 1), ...conversations, ...reply }),
  multi_conversations_select: select({ initial_conversations: ids, ...conversations, ...many }),
  channels_select: select({ initial_channel: text(limits.id, 1), ...reply }),
  multi_channels_select: select({ initial_channels: ids, ...many }),
};

const choices = list(1, limits.choices, choiceOption);
const date = pattern(/^\d{4}-\d{2}-\d{2}$/, 'a date (YYYY-MM-DD)');
const time = pattern(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time (HH:mm)');

const pickers: Record<string, Check> = {
  checkboxes: focusable({ 'options!': choices, initial_options: choices }),
  radio_buttons: focusable({ 'options!': choices, initial_option: choiceOption }),
  datepicker: select({ initial_date: date }),
  timepicker: select({ initial_time: time, timezone: text(limits.id) }),
  datetimepicker: focusable({ initial_date_time: number }),
};

const lengths = rule(
  (value) => !(Number(value.min_length) > Number(value.max_length)),
  'failed_constraint',
  'min_length must not be greater than max_length',
);

const inputs: Record<string, Check> = {
  plain_text_input: all(
    input({
      initial_value: text(limits.textInput),
      multiline: flag,
      min_length: integer(0, limits.textInput),
      max_length: integer(1, limits.textInput),
    }),
    lengths,
  ),
  email_text_input: input({ initial_value: text(limits.textInput) }),
  url_text_input: input({ initial_value: text(limits.textInput) }),
  number_input: input({
    'is_decimal_allowed!': flag,
    initial_value: text(limits.textInput),
    min_value: text(limits.textInput),
    max_value: text(limits.textInput),
  }),
  rich_text_input: input({
    initial_value: richText,
    min_lines: integer(1, limits.richTextInputLines),
    max_lines: integer(1, limits.richTextInputLines),
  }),
  file_input: element({
    filetypes: list(1, limits.select.options, text(limits.id)),
    max_files: integer(1, limits.fileInput),
  }),
};

const overflow = confirmable({ 'options!': list(1, limits.overflow, overflowOption) });

const feedbackButton = object({
  'text!': plainText(limits.button.text),
  'value!': text(limits.button.value, 1),
  accessibility_label: text(limits.button.label),
});

const acting = { button, overflow, ...selects, ...pickers };

export const buttonElement: Check = typed({ button });
export const actionsElement: Check = typed({
  ...acting,
  workflow_button: anything,
  rich_text_input: inputs.rich_text_input ?? anything,
});
export const accessory: Check = typed({ ...acting, workflow_button: anything, image: imageElement });
export const inputElement: Check = typed({ ...selects, ...pickers, ...inputs });
export const contextElement: Check = typed({
  image: imageElement,
  plain_text: anyText(limits.text),
  mrkdwn: anyText(limits.text),
});
export const contextActionsElement: Check = typed({
  feedback_buttons: element({ 'positive_button!': feedbackButton, 'negative_button!': feedbackButton }),
  icon_button: confirmable({
    'icon!': text(limits.id, 1),
    'text!': plainText(limits.button.text),
    value: text(limits.button.value),
    accessibility_label: text(limits.button.label),
    visible_to_user_ids: ids,
  }),
});
export const urlSource: Check = typed({
  url: object({
    'type!': constant,
    'url!': webUrl(limits.button.url),
    'text!': text(limits.text, 1),
    icon_url: webUrl(limits.image.url),
  }),
});
