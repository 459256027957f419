import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Who may import whom. This table is the dependency document: what is not listed is denied, type-only imports,
 * re-exports and dynamic imports included. `domain` may be imported by everybody, and so may zod.
 */
const table: Record<string, { folders?: string[]; packages?: string[] }> = {
  'src/domain': {},
  'src/bot': { packages: ['@slack/bolt', '@slack/web-api', '@slack/types'] },
  'src/pipeline': { packages: ['@langchain/langgraph'] },
  'src/pipeline/evidence': { folders: ['src/pipeline'], packages: ['normalize-url', 'ipaddr.js', 'tldts'] },
  'src/pipeline/gemini': { folders: ['src/pipeline'], packages: ['@google/genai', 'p-limit'] },
  'src/storage': {},
  'src/storage/gcp': {
    folders: ['src/storage'],
    packages: [
      '@google-cloud/firestore',
      '@google-cloud/pubsub',
      '@google-cloud/storage',
      '@google-cloud/aiplatform',
      'google-auth-library',
    ],
  },
  'src/render': { packages: ['puppeteer-core', '@sparticuz/chromium', 'hono'] },
  'src/worker': { packages: ['hono', '@hono/node-server', 'google-auth-library'] },
  'src/cli': {
    folders: [
      'src',
      'src/pipeline',
      'src/pipeline/evidence',
      'src/pipeline/gemini',
      'src/storage',
      'src/render',
      'src/worker',
    ],
    packages: ['listr2'],
  },
  src: {
    folders: ['src/bot', 'src/pipeline', 'src/storage', 'src/render', 'src/worker'],
    packages: [
      'pino',
      'ulid',
      '@hono/node-server',
      '@opentelemetry/api',
      '@opentelemetry/sdk-metrics',
      '@opentelemetry/exporter-metrics-otlp-http',
      '@opentelemetry/resources',
    ],
  },
  simulator: { packages: ['hono', '@hono/node-server', '@slack/types', 'yaml', 'rolldown'] },
  // What the inspector shows of the app from inside.
  'simulator/inside': { folders: ['simulator', 'src', 'src/domain', 'src/storage', 'src/pipeline/gemini'] },
  'simulator/console/page': { folders: ['simulator', 'simulator/inside'], packages: ['react', 'react-dom'] },
};

/** Tests may use what their own folder may, the test runner, and the helpers of tests. */
const testPackages = [
  'vitest',
  'fast-check',
  'ajv',
  'ajv-formats',
  'yaml',
  '@google/genai',
  '@slack/web-api',
  'puppeteer-core',
  '@sparticuz/chromium',
];

interface Import {
  file: string;
  specifier: string;
}

const importPattern =
  /^[ \t]*(?:import|export)\s*(?:type\s*)?(?:[\w*{}\s,$]+\s*from\s*)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|require\(\s*['"]([^'"]+)['"]\s*\)/gm;

const importsOf = (file: string, code: string): Import[] =>
  [...code.matchAll(importPattern)].map((match) => ({ file, specifier: match[1] ?? match[2] ?? match[3] ?? '' }));

const roomOf = (file: string): string => {
  const rooms = Object.keys(table).filter((room) => file === room || file.startsWith(`${room}/`));
  return rooms.sort((a, b) => b.length - a.length)[0] ?? '';
};

/** A sentence for every import that the table does not allow. */
function violations(imports: readonly Import[]): string[] {
  return imports.flatMap(({ file, specifier }) => {
    const room = roomOf(file);
    const rules = table[room];
    if (!rules) return [`${file} is in no room of the table`];
    const isTest = /\.test\.tsx?$|\/(fixtures|contract)\/|\/(test|check)-[^/]+\.ts$/.test(file);
    if (specifier.startsWith('node:') || specifier === 'zod') return [];
    if (!specifier.startsWith('.')) {
      const name = specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/');
      const allowed = [...(rules.packages ?? []), ...(isTest ? testPackages : [])];
      return allowed.includes(name) ? [] : [`${file} may not import ${name}`];
    }
    const target = roomOf(posix.normalize(posix.join(posix.dirname(file), specifier)));
    if (target === room || (target === 'src/domain' && (isTest || !room.startsWith('simulator')))) return [];
    // A room's parent may use what stands inside it.
    const allowed =
      (rules.folders ?? []).includes(target) ||
      target.startsWith(`${room}/`) ||
      (isTest && room.startsWith('simulator') && target.startsWith('src/'));
    return allowed ? [] : [`${file} may not import from ${target || specifier}`];
  });
}

const root = join(import.meta.dirname, '..');
const sourceFiles = ['src', 'simulator'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => relative(root, join(root, folder, name))),
);

describe('who imports whom', () => {
  it('is what the table says', () => {
    const imports = sourceFiles.flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')));
    expect(imports.length).toBeGreaterThan(100);
    expect(violations(imports)).toEqual([]);
  });

  it('only config.ts, start files and the command line read the environment', () => {
    const readers = sourceFiles.filter(
      (file) =>
        file.startsWith('src/') &&
        !/\.test\.ts$|^src\/(start-|cli\/)/.test(file) &&
        readFileSync(join(root, file), 'utf8').includes('process.env'),
    );
    expect(readers).toEqual([]);
  });

  it.each([
    ['a folder that is not listed', 'src/bot/a.ts', "import { x } from '../pipeline/engine.ts';"],
    ['a type-only import', 'src/storage/a.ts', "import type { x } from '../bot/x.ts';"],
    ['a re-export', 'src/render/a.ts', "export * from '../storage/x.ts';"],
    ['a dynamic import', 'src/domain/a.ts', "const x = await import('../bot/x.ts');"],
    ['a package of another folder', 'src/bot/a.ts', "import { GoogleGenAI } from '@google/genai';"],
    ['the model SDK outside gemini/', 'src/pipeline/stages/a.ts', "import type { Part } from '@google/genai';"],
    ['the simulator from src', 'src/bot/a.ts', "import { seed } from '../../simulator/slack/seed.ts';"],
    ['src from the simulator', 'simulator/slack/a.ts', "import { Run } from '../../src/domain/run.ts';"],
    ['src from the page', 'simulator/console/page/a.tsx', "import { Run } from '../../../src/domain/run.ts';"],
    ['the pipeline from inside', 'simulator/inside/a.ts', "import { x } from '../../src/pipeline/engine.ts';"],
    ['an import over several lines', 'src/bot/a.ts', "import {\n  x,\n  y,\n} from '../render/x.ts';"],
    ['require', 'src/bot/a.ts', "const x = require('../render/x.ts');"],
  ])('sees %s', (_what, file, code) => {
    expect(violations(importsOf(file, code))).toHaveLength(1);
  });

  it('lets through what is allowed', () => {
    const code =
      "import { z } from 'zod';\nimport { join } from 'node:path';\nimport type { Run } from '../domain/run.ts';\nimport { b } from './b.ts';";
    expect(violations(importsOf('src/bot/a.ts', code))).toEqual([]);
  });
});
