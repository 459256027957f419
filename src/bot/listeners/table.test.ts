import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as ids from '../action-ids.ts';
import { clicks, closings, options, shortcuts, submissions } from './table.ts';

const bot = join(import.meta.dirname, '..');
const sources = readdirSync(bot, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.includes('fixtures'))
  .map((name) => ({ name, text: readFileSync(join(bot, name), 'utf8') }));

/** Every id, with the name it has in the code: `actions.cancel`, `prospectModal`. */
const named = Object.entries(ids).flatMap(([name, value]): [string, string][] =>
  typeof value === 'string'
    ? [[name, value]]
    : Object.entries(value).map(([key, id]) => [`${name}.${key}`, String(id)]),
);
const heard = [clicks, submissions, closings, options, shortcuts].flatMap((table) => Object.keys(table));

describe('what Slack may call', () => {
  it('has one listener for every id, and an id for every listener', () => {
    const known = named.map(([, id]) => id).filter((id) => id !== ids.workflowFunction);
    expect([...new Set(heard)].sort()).toEqual([...new Set(known)].sort());
  });

  it('uses no id for two things', () => {
    const all = named.map(([, id]) => id);
    expect(all.filter((id, index) => all.indexOf(id) !== index)).toEqual([]);
  });

  it('is offered by a view: no id is only listened to', () => {
    const views = sources.filter(
      ({ name }) => !name.endsWith('rows.ts') && !name.endsWith('table.ts') && name !== 'action-ids.ts',
    );
    const unused = named
      .filter(([, id]) => !Object.keys(shortcuts).includes(id) && id !== ids.workflowFunction)
      .filter(([name]) => !views.some(({ text }) => new RegExp(`\\b${name.replace('.', '\\.')}\\b`).test(text)));
    expect(unused.map(([name]) => name)).toEqual([]);
  });

  it('writes no id by hand', () => {
    const byHand = sources
      .filter(({ name }) => name !== 'action-ids.ts')
      .flatMap(({ name, text }) =>
        [...text.matchAll(/(?:action_id|callback_id): '([^']+)'/g)].map(([, id]) => `${name}: ${id}`),
      );
    expect(byHand).toEqual([]);
  });
});
