import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const documents = ['README.md', 'ARCHITECTURE.md'];
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

it('the first screen of the README has the two commands that do all set-up', () => {
  const firstScreen = read('README.md').split('\n').slice(0, 30).join('\n');
  expect(firstScreen).toContain('npm ci && npm start');
  expect(firstScreen).toContain('npm ci && npm test');
});

it.each(documents)('%s names only commands that exist', (name) => {
  const commands = [...read(name).matchAll(/npm (?:run )?([a-z:-]+)/g)].map((match) => match[1] ?? '');
  const known = [...Object.keys(scripts), 'ci'];
  expect(commands.filter((command) => !known.includes(command) && command !== 'run')).toEqual([]);
});

it.each(documents)('%s links only to files that exist', (name) => {
  const links = [...read(name).matchAll(/\]\((?!https?:|#)([^)\s]+)\)/g)].map((match) => match[1] ?? '');
  expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([]);
});

it.each(documents)('%s names only folders and files that exist', (name) => {
  const paths = [...read(name).matchAll(/`((?:src|simulator|test|bench|docs)\/[A-Za-z0-9_./-]+)`/g)].map(
    (match) => match[1] ?? '',
  );
  expect(paths.filter((path) => !existsSync(join(root, path)) && !path.includes('*'))).toEqual([]);
});

it('every script starts something that exists', () => {
  const files = Object.values(scripts).flatMap((script) =>
    [...script.matchAll(/node ([\w./-]+\.ts)/g)].map((match) => match[1] ?? ''),
  );
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});
