import { describe, expect, it } from 'vitest';
import { BlockActions, inputIn, listOf, textOf, ViewSubmission } from './payloads.ts';

const view = (state: object) => ({ id: 'V1', hash: 'h', state: { values: { block: { any: state } } } });

describe('payloads', () => {
  it('of an organisation’s installation belong to the person’s own workspace', () => {
    const click = {
      team: null,
      user: { id: 'U1', team_id: 'T2' },
      trigger_id: 't',
      actions: [{ action_id: 'a', value: 'v' }],
    };
    expect(BlockActions.parse(click).team).toEqual({ id: 'T2' });
    expect(BlockActions.safeParse({ ...click, user: { id: 'U1' } }).success).toBe(false);
  });

  it.each([
    [{ value: 'typed' }, 'typed', ['typed']],
    [{ selected_option: { value: 'one' } }, 'one', ['one']],
    [{ selected_options: [{ value: 'a' }, { value: 'b' }] }, undefined, ['a', 'b']],
    [{ selected_users: ['U1', 'U2'] }, undefined, ['U1', 'U2']],
    [{ selected_conversation: 'C1' }, 'C1', ['C1']],
    [{ selected_option: null, value: null }, undefined, []],
  ])('an input that holds %j', (state, text, list) => {
    const { view: parsed } = ViewSubmission.parse({ team: { id: 'T1' }, user: { id: 'U1' }, view: view(state) });
    const input = inputIn(parsed, 'block');
    expect([textOf(input), listOf(input)]).toEqual([text, list]);
  });
});
