import { expect, test } from 'vitest';
import { readPrompt } from './prompt.ts';
import { promptText } from './prompt-for-test.ts';
import { rejoinGaps } from './rejoin-gaps.ts';

const said = (text: string) => ({ text, claims: ['f1'], basis: 'evidence' });

test('correlations follow the sentences of the gaps, whatever numbers these have now', () => {
  const file = {
    GapAnalysis: {
      technology: [
        { id: 'technology.1', statement: said('Gone.') },
        { id: 'technology.2', statement: { oneOf: [said('Long wording.'), said('Short wording.')] } },
      ],
    },
    GapCorrelations: {
      correlations: [
        { gapId: 'technology.1', confidence: 0.5 },
        { gapId: 'technology.2', confidence: 0.4 },
      ],
    },
  };
  const gaps = { technology: [{ id: 'technology.1', statement: said('Short wording.') }] };
  const prompt = readPrompt(promptText({ task: 'correlation', sections: { gaps: JSON.stringify(gaps) } }));
  expect(rejoinGaps(file, prompt)).toEqual({ correlations: [{ gapId: 'technology.1', confidence: 0.4 }] });
});
