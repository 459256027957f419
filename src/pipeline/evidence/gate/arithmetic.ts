export interface Named {
  name: string;
  value: number;
}

/**
 * The value of a formula written with numbers, names of operands and + - × ÷ ( ), such as
 * `employees × share × hours`. What follows an equals sign is left out. `undefined` for anything else.
 */
export function evaluate(formula: string, operands: readonly Named[]): number | undefined {
  const tokens = tokenise(substitute(formula, operands));
  if (!tokens) return undefined;
  const value = parseSum(tokens);
  return tokens.length === 0 && value !== undefined && Number.isFinite(value) ? value : undefined;
}

/** Puts the operand's value in the place of each phrase between operators: the operand that shares most words with it. */
function substitute(formula: string, operands: readonly Named[]): string {
  const expression = formula.split(/[=≈→]/u).find((side) => operator.test(side)) ?? formula;
  return expression
    .split(splitter)
    .map((piece) => {
      if (operator.test(piece) || !/\p{L}{2}/u.test(piece.replace(currency, ' '))) return piece;
      const operand = closest(piece, operands);
      return operand ? ` (${operand.value}) ` : piece;
    })
    .join('');
}

const currency = /US\$|[$€£]|\b(?:USD|EUR|GBP|CHF|DKK)\b/gu;
/** A hyphen inside a word is no minus. */
const operator = /\s[-−–]\s|[+*/×÷·()]|\sx\s/u;
const splitter = /(\s[-−–]\s|[+*/×÷·()]|\sx\s)/u;

function closest(phrase: string, operands: readonly Named[]): Named | undefined {
  const wanted = new Set(contentWords(phrase));
  let best: { operand: Named; share: number } | undefined;
  for (const operand of operands) {
    const words = contentWords(operand.name);
    const share = words.filter((word) => wanted.has(word)).length / Math.max(1, words.length);
    if (share > (best?.share ?? 0)) best = { operand, share };
  }
  return best && best.share >= 0.5 ? best.operand : undefined;
}

const contentWords = (text: string): string[] =>
  (
    text
      .toLowerCase()
      .replace(/[,(].*$/u, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).filter((word) => !/^(?:of|the|a|an|in|per|by)$/.test(word));

function tokenise(expression: string): string[] | undefined {
  const plain = expression
    .replace(/(\d)[,'’\u00a0\u202f](?=\d{3}(?!\d))/gu, '$1')
    .replace(/[×·x]/gu, '*')
    .replace(/÷/gu, '/')
    .replace(/[−–]/gu, '-')
    .replace(currency, ' ');
  const tokens = plain.match(/\d+(?:\.\d+)?(?:e[+-]?\d+)?|[-+*/()%]|\S/giu) ?? [];
  return tokens.length > 0 && tokens.every((token) => /^(?:\d.*|[-+*/()%])$/.test(token)) ? tokens : undefined;
}

function parseSum(tokens: string[]): number | undefined {
  let value = parseProduct(tokens);
  while (value !== undefined && (tokens[0] === '+' || tokens[0] === '-')) {
    const sign = tokens.shift() === '+' ? 1 : -1;
    const next = parseProduct(tokens);
    value = next === undefined ? undefined : value + sign * next;
  }
  return value;
}

function parseProduct(tokens: string[]): number | undefined {
  let value = parseFactor(tokens);
  while (value !== undefined && (tokens[0] === '*' || tokens[0] === '/')) {
    const times = tokens.shift() === '*';
    const next = parseFactor(tokens);
    value = next === undefined ? undefined : times ? value * next : value / next;
  }
  return value;
}

function parseFactor(tokens: string[]): number | undefined {
  const token = tokens.shift();
  if (token === '-') {
    const value = parseFactor(tokens);
    return value === undefined ? undefined : -value;
  }
  const value = token === '(' ? parseGroup(tokens) : /^\d/.test(token ?? '') ? Number(token) : undefined;
  if (value === undefined || tokens[0] !== '%') return value;
  tokens.shift();
  return value / 100;
}

function parseGroup(tokens: string[]): number | undefined {
  const value = parseSum(tokens);
  return tokens.shift() === ')' ? value : undefined;
}
