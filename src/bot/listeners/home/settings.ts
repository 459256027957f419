import { isAppError } from '../../../domain/errors.ts';
import { RunMode } from '../../../domain/run.ts';
import { type RunDefaults, TeamLimits, TeamSettings } from '../../../domain/team-settings.ts';
import { assertRole } from '../../access.ts';
import type { ListenerDeps, Slack } from '../../deps.ts';
import type { View } from '../../payloads.ts';
import { formMetadataIn } from '../../views/home-state.ts';
import {
  defaultsBlocks,
  defaultsForm,
  limitBlocks,
  limitsForm,
  noChoice,
  peopleBlocks,
  peopleForm,
  retentionBlock,
  retentionForm,
} from '../../views/settings-forms.ts';
import type { ClickListener } from '../click.ts';
import type { Submission, SubmissionAnswer, SubmissionListener } from '../kinds.ts';
import { chosen, errorsAnswer, fieldErrors, openForm, record, showHomeOf, typed } from './forms.ts';
import { showAgain, stateOf } from './navigation.ts';
import { limitNames } from './read-usage.ts';

/** Opens a form about the settings as they are now; saving it says so when they were changed in between. */
const opening =
  (
    view: (
      settings: TeamSettings,
      deps: ListenerDeps,
      metadata: { home: ReturnType<typeof stateOf>; revision: string },
    ) => Parameters<typeof openForm>[2],
  ): ClickListener =>
  async (click, deps, slack) => {
    await assertRole(click, 'admin');
    const settings = await deps.repositories.settings.team(click.team);
    await openForm(click, slack, view(settings, deps, { home: stateOf(click), revision: String(settings.revision) }));
    return undefined;
  };

export const limits = opening((settings, { ceilings }, metadata) => limitsForm(settings.limits, ceilings, metadata));
export const people = opening((settings, _deps, metadata) => peopleForm(settings, metadata));
export const retention = opening((settings, _deps, metadata) => retentionForm(settings, metadata));

const openDefaults =
  (ofChannel: boolean): ClickListener =>
  async (click, deps, slack) => {
    await assertRole(click, 'admin');
    const { settings, templates, projects } = deps.repositories;
    const [set, known, active] = await Promise.all([
      settings.team(click.team),
      templates.list(click.team),
      projects.list(click.team, { viewer: await click.viewer(), status: 'active', limit: 99 }),
    ]);
    const metadata = { home: stateOf(click), revision: String(set.revision), kind: ofChannel ? 'channel' : 'team' };
    const shown = ofChannel ? {} : set.defaults;
    await openForm(
      click,
      slack,
      defaultsForm(shown, { templates: known, projects: active.projects }, ofChannel, metadata),
    );
    return undefined;
  };
export const defaults = openDefaults(false);
export const channelDefaults = openDefaults(true);

const changedSince =
  'Somebody else changed the settings since you opened this form. Nothing was saved and what you typed stands here; close the form and open it again to see theirs.';

/** Stores a change of the settings that were shown. Errors stand on `block`, so that what was typed stays. */
async function save(
  submission: Submission,
  deps: ListenerDeps,
  slack: Slack,
  block: string,
  change: (settings: TeamSettings) => TeamSettings,
): Promise<SubmissionAnswer | undefined> {
  await assertRole(submission, 'admin');
  const settings = await deps.repositories.settings.team(submission.team);
  if (String(settings.revision) !== formMetadataIn(submission.view.private_metadata).revision)
    return errorsAnswer({ [block]: changedSince });
  const next = change(settings);
  const changed = namesOfChanged(settings, next);
  if (changed.length > 0) {
    try {
      await deps.repositories.settings.saveTeam(next, submission.user);
    } catch (error) {
      if (isAppError(error, 'conflict')) return errorsAnswer({ [block]: changedSince });
      throw error;
    }
    await record(submission, 'settings.save', { on: 'settings', detail: changed.join(', ') }, deps);
  }
  await showHomeOf(submission, deps, slack);
  return undefined;
}

const namesOfChanged = (before: TeamSettings, after: TeamSettings): string[] =>
  (Object.keys(after) as (keyof TeamSettings)[]).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );

export const limitsSaved: SubmissionListener = async (submission, deps, slack) => {
  const { view } = submission;
  const errors: Record<string, string> = {};
  const asked: Record<string, number> = {};
  for (const name of limitNames) {
    const text = typed(view, limitBlocks[name]).trim();
    if (text === '') continue;
    const value = TeamLimits.shape[name].safeParse(Number(text.replace(',', '.')));
    const ceiling = deps.ceilings[name];
    if (!value.success || value.data === undefined) errors[limitBlocks[name]] = 'Write a number, or nothing.';
    else if (ceiling !== undefined && value.data > ceiling)
      errors[limitBlocks[name]] = `The environment allows at most ${ceiling}.`;
    else asked[name] = value.data;
  }
  if (Object.keys(errors).length > 0) return errorsAnswer(errors);
  return save(submission, deps, slack, limitBlocks.runsPerUserPerDay, (settings) => ({ ...settings, limits: asked }));
};

export const peopleSaved: SubmissionListener = async (submission, deps, slack) => {
  const { view } = submission;
  const asked = TeamSettings.pick({ admins: true, managers: true }).safeParse({
    admins: chosen(view, peopleBlocks.admins),
    managers: chosen(view, peopleBlocks.managers),
  });
  if (!asked.success) return fieldErrors(asked.error, peopleBlocks, peopleBlocks.admins);
  return save(submission, deps, slack, peopleBlocks.admins, (settings) => ({
    ...settings,
    ...asked.data,
    allowGuests: typed(view, peopleBlocks.guests) === 'yes',
    allowStrangers: typed(view, peopleBlocks.strangers) === 'yes',
  }));
};

export const retentionSaved: SubmissionListener = async (submission, deps, slack) => {
  const text = typed(submission.view, retentionBlock).trim();
  const asked = TeamSettings.shape.retentionDays.safeParse(text === '' ? undefined : Number(text));
  if (!asked.success)
    return errorsAnswer({ [retentionBlock]: 'Write a whole number of days from 1 to 3650, or nothing.' });
  return save(submission, deps, slack, retentionBlock, ({ retentionDays: _, ...settings }) => ({
    ...settings,
    ...(asked.data !== undefined && { retentionDays: asked.data }),
  }));
};

function defaultsIn(view: View): RunDefaults {
  const choice = (block: string): string | undefined => {
    const value = typed(view, block);
    return value === '' || value === noChoice ? undefined : value;
  };
  const mode = RunMode.safeParse(choice(defaultsBlocks.mode)).data;
  const template = choice(defaultsBlocks.template);
  const project = choice(defaultsBlocks.project);
  return {
    ...(mode && { mode }),
    ...(template !== undefined && { template }),
    ...(project !== undefined && { project }),
  };
}

export const defaultsSaved: SubmissionListener = async (submission, deps, slack) => {
  const { view } = submission;
  const asked = defaultsIn(view);
  if (formMetadataIn(view.private_metadata).kind !== 'channel')
    return save(submission, deps, slack, defaultsBlocks.mode, (settings) => ({ ...settings, defaults: asked }));
  const channel = typed(view, defaultsBlocks.channel);
  if (channel === '') return errorsAnswer({ [defaultsBlocks.channel]: 'Choose a channel.' });
  return save(submission, deps, slack, defaultsBlocks.channel, (settings) => {
    const { [channel]: _, ...others } = settings.channels;
    const isEmpty = Object.keys(asked).length === 0;
    return { ...settings, channels: isEmpty ? others : { ...others, [channel]: asked } };
  });
};

/** Everybody decides about their own digest. What is Monday morning, Slack knows. */
const switching =
  (digest: boolean): ClickListener =>
  async (click, deps, slack) => {
    const { people: known } = deps.repositories;
    const [before, { timeZone }] = await Promise.all([
      known.get(click.team, click.user),
      deps.access.directory.profile(slack, click.team, click.user),
    ]);
    const { lastDigestAt } = before ?? {};
    await known.save({
      team: click.team,
      user: click.user,
      digest,
      timeZone,
      ...(lastDigestAt !== undefined && { lastDigestAt }),
    });
    await showAgain(click, deps, slack);
    return undefined;
  };
export const digestOn = switching(true);
export const digestOff = switching(false);
