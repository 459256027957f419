import type { HomeView, KnownBlock } from '@slack/types';
import type { AuditEvent } from '../../domain/audit.ts';
import type { PromptTemplate } from '../../domain/prompt-template.ts';
import type { SellerProfile } from '../../domain/seller.ts';
import { hasRole, type Role, type TeamLimits, type TeamSettings } from '../../domain/team-settings.ts';
import { cleanLine, cut } from '../../domain/text.ts';
import { homeActions } from '../action-ids.ts';
import { count } from './figures.ts';
import { button, buttons, day, homeView, minute, person, row } from './home-blocks.ts';
import { pager } from './home-front.ts';
import type { HomeState } from './home-state.ts';
import { context, header, paragraph } from './inert.ts';
import { limitLines } from './usage-page.ts';

export interface SettingsView {
  state: HomeState;
  role: Role;
  digest: boolean;
  timeZone: string;
  seller: SellerProfile;
  templates: readonly PromptTemplate[];
  settings: TeamSettings;
  /** In force. */
  limits: TeamLimits;
  now: Date;
}

const shownTemplates = 15;

/** A person’s own settings, and for admins those of the workspace. */
export const settingsPage = (view: SettingsView): HomeView =>
  homeView(view.state, [
    ...buttons(
      button(homeActions.front, 'Back'),
      ...(hasRole(view.role, 'admin') ? [button(homeActions.audit, 'Audit trail')] : []),
      button(homeActions.refresh, 'Refresh'),
    ),
    ...digest(view),
    ...(hasRole(view.role, 'admin')
      ? workspace(view)
      : [context('The seller profile, templates, limits and access are set by the admins of Prospector.')]),
    context(`Updated ${minute(view.now.toISOString())}.`),
  ]);

const digest = ({ digest: isOn, timeZone }: SettingsView): KnownBlock[] => [
  header('Weekly digest'),
  row(
    isOn
      ? `On. Every Monday morning (${timeZone}) you get what changed on your own accounts, in a direct message.`
      : 'Off. Switched on, every Monday morning you get what changed on your own accounts, in a direct message.',
    isOn ? button(homeActions.digestOff, 'Switch off') : button(homeActions.digestOn, 'Switch on'),
  ),
];

const workspace = ({ seller, templates, settings, limits }: SettingsView): KnownBlock[] => [
  header('Seller profile'),
  row(
    `${cleanLine(seller.name)}\n${seller.capabilities.map(({ name }) => cleanLine(name)).join(', ')}\nOne-pagers, plans and prompts speak in its voice and colours.`,
    button(homeActions.seller, 'Edit', { label: 'Edit the seller profile' }),
  ),
  header('Prompt templates'),
  ...(templates.length === 0
    ? [paragraph('None yet. A template tells research and writing what matters to your team.')]
    : templates.slice(0, shownTemplates).flatMap(templateBlocks)),
  ...(templates.length > shownTemplates
    ? [context(`${count(templates.length - shownTemplates, 'more template')} not shown.`)]
    : []),
  ...buttons(button(homeActions.templateNew, 'New template')),
  header('Limits'),
  row(limitLines(limits).join('\n'), button(homeActions.limits, 'Edit', { label: 'Edit the limits' })),
  header('Access'),
  {
    ...row(
      `Guests ${settings.allowGuests ? 'may' : 'may not'} use Prospector; people of other organisations ${settings.allowStrangers ? 'may' : 'may not'}.`,
      button(homeActions.people, 'Edit', { label: 'Edit who has access' }),
    ),
    fields: [
      {
        type: 'mrkdwn',
        text: `Admins: ${settings.admins.slice(0, 20).map(person).join(', ') || 'those of the environment'}`,
      },
      {
        type: 'mrkdwn',
        text: `Managers: ${settings.managers.slice(0, 20).map(person).join(', ') || 'those of the environment'}`,
      },
    ],
  },
  header('Retention'),
  row(
    settings.retentionDays === undefined
      ? 'Runs are kept as long as the environment says.'
      : `Runs outside of active projects are deleted ${count(settings.retentionDays, 'day')} after they end.`,
    button(homeActions.retention, 'Edit', { label: 'Edit the retention' }),
  ),
  header('Defaults'),
  row(
    `Mode: ${settings.defaults.mode ?? 'standard'}. Template: ${templateName(templates, settings.defaults.template)}. ${count(Object.keys(settings.channels).length, 'channel')} with defaults of its own.`,
    button(homeActions.defaults, 'Edit', { label: 'Edit the defaults of the workspace' }),
  ),
  ...buttons(button(homeActions.channelDefaults, 'Set defaults of a channel')),
];

const templateName = (templates: readonly PromptTemplate[], wanted: string | undefined): string =>
  wanted === undefined
    ? 'none'
    : cut(cleanLine(templates.find(({ id }) => id === wanted)?.name ?? 'one that is gone'), 100);

function templateBlocks({ id, name, versions, defaultVersion }: PromptTemplate): KnownBlock[] {
  const newest = versions.at(-1);
  return [
    row(
      `${cleanLine(name)}\n${count(versions.length, 'version')}, version ${defaultVersion} is used. Newest of ${newest ? day(newest.at) : '–'}${newest?.note ? `: ${cut(cleanLine(newest.note), 120)}` : ''}`,
    ),
    ...buttons(
      button(homeActions.templateVersion, 'New version', { value: id, label: `New version of ${name}` }),
      button(homeActions.templatePreview, 'Preview', { value: id, label: `Preview ${name}` }),
      ...(versions.length > 1
        ? [
            button(homeActions.templateDefault, 'Choose version', {
              value: id,
              label: `Choose which version of ${name} is used`,
            }),
          ]
        : []),
    ),
  ];
}

export interface AuditView {
  state: HomeState;
  events: readonly AuditEvent[];
  now: Date;
}

/** Who did what, for admins. */
export const auditPage = ({ state, events, now }: AuditView): HomeView =>
  homeView(state, [
    ...buttons(button(homeActions.settings, 'Back'), button(homeActions.refresh, 'Refresh')),
    header('Audit trail'),
    ...(events.length === 0
      ? [paragraph('Nothing yet. Whoever shares, deletes, exports or sets something is listed here.')]
      : events.map(auditRow)),
    ...pager(state),
    context(`Ids only; what was written stays where it was written. Updated ${minute(now.toISOString())}.`),
  ]);

const auditRow = ({ at, by, act, on, from, detail }: AuditEvent): KnownBlock => ({
  ...row(
    `${minute(at)} · ${act.replace('.', ' ')} · ${cut(cleanLine(on), 60)} · ${from}${detail === undefined ? '' : ` · ${cut(cleanLine(detail), 200)}`}`,
  ),
  fields: [
    { type: 'mrkdwn', text: /^[UW]/.test(by) ? person(by) : by === 'system' ? 'Prospector itself' : 'an operator' },
  ],
});
