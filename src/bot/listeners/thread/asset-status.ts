import { parseStageId } from '../../../domain/stage.ts';
import { hasRole } from '../../../domain/team-settings.ts';
import { publishRun } from '../../publish.ts';
import { say } from '../../views/answers.ts';
import { assetView, statusesOf } from '../../views/asset-modal.ts';
import { type ClickListener, noSuchRun, runOf } from '../click.ts';
import { markOf, metadataOf, showInstead } from './modals.ts';

/** What others sell by is for a manager to approve. */
const forManagers = (stage: string, status: string): boolean =>
  parseStageId(stage).family === 'play' && (status === 'approved' || status === 'active');

/** Where a use case, a play or a document stands, as people say. */
export const assetStatus: ClickListener = async (click, deps, slack) => {
  const { stage = '', ...metadata } = metadataOf(click.view);
  const status = click.value;
  const run = await runOf(click, metadata.run, deps);
  if (!run || stage === '') return noSuchRun();
  if (!statusesOf(stage).includes(status)) return say('There is no such status. Nothing was changed.');
  if (forManagers(stage, status) && !hasRole(await click.role(), 'manager')) {
    return say(`Only a manager or admin of Prospector sets a play to “${status}”. Nothing was changed.`);
  }
  await deps.repositories.marks.setStatus(run.team, run.id, markOf(stage), status, click.user);
  await deps.repositories.audit.record({
    team: run.team,
    by: click.user,
    act: 'mark.status',
    on: run.id,
    from: 'modal',
    detail: `${stage} ${status}`,
    visibility: run.visibility,
  });
  await publishRun(deps.queue, deps.log, run);
  await showInstead(click, slack, assetView(await deps.assemble(run.team, run.id), { ...metadata, stage }));
  return undefined;
};
