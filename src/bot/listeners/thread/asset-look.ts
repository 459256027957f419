import { regenerate } from '../../../domain/acts.ts';
import type { Brief } from '../../../domain/brief.ts';
import { storedStage } from '../../../domain/edits.ts';
import { isAppError } from '../../../domain/errors.ts';
import { isTerminal, type Run } from '../../../domain/run.ts';
import { isAsset } from '../../../domain/version.ts';
import { beginAgain } from '../../begin-again.ts';
import type { ListenerDeps } from '../../deps.ts';
import { say, tooLate } from '../../views/answers.ts';
import { assetView, versionView } from '../../views/asset-modal.ts';
import { assetText } from '../../views/asset-text.ts';
import { createCitations } from '../../views/citations.ts';
import { type Click, type ClickListener, noSuchRun, runOf } from '../click.ts';
import { metadataOf, openOver, partsOf, showInstead } from './modals.ts';

interface Asset {
  run: Run;
  stage: string;
  brief: Brief;
}

/** Ids of stages as buttons carry them. */
const isStageId = (id: string): boolean => /^[\w.]+(\[[\w.]+\])?$/.test(id);

/** What a button names, if it is there and the person may see it. */
export async function assetIn(click: Click, deps: ListenerDeps): Promise<Asset | undefined> {
  const [id, stage] = partsOf(click.value);
  const run = await runOf(click, id, deps);
  if (!run || !isStageId(stage)) return undefined;
  const brief = await deps.assemble(run.team, run.id);
  return assetText(brief, stage, createCitations(brief)) ? { run, stage, brief } : undefined;
}

export const assetOpen: ClickListener = async (click, deps, slack) => {
  const asset = await assetIn(click, deps);
  if (!asset) return noSuchRun();
  await openOver(click, slack, assetView(asset.brief, { run: asset.run.id, stage: asset.stage }));
  return undefined;
};

/** The next version, with its document. The present one stays until there is a better one. */
export const assetAgain: ClickListener = async (click, deps) => {
  const asset = await assetIn(click, deps);
  if (!asset) return noSuchRun();
  const { run, stage } = asset;
  if (!isTerminal(run.status)) return tooLate(run);
  if (!isAsset(stage)) return say('This is made with the report. Retry the report to have it written again.');
  try {
    const act = regenerate(await deps.repositories.stages.list(run.team, run.id), stage);
    const begun = say('A new version is being made. It appears in the thread; the present one is kept under Versions.');
    return await beginAgain(run, act, click.user, deps, begun);
  } catch (error) {
    if (isAppError(error, 'conflict') || isAppError(error, 'not_found')) return say(error.message);
    throw error;
  }
};

/** Every version there was of it, to read. */
export const assetVersions: ClickListener = async (click, deps, slack) => {
  const asset = await assetIn(click, deps);
  if (!asset) return noSuchRun();
  const { run, stage, brief } = asset;
  const versions = await deps.repositories.versions.list(run.team, run.id, storedStage(stage));
  const newest = versions.at(-1)?.version ?? 1;
  await openOver(click, slack, versionView(brief, { run: run.id, stage }, versions, newest));
  return undefined;
};

export const versionPick: ClickListener = async (click, deps, slack) => {
  const { stage = '', ...metadata } = metadataOf(click.view);
  const run = await runOf(click, metadata.run, deps);
  if (!run || stage === '') return noSuchRun();
  const versions = await deps.repositories.versions.list(run.team, run.id, storedStage(stage));
  const brief = await deps.assemble(run.team, run.id);
  await showInstead(click, slack, versionView(brief, { ...metadata, stage }, versions, Number(click.value)));
  return undefined;
};
