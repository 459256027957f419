const fence = /```[a-z]*[ \t]*\r?\n([\s\S]*?)```/gi;
/** Places to start reading from; an answer that needs more is no answer. */
const maxStarts = 50;

const parsed = (text: string): { json: unknown } | undefined => {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return undefined;
  }
};

const isCollection = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** End of the object or array that starts at `start`, brackets in strings not counted; -1 when it is not closed. */
function endOf(text: string, start: number): number {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at];
    if (inString) {
      if (sign === '\\') at += 1;
      else if (sign === '"') inString = false;
    } else if (sign === '"') inString = true;
    else if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}

/** The longest object or array in a text: prose before it may hold `[3]`. */
function longestIn(text: string): { json: unknown } | undefined {
  let best: { json: unknown; length: number } | undefined;
  let from = 0;
  for (let starts = 0; starts < maxStarts; starts += 1) {
    const start = text.slice(from).search(/[{[]/);
    if (start < 0) break;
    const end = endOf(text, from + start);
    const found = end < 0 ? undefined : parsed(text.slice(from + start, end));
    if (found && end - from - start > (best?.length ?? 0)) best = { ...found, length: end - from - start };
    from = found ? end : from + start + 1;
  }
  return best;
}

/** The JSON value of an answer, also when it stands in a code fence or among prose. `undefined`: there is none. */
export function readJson(text: string): { json: unknown } | undefined {
  const whole = parsed(text.replace(/^\uFEFF/, '').trim());
  if (whole && isCollection(whole.json)) return whole;
  for (const [, fenced] of text.matchAll(fence)) {
    const found = parsed(fenced ?? '');
    if (found && isCollection(found.json)) return found;
  }
  return longestIn(text);
}
