import type { Button, ModalView, PlainTextOption, RichTextElement } from '@slack/types';
import { z } from 'zod';
import { cut } from '../../domain/text.ts';
import { plain } from './inert.ts';

/** `label` is what a screen reader says where the text alone repeats. */
export const button = (action_id: string, value: string, text: string, label?: string): Button => ({
  type: 'button',
  action_id,
  value,
  text: plain(cut(text, 75)),
  ...(label !== undefined && { accessibility_label: cut(label, 75) }),
});

export const option = (value: string, text: string, description = ''): PlainTextOption => ({
  value,
  text: plain(cut(text, 75)),
  ...(description !== '' && { description: plain(cut(description, 75)) }),
});

/** What a modal of the thread carries: ids only. */
export const ThreadMetadata = z.object({
  run: z.string().min(1).max(60),
  stage: z.string().max(80).optional(),
  /** Use case that is starred once the run is in a project. */
  star: z.string().max(20).optional(),
  page: z.int().min(0).optional(),
  version: z.int().min(1).optional(),
  /** Conversation that somebody wants to share to. */
  channel: z.string().max(60).optional(),
});
export type ThreadMetadata = z.infer<typeof ThreadMetadata>;

/** A modal without a form. */
export const lookView = (metadata: ThreadMetadata, title: string, blocks: ModalView['blocks']): ModalView => ({
  type: 'modal',
  private_metadata: JSON.stringify(metadata),
  title: plain(cut(title, 24)),
  close: plain('Close'),
  blocks,
});

/** A colleague by name. In a modal nobody is notified by it. */
export const person = (user_id: string): RichTextElement => ({ type: 'user', user_id });
