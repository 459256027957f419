import { verifyBrief } from '../../src/pipeline/evidence/verify-brief.ts';
import { createSeededRandom } from '../servers/seeded-random.ts';
import type { Sample } from './corpus.ts';
import type { Mutant, Operator } from './operator.ts';
import * as evidence from './operators-on-evidence.ts';
import * as figures from './operators-on-figures.ts';
import * as polarity from './operators-on-polarity.ts';
import * as statements from './operators-on-statements.ts';

/** Every operator; several entries of one name are variants of it. */
export const operators: readonly (readonly [string, Operator])[] = [
  ['digit changed', figures.digitChanged],
  ['sources swapped', evidence.sourcesSwapped],
  ['support dropped', evidence.supportDropped],
  ['offset shifted', evidence.offsetShifted],
  ['quote stitched from two places', evidence.claimStitched],
  ['quote stitched from two places', statements.quoteStitched],
  ['attributed to another chunk', evidence.otherChunk],
  ['company swapped', statements.companySwapped],
  ['evidence is about another company', evidence.otherCompanyMeant],
  ['URL invented', statements.urlInvented],
  ['URL invented', evidence.addressChanged],
  ['claim ids removed', statements.idsRemoved],
  ['claim id invented', statements.idsInvented],
  ['two claims swapped', statements.claimsSwapped],
  ['marker written into the text', statements.markerAdded],
  ['uncited sentence added', statements.sentenceAdded],
  ['stale made fresh', figures.dateMadeFresh],
  ['stale made fresh', evidence.claimMadeFresh],
  ['stale made fresh', evidence.newsDateMadeFresh],
  ['million and billion', figures.unitChanged],
  ['percent dropped', figures.percentDropped],
  ['currency changed', figures.currencyChanged],
  ['person invented', statements.personInvented],
  ['instruction repeated', statements.instructionRepeated],
  ['negated', polarity.negated],
  ['parents of an inference swapped', statements.parentsSwapped],
];

/** Reported as they are: what words alone can tell of meaning is limited. */
export const reportedOnly: ReadonlySet<string> = new Set(['negated', 'parents of an inference swapped']);

export interface Score {
  name: string;
  mutants: number;
  caught: number;
  missed: Mutant[];
}

/** Mutants a brief carries at a time: few, so that each is judged in a report that is otherwise true. */
const together = 12;
/** Operators that find few places try again with other luck until they have this many. */
const wanted = 40;
const rounds = 12;

/** Deterministic: the same briefs give the same mutants. */
export function scoreAll(samples: readonly Sample[]): Score[] {
  const scores = new Map<string, Score>();
  for (const [index, [name, operator]] of operators.entries()) {
    const score = scores.get(name) ?? { name, mutants: 0, caught: 0, missed: [] };
    scores.set(name, score);
    for (let round = 0; round < rounds && (round === 0 || score.mutants < wanted); round++) {
      for (const sample of samples) judge(score, operator, sample, `${index} ${sample.company} ${round}`);
    }
  }
  return [...scores.values()];
}

function judge(score: Score, operator: Operator, { brief }: Sample, seed: string): void {
  const changed = structuredClone(brief);
  const mutants = operator(changed, createSeededRandom(seed), together);
  if (mutants.length === 0) return;
  const found = new Set(verifyBrief(changed).map(({ path }) => path));
  for (const mutant of mutants) {
    const isCaught = mutant.paths.some((path) => found.has(path));
    score.mutants++;
    if (isCaught) score.caught++;
    else score.missed.push(mutant);
  }
}
