import { actions, prospectModal } from '../action-ids.ts';
import { assetMake } from './asset-make.ts';
import type { ClickListener } from './click.ts';
import { homeRows } from './home/rows.ts';
import { identityChoose } from './identity-choose.ts';
import type { CommandListener, EventListener, OptionsListener, ShortcutListener, SubmissionListener } from './kinds.ts';
import { placeDm } from './place-dm.ts';
import { placeRetry } from './place-retry.ts';
import { prospectCommand } from './prospect-command.ts';
import { prospectModalSubmitted } from './prospect-modal.ts';
import { runCancel } from './run-cancel.ts';
import { runRetry } from './run-retry.ts';
import { slotAgain } from './slot-again.ts';
import { threadRows } from './thread/rows.ts';
import { typoCommand } from './typo-command.ts';
import { typoResearch } from './typo-research.ts';
import { wayInRows } from './ways-in/rows.ts';

/** Everything Slack may call, by callback id. The manifest and every emitted view are tested against it. */
export const commands: Readonly<Record<string, CommandListener>> = { '/prospect': prospectCommand };

export const submissions: Readonly<Record<string, SubmissionListener>> = {
  [prospectModal]: prospectModalSubmitted,
  ...threadRows.submissions,
  ...homeRows.submissions,
  ...wayInRows.submissions,
};

export const closings: Readonly<Record<string, SubmissionListener>> = {};

export const clicks: Readonly<Record<string, ClickListener>> = {
  [actions.cancel]: runCancel,
  [actions.retry]: runRetry,
  [actions.make]: assetMake,
  [actions.choose]: identityChoose,
  [actions.placeRetry]: placeRetry,
  [actions.placeDm]: placeDm,
  [actions.showAgain]: slotAgain,
  [actions.typoCommand]: typoCommand,
  [actions.typoResearch]: typoResearch,
  ...threadRows.clicks,
  ...homeRows.clicks,
  ...wayInRows.clicks,
};

export const options: Readonly<Record<string, OptionsListener>> = {
  ...threadRows.options,
  ...homeRows.options,
  ...wayInRows.options,
};
export const shortcuts: Readonly<Record<string, ShortcutListener>> = { ...wayInRows.shortcuts };
/** Several parts may hear one event. */
export const events: Readonly<Record<string, readonly EventListener[]>> = Object.fromEntries(
  Map.groupBy(
    [homeRows, wayInRows].flatMap((rows) => Object.entries(rows.events)),
    ([type]) => type,
  )
    .entries()
    .map(([type, rows]) => [type, rows.map(([, listener]) => listener)]),
);
