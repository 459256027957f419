import { all, type Check, exactlyOne, flag, list, object, oneOf, text, typed, webUrl } from './check.ts';
import { limits } from './limits.ts';

const constant: Check = () => undefined;

export const plainText = (max: number): Check =>
  typed({ plain_text: object({ 'type!': constant, 'text!': text(max, 1), emoji: flag }) });

export const mrkdwnText = (max: number): Check =>
  typed({ mrkdwn: object({ 'type!': constant, 'text!': text(max, 1), verbatim: flag }) });

export const anyText = (max: number): Check => typed({ plain_text: plainText(max), mrkdwn: mrkdwnText(max) });

export const confirm = object({
  title: plainText(limits.confirm.title),
  'text!': anyText(limits.confirm.text),
  confirm: plainText(limits.confirm.button),
  deny: plainText(limits.confirm.button),
  style: oneOf('primary', 'danger'),
});

const option = (label: Check, more: Record<string, Check> = {}): Check =>
  object({
    'text!': label,
    'value!': text(limits.option.value, 1),
    description: anyText(limits.option.description),
    ...more,
  });

export const plainOption = option(plainText(limits.option.text));
export const choiceOption = option(anyText(limits.option.text));
export const overflowOption = option(plainText(limits.option.text), { url: webUrl(limits.option.url) });

export const optionGroup = object({
  'label!': plainText(limits.option.text),
  'options!': list(1, limits.select.options, plainOption),
});

const slackFile = all(object({ id: text(limits.id, 1), url: text(limits.image.url, 1) }), exactlyOne('id', 'url'));

const imageMembers: Record<string, Check> = {
  'type!': constant,
  'alt_text!': text(limits.image.altText),
  image_url: webUrl(limits.image.url),
  slack_file: slackFile,
};
const oneSource = exactlyOne('image_url', 'slack_file');

export const imageElement: Check = typed({ image: all(object(imageMembers), oneSource) });
export const imageBlock = (members: Record<string, Check>): Check =>
  all(object({ ...imageMembers, ...members, title: plainText(limits.image.title) }), oneSource);
