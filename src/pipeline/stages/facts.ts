import type { Claim, Source } from '../../domain/evidence.ts';
import { attributes, type Fact, Facts } from '../../domain/facts.ts';
import { type FactCheck, factCheck } from '../evidence/fact-problems.ts';
import { companyOf, foundBy } from '../inputs.ts';
import { claimsSection, layOut } from '../prompts/layout.ts';
import { structuredRules } from '../prompts/rules.ts';
import type { MakeStage, StageInput } from '../stage-spec.ts';

/** So many claims go into one call; more are shared out evenly between two, however many there are. */
const aCall = 90;
/** The most that one of two calls can take without its answer being cut off: several times what a run finds. */
const mostOfACall = 240;
/** As many as are stored. */
const mostFacts = 400;

const instructions = `Write one tuple for each fact in the claims that could change between today and a year from now. claim: its id. entity: whom the fact is about, by the name the claims use. attribute: one of ${attributes.join(', ')}. value: the figure or name alone, copied letter by letter from the claim's text ("105,908", "Navneet Kapoor"). unit: what the figure counts or its currency and scale, as the claim writes it; empty for names. period: what the value is of or as of (2025, 2025-Q2, 2025-06, 2025-06-30, FY25), empty when the claim gives none. A claim may hold several facts, the most important first; many hold none.`;

/**
 * Claims in a form that runs can be compared by. Nothing waits for it. It makes no text, so what the gate asks of it is
 * one thing: the value stands in the claim.
 */
export const makeFacts: MakeStage = async (input) => {
  const found = foundBy(input);
  const batches = batchesOf(found.claims);
  const check = factCheck(found.claims, companyOf(input));
  const answers = await Promise.all(batches.map((batch) => ask(input, batch, found.sources, check)));
  const given = answers.flatMap(({ facts }) => facts);
  const standing = given.filter((fact) => check(fact) === undefined);
  const different = standing.filter((fact, index) => standing.findIndex(isSameAs(fact)) === index);
  const facts = different.slice(0, mostFacts);
  const unread = found.claims.length - batches.flat().length;
  return {
    status: 'done',
    output: { facts } satisfies Facts,
    line: `${facts.length} facts in ${new Set(facts.map(({ claim }) => claim)).size} of ${found.claims.length} findings`,
    warnings: [
      ...answers.flatMap(({ warnings }) => warnings),
      ...counted(given.length - standing.length, 'fact(s) whose value is not in their finding left out.'),
      ...counted(unread, 'finding(s) more than can be read for facts.'),
      ...counted(different.length - facts.length, 'fact(s) more than can be kept.'),
    ],
  };
};

/** One or two, so that the calls of a run stay as many as the table says. */
function batchesOf(claims: readonly Claim[]): (readonly Claim[])[] {
  if (claims.length <= aCall) return [claims];
  const each = Math.min(mostOfACall, Math.ceil(claims.length / 2));
  return [claims.slice(0, each), claims.slice(each, 2 * each)];
}

const counted = (count: number, what: string): string[] => (count > 0 ? [`${count} ${what}`] : []);

const isSameAs =
  (fact: Fact) =>
  ({ claim, entity, attribute, period }: Fact): boolean =>
    claim === fact.claim && entity === fact.entity && attribute === fact.attribute && period === fact.period;

async function ask(
  input: StageInput,
  claims: readonly Claim[],
  sources: readonly Source[],
  check: FactCheck,
): Promise<{ facts: Fact[]; warnings: string[] }> {
  const answer = await input.bench.model.structured({
    stage: input.id,
    tier: 'fast',
    schema: Facts,
    prompt: layOut({
      system: structuredRules,
      today: new Date(input.run.createdAt),
      task: input.id,
      company: companyOf(input),
      instructions,
      sections: claimsSection(claims, sources),
    }),
    check: ({ facts }) =>
      facts.flatMap((fact, index) => {
        const problem = check(fact);
        return problem === undefined ? [] : [`facts[${index}]: ${problem}`];
      }),
    signal: input.signal,
    onUsage: input.onUsage,
    onWait: input.onWait,
  });
  return { facts: answer.value.facts, warnings: answer.warnings };
}
