import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Files } from '../../domain/ports/files.ts';

export interface FilesHarness {
  files: Files;
  close(): Promise<void>;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The promises of the port `Files`, run against any implementation. */
export function filesContract(name: string, start: () => Promise<FilesHarness>): void {
  describe(`files: ${name}`, () => {
    let harness: FilesHarness;
    const files = () => harness.files;
    const text = async (key: string) => {
      const found = await files().get(key);
      return found && new TextDecoder().decode(found.content);
    };

    beforeEach(async () => {
      harness = await start();
    });
    afterEach(() => harness.close());

    test('gives back content and kind', async () => {
      const content = Uint8Array.from({ length: 70_000 }, (_, i) => i % 256);
      await files().put('teams/T1/runs/R1/files[onePager.u1]/v1.pdf', content, 'application/pdf');
      const found = await files().get('teams/T1/runs/R1/files[onePager.u1]/v1.pdf');
      expect(found?.mimeType).toBe('application/pdf');
      expect(Buffer.from(found?.content ?? []).equals(content)).toBe(true);
      expect(await files().get('teams/T1/runs/R1/files[onePager.u1]/v2.pdf')).toBeUndefined();
    });

    test('keeps an empty file', async () => {
      await files().put('teams/T1/empty', new Uint8Array(), 'text/plain; charset=utf-8');
      expect(await files().get('teams/T1/empty')).toEqual({
        content: new Uint8Array(),
        mimeType: 'text/plain; charset=utf-8',
      });
    });

    test('writing again replaces content and kind', async () => {
      await files().put('teams/T1/a', bytes('a longer first version'), 'text/plain');
      await files().put('teams/T1/a', bytes('<p>2</p>'), 'text/html');
      expect(await text('teams/T1/a')).toBe('<p>2</p>');
      expect((await files().get('teams/T1/a'))?.mimeType).toBe('text/html');
    });

    test('many writers of one key leave one whole version', async () => {
      const versions = Array.from({ length: 10 }, (_, i) => String(i).repeat(10_000 + i));
      await Promise.all(versions.map((version) => files().put('teams/T1/a', bytes(version), 'text/plain')));
      expect(versions).toContain(await text('teams/T1/a'));
      expect(await files().list('teams/T1/')).toEqual(['teams/T1/a']);
    });

    const odd = [
      'teams/T1/a',
      'teams/T1/a/b',
      'teams/T1/a/b.file',
      'teams/T1/A',
      'teams/t1/a',
      'teams/T1/%61',
      'teams/T1/a b/ä 東京 🚀.pdf',
      'teams/T1/..a/.b/c..',
      'teams/T1/CON/nul:aux?*|<>"',
      'teams/T1/back\\..\\slash',
      `teams/T1/${'long '.repeat(45)}/${'x'.repeat(400)}`,
      `teams/T1/${'long '.repeat(45)}/${'x'.repeat(399)}y`,
    ];

    test('keys that look alike, odd and long ones are all different files', async () => {
      for (const key of odd) await files().put(key, bytes(key), 'text/plain');
      for (const key of odd) expect(await text(key)).toBe(key);
      const ofTeam = odd.filter((key) => key.startsWith('teams/T1/'));
      expect((await files().list('teams/T1/')).sort()).toEqual([...ofTeam].sort());
    });

    test('lists and deletes below a prefix and nowhere else', async () => {
      const keys = ['teams/T1/runs/R1/a', 'teams/T1/runs/R1/b/c', 'teams/T1/runs/R10/a', 'teams/T2/runs/R1/a'];
      for (const key of keys) await files().put(key, bytes(key), 'text/plain');
      expect((await files().list('teams/T1/runs/R1/')).sort()).toEqual(keys.slice(0, 2));
      await files().deleteBelow('teams/T1/runs/R1/');
      await files().deleteBelow('teams/T1/runs/R1/');
      expect(await files().list('teams/T1/')).toEqual(['teams/T1/runs/R10/a']);
      expect(await files().list('teams/T2/')).toEqual(['teams/T2/runs/R1/a']);
      expect(await files().get('teams/T1/runs/R1/a')).toBeUndefined();
    });

    test('deletes one file, which may be gone already', async () => {
      await files().put('teams/T1/a/b', bytes('b'), 'text/plain');
      await files().put('teams/T1/a/c', bytes('c'), 'text/plain');
      await files().delete('teams/T1/a/b');
      await files().delete('teams/T1/a/b');
      await files().delete('teams/T1/never/there');
      expect(await files().get('teams/T1/a/b')).toBeUndefined();
      expect(await text('teams/T1/a/c')).toBe('c');
    });

    test('writing while the folder around it is deleted loses nothing that was written after', async () => {
      for (let round = 0; round < 10; round++) {
        await files().put('teams/T1/a/old', bytes('old'), 'text/plain');
        const deleting = files().delete('teams/T1/a/old');
        await Promise.all([deleting, files().put('teams/T1/a/new', bytes(`${round}`), 'text/plain')]);
        expect(await text('teams/T1/a/new')).toBe(`${round}`);
        await files().deleteBelow('teams/T1/');
      }
    });

    const bad = ['', 'a', 'teams', 'teams/T1', '/teams/T1/a', 'teams/T1/', 'teams/T1/../T2/a', 'teams/T1/./a'];
    test.each([...bad, 'teams//a', 'teams/T1/a\u0000', 'teams/T1/\ud800', `teams/T1/${'x'.repeat(1025)}`, 'due/T1/a'])(
      'refuses the key %j',
      async (key) => {
        const answers = [files().put(key, bytes('x'), 'text/plain'), files().get(key), files().delete(key)];
        for (const answer of answers) await expect(answer).rejects.toMatchObject({ code: 'invalid_input' });
      },
    );

    test.each(['', '/', 'teams', 'teams/', 'teams/T1', 'teams/../', 'teams/T1/../', 'teams/T1//'])(
      'refuses the prefix %j',
      async (prefix) => {
        await expect(files().list(prefix)).rejects.toMatchObject({ code: 'invalid_input' });
        await expect(files().deleteBelow(prefix)).rejects.toMatchObject({ code: 'invalid_input' });
      },
    );
  });
}
