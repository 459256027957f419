import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

/**
 * TERRAFORM_CHECK names a command that formats, validates and tests a folder without downloading a provider; in CI with
 * a network `terraform init` does instead (.github/workflows/ci.yml).
 */
const check = process.env.TERRAFORM_CHECK;
const hasTerraform = spawnSync('terraform', ['version']).status === 0;
const root = join(import.meta.dirname, '..');

it.skipIf(!hasTerraform)('the configuration is formatted', () => {
  const { status, stdout } = spawnSync('terraform', ['fmt', '-check', '-recursive', 'terraform'], { cwd: root });
  expect([status, stdout.toString()]).toEqual([0, '']);
});

describe.skipIf(check === undefined || !hasTerraform)('the configuration', () => {
  const run = (folder: string) => {
    const { status, stdout, stderr } = spawnSync(check ?? '', ['terraform'], { cwd: folder, encoding: 'utf8' });
    return { status, said: stdout + stderr };
  };

  it('is valid, and its own tests pass', { timeout: 400_000 }, () => {
    const { status, said } = run(root);
    expect(said).toMatch(/Success! \d+ passed, 0 failed\./);
    expect(status).toBe(0);
  });

  it('is not, when a grant is missing', { timeout: 400_000 }, () => {
    const copy = mkdtempSync(join(tmpdir(), 'terraform-'));
    onTestFinished(() => rmSync(copy, { recursive: true }));
    for (const name of ['terraform', 'src/storage/gcp/indexes.json', 'package.json']) {
      cpSync(join(root, name), join(copy, name), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    const file = join(copy, 'terraform', 'accounts.tf');
    const grant = /resource "google_pubsub_subscription_iam_member" "pubsub_takes_from_jobs" \{[\s\S]*?\n\}\n/;
    const before = readFileSync(file, 'utf8');
    expect(before).toMatch(grant);
    writeFileSync(file, before.replace(grant, ''));
    const { status, said } = run(copy);
    expect(status).not.toBe(0);
    expect(said).toContain('pubsub_takes_from_jobs');
  });
});
