import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { Project } from '../../domain/project.ts';
import { fillTemplate, type PromptTemplate, placeholders, versionOf } from '../../domain/prompt-template.ts';
import type { SellerProfile } from '../../domain/seller.ts';
import type { RunDefaults, TeamLimits, TeamSettings } from '../../domain/team-settings.ts';
import { cleanLine, cut } from '../../domain/text.ts';
import { homeForms } from '../action-ids.ts';
import { day, option } from './home-blocks.ts';
import { choiceInput, conversationInput, form, inputCharacters, peopleInput, textInput } from './home-inputs.ts';
import type { FormMetadata } from './home-state.ts';
import { context, header, paragraph, plain } from './inert.ts';

export const sellerBlocks = {
  name: 'name',
  tagline: 'tagline',
  capabilities: 'capabilities',
  voice: 'voice',
  primary: 'primary',
  accent: 'accent',
  callToAction: 'call_to_action',
  contact: 'contact',
  website: 'website',
} as const;

/** `capabilities` as lines; longer than an input of Slack, they are left out and stay. */
export function sellerForm(seller: SellerProfile, metadata: FormMetadata): ModalView {
  const lines = seller.capabilities.map(({ name, description }) => `${name}: ${description}`).join('\n');
  return form(homeForms.seller, { title: 'Seller profile', submit: 'Save', metadata }, [
    textInput(sellerBlocks.name, 'Name', { max: 120, initial: seller.name }),
    textInput(sellerBlocks.tagline, 'Tagline', { max: 160, optional: true, initial: seller.tagline ?? '' }),
    lines.length > inputCharacters
      ? context('What you sell: longer than a form in Slack can hold, so it stays as it is.')
      : textInput(sellerBlocks.capabilities, 'What you sell', {
          multiline: true,
          initial: lines,
          hint: 'One a line: Name: description. 1 to 20 lines.',
        }),
    textInput(sellerBlocks.voice, 'Voice', { max: 600, multiline: true, initial: seller.voice }),
    textInput(sellerBlocks.primary, 'Main colour', { max: 7, initial: seller.colours.primary, hint: 'As #rrggbb.' }),
    textInput(sellerBlocks.accent, 'Accent colour', { max: 7, initial: seller.colours.accent, hint: 'As #rrggbb.' }),
    textInput(sellerBlocks.callToAction, 'Call to action', { max: 220, multiline: true, initial: seller.callToAction }),
    textInput(sellerBlocks.contact, 'Contact', { max: 200, optional: true, initial: seller.contact ?? '' }),
    textInput(sellerBlocks.website, 'Website', {
      max: 500,
      optional: true,
      initial: seller.website ?? '',
      hint: 'With https://',
    }),
    context(
      `Logo: ${seller.logo === undefined ? 'none' : 'set, and kept'}. A picture does not fit a text field of Slack; the operator sets it with the SELLER_PROFILE file.`,
    ),
  ]);
}

export const templateBlocks = {
  name: 'name',
  content: 'content',
  note: 'note',
  use: 'use',
  version: 'version',
} as const;

const placeholderHint = `Placeholders: ${placeholders.map((name) => `{{${name}}}`).join(', ')}`;
const useOptions = [option('yes', 'Use this version from now on'), option('no', 'Keep the version that is used')];

export function templateForm(template: PromptTemplate | undefined, metadata: FormMetadata): ModalView {
  const newest = template?.versions.at(-1)?.content ?? '';
  const fits = newest.length <= inputCharacters;
  return form(homeForms.template, { title: template ? 'New version' : 'New template', submit: 'Save', metadata }, [
    ...(template
      ? [header(template.name)]
      : [textInput(templateBlocks.name, 'Name', { max: 100, hint: 'Unique in this workspace.' })]),
    textInput(templateBlocks.content, 'What research and writing are told', {
      multiline: true,
      hint: placeholderHint,
      ...(fits && { initial: newest }),
    }),
    ...(fits
      ? []
      : [
          context(
            'The newest version is longer than a form in Slack can hold; what you write here replaces it as a new version.',
          ),
        ]),
    textInput(templateBlocks.note, 'What is different, and why', { max: 300, optional: true }),
    ...(template ? [choiceInput(templateBlocks.use, 'Which version is used', useOptions, { chosen: 'yes' })] : []),
  ]);
}

const example = { company: 'Acme (acme.com)', domain: 'acme.com', vertical: 'Retail', focus: 'Store operations' };

export function templatePreview(template: PromptTemplate, seller: SellerProfile, today: string): ModalView {
  const content = versionOf(template, template.defaultVersion)?.content ?? '';
  const filled = fillTemplate(content, { ...example, seller: seller.name, today });
  return {
    type: 'modal',
    title: plain('Preview'),
    close: plain('Close'),
    blocks: [
      paragraph(
        `${cleanLine(template.name)}, version ${template.defaultVersion}. A research on a company called Acme would be told:`,
      ),
      paragraph(cut(filled, inputCharacters)),
      ...(filled.length > inputCharacters ? [paragraph(cut(filled.slice(inputCharacters - 1), inputCharacters))] : []),
    ],
  };
}

export const templateDefaultForm = (template: PromptTemplate, metadata: FormMetadata): ModalView =>
  form(homeForms.templateDefault, { title: 'Choose version', submit: 'Save', metadata }, [
    header(template.name),
    choiceInput(
      templateBlocks.version,
      'Version that is used',
      template.versions
        .toReversed()
        .slice(0, 100)
        .map(({ no, at, note }) => option(String(no), `Version ${no}, ${day(at)}${note === '' ? '' : `: ${note}`}`)),
      { chosen: String(template.defaultVersion) },
    ),
  ]);

export const limitBlocks: Record<keyof TeamLimits, string> = {
  runsPerUserPerDay: 'runs_per_user',
  runsPerTeamPerDay: 'runs_per_team',
  concurrentRuns: 'concurrent',
  searchQueriesPerRun: 'searches',
  costPerRunUsd: 'cost',
};

const limitLabels: Record<keyof TeamLimits, string> = {
  runsPerUserPerDay: 'Runs per person and day',
  runsPerTeamPerDay: 'Runs of the workspace per day',
  concurrentRuns: 'Runs worked on at once',
  searchQueriesPerRun: 'Searches per run',
  costPerRunUsd: 'Cost per run in US dollars',
};

export const limitsForm = (set: TeamLimits, ceilings: TeamLimits, metadata: FormMetadata): ModalView =>
  form(
    homeForms.limits,
    { title: 'Limits', submit: 'Save', metadata },
    (Object.keys(limitBlocks) as (keyof TeamLimits)[]).map((name): InputBlock => {
      const ceiling = ceilings[name];
      return textInput(limitBlocks[name], limitLabels[name], {
        max: 12,
        optional: true,
        initial: set[name] === undefined ? '' : String(set[name]),
        hint:
          ceiling === undefined
            ? 'Empty: no limit.'
            : `The environment allows ${ceiling}; only less can be set here. Empty: ${ceiling}.`,
      });
    }),
  );

export const peopleBlocks = {
  admins: 'admins',
  managers: 'managers',
  guests: 'guests',
  strangers: 'strangers',
} as const;
const allowed = [option('no', 'May not use Prospector'), option('yes', 'May use Prospector')];

export const peopleForm = (settings: TeamSettings, metadata: FormMetadata): ModalView =>
  form(homeForms.people, { title: 'Access', submit: 'Save', metadata }, [
    peopleInput(peopleBlocks.admins, 'Admins', {
      hint: 'Besides those of the environment. They set everything here.',
      initial: settings.admins,
    }),
    peopleInput(peopleBlocks.managers, 'Managers', {
      hint: 'They see usage and can stop or delete what others made.',
      initial: settings.managers,
    }),
    choiceInput(peopleBlocks.guests, 'Guests of this workspace', allowed, {
      chosen: settings.allowGuests ? 'yes' : 'no',
    }),
    choiceInput(peopleBlocks.strangers, 'People of other organisations', allowed, {
      chosen: settings.allowStrangers ? 'yes' : 'no',
    }),
  ]);

export const retentionBlock = 'days';

export const retentionForm = ({ retentionDays }: TeamSettings, metadata: FormMetadata): ModalView =>
  form(homeForms.retention, { title: 'Retention', submit: 'Save', metadata }, [
    textInput(retentionBlock, 'Days', {
      max: 5,
      optional: true,
      initial: retentionDays === undefined ? '' : String(retentionDays),
      hint: 'After so many days an ended run is deleted with its evidence, files and memories, unless its project is active. Empty: as the environment says.',
    }),
  ]);

export const defaultsBlocks = { channel: 'channel', mode: 'mode', template: 'template', project: 'project' } as const;
export const noChoice = 'none';

const modes = [
  option(noChoice, 'As usual'),
  option('quick', 'Quick'),
  option('standard', 'Standard'),
  option('deep', 'Deep'),
];

export interface DefaultsChoices {
  templates: readonly PromptTemplate[];
  projects: readonly Project[];
}

const named = (things: readonly { id: string; name: string }[]) => [
  option(noChoice, 'None'),
  ...things.slice(0, 99).map(({ id, name }) => option(id, name)),
];

/** Of the workspace, or of a channel that is chosen in the form. */
export function defaultsForm(
  { mode, template, project }: RunDefaults,
  { templates, projects }: DefaultsChoices,
  ofChannel: boolean,
  metadata: FormMetadata,
): ModalView {
  const inputs: KnownBlock[] = [
    ...(ofChannel
      ? [
          conversationInput(defaultsBlocks.channel, 'Channel', {
            hint: 'What is saved replaces the defaults it has. All three on nothing: it has none.',
          }),
        ]
      : []),
    choiceInput(defaultsBlocks.mode, 'Mode', modes, { chosen: mode ?? noChoice }),
    choiceInput(defaultsBlocks.template, 'Template', named(templates), { chosen: template ?? noChoice }),
    choiceInput(defaultsBlocks.project, 'Project', named(projects), { chosen: project ?? noChoice }),
  ];
  return form(
    homeForms.defaults,
    { title: ofChannel ? 'Channel defaults' : 'Defaults', submit: 'Save', metadata },
    inputs,
  );
}
