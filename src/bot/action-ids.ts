/** Callback ids of everything that can be clicked. Values carry opaque ids only. */
export const actions = {
  /** value: run id */
  cancel: 'run_cancel',
  /** value: run id */
  retry: 'run_retry',
  /** value: `<run id>:<stage id>` */
  make: 'asset_make',
  /** value: `<run id>:<index of the candidate>` */
  choose: 'identity_choose',
  /** value: run id */
  placeRetry: 'place_retry',
  /** value: run id */
  placeDm: 'place_dm',
  /** value: run id */
  showAgain: 'slot_again',
  /** value: a word of the command */
  typoCommand: 'typo_command',
  /** value: the name, sealed */
  typoResearch: 'typo_research',
} as const;

/** Callback ids of forms. */
export const prospectModal = 'prospect_modal';

/** Buttons of answers. */
export const taskActions = {
  /** value: id of the question */
  lookUp: 'question_look_up',
} as const;

/** The thread of a run. Values: run id, or `<run id>:<what>`. */
export const threadActions = {
  /** value: `<run id>:<page>` */
  sources: 'thread_sources',
  /** value: `<source id>:<yes or no>` */
  verify: 'source_verify',
  /** value: run id, or `<run id>:<stage id>` for the statements of one asset */
  why: 'thread_why',
  /** value: id of a statement */
  whyPick: 'why_pick',
  share: 'thread_share',
  export: 'thread_export',
  save: 'thread_save',
  /** value: `<run id>:<word>` */
  more: 'thread_more',
  /** value: `<run id>:<good or bad>` */
  feedback: 'thread_feedback',
  project: 'thread_project',
  /** value: `<run id>:<use case id>` */
  star: 'use_case_star',
  /** value: `<run id>:<stage id>` */
  open: 'asset_open',
  /** value: `<run id>:<stage id>` */
  again: 'asset_again',
  /** value: `<run id>:<stage id>` */
  edit: 'asset_edit',
  /** value: `<run id>:<stage id>` */
  versions: 'asset_versions',
  /** value: number of a version */
  version: 'asset_version',
  /** value: number of a version */
  restore: 'asset_restore',
  /** value: a status */
  status: 'asset_status',
  /** value: `<run id>:<stage id>` */
  promote: 'play_promote',
  /** value: won, lost or open */
  outcome: 'play_outcome',
} as const;

/** An action id may stand once in a block: what follows the slash tells equal buttons apart and is not looked at. */
export const oneOf = (action: string, which: string): string => `${action}/${which}`;
export const actionOf = (id: string): string => id.split('/')[0] ?? id;

/** Type-ahead. */
export const threadProjectPick = 'thread_project_pick';

/** Callback ids of the thread's forms. */
export const threadForms = {
  edit: 'form_edit',
  export: 'form_export',
  feedback: 'form_feedback',
  note: 'form_note',
  rerun: 'form_rerun',
  retry: 'form_retry',
  save: 'form_save',
  share: 'form_share',
  shareWider: 'form_share_wider',
  vertical: 'form_vertical',
} as const;

/** Callback ids of App Home. Values are ids; the state of the Home travels in its metadata. */
export const homeActions = {
  front: 'home_front',
  memory: 'home_memory',
  usage: 'home_usage',
  settings: 'home_settings',
  audit: 'home_audit',
  refresh: 'home_refresh',
  start: 'home_start',
  nextPage: 'home_next_page',
  firstPage: 'home_first_page',
  filterOwner: 'home_filter_owner',
  filterVertical: 'home_filter_vertical',
  filterStatus: 'home_filter_status',
  /** value: run id */
  retry: 'home_retry',
  /** value: run id */
  cancel: 'home_cancel',
  /** value: `<run id>:<index of the candidate>` */
  choose: 'home_choose',
  /** Only a link; Slack tells of it all the same. */
  link: 'home_link',
  /** value: project id */
  project: 'home_project',
  projectNew: 'home_project_new',
  /** value: project id, of this and the next ones */
  iterate: 'home_iterate',
  projectEdit: 'home_project_edit',
  projectArchive: 'home_project_archive',
  projectRestore: 'home_project_restore',
  projectDelete: 'home_project_delete',
  noteNew: 'home_note_new',
  compare: 'home_compare',
  compareEarlier: 'home_compare_earlier',
  compareLater: 'home_compare_later',
  /** value: star id */
  unstar: 'home_unstar',
  /** value: note id */
  noteDelete: 'home_note_delete',
  /** value: `<run id>:<stage id>` */
  make: 'home_make',
  promote: 'home_promote',
  /** value: `<earlier run id>:<later run id>` */
  comparePost: 'home_compare_post',
  search: 'home_search',
  playNew: 'home_play_new',
  /** value: id of the memory, of this and the next ones */
  playEdit: 'home_play_edit',
  playRetire: 'home_play_retire',
  playRestore: 'home_play_restore',
  playDelete: 'home_play_delete',
  entryNew: 'home_entry_new',
  entryEdit: 'home_entry_edit',
  entryDelete: 'home_entry_delete',
  clientEdit: 'home_client_edit',
  clientDelete: 'home_client_delete',
  seller: 'home_seller',
  templateNew: 'home_template_new',
  /** value: template id, of this and the next ones */
  templateVersion: 'home_template_version',
  templatePreview: 'home_template_preview',
  templateDefault: 'home_template_default',
  limits: 'home_limits',
  people: 'home_people',
  retention: 'home_retention',
  defaults: 'home_defaults',
  channelDefaults: 'home_channel_defaults',
  digestOn: 'home_digest_on',
  digestOff: 'home_digest_off',
} as const;

/** Callback ids of the forms that App Home opens. */
export const homeForms = {
  project: 'home_form_project',
  projectEdit: 'home_form_project_edit',
  projectDelete: 'home_form_project_delete',
  iterate: 'home_form_iterate',
  note: 'home_form_note',
  search: 'home_form_search',
  play: 'home_form_play',
  entry: 'home_form_entry',
  client: 'home_form_client',
  seller: 'home_form_seller',
  template: 'home_form_template',
  templateDefault: 'home_form_template_default',
  limits: 'home_form_limits',
  people: 'home_form_people',
  retention: 'home_form_retention',
  defaults: 'home_form_defaults',
} as const;

/** Callback ids of the shortcuts that manifest.yml declares. */
export const shortcutIds = { research: 'research_company', researchThis: 'research_this' } as const;
/** Callback id of the Workflow Builder step. */
export const workflowFunction = 'research_company_step';
/** Type-ahead of the form's projects. */
export const runProjectPick = 'run_project_pick';
