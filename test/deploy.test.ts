import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { assigned, namesIn, readTerraform } from './harness/terraform.ts';

const root = join(import.meta.dirname, '..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');

/** `scripts/deploy.sh` with a gcloud that only notes what it is told; live are revisions a and b. */
function deployer() {
  const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const calls = join(folder, 'calls');
  writeFileSync(
    join(folder, 'gcloud'),
    `#!/bin/sh
echo "$*" >> '${calls}'
case "$*" in
  *"$FAILS"*) [ -n "$FAILS" ] && exit 1 ;;
esac
case "$*" in
  *describe*tag=*) echo https://r-1---bot.example ;;
  *describe*worker*) echo worker-a ;;
  *describe*bot*) echo bot-b ;;
esac
`,
  );
  chmodSync(join(folder, 'gcloud'), 0o755);
  const notes = join(folder, 'notes');
  return {
    notes,
    run: (step: string, fails = '') =>
      spawnSync('bash', [join(root, 'scripts', 'deploy.sh'), step], {
        encoding: 'utf8',
        env: {
          PATH: `${folder}:${process.env.PATH}`,
          NAME: 'prospector',
          REGION: 'r',
          IMAGE: 'registry/app:1',
          TAG: 'r-1',
          NOTES: notes,
          FAILS: fails,
        },
      }).status,
    /** Without what only asks. */
    done: () =>
      (existsSync(calls) ? readFileSync(calls, 'utf8') : '')
        .trim()
        .split('\n')
        .filter((call) => !call.includes(' describe ')),
  };
}

const migration = [
  'run jobs update prospector-admin --region r --image registry/app:1',
  'run jobs execute prospector-admin --region r --args migrate --wait',
];
const staged = ['worker', 'bot'].map(
  (one) => `run services update prospector-${one} --region r --image registry/app:1 --tag r-1 --no-traffic`,
);

describe('scripts/deploy.sh', () => {
  it('migrates before it deploys, and gives new revisions no traffic', () => {
    const { run, done, notes } = deployer();
    expect(run('stage')).toBe(0);
    expect(done()).toEqual([...migration, ...staged]);
    expect(readFileSync(join(notes, 'tagged-url'), 'utf8').trim()).toBe('https://r-1---bot.example');
  });

  it('deploys nothing when a migration fails', () => {
    const { run, done } = deployer();
    expect(run('stage', 'jobs execute')).not.toBe(0);
    expect(done()).toEqual(migration);
  });

  it('keeps the new revisions when they answered', () => {
    const { run, done, notes } = deployer();
    run('stage');
    expect(run('shift')).toBe(0);
    writeFileSync(join(notes, 'live-ok'), '');
    expect(run('settle')).toBe(0);
    expect(done().slice(4)).toEqual([
      'run services update-traffic prospector-worker --region r --to-latest',
      'run services update-traffic prospector-bot --region r --to-latest',
    ]);
  });

  it('brings the old ones back when they did not, and fails', () => {
    const { run, done } = deployer();
    run('stage');
    run('shift');
    expect(run('settle')).toBe(1);
    expect(done().slice(6)).toEqual([
      'run services update-traffic prospector-worker --region r --to-revisions worker-a=100',
      'run services update-traffic prospector-bot --region r --to-revisions bot-b=100',
    ]);
  });

  it('does nothing when it is not told what', () => {
    const { run, done } = deployer();
    expect(run('everything')).toBe(2);
    expect(done()).toEqual(['']);
  });
});

describe('cloudbuild.yaml', () => {
  const build = parse(read('cloudbuild.yaml')) as {
    substitutions: Record<string, string>;
    options: { env: string[] };
    steps: { id: string; name: string; args: string[]; allowFailure?: boolean }[];
  };

  it('checks, builds, scans and pushes before it deploys, and looks twice', () => {
    expect(build.steps.map(({ id }) => id)).toEqual([
      ...['install', 'check', 'test', 'audit', 'build', 'scan', 'push'],
      ...['stage', 'smoke-staged', 'shift', 'smoke-live', 'settle'],
    ]);
    expect(build.steps.filter(({ allowFailure }) => allowFailure).map(({ id }) => id)).toEqual(['smoke-live']);
  });

  it('uses the Node of the image, and images whose tag names a version', () => {
    const images = new Set(build.steps.map(({ name }) => name));
    const [base] = /^FROM (\S+)/m.exec(read('Dockerfile'))?.slice(1) ?? [];
    expect(images).toEqual(
      new Set([base, 'gcr.io/cloud-builders/docker', 'gcr.io/google.com/cloudsdktool/google-cloud-cli:526.0.0']),
    );
  });

  it('is told by the trigger what it asks for', () => {
    const given = namesIn(assigned(readTerraform(), 'substitutions').replaceAll('    _', '    X_'));
    expect(given.map((name) => name.slice(1)).sort()).toEqual(Object.keys(build.substitutions).sort());
  });

  it('gives deploy.sh what it needs', () => {
    const given = build.options.env.map((pair) => pair.split('=')[0]);
    const needed = [...read('scripts/deploy.sh').matchAll(/\$\{(\w+):\?\}/g)].map(([, name]) => name);
    expect(needed.length).toBe(5);
    expect(given).toEqual(expect.arrayContaining(needed));
  });
});

it('what is asked of administration is what it knows', () => {
  const asked = ['scripts/deploy.sh', 'terraform/run.tf', 'docs/runbook.md'].flatMap((file) => [
    ...read(file).matchAll(/--args[ =]([a-z-]+)|args\s+= \["([a-z-]+)"\]/g),
  ]);
  const acts = [...new Set(asked.map(([, one, other]) => one ?? other ?? ''))].sort();
  expect(acts).toEqual(['dead-letters', 'migrate', 'replay']);
  for (const act of acts) expect(read('src/cli/admin.ts')).toContain(`case '${act}':`);
});

describe('workflows', () => {
  const folder = '.github/workflows';
  const files = readdirSync(join(root, folder));

  it.each(files)('%s pins actions by commit, begins without permissions, and names no secret', (name) => {
    const text = read(join(folder, name));
    const uses = [...text.matchAll(/uses: (\S+)(.*)/g)];
    expect(uses.length).toBeGreaterThan(1);
    for (const [, action, comment] of uses) {
      expect(action).toMatch(/@[0-9a-f]{40}$/);
      expect(comment).toMatch(/^ # v\d+\.\d+\.\d+$/);
    }
    const { permissions, jobs } = parse(text) as {
      permissions: object;
      jobs: Record<string, { permissions: Record<string, string> }>;
    };
    expect(permissions).toEqual({});
    for (const job of Object.values(jobs)) {
      const { contents, ...others } = job.permissions;
      expect(contents).toBe('read');
      expect(others).toEqual(name === 'deploy.yml' ? { 'id-token': 'write' } : {});
    }
    expect(text).not.toContain('secrets.');
    expect(text).not.toContain('pull_request_target');
  });

  it('run the same checks as Cloud Build', () => {
    const ci = read(join(folder, 'ci.yml'));
    for (const command of ['npm ci', 'npm run check', 'npm test', 'npm audit --omit=dev --audit-level=high']) {
      expect(ci).toContain(`run: ${command}`);
    }
    expect(read(join(folder, 'deploy.yml'))).toContain('--config cloudbuild.yaml');
  });
});
