import type { Json } from '../json.ts';
import type { PromptClaim } from '../prompt.ts';
import type { Pool } from './pool.ts';
import { conclude, type Statement } from './statements.ts';

const kinds = {
  technology: {
    families: ['technology', 'cloud', 'security'],
    leads: [
      'The systems in place may not carry what is planned',
      'This may stand in the way of renewal',
      'The next step from here is open',
    ],
  },
  capability: {
    families: ['leadership', 'jobs', 'data'],
    leads: [
      'Skills or roles may be missing here',
      'Ownership may be unclear',
      'This depends on people who have to be found first',
    ],
  },
  process: {
    families: ['news', 'financials', 'sentiment', 'profile'],
    leads: [
      'The way of working may have to change',
      'This puts pressure on day-to-day processes',
      'Progress may be hard to measure',
    ],
  },
} as const;

const severities = ['high', 'medium', 'low'] as const;

type Gap = {
  id: string;
  statement: Statement;
  severity: (typeof severities)[number];
  typicalForVertical: boolean;
};

/** Up to three gaps a kind, each drawn from one claim and worded as a conclusion. */
export function genericGaps(pool: Pool): Json {
  const used = new Set<string>();
  const next = (families: readonly string[]): PromptClaim | undefined => {
    const claim =
      pool.of(...families).find(({ id }) => !used.has(id)) ?? pool.all.find(({ id }) => !used.has(id)) ?? pool.all[0];
    if (claim) used.add(claim.id);
    return claim;
  };
  const gapsOf = (kind: keyof typeof kinds): Gap[] =>
    kinds[kind].leads.flatMap((lead, index) => {
      const claim = next(kinds[kind].families);
      const severity = severities[index] ?? 'low';
      return claim
        ? [{ id: `${kind}.${index + 1}`, statement: conclude(lead, claim), severity, typicalForVertical: index === 0 }]
        : [];
    });
  const [technology, capability, process] = [gapsOf('technology'), gapsOf('capability'), gapsOf('process')];
  const ranked = [...technology, ...capability, ...process].toSorted(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
  );
  return {
    technology,
    capability,
    process,
    recommendations: ranked.slice(0, 3).map(({ statement }) => ({
      ...statement,
      text: statement.text.replace(/^(Sample: )?[^:]+:/, '$1A first conversation should clarify this:'),
    })),
    priorities: ranked.map(({ id }) => id),
    confidence: 0.4,
    notes: 'Drawn from the numbered findings alone; each point is to be confirmed in a first conversation.',
  };
}
