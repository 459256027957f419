import type { Recalled } from '../../domain/memory.ts';
import { cut } from '../../domain/text.ts';
import { type Section, section } from './layout.ts';

const lines = (title: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : [`${title}:`, ...items.map((item) => `- ${item.replace(/\s+/gu, ' ')}`)];

/** What the team remembers, as material for choosing and wording; the rules say that it is no evidence. */
export const memorySection = ({ clients, plays, notes, context }: Recalled): Section[] =>
  section(
    'memory',
    [
      ...lines(
        'Similar clients',
        clients.map(({ companyName, summary }) => `${companyName}: ${cut(summary, 400)}`),
      ),
      ...lines(
        'Plays of the library, the best first',
        plays.map(
          ({ title, whenToUse, content }) => `${title}. When: ${cut(whenToUse, 300)} Play: ${cut(content, 900)}`,
        ),
      ),
      ...lines(
        'Own notes',
        notes.map(({ title, content }) => `${title}: ${cut(content, 600)}`),
      ),
      ...(context === '' ? [] : ['Earlier work on this company:', context]),
    ].join('\n'),
  );
