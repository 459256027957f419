import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Files } from '../src/domain/ports/files.ts';
import { filesContract } from '../src/storage/contract/files-contract.ts';
import { openCloudFiles } from '../src/storage/gcp/files.ts';
import { type CloudStorageServer, crc32c, startCloudStorage } from './servers/cloud-storage.ts';

let server: CloudStorageServer;
let buckets = 0;
const open = () => openCloudFiles({ projectId: 'p', bucket: `bucket-${++buckets}`, apiEndpoint: server.url });

beforeAll(async () => {
  server = await startCloudStorage();
});
afterAll(() => server.close());

filesContract('Cloud Storage', async () => ({ files: open(), close: async () => {} }));

describe('files in Cloud Storage', () => {
  let files: Files;
  beforeEach(() => {
    files = open();
  });

  test('the checksum is the one of the standard', () => {
    expect(crc32c(Buffer.from('123456789'))).toBe(Buffer.from('e3069283', 'hex').toString('base64'));
  });

  test('a large file goes up in an upload that can be resumed', async () => {
    const content = Uint8Array.from({ length: 9 * 1024 * 1024 }, (_, i) => i % 251);
    await files.put('teams/T1/large', content, 'application/pdf');
    const found = await files.get('teams/T1/large');
    expect(found?.mimeType).toBe('application/pdf');
    expect(Buffer.from(found?.content ?? []).equals(content)).toBe(true);
  });

  test('what passes is tried again, what does not is storage_failed at once', async () => {
    await files.put('teams/T1/a', new Uint8Array([1]), 'text/plain');
    server.failNext('GET', 403);
    await expect(files.get('teams/T1/a')).rejects.toMatchObject({ code: 'storage_failed', retryable: false });
    server.failNext('DELETE', 503);
    await files.delete('teams/T1/a');
    expect(await files.get('teams/T1/a')).toBeUndefined();
  });

  test('content that is not what was stored is refused', async () => {
    await files.put('teams/T1/a', new Uint8Array([1, 2, 3]), 'text/plain');
    server.corrupt('teams/T1/a');
    await expect(files.get('teams/T1/a')).rejects.toMatchObject({ code: 'storage_failed' });
  });
});
