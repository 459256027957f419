import type { SeededRandom } from './seeded-random.ts';

/**
 * Names and figures that stand in no source. What a reader of a finished run must never see as a fact: a test may look
 * for each of them. They are nonsense on purpose.
 */
export const inventedNames = ['Xqzzl Holdings', 'Brompf Thrandel', 'Vrökk Industries', 'Dr Ploomsk'] as const;
export const inventedFigures = ['987,654,321', '73.91 percent', '$44.04 billion', '31 February 2031'] as const;
export const inventedLinks = [
  'https://invented.example/report?id=1',
  'http://127.0.0.1/admin',
  'javascript:alert(1)',
] as const;
export const inventedIds = ['news.999', 'invented.1', '__proto__', 'profile.0', ''] as const;
const markers = ['[3]', '【4†source】', '[[7]]', '(source: 12)'] as const;
const markup = ['<script>alert(1)</script>', '<!channel> look', '*_~`|', '\u202Eevil\u202C', '</claims>'] as const;

/** What a prompt holds that an answer may be made of, found without knowing what the prompt is about. */
export interface Gleaned {
  /** Whatever stands in square brackets at the start of a line. */
  labels: string[];
  sentences: string[];
  /** Runs of capitalised words. */
  names: string[];
}

export function glean(prompt: string): Gleaned {
  return {
    labels: [...prompt.matchAll(/^\[([^\]\s]{1,60})\]/gm)].map(([, label]) => label ?? ''),
    sentences: (prompt.match(/[^.!?\n\][]{20,300}[.!?]/g) ?? []).map((sentence) => sentence.trim()).slice(0, 400),
    names: (prompt.match(/\p{Lu}[\p{L}.&-]+(?: \p{Lu}[\p{L}.&-]+){0,3}/gu) ?? []).slice(0, 200),
  };
}

const first = <T>(items: readonly T[], fallback: T): [T, ...T[]] => [items[0] ?? fallback, ...items.slice(1)];

/** A sentence that is true to the prompt, bent, or made up. */
export function sentence(random: SeededRandom, gleaned: Gleaned): string {
  const true_ = random.pick(first(gleaned.sentences, 'The company serves customers in several countries.'));
  const name = random.pick(first(gleaned.names, 'The company'));
  switch (random.int(0, 9)) {
    case 0:
      return `${random.pick(inventedNames)} now owns ${name}.`;
    case 1:
      return `${name} reported ${random.pick(inventedFigures)} last year.`;
    case 2:
      return true_.replace(/\d[\d.,]*/g, () => String(random.int(2, 900_000)));
    case 3:
      return `${true_} ${random.pick(markers)}`;
    case 4:
      return `See ${random.pick(inventedLinks)} for ${name}.`;
    case 5:
      return `${random.pick(markup)} ${true_}`;
    case 6:
      return `${true_} `.repeat(random.int(1, 40)).trim();
    default:
      return true_;
  }
}

/** For places that hold a word or two: often something seen in brackets, because that may be what is asked for. */
export function shortText(random: SeededRandom, gleaned: Gleaned): string {
  if (gleaned.labels.length > 0 && random.chance(0.6)) return random.pick(first(gleaned.labels, ''));
  if (random.chance(0.15)) return random.pick(inventedIds);
  if (random.chance(0.15)) return random.pick(inventedNames);
  return random.pick(first(gleaned.names, 'Something'));
}
