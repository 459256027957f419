/** Where everything lies. Ids become segments as they are; the documents port refuses what would lead elsewhere. */
export const runsOf = (team: string): string => `teams/${team}/runs`;
export const runPath = (team: string, run: string): string => `${runsOf(team)}/${run}`;
export const stagesOf = (team: string, run: string): string => `${runPath(team, run)}/stages`;
/** Every good output of a stage, `{stage}~{version}`. */
export const versionsOf = (team: string, run: string): string => `${runPath(team, run)}/versions`;
export const evidenceOf = (team: string, run: string): string => `${runPath(team, run)}/evidence`;
export const slotsOf = (team: string, run: string): string => `${runPath(team, run)}/slots`;
/** One document: what people say about what the run made. */
export const marksPath = (team: string, run: string): string => `${runPath(team, run)}/marks/all`;
export const feedbackOf = (team: string, run: string): string => `${runPath(team, run)}/feedback`;
/** Runs whose deletion has begun. */
export const deletionsOf = (team: string): string => `teams/${team}/deletions`;
export const sellerPath = (team: string): string => `teams/${team}/settings/seller`;
export const teamSettingsPath = (team: string): string => `teams/${team}/settings/team`;
/** Which run a thread belongs to. */
export const threadsOf = (team: string): string => `teams/${team}/threads`;
export const threadPath = (team: string, channel: string, ts: string): string => `${threadsOf(team)}/${channel}~${ts}`;
/** What was asked for lately, to find the same question again; `key` is a hash. */
export const askedOf = (team: string): string => `teams/${team}/asked`;
export const askedPath = (team: string, key: string): string => `${askedOf(team)}/${key}`;
/** Counters of one day in UTC. */
export const usagePath = (team: string, day: string): string => `teams/${team}/usage/${day}`;
/** Beside the counters of usage, because starting a run reads it in a transaction and must not meet every model call. */
export const startsPath = (team: string, day: string): string => `teams/${team}/usage/${day}~starts`;
/** Every team that ever made a run, below the name that Slack gives to none; holds ids and times alone. */
export const teamsCollection = 'teams/none/teams';
export const teamPath = (team: string): string => `${teamsCollection}/${team}`;
/** What was given up, of all teams; holds ids, times and codes alone. */
export const deadLettersCollection = 'teams/none/deadLetters';
/** When a chore of all processes was last begun. */
export const chorePath = (name: string): string => `teams/none/chores/${name}`;
/** How far what is stored has been brought. */
export const migrationsPath = 'teams/none/migrations/level';
/** Which runs of a team are worked on. */
export const workPath = (team: string): string => `teams/${team}/inWork/runs`;
/** How often a run of the team began to wait for a place. */
export const waitsPath = (team: string): string => `teams/${team}/inWork/waits`;
/** The one collection outside the teams; holds ids and times alone. */
export const dueCollection = 'due';
export const duePath = (team: string, run: string): string => `${dueCollection}/${team}~${run}`;
export const taskDuePath = (team: string, task: string): string => `${dueCollection}/${team}~task~${task}`;
export const tasksOf = (team: string): string => `teams/${team}/tasks`;
export const taskPath = (team: string, task: string): string => `${tasksOf(team)}/${task}`;
export const peopleOf = (team: string): string => `teams/${team}/people`;
export const auditOf = (team: string): string => `teams/${team}/audit`;
export const clientsOf = (team: string): string => `teams/${team}/clients`;
export const entriesOf = (team: string): string => `teams/${team}/memory`;
export const playsOf = (team: string): string => `teams/${team}/plays`;
/** Runs that used a play, and what became of it there. */
export const playUsesOf = (team: string, play: string): string => `${playsOf(team)}/${play}/uses`;
export const projectsOf = (team: string): string => `teams/${team}/projects`;
export const projectPath = (team: string, project: string): string => `${projectsOf(team)}/${project}`;
export const starsOf = (team: string, project: string): string => `${projectPath(team, project)}/stars`;
export const annotationsOf = (team: string, project: string): string => `${projectPath(team, project)}/notes`;
export const templatesOf = (team: string): string => `teams/${team}/templates`;
/** Keeps names unique; `key` is a hash of the folded name. */
export const templateNamePath = (team: string, key: string): string => `teams/${team}/templateNames/${key}`;
/** `key` is a hash of the question. */
export const freshOf = (team: string): string => `teams/${team}/fresh`;
export const freshPath = (team: string, key: string): string => `${freshOf(team)}/${key}`;
/** Of a workspace or of an organisation; holds the encrypted tokens. */
export const installationPath = (team: string): string => `teams/${team}/installation/slack`;
/** The organisation whose installation serves the workspace. */
export const organisationPath = (team: string): string => `teams/${team}/installation/organisation`;
/** That the app was removed here. */
export const removalPath = (team: string): string => `teams/${team}/installation/removal`;
/** Flows that have not said yet which team they are for; the name is none that Slack gives to a team. `key` is a hash. */
export const spentStates = 'teams/none/installationStates';
export const spentStatePath = (key: string): string => `${spentStates}/${key}`;
