import { canariesIn, isInstructionLike } from './canaries.ts';
import type { Grounds } from './context.ts';
import { compact, wordPattern } from './fold.ts';
import { type Check, located, quoted, texts } from './scope.ts';
import { sentencesOf } from './sentences.ts';

/** So many words of an instruction in a row are a copy of it. */
const copied = 5;

/**
 * Nothing that is written repeats an instruction that came in with evidence, titles, history or notes: neither what
 * looks like one anywhere, nor a run of words out of a text of the run that does.
 */
export const injection: Check = (scope) => {
  const runs = instructionRuns(scope.grounds);
  return texts(scope).flatMap(({ node, text }) => {
    const found = canariesIn(text);
    const copies = runs.size > 0 && found.length === 0 ? rowsOf(text).filter((row) => runs.has(row)) : [];
    if (found.length === 0 && copies.length === 0) return [];
    const what = found.length > 0 ? quoted(found) : quoted(copies.slice(0, 1));
    return [located(node, 'injection', `Repeats an instruction or markup from foreign text: ${what}.`, text)];
  });
};

/** Read once for a run: the same for each of its texts. */
const known = new WeakMap<Grounds, ReadonlySet<string>>();

function instructionRuns(grounds: Grounds): ReadonlySet<string> {
  const runs = known.get(grounds) ?? readInstructionRuns(grounds);
  known.set(grounds, runs);
  return runs;
}

/**
 * Every row of words of the instruction-like sentences among claims, titles and input, but for what a claim without any
 * instruction says too: repeating that is repeating the claim.
 */
function readInstructionRuns({ context: { claims, sources, input } }: Grounds): ReadonlySet<string> {
  const foreign = [
    ...claims.map((claim) => claim.text),
    ...sources.map((source) => source.title),
    input.companyName,
    input.focus,
    input.salesHistory,
  ];
  const sentences = foreign.filter(isInstructionLike).flatMap(sentencesOf);
  const runs = new Set(sentences.flatMap((sentence) => rowsOf(fromInstruction(sentence))));
  if (runs.size === 0) return runs;
  const innocent = claims.map(({ text }) => text).filter((text) => !isInstructionLike(text));
  return runs.difference(new Set(innocent.flatMap(rowsOf)));
}

/** What stands before the instruction may be a fact that the search tool tied to a page. */
function fromInstruction(sentence: string): string {
  const starts = canariesIn(sentence).map((found) => sentence.indexOf(found));
  return starts.length === 0 ? '' : sentence.slice(Math.max(0, Math.min(...starts)));
}

function rowsOf(text: string): string[] {
  const words = (text.match(wordPattern) ?? []).map(compact).filter((word) => word !== '');
  return words.slice(copied - 1).map((_, index) => words.slice(index, index + copied).join(' '));
}
