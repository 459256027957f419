import { runProjectPick, shortcutIds, taskActions } from '../../action-ids.ts';
import type { Rows } from '../kinds.ts';
import { agentStopped } from './agent-stopped.ts';
import { lookUp } from './look-up.ts';
import { mentioned, wroteMessage } from './messages.ts';
import { projectOptions } from './project-options.ts';
import { globalShortcut, messageShortcut } from './shortcuts.ts';
import { stepExecuted } from './workflow-step.ts';

/** Ways to start besides the command: mention, direct message, shortcuts, agent, workflow step; and questions. */
export const wayInRows: Rows = {
  clicks: { [taskActions.lookUp]: lookUp },
  submissions: {},
  options: { [runProjectPick]: projectOptions },
  shortcuts: { [shortcutIds.research]: globalShortcut, [shortcutIds.researchThis]: messageShortcut },
  events: {
    app_mention: mentioned,
    message: wroteMessage,
    agent_session_stopped: agentStopped,
    function_executed: stepExecuted,
  },
};
