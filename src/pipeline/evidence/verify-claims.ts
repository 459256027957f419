import type { Brief } from '../../domain/brief.ts';
import type { Claim, Evidence } from '../../domain/evidence.ts';
import { cutClaims } from './claims.ts';
import type { CheckName, Finding } from './gate/finding.ts';
import { readPart, sliceBytes } from './segment.ts';
import { isRedirect, sourceDomain, sourceId } from './sources.ts';

export const finding = (path: string, check: CheckName, message: string, text: string): Finding => ({
  path,
  check,
  message,
  text,
});

/** Every claim is cut from its answer again: same bytes, same sources, same date. */
export function verifyClaims({ claims, evidence, sources }: Brief): Finding[] {
  const answers = new Map(evidence.map((answer) => [answer.answerId, answer]));
  const sourceIds = new Set(sources.map((source) => source.id));
  const cut = new Map(evidence.map((answer) => [answer.answerId, cutAgain(answer)]));
  const seen = new Set<string>();
  return claims.flatMap((claim, index) => {
    const path = `claims[${index}]`;
    const answer = answers.get(claim.answerId);
    const repeated = seen.has(claim.id) ? ['The id stands twice.'] : [];
    seen.add(claim.id);
    const missing = claim.sourceIds.filter((id) => !sourceIds.has(id)).map((id) => `There is no source ${id}.`);
    const problems = answer
      ? claimProblems(claim, answer, cut.get(claim.answerId) ?? new Map())
      : [`There is no answer ${claim.answerId}.`];
    return [...repeated, ...missing, ...problems].map((message) =>
      finding(path, 'claims', `${claim.id}: ${message}`, claim.text),
    );
  });
}

type CutAgain = ReadonlyMap<string, Claim>;

const placeOf = ({ part, byteStart, byteEnd }: Claim): string => `${part}:${byteStart}:${byteEnd}`;

const cutAgain = (answer: Evidence): CutAgain =>
  new Map(
    cutClaims({ stage: answer.stage, answerId: answer.answerId, answer, retrievedAt: answer.retrievedAt }).claims.map(
      (claim) => [placeOf(claim), claim],
    ),
  );

function claimProblems(claim: Claim, answer: Evidence, cut: CutAgain): string[] {
  const part = answer.parts[claim.part];
  if (part === undefined) return ['Its part is not in the answer.'];
  if (sliceBytes(readPart(part), claim.byteStart, claim.byteEnd) !== claim.text) {
    return ['Its bytes in the answer do not say this.'];
  }
  const again = cut.get(placeOf(claim));
  if (!again) return ['No support of the answer ends where it does.'];
  const own = [...claim.sourceIds].sort().join();
  return [
    ...(claim.stage === answer.stage ? [] : [`It says stage ${claim.stage}, the answer ${answer.stage}.`]),
    ...(own === [...again.sourceIds].sort().join() ? [] : ['The answer ties it to other sources.']),
    ...(claim.asOf === again.asOf ? [] : [`Its date is ${again.asOf ?? 'unknown'} by its own text.`]),
  ];
}

/**
 * A web source's id follows from its address, its domain is the address's host, and an answer of the run names it; ids
 * and numbers stand once.
 */
export function verifySources({ sources, evidence }: Brief): Finding[] {
  const ids = new Set<string>();
  const numbers = new Set<number>();
  const given = new Set(evidence.flatMap((answer) => cutClaims({ ...answer, answer }).sources.map(({ id }) => id)));
  return sources.flatMap((source, index) => {
    const isPage = source.kind === 'web';
    const problems = [
      ...(ids.has(source.id) ? ['The id stands twice.'] : []),
      ...(numbers.has(source.number) ? [`The number ${source.number} stands twice.`] : []),
      ...(isPage && sourceId(source.url) !== source.id ? ['The id is not that of the address.'] : []),
      ...(isPage && !isRedirect(source.url) && sourceDomain(source.url, {}) !== source.domain
        ? ['The domain is not that of the address.']
        : []),
      ...(isPage && evidence.length > 0 && !given.has(source.id) ? ['No answer of this run names it.'] : []),
    ];
    ids.add(source.id);
    numbers.add(source.number);
    return problems.map((message) => finding(`sources[${index}]`, 'sources', `${source.id}: ${message}`, source.url));
  });
}
