import { AppError } from '../domain/errors.ts';
import type { CollectionPath, DocumentPath } from '../domain/ports/documents.ts';

const maxSegmentBytes = 1500;

function invalid(what: string, path: string): AppError {
  return new AppError('invalid_input', 'This address of a stored document is not valid.', { details: { what, path } });
}

/** Segments follow Firestore's rules for ids, so that every implementation takes the same paths: https://firebase.google.com/docs/firestore/quotas#limits */
function segmentsOf(path: string): string[] {
  const segments = path.split('/');
  for (const segment of segments) {
    if (segment === '' || segment === '.' || segment === '..') throw invalid('segment', path);
    if (/^__.*__$/.test(segment) || /\p{Cc}/u.test(segment) || !segment.isWellFormed()) throw invalid('segment', path);
    if (Buffer.byteLength(segment) > maxSegmentBytes) throw invalid('segment length', path);
  }
  return segments;
}

export interface DocumentAddress {
  collection: CollectionPath;
  id: string;
}

/** `teams/{team}`, anything below it with an even number of segments, or `due/{id}`. Throws `invalid_input`. */
export function parseDocumentPath(path: DocumentPath): DocumentAddress {
  const segments = segmentsOf(path);
  const id = segments.at(-1);
  if (id === undefined || segments.length % 2 !== 0) throw invalid('number of segments', path);
  if (segments[0] !== 'teams' && !(segments[0] === 'due' && segments.length === 2)) throw invalid('root', path);
  return { collection: segments.slice(0, -1).join('/'), id };
}

/** A collection of one team, or `due`: a query of `teams` itself would cross teams and is refused with `invalid_input`. */
export function checkCollectionPath(path: CollectionPath): CollectionPath {
  const segments = segmentsOf(path);
  const ofTeam = segments[0] === 'teams' && segments.length >= 3 && segments.length % 2 === 1;
  if (!ofTeam && path !== 'due') throw invalid('collection', path);
  return path;
}
