import type { ModalView } from '@slack/types';
import { type MessageContent, plain } from './inert.ts';

/** Says one thing to one person where no ephemeral message can. */
export const noticeView = ({ blocks }: Pick<MessageContent, 'blocks'>, title = 'Prospector'): ModalView => ({
  type: 'modal',
  title: plain(title),
  close: plain('Close'),
  blocks,
});
