import type { Brief } from '../../src/domain/brief.ts';
import type { Claim } from '../../src/domain/evidence.ts';
import { cutClaims } from '../../src/pipeline/evidence/claims.ts';
import type { SeededRandom } from '../servers/seeded-random.ts';
import { placesIn } from './corpus.ts';
import { type Mutant, type Operator, shuffled } from './operator.ts';

type OnClaim = (claim: Claim, brief: Brief, random: SeededRandom) => { after: string; paths?: string[] } | undefined;

/** An operator on claims, each of an answer with an index of its own; the finding stands at the claim. */
const onClaims =
  (change: OnClaim): Operator =>
  (brief, random, count) => {
    const mutants: Mutant[] = [];
    for (const claim of shuffled(brief.claims, random)) {
      if (mutants.length >= count) break;
      const at = brief.claims.indexOf(claim);
      const before = JSON.stringify([claim.text, claim.sourceIds, claim.byteStart, claim.asOf]);
      const changed = change(claim, brief, random);
      if (changed) mutants.push({ paths: changed.paths ?? [`claims[${at}]`], before, after: changed.after });
    }
    return mutants;
  };

const answerOf = (claim: Claim, brief: Brief) => brief.evidence.find(({ answerId }) => answerId === claim.answerId);

export const sourcesSwapped: Operator = (brief, random, count) => {
  const mutants: Mutant[] = [];
  const open = shuffled(brief.claims, random);
  while (mutants.length < count) {
    const a = open.shift();
    if (!a) break;
    const at = open.findIndex((b) => [...a.sourceIds].sort().join() !== [...b.sourceIds].sort().join());
    const b = open.splice(at, at < 0 ? 0 : 1)[0];
    if (!b) break;
    [a.sourceIds, b.sourceIds] = [b.sourceIds, a.sourceIds];
    for (const claim of [a, b])
      mutants.push({ paths: [`claims[${brief.claims.indexOf(claim)}]`], before: '', after: claim.sourceIds.join() });
  }
  return mutants;
};

export const supportDropped = onClaims((claim, brief) => {
  const answer = answerOf(claim, brief);
  if (!answer) return undefined;
  answer.supports = answer.supports.filter(({ text }) => text.trim() !== claim.text.trim());
  return { after: 'no support' };
});

export const offsetShifted = onClaims((claim, brief, random) => {
  const by = random.int(1, 6) * (random.chance(0.5) && claim.byteStart > 8 ? -1 : 1);
  claim.byteStart += by;
  claim.byteEnd += by;
  // Half of them take the text along, so that the bytes are right and only the place is not.
  if (random.chance(0.5)) {
    const bytes = Buffer.from(answerOf(claim, brief)?.parts[claim.part] ?? '');
    claim.text = bytes.subarray(claim.byteStart, claim.byteEnd).toString('utf8');
  }
  return { after: String(by) };
});

export const claimStitched = onClaims((claim, brief, random) => {
  const other = shuffled(brief.claims, random).find(
    (candidate) => candidate.answerId === claim.answerId && candidate.byteStart > claim.byteEnd,
  );
  if (!other) return undefined;
  const [a, b] = [claim.text.split(' '), other.text.split(' ')];
  claim.text = [...a.slice(0, Math.ceil(a.length / 2)), ...b.slice(Math.floor(b.length / 2))].join(' ');
  if (random.chance(0.5)) claim.byteEnd = other.byteEnd;
  return { after: claim.text };
});

export const otherChunk = onClaims((claim, brief, random) => {
  const other = shuffled(brief.sources, random).find(({ id }) => !claim.sourceIds.includes(id));
  const answer = answerOf(claim, brief);
  if (!other || !answer) return undefined;
  if (random.chance(0.5)) claim.sourceIds = [other.id];
  else {
    for (const support of answer.supports) {
      if (support.text.trim() !== claim.text.trim()) continue;
      const indices = answer.chunks.map((_, index) => index).filter((index) => !support.chunkIndices.includes(index));
      const [first, ...rest] = indices;
      if (first === undefined) return undefined;
      support.chunkIndices = [random.pick([first, ...rest])];
    }
  }
  return { after: other.id };
});

export const addressChanged: Operator = (brief, random, count) =>
  shuffled(brief.sources, random)
    .slice(0, count)
    .map((source) => {
      const before = source.url;
      source.url = random.chance(0.5)
        ? `https://${source.domain}/invented-${random.int(100, 999)}`
        : `https://contoso-${random.int(100, 999)}.com/page`;
      return { paths: [`sources[${brief.sources.indexOf(source)}]`], before, after: source.url };
    });

export const claimMadeFresh = onClaims((claim, _brief, random) => {
  if (claim.asOf !== undefined && claim.asOf >= '2026-06') return undefined;
  claim.asOf = random.pick(['2026-10', '2026-11-02', '2026-09-30']);
  return { after: claim.asOf };
});

/**
 * The page spoke of another company all along: its name stands in answer, supports and claim, and everything is cut
 * anew, so that the evidence agrees with itself. The finding stands at a statement that rests on the claim alone.
 */
export const otherCompanyMeant: Operator = (brief, random, count) => {
  const mutants: Mutant[] = [];
  const own =
    /\b(?:Delta Air Lines|Delta|Ingka Group|Ingka|Maersk)\b(?! (?:Concierge|Connection|Sky|Centres|Investments|Holding|Developer|Line))/gu;
  const others = ['Delta Electronics', ...brief.caseStudies.map(({ competitor }) => competitor)];
  for (const place of shuffled(placesIn(brief), random)) {
    // One page in a run may be about a namesake; a run full of them is about that company.
    if (mutants.length >= Math.min(count, 2)) break;
    const [id, ...more] = place.statement.claims;
    const claim = brief.claims.find((candidate) => candidate.id === id);
    const answer = claim && answerOf(claim, brief);
    if (!claim || !answer || more.length > 0 || place.statement.basis !== 'evidence') continue;
    if (!/^(?:facet|signal)\./.test(claim.stage) || claim.text.search(own) < 0) continue;
    const isNamesake = brief.company?.name.startsWith('Delta') === true;
    const other = isNamesake ? 'Delta Electronics' : random.pick([others[1] ?? 'Contoso', ...others.slice(2)]);
    // A peer is only told from a partner where the sentence is about it.
    if (!isNamesake && !/^(?:Delta|Ingka|Maersk)/.test(claim.text)) continue;
    if (place.statement.text.includes(other)) continue;
    const before = claim.text;
    const after = before.replace(own, other);
    if (after === before || /Ingka|Maersk|IKEA/.test(after) || mutants.some((mutant) => mutant.before === before))
      continue;
    rewrite(brief, answer.answerId, before, after);
    mutants.push({ paths: [place.path], before, after });
  }
  return mutants;
};

/** Puts another text in the place of a segment, everywhere in its answer, and cuts the claims again under their old ids. */
function rewrite(brief: Brief, answerId: string, before: string, after: string): void {
  const answer = brief.evidence.find((candidate) => candidate.answerId === answerId);
  if (!answer) return;
  answer.parts = answer.parts.map((part) => part.replaceAll(before, after));
  answer.supports = answer.supports.map((support) => ({ ...support, text: support.text.replaceAll(before, after) }));
  const cut = cutClaims({ ...answer, answer }).claims;
  brief.claims = brief.claims.map((claim) =>
    claim.answerId === answerId ? (cut.find(({ id }) => id === claim.id) ?? claim) : claim,
  );
}

export const newsDateMadeFresh: Operator = (brief, random, count) =>
  (brief.report?.recentNews ?? []).slice(0, count).flatMap((news, index) => {
    const before = news.date ?? '';
    const after = random.pick(['2026-11', '2026-10-15', '2026-09']);
    if (before.startsWith(after)) return [];
    news.date = after;
    return [{ paths: [`report.recentNews[${index}].date`], before, after }];
  });
