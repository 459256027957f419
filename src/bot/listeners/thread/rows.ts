import { threadActions, threadForms, threadProjectPick } from '../../action-ids.ts';
import type { Rows } from '../kinds.ts';
import { assetEdit, assetEdited } from './asset-edit.ts';
import { assetAgain, assetOpen, assetVersions, versionPick } from './asset-look.ts';
import { assetRestore } from './asset-restore.ts';
import { assetStatus } from './asset-status.ts';
import { exportAsked, exportOpen } from './export.ts';
import { feedbackExplained, feedbackGiven } from './feedback.ts';
import { moreMenu } from './more.ts';
import { playOutcome, playPromote } from './play-library.ts';
import { noteAsked, projectOpen, projectPick, saveAsked, saveOpen, useCaseStar } from './project.ts';
import { rerunAsked } from './rerun.ts';
import { stepRetried } from './retry-step.ts';
import { shareAsked, shareOpen, shareWider } from './share.ts';
import { sourcesOpen, sourceVerify } from './sources.ts';
import { verticalCorrected } from './vertical.ts';
import { whyOpen, whyPick } from './why.ts';

/** A run’s thread: its buttons, menus and forms. */
export const threadRows: Rows = {
  clicks: {
    [threadActions.sources]: sourcesOpen,
    [threadActions.verify]: sourceVerify,
    [threadActions.why]: whyOpen,
    [threadActions.whyPick]: whyPick,
    [threadActions.share]: shareOpen,
    [threadActions.export]: exportOpen,
    [threadActions.save]: saveOpen,
    [threadActions.more]: moreMenu,
    [threadActions.feedback]: feedbackGiven,
    [threadActions.project]: projectOpen,
    [threadActions.star]: useCaseStar,
    [threadActions.open]: assetOpen,
    [threadActions.again]: assetAgain,
    [threadActions.edit]: assetEdit,
    [threadActions.versions]: assetVersions,
    [threadActions.version]: versionPick,
    [threadActions.restore]: assetRestore,
    [threadActions.status]: assetStatus,
    [threadActions.promote]: playPromote,
    [threadActions.outcome]: playOutcome,
  },
  submissions: {
    [threadForms.edit]: assetEdited,
    [threadForms.export]: exportAsked,
    [threadForms.feedback]: feedbackExplained,
    [threadForms.note]: noteAsked,
    [threadForms.rerun]: rerunAsked,
    [threadForms.retry]: stepRetried,
    [threadForms.save]: saveAsked,
    [threadForms.share]: shareAsked,
    [threadForms.shareWider]: shareWider,
    [threadForms.vertical]: verticalCorrected,
  },
  options: { [threadProjectPick]: projectPick },
  shortcuts: {},
  events: {},
};
