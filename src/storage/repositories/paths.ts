/** Where everything lies. Ids become segments as they are; the documents port refuses what would lead elsewhere. */
export const runsOf = (team: string): string => `teams/${team}/runs`;
export const runPath = (team: string, run: string): string => `${runsOf(team)}/${run}`;
export const stagesOf = (team: string, run: string): string => `${runPath(team, run)}/stages`;
/** Every good output of a stage, `{stage}~{version}`. */
export const versionsOf = (team: string, run: string): string => `${runPath(team, run)}/versions`;
export const evidenceOf = (team: string, run: string): string => `${runPath(team, run)}/evidence`;
export const slotsOf = (team: string, run: string): string => `${runPath(team, run)}/slots`;
export const sellerPath = (team: string): string => `teams/${team}/settings/seller`;
/** What was asked for lately, to find the same question again; `key` is a hash. */
export const askedPath = (team: string, key: string): string => `teams/${team}/asked/${key}`;
/** Counters of one day in UTC. */
export const usagePath = (team: string, day: string): string => `teams/${team}/usage/${day}`;
/** Beside the counters of usage, because starting a run reads it in a transaction and must not meet every model call. */
export const startsPath = (team: string, day: string): string => `teams/${team}/usage/${day}~starts`;
/** The one collection outside the teams; holds ids and times alone. */
export const dueCollection = 'due';
export const duePath = (team: string, run: string): string => `${dueCollection}/${team}~${run}`;
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
export const freshPath = (team: string, key: string): string => `teams/${team}/fresh/${key}`;
