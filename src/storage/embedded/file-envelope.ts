import { type FileHandle, open } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';

/**
 * A stored file is its key and kind as JSON, with the length of that in four bytes before it, and then the content:
 * one rename puts all of it in place, and the name on disk need not say what it is.
 */
const Envelope = z.object({ key: z.string(), mimeType: z.string() });
export type Envelope = z.infer<typeof Envelope>;

const lengthBytes = 4;
const maxEnvelopeBytes = 16_384;

const damaged = (cause?: unknown) => new AppError('storage_failed', 'A stored file is damaged.', { cause });

export function packFile(envelope: Envelope, content: Uint8Array): Uint8Array {
  const json = Buffer.from(JSON.stringify(envelope));
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32BE(json.length);
  return Buffer.concat([length, json, content]);
}

async function readExactly(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead !== length) throw damaged();
  return buffer;
}

async function readEnvelope(file: FileHandle): Promise<{ envelope: Envelope; end: number }> {
  const length = (await readExactly(file, 0, lengthBytes)).readUInt32BE();
  if (length > maxEnvelopeBytes) throw damaged();
  const json = (await readExactly(file, lengthBytes, length)).toString();
  try {
    return { envelope: Envelope.parse(JSON.parse(json)), end: lengthBytes + length };
  } catch (error) {
    throw damaged(error);
  }
}

async function withFile<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T | undefined> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

/** Only the key and kind. `undefined` when there is no file. */
export const peekFile = (path: string): Promise<Envelope | undefined> =>
  withFile(path, async (file) => (await readEnvelope(file)).envelope);

export const unpackFile = (path: string): Promise<(Envelope & { content: Uint8Array }) | undefined> =>
  withFile(path, async (file) => {
    const { envelope, end } = await readEnvelope(file);
    const { size } = await file.stat();
    return { ...envelope, content: new Uint8Array(await readExactly(file, end, size - end)) };
  });
