import { type Issue, validateBlocks, validateView } from '../blocks/validate-blocks.ts';
import { isJson, type Json } from '../json.ts';
import { fail, structured } from './method.ts';

/** https://docs.slack.dev/reference/methods/blocks.validate needs no token and no workspace. */
export function validateMethod(args: Json): Json {
  const [name, ...others] = ['blocks', 'message', 'view'].filter((member) => args[member] !== undefined);
  if (name === undefined || others.length > 0) return fail('invalid_arguments');
  const given = structured(args, name, 'invalid_arguments');
  const issues = issuesOf(name, given);
  if (issues.length > 0) fail(`invalid_${name}`, { errors: issues });
  return {};
}

function issuesOf(name: string, given: unknown): Issue[] {
  if (name === 'view') return validateView(given);
  if (name === 'message') return validateBlocks(isJson(given) ? given.blocks : undefined, 'message', '/message/blocks');
  return validateBlocks(given, 'message', '');
}
