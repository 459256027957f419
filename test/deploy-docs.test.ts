import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { grantsOf, readTerraform } from './harness/terraform.ts';

const root = join(import.meta.dirname, '..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const documents = [
  'docs/deployment-review.md',
  'docs/runbook.md',
  'docs/costs.md',
  'docs/decisions/0006-firestore-instead-of-sql.md',
  'terraform/README.md',
];

describe.each(documents)('%s', (document) => {
  const text = read(document);

  it('names only files and folders that exist', () => {
    const paths = [...text.matchAll(/`((?:src|test|terraform|scripts|docs|simulator|bench)\/[\w./-]+)`/g)];
    const files = [
      ...paths.map(([, path = '']) => path),
      ...[...text.matchAll(/`(Dockerfile|\.dockerignore|cloudbuild\.yaml)`/g)].map(([, path = '']) => path),
    ];
    expect(files.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('links only to what exists', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)];
    const headings = (name: string) =>
      [...read(name).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
        title
          .toLowerCase()
          .replace(/[^\w -]/g, '')
          .replaceAll(' ', '-'),
      );
    for (const [, path = '', section] of links) {
      const target = path === '' ? document : join(document, '..', path);
      expect([target, existsSync(join(root, target))]).toEqual([target, true]);
      if (section !== undefined) expect(headings(target)).toContain(section);
    }
  });

  it('names only commands that exist', () => {
    const commands = [...text.matchAll(/npm run ([\w-]+)/g)].map(([, name = '']) => name);
    expect(commands.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('the review', () => {
  const rows = [...read('docs/deployment-review.md').matchAll(/^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)].slice(1);

  it('names for every point the file that does it', () => {
    expect(rows).toHaveLength(27);
    expect(rows.filter(([, , , where = '']) => !where.includes('`')).map(([, point]) => point)).toEqual([]);
  });

  it('would miss a file that is not there', () => {
    expect(existsSync(join(root, 'test/terraform.test.ts'))).toBe(true);
    expect(existsSync(join(root, 'test/nobody-wrote-this.test.ts'))).toBe(false);
  });

  it('counts the grants', () => {
    expect(read('docs/deployment-review.md')).toContain(`${grantsOf(readTerraform()).length} grants`);
  });
});

describe('the costs', () => {
  const rows = [...read('docs/costs.md').matchAll(/^\| (.+) \| ([\d.+*/() ]+) \| ([\d.]+) \|$/gm)];
  /** Only figures, brackets and the four operations get here. */
  const evaluate = (text: string): number => Number(new Function(`return ${text}`)());

  it.each(rows.map(([, what = '', how = '', usd = '']) => ({ what, how, usd })))('$what', ({ how, usd }) => {
    expect(evaluate(how).toFixed(2)).toBe(usd);
  });

  it('are what the review says', () => {
    expect(rows.length).toBeGreaterThan(15);
    const monthly = rows.find(([, what]) => what === '1,000 runs')?.[3];
    expect(read('docs/deployment-review.md')).toContain(`about ${Math.round(Number(monthly))} with a thousand`);
  });
});
