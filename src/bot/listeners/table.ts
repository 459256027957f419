import { actions, prospectModal } from '../action-ids.ts';
import { assetMake } from './asset-make.ts';
import type { ClickListener } from './click.ts';
import { identityChoose } from './identity-choose.ts';
import { placeDm } from './place-dm.ts';
import { placeRetry } from './place-retry.ts';
import { prospectCommand } from './prospect-command.ts';
import { prospectModalSubmitted } from './prospect-modal.ts';
import { runCancel } from './run-cancel.ts';
import { runRetry } from './run-retry.ts';
import { slotAgain } from './slot-again.ts';
import { typoCommand } from './typo-command.ts';
import { typoResearch } from './typo-research.ts';

/** Everything Slack may call, by callback id. The manifest is tested against it. */
export const commands = { '/prospect': prospectCommand } as const;

export const submissions = { [prospectModal]: prospectModalSubmitted } as const;

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
};
