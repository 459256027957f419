import { missingOf } from '../../../domain/acts.ts';
import { isTerminal, type Run } from '../../../domain/run.ts';
import { stageLabel } from '../../../domain/stage-label.ts';
import type { Answer, ListenerDeps, Slack } from '../../deps.ts';
import { say, tooLate } from '../../views/answers.ts';
import { assetView } from '../../views/asset-modal.ts';
import { option } from '../../views/thread-buttons.ts';
import { rerunForm, retryForm, verticalForm } from '../../views/thread-forms.ts';
import type { moreWords } from '../../views/thread-menu.ts';
import { noteForm } from '../../views/thread-project.ts';
import { type Click, type ClickListener, noSuchRun, runOf } from '../click.ts';
import { openOver, partsOf } from './modals.ts';

type Opener = (click: Click, run: Run, deps: ListenerDeps, slack: Slack) => Promise<Answer | undefined>;

/** The menu under the summary: each word opens what asks for the rest. */
export const moreMenu: ClickListener = async (click, deps, slack) => {
  const [id, word] = partsOf(click.value);
  const run = await runOf(click, id, deps);
  if (!run) return noSuchRun();
  const open = isWord(word) ? openers[word] : undefined;
  return open ? open(click, run, deps, slack) : say('That belongs to another version. Nothing was changed.');
};

const isWord = (word: string): word is keyof typeof moreWords => word in openers;

const openers: Record<keyof typeof moreWords, Opener> = {
  async note(click, run, deps, slack) {
    const project = run.project === undefined ? undefined : await deps.repositories.projects.get(run.team, run.project);
    await openOver(click, slack, noteForm({ run: run.id }, nameOf(run), project?.name));
    return undefined;
  },
  async rerun(click, run, _deps, slack) {
    await openOver(click, slack, rerunForm({ run: run.id }, nameOf(run), run.mode));
    return undefined;
  },
  async edit(click, run, deps, slack) {
    const brief = await deps.assemble(run.team, run.id);
    if (!brief.report) return say('There is no report yet.');
    await openOver(click, slack, assetView(brief, { run: run.id, stage: 'report' }));
    return undefined;
  },
  async vertical(click, run, deps, slack) {
    if (!isTerminal(run.status)) return tooLate(run);
    const { vertical } = await deps.assemble(run.team, run.id);
    if (!vertical) return say('The vertical is not known yet; it comes with the research.');
    await openOver(click, slack, verticalForm({ run: run.id }, vertical.vertical));
    return undefined;
  },
  async retry(click, run, deps, slack) {
    if (!isTerminal(run.status)) return tooLate(run);
    const stages = await deps.repositories.stages.list(run.team, run.id);
    const missing = missingOf(run, stages);
    const hasReport = stages.some(({ id, status }) => id === 'report' && status === 'done');
    const steps = [
      ...missing.map((stage) =>
        option(stage, stageLabel(stage), stages.find(({ id }) => id === stage)?.error?.message),
      ),
      ...(hasReport ? [option('report', stageLabel('report'), 'Is there; it is written again')] : []),
    ];
    if (steps.length === 0) return say('Nothing is missing that could be tried again. Nothing was changed.');
    await openOver(click, slack, retryForm({ run: run.id }, steps));
    return undefined;
  },
};

const nameOf = (run: Run): string => run.choice?.name ?? run.companyName;
