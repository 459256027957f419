import type { KnownBlock, ModalView, StaticSelect } from '@slack/types';
import type { Brief } from '../../domain/brief.ts';
import { readOutput } from '../../domain/edits.ts';
import { documentStatuses, playStatuses, useCaseStatuses } from '../../domain/marks.ts';
import { restoredOutput } from '../../domain/restore.ts';
import { parseStageId } from '../../domain/stage.ts';
import { cut } from '../../domain/text.ts';
import type { StageVersion } from '../../domain/version.ts';
import { threadActions } from '../action-ids.ts';
import { assetText, versionWords } from './asset-text.ts';
import { createCitations } from './citations.ts';
import { bold, bullets, context, line, paragraph, plain, rich } from './inert.ts';
import { sampleBanner } from './sample.ts';
import { sourceLines } from './source-list.ts';
import { folded, madeByAi } from './summary.ts';
import { button, lookView, option, type ThreadMetadata } from './thread-buttons.ts';
import { claimsIn } from './why-statements.ts';

type Asset = ThreadMetadata & { stage: string };

/** Everything about one output: its words, and what can be done with it. */
export function assetView(brief: Brief, metadata: Asset): ModalView {
  const { run, stage } = metadata;
  const value = `${run}:${stage}`;
  const { family } = parseStageId(stage);
  const status = statusOf(brief, stage);
  const isOwn = family !== 'useCases' && family !== 'report';
  const elements = [
    button(threadActions.edit, value, 'Edit'),
    ...(isOwn ? [button(threadActions.again, value, 'New version')] : []),
    button(threadActions.versions, value, 'Versions'),
    button(threadActions.why, value, 'Why?', 'What its sentences rest on'),
    ...(family === 'play' || family === 'onePager'
      ? [button(threadActions.promote, value, 'Add to the library', 'Add this to the play library of the team')]
      : []),
  ];
  const menus: KnownBlock[] = [
    ...(status === undefined ? [] : [{ type: 'actions' as const, elements: [statusSelect(stage, status)] }]),
    ...(family === 'play' ? [{ type: 'actions' as const, elements: [outcomeSelect()] }] : []),
  ];
  const words = assetBlocks(brief, stage);
  return lookView(metadata, words.kind, [
    ...words.blocks,
    { type: 'divider' },
    { type: 'actions', elements },
    ...menus,
  ]);
}

/** An earlier version, to read. */
export function versionView(brief: Brief, metadata: Asset, versions: readonly StageVersion[], at: number): ModalView {
  const listed = versions.toReversed().slice(0, 100);
  const shown = listed.find(({ version }) => version === at) ?? listed[0];
  if (!shown) {
    return lookView(metadata, 'Versions', [paragraph('There is one version only, and it is the one you see.')]);
  }
  const optionOf = ({ version, editedBy, restored, finishedAt }: StageVersion) =>
    option(
      String(version),
      `Version ${version}${version === listed[0]?.version ? ' (the present one)' : ''}`,
      [
        finishedAt?.slice(0, 10),
        editedBy === undefined ? 'written by AI' : 'edited by a colleague',
        restored && `version ${restored.version} restored`,
      ]
        .filter((part) => part !== undefined)
        .join(', '),
    );
  const words = assetBlocks(asOf(brief, metadata.stage, shown), metadata.stage);
  return lookView({ ...metadata, version: shown.version }, 'Versions', [
    {
      type: 'actions',
      block_id: 'version',
      elements: [
        {
          type: 'static_select',
          action_id: threadActions.version,
          placeholder: plain('Choose a version'),
          options: listed.map(optionOf),
          initial_option: optionOf(shown),
        },
      ],
    },
    ...words.blocks,
    ...(shown === listed[0] ? [] : restoring(brief, metadata, listed[0] ?? shown, shown)),
  ]);
}

/** The button that makes an earlier version the present one, or why there is none. */
function restoring(brief: Brief, { stage }: Asset, present: StageVersion, shown: StageVersion): KnownBlock[] {
  const next = present.version + 1;
  const output = restoredOutput(stage, present.output, shown, next);
  if (output === undefined) return [];
  if (citesWhatIsGone(brief, output)) {
    return [
      context(
        'Part of what this version rests on was researched again since: its source numbers are left out, and it can only be read.',
      ),
    ];
  }
  const { version } = shown;
  const about = `Make version ${version} the present one, as version ${next}`;
  return [
    {
      type: 'actions',
      block_id: 'restore',
      elements: [button(threadActions.restore, String(version), 'Restore this version', about)],
    },
    context(`It becomes version ${next}. The present one stays under Versions.`),
  ];
}

/** Evidence that was researched again has other claims; those before are not shown as if they were these. */
export function citesWhatIsGone(brief: Brief, output: unknown): boolean {
  const known = new Set(brief.claims.map(({ id }) => id));
  return claimsIn(output).some((id) => !known.has(id));
}

function assetBlocks(brief: Brief, stage: string): { kind: string; blocks: KnownBlock[] } {
  const citations = createCitations(brief);
  const asset = assetText(brief, stage, citations);
  if (!asset) return { kind: 'Prospector', blocks: [paragraph('This has not been made yet.')] };
  const sources = sourceLines({ ...brief, sources: citations.cited() }, citations.cited());
  const notes = [versionWords(brief, stage, asset), asset.status ?? ''].filter(Boolean);
  return {
    kind: asset.kind,
    blocks: [
      ...sampleBanner(brief.sample),
      rich(line(bold(asset.title))),
      rich(bullets(asset.lead)),
      ...asset.sections.slice(0, 40).map(({ title, items }) => folded(title, [rich(bullets(items))])),
      ...(sources.length > 0 ? [folded(`Sources (${sources.length})`, [rich(bullets(sources))])] : []),
      context(
        madeByAi,
        notes.join(' · '),
        brief.stale.includes(stage) ? 'Older than the report: the report was written again after this.' : '',
      ),
    ],
  };
}

/** A run with one of its outputs as a version had it. */
function asOf(brief: Brief, stage: string, { output, restored }: StageVersion): Brief {
  const stages = brief.stages.map(({ restored: present, ...row }) => {
    const back = row.id === stage ? restored?.version : present;
    return { ...row, ...(back !== undefined && { restored: back }) };
  });
  return withOutput({ ...brief, stages }, stage, readOutput(stage, output));
}

function withOutput(brief: Brief, stage: string, output: unknown): Brief {
  const { family, key } = parseStageId(stage);
  const replaced = <T extends { useCaseId: string }>(list: readonly T[]): T[] =>
    list.map((one) => (one.useCaseId === key ? (output as T) : one));
  switch (family) {
    case 'feasibility':
      return { ...brief, feasibility: replaced(brief.feasibility) };
    case 'play':
      return { ...brief, plays: replaced(brief.plays) };
    case 'onePager':
      return { ...brief, onePagers: replaced(brief.onePagers) };
    case 'personas':
      return { ...brief, personas: (output as { personas: Brief['personas'] }).personas };
    case 'accountPlan':
      return { ...brief, accountPlan: output as NonNullable<Brief['accountPlan']> };
    case 'useCases':
      return { ...brief, useCases: output as NonNullable<Brief['useCases']> };
    case 'report':
      return { ...brief, report: (output as { report: NonNullable<Brief['report']> }).report };
    default:
      return brief;
  }
}

/** The status of what has one. */
export function statusOf(brief: Brief, stage: string): string | undefined {
  return assetText(brief, stage, createCitations(brief))?.status;
}

/** Statuses that an output may have; none for what has no status. */
export function statusesOf(stage: string): readonly string[] {
  switch (parseStageId(stage).family) {
    case 'useCases':
      return useCaseStatuses;
    case 'play':
      return playStatuses;
    case 'onePager':
    case 'accountPlan':
      return documentStatuses;
    default:
      return [];
  }
}

function statusSelect(stage: string, status: string): StaticSelect {
  const optionOf = (value: string) => option(value, `Status: ${value}`);
  return {
    type: 'static_select',
    action_id: threadActions.status,
    placeholder: plain('Status'),
    options: statusesOf(stage).map(optionOf),
    initial_option: optionOf(status),
  };
}

const outcomeSelect = (): StaticSelect => ({
  type: 'static_select',
  action_id: threadActions.outcome,
  placeholder: plain(cut('What became of it?', 75)),
  options: [option('won', 'Deal won'), option('lost', 'Deal lost'), option('open', 'Still open')],
});
