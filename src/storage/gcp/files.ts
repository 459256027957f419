import { EventEmitter } from 'node:events';
import { buffer } from 'node:stream/consumers';
import type { Bucket } from '@google-cloud/storage';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Files } from '../../domain/ports/files.ts';
import { parseFileKey, parseFilePrefix } from '../file-keys.ts';

/** From this size on an upload is resumed after an interruption rather than sent again. */
const resumableBytes = 8 * 1024 * 1024;
const deletedAtOnce = 20;
const maxListeners = 30;

export interface CloudFilesOptions {
  projectId: string;
  bucket: string;
  /** Another server with the same API, reached without credentials. */
  apiEndpoint?: string;
}

const statusOf = (error: unknown): number | undefined =>
  error instanceof Error && 'code' in error && Number.isInteger(Number(error.code)) ? Number(error.code) : undefined;

/** HTTP states that pass, and whatever happened before there was one. */
function storageError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const status = statusOf(error);
  const retryable = status === undefined || status === 408 || status === 429 || status >= 500;
  return new AppError('storage_failed', 'The storage did not answer as it should.', { cause: error, retryable });
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storageError(error);
  }
}

/** Of the answer that carries the content, so that both belong to the same version. */
function mimeTypeOf(answer: unknown): string | undefined {
  const parsed = z.object({ headers: z.object({ 'content-type': z.string() }) }).safeParse(answer);
  return parsed.data?.headers['content-type'];
}

async function openBucket({ projectId, bucket, apiEndpoint }: CloudFilesOptions): Promise<Bucket> {
  const { IdempotencyStrategy, Storage } = await import('@google-cloud/storage');
  // Writing again replaces and deleting again finds nothing: every call may be repeated.
  const retryOptions = { idempotencyStrategy: IdempotencyStrategy.RetryAlways };
  return new Storage({ projectId, retryOptions, ...(apiEndpoint !== undefined && { apiEndpoint }) }).bucket(bucket);
}

/**
 * Files in a bucket of Cloud Storage, under their keys. Content is checked by its CRC32C both ways. The client is loaded
 * with the first file: the bot hardly ever needs one.
 */
export function openCloudFiles(options: CloudFilesOptions): Files {
  let opened: Promise<Bucket> | undefined;
  const bucketOf = (): Promise<Bucket> => {
    opened ??= openBucket(options);
    return opened;
  };

  const fileOf = async (key: string) => {
    parseFileKey(key);
    return (await bucketOf()).file(key);
  };

  const list = async (prefix: string): Promise<string[]> => {
    parseFilePrefix(prefix);
    const bucket = await bucketOf();
    const [found] = await guarded(() => bucket.getFiles({ prefix, fields: 'items(name),nextPageToken' }));
    return found.map(({ name }) => name);
  };

  const remove = async (key: string): Promise<void> => {
    const bucket = await bucketOf();
    await guarded(() => bucket.file(key).delete({ ignoreNotFound: true }));
  };

  return {
    async put(key, content, mimeType) {
      const resumable = content.length >= resumableBytes;
      const file = await fileOf(key);
      await guarded(() => file.save(Buffer.from(content), { contentType: mimeType, resumable, validation: 'crc32c' }));
    },
    async get(key) {
      const file = await fileOf(key);
      return guarded(async () => {
        let mimeType: string | undefined;
        const stream = file.createReadStream({ decompress: false });
        stream.on('response', (answer: unknown) => {
          // The client pipes it through more steps than Node expects, which would otherwise warn once per process.
          if (answer instanceof EventEmitter) answer.setMaxListeners(maxListeners);
          mimeType = mimeTypeOf(answer);
        });
        try {
          const content = new Uint8Array(await buffer(stream));
          return { content, mimeType: mimeType ?? 'application/octet-stream' };
        } catch (error) {
          if (statusOf(error) === 404) return undefined;
          throw error;
        }
      });
    },
    async delete(key) {
      parseFileKey(key);
      await remove(key);
    },
    async deleteBelow(prefix) {
      const keys = await list(prefix);
      for (let start = 0; start < keys.length; start += deletedAtOnce) {
        await Promise.all(keys.slice(start, start + deletedAtOnce).map(remove));
      }
    },
    list,
  };
}
