import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', '..', 'terraform');

/** All .tf files as one text, without comments. */
export const readTerraform = (): string =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.tf'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
    .replace(/^\s*#.*$|\s#\s.*$/gm, '');

export interface Block {
  /** As in `resource`. */
  kind: string;
  labels: string[];
  body: string;
}

/** Blocks of the outermost level. As much of HCL as this configuration uses: braces in texts come in pairs. */
export function blocksOf(text: string): Block[] {
  return [...text.matchAll(/^(\w+)((?: "[^"]*")*) \{$/gm)].map((match) => ({
    kind: match[1] ?? '',
    labels: [...(match[2] ?? '').matchAll(/"([^"]*)"/g)].map(([, label]) => label ?? ''),
    body: text.slice(match.index + match[0].length, text.indexOf('\n}', match.index)),
  }));
}

export interface Grant {
  /** `type.name` */
  resource: string;
  role: string;
  /** `local.…`, or a text. */
  member: string;
}

export const grantsOf = (text: string): Grant[] =>
  blocksOf(text)
    .filter(({ kind, labels: [type = ''] }) => kind === 'resource' && /_iam_(member|binding|policy)$/.test(type))
    .map(({ labels, body }) => ({
      resource: labels.join('.'),
      role: /^ +role\s+= "([^"]+)"/m.exec(body)?.[1] ?? '',
      member: /^ +member\s+= (?:local\.(\w+)|"([^"]+)")/m.exec(body)?.slice(1).find(Boolean) ?? '',
    }));

/** What stands between the braces after `name =`, also where a function or a condition stands before them. */
export function assigned(text: string, name: string): string {
  const start = text.search(new RegExp(`^ +${name}\\s+= `, 'm'));
  if (start < 0) throw new TypeError(`no ${name} in the configuration`);
  const lines = text.slice(start).split('\n');
  const indent = /^ */.exec(lines[0] ?? '')?.[0] ?? '';
  const end = lines.findIndex(
    (line, index) => index > 0 && /^[}\])]/.test(line.slice(indent.length)) && line.startsWith(indent),
  );
  const isOneLine = !/[{[(]$/.test(lines[0] ?? '');
  return lines.slice(0, isOneLine ? 1 : end + 1).join('\n');
}

/** Names in capitals that a map gives values to. */
export const namesIn = (value: string): string[] =>
  [...value.matchAll(/\b([A-Z][A-Z0-9_]+)\s*= /g)].map(([, name]) => name ?? '');

/** Names in capitals in quotes. */
export const textsIn = (value: string): string[] =>
  [...value.matchAll(/"([A-Z][A-Z0-9_]+)"/g)].map(([, name]) => name ?? '');
