import { type DocumentSnapshot, Timestamp } from '@google-cloud/firestore';
import { AppError } from '../../domain/errors.ts';
import type { DocumentPath, StoredDocument } from '../../domain/ports/documents.ts';
import { decodeMembers } from './values.ts';

/** The time of the last write to the nanosecond. Every write changes the mark of its commit, and with it this time. */
export const versionOf = ({ updateTime }: DocumentSnapshot): string | undefined =>
  updateTime && `${updateTime.seconds}.${updateTime.nanoseconds}`;

/** The time a version stands for; one that was made up is a `conflict`, like one that is past. */
export function timeOf(version: string, path: DocumentPath): Timestamp {
  const [seconds, nanoseconds] = version.split('.').map(Number);
  if (!Number.isSafeInteger(seconds) || !Number.isSafeInteger(nanoseconds)) {
    throw new AppError('conflict', 'This was changed in the meantime.', { details: { path } });
  }
  return new Timestamp(seconds ?? 0, nanoseconds ?? 0);
}

export function fromSnapshot(snapshot: DocumentSnapshot): StoredDocument | undefined {
  const data = snapshot.data();
  const version = versionOf(snapshot);
  if (!data || version === undefined) return undefined;
  return { path: snapshot.ref.path, data: decodeMembers(data), version };
}
