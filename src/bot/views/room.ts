import type { RichTextSection } from '@slack/types';

/**
 * Characters of text in all blocks of one message. Slack documents no figure; senders report `msg_blocks_too_long`
 * between 11,300 and 13,300 (https://github.com/slackapi/bolt-js/issues/2509).
 */
export const messageCharacters = 11_000;

/** Characters of every text in a block, a list of blocks or a part of one. */
export function charactersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + charactersIn(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, member]) => sum + (key === 'text' && typeof member === 'string' ? member.length : charactersIn(member)),
    0,
  );
}

export interface Trimmed<T> {
  sections: (T & { items: RichTextSection[] })[];
  /** Items that found no room. */
  left: number;
}

/** Keeps the first items of every section, one from each in turn, as long as there is room. */
export function intoRoom<T extends { items: RichTextSection[] }>(sections: readonly T[], room: number): Trimmed<T> {
  const kept = sections.map(() => 0);
  let free = room;
  for (let round = 0; sections.some(({ items }) => items.length > round); round++) {
    for (const [index, { items }] of sections.entries()) {
      const item = items[round];
      if (!item || kept[index] !== round) continue;
      const size = charactersIn(item);
      if (size > free) continue;
      free -= size;
      kept[index] = round + 1;
    }
  }
  const trimmed = sections.map((section, index) => ({ ...section, items: section.items.slice(0, kept[index]) }));
  const all = sections.reduce((sum, { items }) => sum + items.length, 0);
  const used = kept.reduce((sum, count) => sum + count, 0);
  return { sections: trimmed.filter(({ items }) => items.length > 0), left: all - used };
}
