import { assembleBrief, type Brief, type BriefInput } from '../domain/brief.ts';
import { withConflicts } from './comparison/with-conflicts.ts';
import { withPeersKnown } from './evidence/with-peers-known.ts';

/** What a run has found and made, as everybody is shown it: in Slack, in the files, in report.json. */
export const shownBrief = (input: BriefInput): Brief => withConflicts(withPeersKnown(assembleBrief(input)));
