import { Buffer } from 'node:buffer';
import type { GroundingSupport } from '../../domain/evidence.ts';

/** Half-open UTF-8 byte range in one part of an answer. */
export interface ByteRange {
  part: number;
  start: number;
  end: number;
}

/** Why no range could be found for a support. */
export type LocateFailure = 'no_such_part' | 'bad_range' | 'text_not_found' | 'empty';

/** One part of an answer, in both of its measures. */
export interface Part {
  text: string;
  bytes: Buffer;
}

export const readPart = (text: string): Part => ({ text, bytes: Buffer.from(text, 'utf8') });

export const sliceBytes = (part: Part, start: number, end: number): string =>
  part.bytes.subarray(start, end).toString('utf8');

/**
 * Where a support stands, in bytes. The offsets are believed when they reproduce the support's text, or when there is
 * no text and they cut no character in two; otherwise the text is searched, first as it is, then with white space and
 * markdown read loosely, in the support's own part before the others, nearest to the offset.
 * Offsets are bytes: https://ai.google.dev/api/generate-content#Segment
 */
export function locate(parts: readonly Part[], support: GroundingSupport): ByteRange | LocateFailure {
  const own = parts[support.part];
  const wanted = support.text;
  if (own && isRange(own, support.startIndex, support.endIndex)) {
    const exact = wanted === '' || sliceBytes(own, support.startIndex, support.endIndex) === wanted;
    if (exact) return trimmed(own, support.part, support.startIndex, support.endIndex) ?? 'empty';
  }
  if (wanted.trim() === '') return own ? 'bad_range' : 'no_such_part';
  for (const [index, part] of inOrder(parts, support.part)) {
    const near = index === support.part ? support.startIndex : 0;
    const hit = nearest(part.text, wanted, near, part) ?? nearestLoose(part, wanted, near);
    if (hit) return trimmed(part, index, hit.start, hit.end) ?? 'empty';
  }
  return own ? 'text_not_found' : 'no_such_part';
}

const isRange = (part: Part, start: number, end: number): boolean =>
  start < end && end <= part.bytes.length && isBoundary(part, start) && isBoundary(part, end);

/** A byte of the form 10xxxxxx continues a character. */
const isBoundary = (part: Part, at: number): boolean =>
  at === part.bytes.length || ((part.bytes[at] ?? 0) & 0xc0) !== 0x80;

function* inOrder(parts: readonly Part[], first: number): Generator<[number, Part]> {
  const own = parts[first];
  if (own) yield [first, own];
  for (const [index, part] of parts.entries()) if (index !== first) yield [index, part];
}

/** Moves the ends inward over white space; nothing when no letter or digit is left. */
function trimmed(part: Part, index: number, start: number, end: number): ByteRange | undefined {
  const text = sliceBytes(part, start, end);
  if (!/[\p{L}\p{N}]/u.test(text)) return undefined;
  const left = Buffer.byteLength(text) - Buffer.byteLength(text.trimStart());
  const right = Buffer.byteLength(text) - Buffer.byteLength(text.trimEnd());
  return { part: index, start: start + left, end: end - right };
}

const byteAt = (text: string, index: number): number => Buffer.byteLength(text.slice(0, index));

function nearest(
  haystack: string,
  needle: string,
  nearByte: number,
  part: Part,
): { start: number; end: number } | undefined {
  const starts = occurrences(haystack, needle).map((index) => byteAt(part.text, index));
  const start = closest(starts, nearByte);
  return start === undefined ? undefined : { start, end: start + Buffer.byteLength(needle) };
}

function occurrences(haystack: string, needle: string): number[] {
  const found: number[] = [];
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + 1)) found.push(at);
  return found;
}

const closest = (values: readonly number[], target: number): number | undefined =>
  values.reduce<number | undefined>(
    (best, value) => (best === undefined || Math.abs(value - target) < Math.abs(best - target) ? value : best),
    undefined,
  );

/** A reading of a text without markdown marks and with single spaces; `from[i]` is where its i-th character stands. */
function loosely(text: string): { text: string; from: number[] } {
  let read = '';
  const from: number[] = [];
  for (let index = 0; index < text.length; index++) {
    const char = text[index] ?? '';
    if (/[*_`#~]/.test(char)) continue;
    if (/\s/u.test(char)) {
      if (read === '' || read.endsWith(' ')) continue;
      read += ' ';
    } else {
      read += quotes[char] ?? char;
    }
    from.push(index);
  }
  return { text: read.trimEnd(), from };
}

const quotes: Record<string, string> = { '‘': "'", '’': "'", '“': '"', '”': '"', '–': '-', '—': '-' };

function nearestLoose(part: Part, wanted: string, nearByte: number): { start: number; end: number } | undefined {
  const view = loosely(part.text);
  const needle = loosely(wanted).text;
  if (needle === '') return undefined;
  const starts = occurrences(view.text, needle);
  const bytes = starts.map((at) => byteAt(part.text, view.from[at] ?? 0));
  const best = closest(bytes, nearByte);
  if (best === undefined) return undefined;
  const at = starts[bytes.indexOf(best)] ?? 0;
  const first = view.from[at] ?? 0;
  const last = view.from[at + needle.length - 1] ?? first;
  const [start, end] = withMarks(part.text, first, last + 1);
  return { start: byteAt(part.text, start), end: byteAt(part.text, end) };
}

/** Takes in an emphasis mark that stands directly outside and whose other half is inside, so that pairs stay whole. */
function withMarks(text: string, start: number, end: number): [number, number] {
  const inside = text.slice(start, end);
  const before = /[*_`]+$/.exec(text.slice(0, start))?.[0] ?? '';
  const after = /^[*_`]+/.exec(text.slice(end))?.[0] ?? '';
  const odd = (mark: string) => mark !== '' && inside.split(mark).length % 2 === 0;
  return [odd(before) ? start - before.length : start, odd(after) && !odd(before) ? end + after.length : end];
}
