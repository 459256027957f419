import { whyView } from '../../views/why-modal.ts';
import { type ClickListener, noSuchRun, runOf } from '../click.ts';
import { metadataOf, openOver, partsOf, showInstead } from './modals.ts';

/** What the sentences of a run, or of one asset, rest on. */
export const whyOpen: ClickListener = async (click, deps, slack) => {
  const [id, stage] = partsOf(click.value);
  const run = await runOf(click, id, deps);
  if (!run) return noSuchRun();
  const metadata = { run: run.id, ...(stage !== '' && { stage }) };
  await openOver(click, slack, whyView(await deps.assemble(run.team, run.id), metadata));
  return undefined;
};

export const whyPick: ClickListener = async (click, deps, slack) => {
  const metadata = metadataOf(click.view);
  const run = await runOf(click, metadata.run, deps);
  if (!run) return noSuchRun();
  await showInstead(click, slack, whyView(await deps.assemble(run.team, run.id), metadata, click.value));
  return undefined;
};
