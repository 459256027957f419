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

export const prospectModal = 'prospect_modal';
