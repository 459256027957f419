import { wordsOf } from './words.ts';

/** Ways of speaking of the company without its name. */
const selves = new Set(['', 'group', 'company', 'it', 'parent', 'firm', 'business', 'bank', 'konzern']);

/**
 * The same key for the same entity: the company under any of its names, or a stretch of one ("Maersk"), is the empty
 * key; a unit of it ("Maersk Ocean") or anybody else is not.
 */
export function entityKeys(names: readonly string[]): (entity: string) => string {
  const own = names.map((name) => wordsOf(name).filter((word) => word.length > 1));
  const keys = new Set(own.map((words) => words.join(' ')));
  return (entity) => {
    const bare = entity.replace(/^https?:\/\/|^www\.|\.(?:com|org|net|[a-z]{2})$/giu, '');
    const words = wordsOf(bare).filter((word) => word.length > 1);
    const key = words.join(' ');
    const isOwn =
      selves.has(key) ||
      keys.has(key) ||
      own.some((name) => words.some((word) => word.length > 2) && ` ${name.join(' ')} `.includes(` ${key} `));
    return isOwn ? '' : key;
  };
}
