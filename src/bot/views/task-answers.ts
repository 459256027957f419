import type { KnownBlock, RichTextSection } from '@slack/types';
import type { Brief } from '../../domain/brief.ts';
import type { TaskResult } from '../../domain/ports/task-show.ts';
import type { Answered, Question, Task } from '../../domain/task.ts';
import { cleanLine, cut } from '../../domain/text.ts';
import { taskActions } from '../action-ids.ts';
import { createCitations } from './citations.ts';
import { count } from './figures.ts';
import { day } from './home-blocks.ts';
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
import { folded, madeByAi } from './summary.ts';

const message = (lines: readonly string[], blocks: KnownBlock[]): MessageContent => ({
  text: escapeText(cut(lines.filter((one) => one !== '').join('\n'), 3500)),
  blocks,
});

/** While it is worked on; edited into the answer. */
export function taskBegun(task: Task): MessageContent | undefined {
  if (task.kind !== 'question') return undefined;
  const says = task.research
    ? 'Looking that up on the web. It takes about half a minute.'
    : 'Looking through what is known.';
  return message([says], [context(says)]);
}

/** What a task has brought, as one message. Files of an export come beside it. */
export function taskView(result: TaskResult): MessageContent {
  switch (result.kind) {
    case 'question':
      return answerView(result);
    case 'search':
      return searchView(result);
    case 'export':
      return exportView(result);
    case 'digest':
      return digestView(result);
    case 'failed':
      return failedView(result);
  }
}

function answerView({ task, answer, brief, memories }: Extract<TaskResult, { kind: 'question' }>): MessageContent {
  if (answer.notInEvidence) return notInEvidence(task, answer, brief);
  const notes = new Map(memories.map(({ id, title }) => [id, title]));
  const citations = brief && createCitations(brief);
  const noted = (claims: readonly string[]): string => {
    const titles = claims.flatMap((id) => notes.get(id.replace(/^memory\./, '')) ?? []);
    return titles.length === 0
      ? ''
      : ` (your team’s notes: ${titles.map((title) => `“${cut(title, 60)}”`).join(', ')})`;
  };
  const told = answer.statements.map((statement) => ({
    rich: line(...(citations?.rich(statement) ?? [words(statement.text)]), words(noted(statement.claims) || '')),
    plain: `${citations?.plain(statement) ?? statement.text}${noted(statement.claims)}`,
  }));
  const cited = citations?.cited() ?? [];
  const sources = brief ? sourceLines({ ...brief, sources: cited }, cited) : [];
  const blocks: KnownBlock[] = [
    ...sampleBanner(brief?.sample ?? false),
    rich(
      ...told
        .map(({ rich: one }) => withoutEmpty(one))
        .flatMap((one) => [one, line(words('\n'))])
        .slice(0, -1),
    ),
    ...(sources.length > 0 ? [folded(`Sources (${sources.length})`, [rich(bullets(sources))])] : []),
    context([readFrom(answer, brief), madeByAi].filter((one) => one !== '').join(' ')),
  ];
  const content = message([...told.map(({ plain: one }) => one), readFrom(answer, brief), madeByAi], blocks);
  return { ...content, text: sampleText(brief?.sample ?? false) + content.text };
}

/** Slack takes no empty text. */
const withoutEmpty = (section: RichTextSection): RichTextSection => ({
  ...section,
  elements: section.elements.filter(
    (element) => element.type !== 'text' || (element.text !== '' && element.text !== '–'),
  ),
});

/** Which research was read, where the question was not asked in its thread. */
const readFrom = ({ run }: Answered, brief: Brief | undefined): string =>
  run !== undefined && brief ? `From the research on ${titleOf(brief)}.` : '';

const titleOf = ({ company, request, createdAt }: Brief): string =>
  `${cut(cleanLine(company?.name ?? request.companyName), 100)} of ${day(createdAt)}`;

function notInEvidence(
  { id, text, run, research }: Question,
  answer: Answered,
  brief: Brief | undefined,
): MessageContent {
  const from = brief && (run === undefined ? `the research on ${titleOf(brief)}` : 'the evidence of this research');
  const says = research
    ? 'Not in the evidence, and a search of the web did not bring anything that can be cited either.'
    : from
      ? `Not in ${from}, and not in your team’s notes.`
      : 'Not in your team’s notes.';
  const canLookUp = (run ?? answer.run) !== undefined && !research;
  const blocks: KnownBlock[] = [
    paragraph(says),
    context(`Asked: ${cut(cleanLine(text), 300)}`),
    ...(canLookUp
      ? [
          {
            type: 'actions' as const,
            elements: [
              {
                type: 'button' as const,
                action_id: taskActions.lookUp,
                value: id,
                text: plain('Look it up'),
                accessibility_label: 'Look this question up on the web',
              },
            ],
          },
        ]
      : []),
  ];
  return message([says, canLookUp ? 'The button below looks it up on the web.' : ''], blocks);
}

const kinds = { client: 'Client', entry: 'Note', play: 'Play' } as const;
const matches = { words: 'by its words', meaning: 'by meaning', both: 'by words and meaning' } as const;

function searchView({ task, hits }: Extract<TaskResult, { kind: 'search' }>): MessageContent {
  const asked = cut(cleanLine(task.text), 150);
  if (hits.length === 0) {
    const says = `Nothing in the team’s memory about “${asked}”. Research on a company fills it.`;
    return message([says], [paragraph(says)]);
  }
  const title = `${count(hits.length, 'memory', 'memories')} about “${asked}”`;
  const rows = hits.map(({ kind, title: name, content, matched }) => ({
    rich: line(bold(`${kinds[kind]}: ${cut(cleanLine(name), 150)}`), words(`\n${cut(cleanLine(content), 300)}`)),
    plain: `${kinds[kind]}: ${cleanLine(name)}. ${cut(cleanLine(content), 300)}`,
    how: matches[matched],
  }));
  return message(
    [title, ...rows.map(({ plain: one }) => one)],
    [header(cut(title, 150)), rich(bullets(rows.map(({ rich: one }) => one))), context('Only you see this.')],
  );
}

function exportView({ company, files, notes }: Extract<TaskResult, { kind: 'export' }>): MessageContent {
  const says =
    files.length === 0
      ? `Nothing could be exported of the research on ${company}.`
      : `The export of ${company}: ${files.map(({ name }) => name).join(', ')}.`;
  return message([says, ...notes], [paragraph(says), ...(notes.length > 0 ? [context(...notes)] : [])]);
}

function digestView({ news }: Extract<TaskResult, { kind: 'digest' }>): MessageContent {
  const title =
    news.length === 0
      ? 'Nothing new on your accounts this week'
      : `This week on ${count(news.length, 'account')} of yours`;
  const blocks: KnownBlock[] = [
    header(title),
    ...news.flatMap(({ company, headline, lines }): KnownBlock[] => [
      rich(
        line(bold(cut(cleanLine(company), 150)), words(`: ${headline}`)),
        ...(lines.length > 0 ? [bullets(lines.map((one) => line(words(cut(cleanLine(one), 400)))))] : []),
      ),
    ]),
    context('You asked for this in App Home. It holds your own accounts alone; switch it off there at any time.'),
  ];
  return message(
    [title, ...news.flatMap(({ company, headline, lines }) => [`${company}: ${headline}`, ...lines])],
    blocks.slice(0, 50),
  );
}

function failedView({ task, error }: Extract<TaskResult, { kind: 'failed' }>): MessageContent {
  const what = {
    question: 'The question was not answered.',
    search: 'The search did not work.',
    export: 'The export did not work.',
    digest: 'This week’s digest could not be written.',
  }[task.kind];
  const says = `${what} ${error.message} Nothing else was changed. Try again; if it happens again, give this reference to whoever runs Prospector: ${error.reference}`;
  return message([says], [paragraph(says)]);
}
