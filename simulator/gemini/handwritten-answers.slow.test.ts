import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { OnePagerDraft } from '../../src/domain/one-pager.ts';
import { loadAnswers } from './answers.ts';
import { checkAnswers, draftSchemas } from './check-answer-file.ts';
import { factsAbout, loadCompanies, topics } from './company-facts.ts';
import { isObject, type Json } from './json.ts';
import { JsonSchema } from './json-schema.ts';
import { readPrompt } from './prompt.ts';
import { claimLines, promptText } from './prompt-for-test.ts';
import { isStatement } from './resolve-answer.ts';
import { answerStructured } from './structured-answer.ts';

const statementsIn = (node: Json): { text: string; claims: string[]; basis: string }[] =>
  isStatement(node)
    ? [node]
    : (Array.isArray(node) ? node : isObject(node) ? Object.values(node) : []).flatMap(statementsIn);

const companies = loadCompanies();
const amounts = { all: topics, quick: ['profile', 'news', 'leadership', 'technology'] } as const;

for (const company of companies) {
  const file = loadAnswers(company.slug);
  describe.skipIf(!file)(`answers of ${company.slug}`, () => {
    const answers = file ?? {};
    const knowledge = { companies, answers: new Map([[company.slug, answers]]) };
    const { name, domain, headquarters } = company.company;

    const ask = (
      schema: z.ZodType,
      families: readonly (typeof topics)[number][],
      sections: Record<string, string> = {},
    ) => {
      const claims = families.flatMap((topic) =>
        factsAbout(company, topic).map(({ text }, index) => ({ id: `${topic}.${index + 1}`, text })),
      );
      const text = promptText({
        task: 'report',
        company: `${name} (${domain}, ${headquarters})`,
        sections: { ...sections, claims: claimLines(claims) },
      });
      const answer = answerStructured(knowledge, readPrompt(text), JsonSchema.parse(z.toJSONSchema(schema)));
      const known = new Set(claims.map(({ id }) => id));
      for (const { claims: named, basis, text: said } of statementsIn(answer)) {
        expect(
          named.filter((id) => !known.has(id)),
          said,
        ).toEqual([]);
        if (basis === 'evidence' || basis === 'inference') expect(named.length, said).toBeGreaterThan(0);
      }
      return answer;
    };

    test('the check of the content finds nothing', () => expect(checkAnswers(company, answers).problems).toEqual([]));

    for (const [amount, families] of Object.entries(amounts)) {
      test.each(Object.entries(draftSchemas))(
        `%s with ${amount} facts has its shape and names claims of the prompt`,
        (title, schema) => {
          const sent = amount === 'quick' && title === 'CaseStudies' ? topics : families;
          expect(schema.safeParse(ask(schema.meta({ title }), sent)).success).toBe(true);
        },
      );

      test(`every use case with ${amount} facts has its handwritten one-pager`, () => {
        const { useCases } = draftSchemas.UseCases.parse(ask(draftSchemas.UseCases, families));
        for (const useCase of useCases) {
          const page = OnePagerDraft.parse(
            ask(OnePagerDraft, families, { use_case: JSON.stringify({ id: 'u1', ...useCase }) }),
          );
          expect(JSON.stringify(answers.OnePagers?.[useCase.title])).toContain(JSON.stringify(page.headline));
          expect(page.summary.basis).not.toBe('unknown');
        }
      });
    }
  });
}
