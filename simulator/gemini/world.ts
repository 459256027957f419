import { type AnswerFile, answersFolder, loadAnswers } from './answers.ts';
import { loadCompanies } from './company-facts.ts';
import { answerGrounded } from './grounded-answer.ts';
import type { GenerateCall } from './read-request.ts';
import type { Reply } from './reply.ts';
import { answerStructured, type Knowledge } from './structured-answer.ts';

/** Everything the simulated model knows. */
export function loadKnowledge(folder = answersFolder): Knowledge {
  const companies = loadCompanies();
  const answers = new Map<string, AnswerFile>();
  for (const { slug } of companies) {
    const file = loadAnswers(slug, folder);
    if (file) answers.set(slug, file);
  }
  return { companies, answers };
}

/** What the simulated model answers when nothing goes wrong. */
export function replyTo(knowledge: Knowledge, { kind, prompt, schema }: GenerateCall, oddities: boolean): Reply {
  switch (kind) {
    case 'structured':
      return { text: JSON.stringify(answerStructured(knowledge, prompt, schema)), finishReason: 'STOP' };
    case 'grounded': {
      const { text, ...grounding } = answerGrounded(knowledge.companies, prompt, oddities);
      return { text, finishReason: 'STOP', grounding };
    }
    case 'plain':
      return {
        text: 'Sample answer of the simulated model: without search or a schema there is nothing it could add.',
        finishReason: 'STOP',
      };
  }
}
