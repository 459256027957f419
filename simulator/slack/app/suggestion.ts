import { type At, type Check, list } from '../blocks/check.ts';
import { limits } from '../blocks/limits.ts';
import { optionGroup, plainOption } from '../blocks/text.ts';
import { asSlackText } from '../blocks/validate-blocks.ts';
import type { Context } from '../context.ts';
import { asJson, asList, isJson, type Json, parseJson } from '../json.ts';
import type { Workspace } from '../workspace.ts';
import { find, placeOf } from './action.ts';
import { notPossible, type Outcome, outcomeOf } from './outcome.ts';
import { rememberOptions } from './outside.ts';
import { interaction, person } from './payload-parts.ts';
import type { Sender } from './sender.ts';

export interface OptionsInput {
  user: string;
  channel?: string;
  messageTs?: string;
  viewId?: string;
  actionId: string;
  blockId?: string;
  /** What was typed into the menu. */
  value: string;
}

export interface OptionsOutcome extends Outcome {
  /** All options in order, those of groups included. */
  options: Json[];
  /** As answered, when the app answered groups. */
  groups?: Json[];
}

/** A menu asks from three characters on, unless it says otherwise. */
const defaultQueryLength = 3;

/** A person types into a menu whose options the app has: https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload */
export async function askOptions(
  context: Context,
  sender: Sender,
  workspace: Workspace,
  input: OptionsInput,
): Promise<OptionsOutcome> {
  const user = person(workspace, input.user);
  const place = placeOf(context, workspace, input);
  const { blockId, element } = find(place.blocks, input);
  if (!/^(multi_)?external_select$/.test(String(element.type))) notPossible('this element has its options itself');
  if (input.value.length < Number(element.min_query_length ?? defaultQueryLength)) {
    return { ok: true, elapsedMs: 0, options: [] };
  }
  const { state: _state, response_url: _url, ...where } = place.parts({});
  const delivery = await sender.send({
    what: 'block_suggestion',
    about: input.actionId,
    form: 'payload',
    payload: {
      ...interaction(workspace, 'block_suggestion', user),
      ...where,
      action_id: input.actionId,
      block_id: blockId,
      value: input.value,
    },
  });
  const outcome = outcomeOf(delivery, 'Could not load results');
  if (!outcome.ok) return { ...outcome, options: [] };
  const read = readOptions(parseJson(delivery.body));
  if (typeof read === 'string') return { ...outcome, ok: false, error: read, userSees: 'No results', options: [] };
  rememberOptions(context, workspace, user.id, input.actionId, read.options);
  return { ...outcome, ...read };
}

/** The options of an answer, or what is wrong with it. */
function readOptions(answer: unknown): { options: Json[]; groups?: Json[] } | string {
  if (!isJson(answer)) return 'invalid_response';
  const { options, option_groups: groups } = answer;
  if ((options === undefined) === (groups === undefined))
    return 'exactly one of options, option_groups must be provided';
  const many = (item: Check) => list(0, limits.select.options, item);
  const at: At = { pointer: options ? '/options' : '/option_groups', surface: 'modal', issues: [] };
  many(options ? plainOption : optionGroup)(options ?? groups, at);
  const [problem] = at.issues;
  if (problem) return asSlackText(problem);
  if (options) return { options: asList(options).filter(isJson) };
  const inGroups = asList(groups).filter(isJson);
  return { options: inGroups.flatMap((group) => asList(asJson(group).options).filter(isJson)), groups: inGroups };
}
