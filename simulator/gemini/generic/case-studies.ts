import type { Json } from '../json.ts';
import type { PromptClaim } from '../prompt.ts';
import type { Pool } from './pool.ts';
import { bare, quote, titleOf } from './statements.ts';
import { industryOf } from './vertical.ts';

const noName = new Set([
  'In',
  'The',
  'By',
  'A',
  'An',
  'One',
  'Another',
  'After',
  'For',
  'At',
  'On',
  'When',
  'Its',
  'This',
  'Some',
]);

/** The words with a capital that the sentence starts with: whom it is about. */
function subjectOf(claim: PromptClaim): string | undefined {
  const name = /^(?:\p{Lu}[\p{L}\p{N}&.+-]*)(?:[ -]\p{Lu}[\p{L}\p{N}&.+-]*)*/u.exec(bare(claim))?.[0];
  return name === undefined || noName.has(name.split(' ')[0] ?? '') ? undefined : name;
}

/** One case a peer, from claims that start with the peer's name. */
export function genericCaseStudies(pool: Pool): Json {
  const own = pool.prompt.company?.name;
  const byPeer = new Map<string, PromptClaim>();
  for (const claim of pool.of('competitors')) {
    const peer = subjectOf(claim);
    if (peer !== undefined && peer !== own && !byPeer.has(peer)) byPeer.set(peer, claim);
  }
  const vertical = industryOf(pool)?.vertical ?? 'other';
  const caseStudies = [...byPeer].slice(0, 5).map(([competitor, claim], index) => ({
    competitor,
    vertical,
    title: titleOf(claim, 120),
    summary: quote(claim),
    technologies: [],
    outcomes: [],
    relevance: Math.max(0.3, 0.7 - index * 0.1),
  }));
  return { caseStudies };
}
