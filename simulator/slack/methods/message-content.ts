import { limits } from '../blocks/limits.ts';
import { asSlackText, messageError, validateBlocks } from '../blocks/validate-blocks.ts';
import { asList, asText, isJson, type Json } from '../json.ts';
import { fail, optional, structured } from './method.ts';

export interface MessageContent {
  text: string;
  blocks?: Json[];
  attachments?: Json[];
}

/** What Slack puts into `text` when a message has blocks only. */
const noFallback = "This content can't be displayed.";

/** Text, blocks and attachments of a message, refused as Slack refuses them. */
export function messageContent(args: Json, maxText: number = limits.message.text): MessageContent {
  const blocks = checkedBlocks(structured(args, 'blocks', 'invalid_blocks_format'));
  const attachments = asList(structured(args, 'attachments', 'invalid_attachments')).filter(isJson);
  const text = optional(args, 'text') ?? optional(args, 'markdown_text') ?? '';
  if (text.length > maxText) fail('msg_too_long');
  if (text.trim() === '' && blocks.length === 0 && attachments.length === 0) fail('no_text');
  return {
    text: text === '' ? noFallback : text,
    ...(blocks.length > 0 && { blocks }),
    ...(attachments.length > 0 && { attachments }),
  };
}

function checkedBlocks(blocks: unknown): Json[] {
  if (blocks === undefined) return [];
  const issues = validateBlocks(blocks, 'message');
  if (issues.length > 0) {
    const errors = issues.map(asSlackText);
    fail('invalid_blocks', { errors, response_metadata: { messages: errors.map((error) => `[ERROR] ${error}`) } });
  }
  const other = messageError(blocks);
  if (other !== undefined) fail(other);
  return asList(blocks).filter(isJson);
}

/** Ids for blocks that came without one, as Slack gives them. */
export const withBlockIds = (blocks: Json[], newId: (prefix: string) => string): Json[] =>
  blocks.map((block) => ({ ...block, block_id: asText(block.block_id) || newId('b').slice(-5) }));

/** https://docs.slack.dev/messaging/message-metadata; `undefined` leaves it as it was, `{}` removes it. */
export function metadataOf(args: Json): Json | undefined {
  const metadata = structured(args, 'metadata', 'invalid_metadata_format');
  if (metadata === undefined) return undefined;
  if (!isJson(metadata)) return fail('invalid_metadata_format');
  if (Object.keys(metadata).length === 0) return metadata;
  if (asText(metadata.event_type) === '' || !isJson(metadata.event_payload)) fail('invalid_metadata_format');
  if (Buffer.byteLength(JSON.stringify(metadata)) > limits.message.metadataBytes) fail('metadata_too_large');
  return metadata;
}
