import type { KnownBlock, ModalView } from '@slack/types';
import type { Brief } from '../../domain/brief.ts';
import { cut } from '../../domain/text.ts';
import { threadForms } from '../action-ids.ts';
import { createCitations } from './citations.ts';
import {
  bold,
  bullets,
  context,
  escapeText,
  header,
  line,
  type MessageContent,
  paragraph,
  plain,
  rich,
  words,
} from './inert.ts';
import { sampleBanner, sampleText } from './sample.ts';
import { sourceLines } from './source-list.ts';
import { folded, madeByAi, summaryLines } from './summary.ts';
import type { ThreadMetadata } from './thread-buttons.ts';
import { formView, inputAction } from './thread-forms.ts';

export const shareFields = { channel: 'channel' } as const;

export const shareForm = (metadata: ThreadMetadata, company: string): ModalView =>
  formView({
    callback: threadForms.share,
    metadata,
    title: 'Share',
    submit: 'Share',
    blocks: [
      paragraph(`The summary on ${company} is posted there with its sources and a link to the thread.`),
      {
        type: 'input',
        block_id: shareFields.channel,
        label: plain('Channel'),
        element: {
          type: 'conversations_select',
          action_id: inputAction,
          placeholder: plain('Choose a channel'),
          filter: { include: ['public', 'private'], exclude_bot_users: true },
        },
      },
    ],
  });

/** Asked before something leaves a private conversation. */
export const shareWiderForm = (metadata: ThreadMetadata, isPublic: boolean): ModalView =>
  formView({
    callback: threadForms.shareWider,
    metadata,
    title: 'Share outside?',
    submit: 'Share anyway',
    blocks: [
      paragraph('This research belongs to a private conversation.'),
      paragraph(
        isPublic
          ? 'The channel you chose is public: everybody in the workspace can read the summary there, and find it by search.'
          : 'The channel you chose has other members: they can read the summary there.',
      ),
      paragraph('Only the summary and its sources are posted. The thread and everything else stay private.'),
    ],
  });

/** What another channel gets to read. No buttons: who reads it there may not be in the thread. */
export function sharedSummary(brief: Brief, link: string | undefined): MessageContent | undefined {
  if (!brief.report) return undefined;
  const citations = createCitations(brief);
  const company = brief.company?.name ?? brief.request.companyName;
  const lines = summaryLines(brief.report);
  const body = lines.map(({ label, statement }) => line(bold(`${label}: `), ...citations.rich(statement), words('\n')));
  const sources = sourceLines({ ...brief, sources: citations.cited() }, citations.cited());
  const from: KnownBlock[] =
    link === undefined
      ? []
      : [
          rich(
            line(words('From a research thread. All of it, for those who may see it: '), { type: 'link', url: link }),
          ),
        ];
  const spoken = lines.map(({ label, statement }) => `${label}: ${citations.plain(statement)}`);
  return {
    text: sampleText(brief.sample) + escapeText(cut([company, ...spoken, madeByAi].join('\n'), 3500)),
    blocks: [
      ...sampleBanner(brief.sample),
      header(company),
      rich(...(body.length > 0 ? body : [line(words('The evidence holds too little for a summary.'))])),
      ...(sources.length > 0 ? [folded(`Sources (${sources.length})`, [rich(bullets(sources.slice(0, 60)))])] : []),
      ...from,
      context(madeByAi),
    ],
  };
}
