import type { Brief } from '../../domain/brief.ts';
import { parseStageId } from '../../domain/stage.ts';
import { cut } from '../../domain/text.ts';
import { threadActions } from '../action-ids.ts';
import { assetText, versionWords } from './asset-text.ts';
import { createCitations } from './citations.ts';
import { bullets, context, escapeText, header, type MessageContent, rich } from './inert.ts';
import { charactersIn, intoRoom, messageCharacters } from './room.ts';
import { sampleBanner, sampleText } from './sample.ts';
import { sourceLines } from './source-list.ts';
import { folded, madeByAi } from './summary.ts';
import { button } from './thread-buttons.ts';

/** Outputs with a message of their own in the thread; a one-pager is its document. */
const families = ['feasibility', 'play', 'personas', 'accountPlan'];
export const hasMessage = (stage: string): boolean => families.includes(parseStageId(stage).family);

/** `feasibility[u1]` → `feasibility.u1`. */
const placeOf = (stage: string): string => {
  const { family, key } = parseStageId(stage);
  return key === undefined ? family : `${family}.${key}`;
};

/** One message for each asset that is read in the thread. A new version takes the place of the one before. */
export function assetMessages(brief: Brief): { place: string; content: MessageContent }[] {
  return brief.stages.flatMap(({ id, status }) => {
    const content = status === 'done' && hasMessage(id) ? assetMessage(brief, id) : undefined;
    return content ? [{ place: placeOf(id), content }] : [];
  });
}

function assetMessage(brief: Brief, stage: string): MessageContent | undefined {
  const citations = createCitations(brief);
  const asset = assetText(brief, stage, citations);
  if (!asset) return undefined;
  const sources = sourceLines({ ...brief, sources: citations.cited() }, citations.cited());
  const room = messageCharacters - charactersIn([asset.lead, sources]) - 1500;
  const { sections, left } = intoRoom(asset.sections, room);
  const version = asset.version !== undefined && asset.version > 1 ? `${versionWords(brief, stage, asset)}. ` : '';
  const value = `${brief.runId}:${stage}`;
  const notes = [
    `${version}${madeByAi}`,
    ...(left > 0 ? ['There is more in Open.'] : []),
    ...(brief.stale.includes(stage) ? ['Older than the report: the report was written again after this.'] : []),
  ];
  return {
    text:
      sampleText(brief.sample) +
      escapeText(cut([asset.title, ...asset.lead.map(spokenLine), ...notes].join('\n'), 3500)),
    blocks: [
      ...sampleBanner(brief.sample),
      header(asset.title),
      rich(bullets(asset.lead)),
      ...sections.map(({ title, items }) => folded(title, [rich(bullets(items))])),
      ...(sources.length > 0 ? [folded(`Sources (${sources.length})`, [rich(bullets(sources))])] : []),
      context(...notes),
      {
        type: 'actions',
        elements: [
          button(threadActions.open, value, 'Open', `Open ${asset.title}`),
          button(threadActions.edit, value, 'Edit', `Edit ${asset.title}`),
          button(threadActions.again, value, 'New version', `Make a new version of ${asset.title}`),
          button(threadActions.why, value, 'Why?', `What ${asset.title} rests on`),
        ],
      },
    ],
  };
}

const spokenLine = (section: { elements: readonly { type: string }[] }): string =>
  section.elements
    .map((element) => ('text' in element && typeof element.text === 'string' ? element.text : ''))
    .join('');
