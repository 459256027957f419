import { isAppError } from '../../domain/errors.ts';
import { ClaimSet } from '../../domain/evidence.ts';
import { Vertical, verticalLabel, verticals } from '../../domain/vertical.ts';
import { enforce } from '../evidence/gate/enforce.ts';
import { companyOf, foundBy, gateContext, output } from '../inputs.ts';
import { claimsSection, layOut } from '../prompts/layout.ts';
import { structuredRules } from '../prompts/rules.ts';
import type { MakeStage, StageInput, StageResult } from '../stage-spec.ts';
import { verticalPrior } from './vertical-keywords.ts';

const VerticalDraft = Vertical.omit({ decidedBy: true }).meta({ title: 'Vertical' });

/** Keywords give a prior; the model decides unless the prior is unambiguous; an unknown answer becomes `other`, unconfirmed. */
export const makeVertical: MakeStage = async (input) => {
  const company = companyOf(input);
  const profile = output(input, 'facet.profile', ClaimSet);
  const prior = verticalPrior(
    [company.name, company.oneLine ?? '', ...profile.claims.map((claim) => claim.text)].join('\n'),
  );
  if (prior?.unambiguous)
    return done({ vertical: prior.vertical, confidence: prior.confidence, decidedBy: 'keywords' });
  try {
    return done({ ...(await ask(input)), decidedBy: 'model' });
  } catch (error) {
    if (!isAppError(error, 'model_answer_unusable')) throw error;
    return done({ vertical: 'other', confidence: 0, decidedBy: 'model' });
  }
};

async function ask(input: StageInput): Promise<Omit<Vertical, 'decidedBy'>> {
  const found = foundBy(input);
  const { claims, sources } = found;
  const answer = await input.bench.model.structured({
    stage: input.id,
    tier: 'fast',
    schema: VerticalDraft,
    prompt: layOut({
      system: structuredRules,
      today: new Date(input.run.createdAt),
      task: input.id,
      company: companyOf(input),
      instructions: `Which industry vertical is the company in? One of: ${verticals.join(', ')}. Choose what its customers pay for, not what tools it uses; "other" when none fits. subDomain: the narrower field in two to four words.`,
      sections: claimsSection(claims, sources),
    }),
    signal: input.signal,
    onUsage: input.onUsage,
    onWait: input.onWait,
  });
  // The narrower field is the model's own words, so it is read like every other text.
  return enforce(VerticalDraft, answer.value, gateContext(input, found)).value;
}

const done = (vertical: Vertical): StageResult => ({
  status: 'done',
  output: vertical,
  line:
    vertical.confidence === 0
      ? 'Not clear from the evidence'
      : [verticalLabel(vertical.vertical), vertical.subDomain].filter((part) => part !== undefined).join(' · '),
});
