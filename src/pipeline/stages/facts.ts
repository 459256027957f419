import type { Claim, Source } from '../../domain/evidence.ts';
import { attributes, type Fact, Facts } from '../../domain/facts.ts';
import { type FactCheck, factCheck } from '../evidence/fact-problems.ts';
import { companyOf, foundBy } from '../inputs.ts';
import { claimsSection, layOut } from '../prompts/layout.ts';
import { structuredRules } from '../prompts/rules.ts';
import type { MakeStage, StageInput } from '../stage-spec.ts';

/** One call for so many claims; twice as many are the most that are read. */
const aCall = 90;
/** As many as are stored. */
const most = 200;

const instructions = `Write one tuple for each fact in the claims that could change between today and a year from now. claim: its id. entity: whom the fact is about, by the name the claims use. attribute: one of ${attributes.join(', ')}. value: the figure or name alone, copied letter by letter from the claim's text ("105,908", "Navneet Kapoor"). unit: what the figure counts or its currency and scale, as the claim writes it; empty for names. period: what the value is of or as of (2025, 2025-Q2, 2025-06, 2025-06-30, FY25), empty when the claim gives none. A claim may hold several facts, the most important first; many hold none.`;

/**
 * Claims in a form that runs can be compared by. Nothing waits for it. It makes no text, so what the gate asks of it is
 * one thing: the value stands in the claim.
 */
export const makeFacts: MakeStage = async (input) => {
  const found = foundBy(input);
  const claims = found.claims.slice(0, 2 * aCall);
  const batches = claims.length > aCall ? [claims.slice(0, aCall), claims.slice(aCall)] : [claims];
  const check = factCheck(found.claims, companyOf(input));
  const answers = await Promise.all(batches.map((batch) => ask(input, batch, found.sources, check)));
  const given = answers.flatMap(({ facts }) => facts);
  const standing = given.filter((fact) => check(fact) === undefined);
  const facts = standing.filter((fact, index) => standing.findIndex(isSameAs(fact)) === index).slice(0, most);
  const dropped = given.length - standing.length;
  return {
    status: 'done',
    output: { facts } satisfies Facts,
    line: `${facts.length} facts in ${new Set(facts.map(({ claim }) => claim)).size} of ${found.claims.length} findings`,
    warnings: [
      ...answers.flatMap(({ warnings }) => warnings),
      ...(dropped > 0 ? [`${dropped} fact(s) whose value is not in their finding left out.`] : []),
    ],
  };
};

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
