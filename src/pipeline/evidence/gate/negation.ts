import { contentWords } from './content-words.ts';
import { remember } from './remember.ts';

const negation =
  /\b(?:not|never|none|nobody|neither|nor|cannot|no longer|no (?!less|later|doubt|fewer|matter|more than)|denie[sd]|den(?:y|ying)|refus(?:e|es|ed)|reject(?:s|ed)?|fail(?:s|ed) to|nicht|kein\p{L}*|nie|niemals|weder)\b|n['’]t\b/giu;
/** "Not only" and the like affirm; what would be so "if it did not" denies nothing. */
const affirming =
  /\bnot (?:only|just|merely|least|yet known|to mention)\b|\bno (?:less|fewer|later|more) than\b|\bwhether or not\b|\bnicht nur\b|\b(?:if|unless|in case|should(?! not))\b[^,.;:]{0,60}\b(?:not|no|never)\b/giu;

const withoutAffirming = (text: string): string => text.replace(affirming, ' ');

export const hasNegation = (text: string): boolean => withoutAffirming(text).match(negation) !== null;

/** Words in which a claim may say without "not" what a sentence says with it, and the other way round. */
const soft =
  /\b(?:without|lack\p{L}*|absen\p{L}*|missing|vacant|unfilled|miss(?:ed|es)?|fail\p{L}*|stop\p{L}*|quit|retir\p{L}*|remov\p{L}*|cancel\p{L}*|exclu\p{L}*|except\p{L}*|separate|independent\p{L}*|unlike|rather than|instead|un(?:able|available|changed|clear|certain|confirmed|dated|filled|known|likely|successful|resolved|paid|disclosed)|discontinu\p{L}*|dismiss\p{L}*|disagree\p{L}*|disallow\p{L}*|wrong\p{L}*|hardly|rarely|few|little|zero|withdr\p{L}*|abandon\p{L}*|halt\p{L}*|block\p{L}*|prohibit\p{L}*|ban(?:s|ned)?|avoid\p{L}*|declin\p{L}*|oppos\p{L}*|contradict\p{L}*|disput\p{L}*|reject\p{L}*|refus\p{L}*|den(?:y|ied|ies)|ohne|fehl\p{L}*)\b/iu;
const softAll = new RegExp(soft.source, 'giu');
export const softNegation = (text: string): boolean => soft.test(text);

/** The content that each negation of a text governs: what follows it up to the next mark, at most four words. */
export function negatedScopes(text: string): Set<string>[] {
  const plain = withoutAffirming(text);
  return [...plain.matchAll(negation)].map((match) => scopeAfter(plain, match));
}

const clauseEnd = /[,;:.!?()]|\b(?:but|and|because|while)\b/u;

function scopeAfter(text: string, match: RegExpExecArray): Set<string> {
  const after = text.slice(match.index + match[0].length).split(clauseEnd)[0] ?? '';
  return new Set([...contentWords(after)].slice(0, 4));
}

/** What the negations of a text are about, soft ones too: the content that a text may deny without turning it round. */
export const deniedAround = remember(4_000, (text): ReadonlySet<string> => {
  const plain = withoutAffirming(text);
  const found = new Set<string>();
  const add = (words: Iterable<string>) => {
    for (const word of words) found.add(word);
  };
  for (const match of plain.matchAll(negation)) {
    add([...contentWords(plain.slice(0, match.index).split(clauseEnd).at(-1) ?? '')].slice(-3));
    add(scopeAfter(plain, match));
  }
  // "Without an outage" denies the outage and not what stands before it.
  for (const match of plain.matchAll(softAll)) add([...contentWords(match[0]), ...scopeAfter(plain, match)]);
  return found;
});

const up =
  /\b(?:rise|rises|rose|risen|rising|grow|grows|grew|grown|growing|growth|increas\p{L}*|climb\p{L}*|jump\p{L}*|surg(?:e|ed|es|ing)|improv\p{L}*|expand\p{L}*|higher|exceed\p{L}*|gain(?:s|ed)?|doubled|tripled|up (?=\d|from|by|almost|nearly|about)|stieg|gestiegen|erhöht\p{L}*|gewachsen|wuchs)\b|\bup (?=\d|from|by|almost|nearly|about)/iu;
const down =
  /\b(?:fall|falls|fell|fallen|falling|declin\p{L}*|decreas\p{L}*|drop(?:s|ped|ping)?|shrink\p{L}*|shrank|shrunk|reduc\p{L}*|lower\p{L}*|slump\p{L}*|worsen\p{L}*|slipp\p{L}*|dipp\p{L}*|plung\p{L}*|halved|sank|gesunken|sank|gefallen|verringert\p{L}*)\b|\bdown (?=\d|from|by|almost|nearly|about)/iu;
/** Less of these is better: "losses narrowed" and "the result improved" say the same. */
const inverse =
  /\b(?:loss(?:es)?|costs?|expens\p{L}*|debts?|emissions?|churn|delays?|time|risks?|cut(?:s|ting)?|below|above|against|versus|than|sav\p{L}*|cheaper|faster|slow\p{L}*|worse|better)\b/iu;

/** 1 where a text only speaks of rises, -1 where only of falls, else 0. */
export const directionOf = remember(4_000, (text): number => {
  const [rises, falls] = [up.test(text), down.test(text)];
  return rises === falls || inverse.test(text) ? 0 : rises ? 1 : -1;
});

/** Words that exclude each other where everything else is the same. */
export const opposites: readonly [RegExp, RegExp][] = [
  [/\bprofit\b/iu, /\bloss\b/iu],
  [/\bopen(?:ed|s)\b/iu, /\bclos(?:ed|es)\b/iu],
  [/\b(?:acquired|bought|acquires|buys)\b/iu, /\b(?:sold|sells|divested|divests)\b/iu],
  [/\bapprov(?:ed|es)\b/iu, /\b(?:rejected|rejects|refused)\b/iu],
  [/\b(?:confirm(?:ed|s)?|sa(?:id|ys?)|told|reported|announced)\b/iu, /\bden(?:y|ied|ies)\b/iu],
  [/\bwon\b/iu, /\blost\b/iu],
  [/\bjoin(?:ed|s)\b/iu, /\bleft\b/iu],
  [/\b(?:start|began|launch)(?:ed|s)?\b/iu, /\b(?:stopp|end|discontinu)(?:ed|s)\b/iu],
  [/\bmore than\b/iu, /\b(?:less|fewer) than\b/iu],
  [/\b(?:above|over) (?=[\p{Sc}\d])/iu, /\b(?:below|under) (?=[\p{Sc}\d])/iu],
  [/\bhigher\b/iu, /\blower\b/iu],
  [/\b(?:largest|biggest|highest)\b/iu, /\b(?:smallest|lowest)\b/iu],
  [/\bincluding\b/iu, /\bexcluding\b/iu],
];

/** Words beside a figure that say which way it counts; a figure keeps its side. */
const sides: readonly [RegExp, RegExp][] = [
  [/\b(?:profit|gain|surplus|income)\b/iu, /\b(?:loss|deficit)\b/iu],
  [
    /\b(?:up|rose|risen|grew|grown|increased|climbed|higher|above|gained|jumped)\b/iu,
    /\b(?:down|fell|fallen|dropped|declined|decreased|lower|below|lost|shrank)\b/iu,
  ],
];

/** For each pair of sides: 1 or -1 for the one that stands nearest to a place in a text, 0 for none. */
export function sidesAt(text: string, start: number, end: number): number[] {
  const before =
    text
      .slice(Math.max(0, start - 32), start)
      .split(/[,;:.]\s|\b(?:and|against|from|with|while|but|to)\b/u)
      .at(-1) ?? '';
  const after = text.slice(end, end + 16).split(/[,;:.]\s|\b(?:and|against|from|with|while|but|to)\b/u)[0] ?? '';
  return sides.map(([one, other]) => {
    const around = `${before} ${after}`;
    return one.test(around) === other.test(around) ? 0 : one.test(around) ? 1 : -1;
  });
}
