import { AppError } from '../domain/errors.ts';

/** Of Cloud Storage: https://cloud.google.com/storage/docs/objects#naming */
const maxKeyBytes = 1024;

function check(key: string, segments: readonly string[], minimum: number): void {
  const fine =
    segments[0] === 'teams' &&
    segments.length >= minimum &&
    segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..') &&
    !/\p{Cc}/u.test(key) &&
    key.isWellFormed() &&
    Buffer.byteLength(key) <= maxKeyBytes;
  if (!fine) throw new AppError('invalid_input', 'This name of a stored file is not valid.', { details: { key } });
}

/** The segments of a key `teams/{team}/…/{name}`. Throws `invalid_input` for anything else, in every implementation. */
export function parseFileKey(key: string): string[] {
  const segments = key.split('/');
  check(key, segments, 3);
  return segments;
}

/** The segments of a prefix that ends in `/` and lies within one team: `teams/{team}/` at least. */
export function parseFilePrefix(prefix: string): string[] {
  if (!prefix.endsWith('/')) {
    throw new AppError('invalid_input', 'This name of a stored folder is not valid.', { details: { prefix } });
  }
  const segments = prefix.slice(0, -1).split('/');
  check(prefix, segments, 2);
  return segments;
}
