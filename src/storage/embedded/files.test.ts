import { copyFile, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { filesContract } from '../contract/files-contract.ts';
import { createTestClock } from '../contract/test-clock.ts';
import { openEmbeddedFiles } from './files.ts';

const { clock } = createTestClock();

filesContract('embedded', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'files-'));
  const files = openEmbeddedFiles({ folder: join(folder, 'files'), clock });
  return { files, close: () => rm(folder, { recursive: true }) };
});

describe('files on disk', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'files-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('stay inside the folder and leave no empty folder behind', async () => {
    const inside = join(folder, 'inside');
    const files = openEmbeddedFiles({ folder: inside, clock });
    await files.put('teams/T1/..%2F..%2Fa\\..\\b/.../x', new Uint8Array([1]), 'text/plain');
    expect(await readdir(folder)).toEqual(['inside']);
    await files.deleteBelow('teams/T1/');
    expect(await readdir(inside)).toEqual(['.unfinished']);
    await files.put('teams/T1/a', new Uint8Array([1]), 'text/plain');
    expect(await files.list('teams/T1/')).toEqual(['teams/T1/a']);
  });

  test('what a killed process left unfinished is no file, and is removed after an hour', async () => {
    const unfinished = join(folder, '.unfinished');
    await mkdir(unfinished);
    for (const [name, age] of [
      ['old', 61],
      ['fresh', 59],
    ] as const) {
      await writeFile(join(unfinished, name), 'half');
      const written = new Date(clock.now().getTime() - age * 60_000);
      await utimes(join(unfinished, name), written, written);
    }
    const files = openEmbeddedFiles({ folder, clock });
    expect(await files.list('teams/T1/')).toEqual([]);
    await files.put('teams/T1/a', new Uint8Array([1]), 'text/plain');
    expect(await readdir(unfinished)).toEqual(['fresh']);
  });

  test.each(['', 'ab', '\u0000\u0000\u0000\u00ff{', '\u0000\u0000\u0000\u0002{}rest', '\u00ff\u00ff\u00ff\u00ff'])(
    'a damaged file is said to be so (%j)',
    async (content) => {
      const files = openEmbeddedFiles({ folder, clock });
      await files.put('teams/T1/a', new Uint8Array([1]), 'text/plain');
      const [name = ''] = (await readdir(join(folder, 'teams', 'T1'))).filter((entry) => entry.endsWith('.file'));
      await writeFile(join(folder, 'teams', 'T1', name), content, 'latin1');
      await expect(files.get('teams/T1/a')).rejects.toMatchObject({ code: 'storage_failed' });
    },
  );

  test('a file that lies in the place of another one is not given out as it', async () => {
    const files = openEmbeddedFiles({ folder, clock });
    await files.put('teams/T1/a', new Uint8Array([1]), 'text/plain');
    await files.put('teams/T2/b', new Uint8Array([2]), 'text/plain');
    const nameIn = async (team: string) =>
      join(folder, 'teams', team, (await readdir(join(folder, 'teams', team)))[0] ?? '');
    await copyFile(await nameIn('T2'), await nameIn('T1'));
    expect(await files.get('teams/T1/a')).toBeUndefined();
    expect(await files.list('teams/T1/')).toEqual([]);
  });

  test('a folder that cannot be made is storage_failed', async () => {
    await writeFile(join(folder, 'plain'), '');
    const opening = () => openEmbeddedFiles({ folder: join(folder, 'plain', 'files'), clock });
    expect(opening).toThrow(expect.objectContaining({ code: 'storage_failed' }));
  });
});
