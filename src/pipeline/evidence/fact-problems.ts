import type { Company } from '../../domain/company.ts';
import type { Claim } from '../../domain/evidence.ts';
import type { Fact } from '../../domain/facts.ts';
import { plainClaimText } from './claims.ts';

/** Why a fact does not follow from its claim, or `undefined`. */
export type FactCheck = (fact: Fact) => string | undefined;

/**
 * The value stands in the text of its own claim, letter by letter; the entity is one that the run knows by name, from
 * any of its claims or from the company's identity, because a claim often only says "the company".
 */
export function factCheck(claims: readonly Claim[], company: Company | undefined): FactCheck {
  const texts = new Map(claims.map((claim) => [claim.id, `${claim.text}\n${plainClaimText(claim)}`]));
  const identity = [company?.name, company?.legalName, company?.domain, ...(company?.aliases ?? [])];
  const known = new Set([...texts.values(), ...identity].flatMap((text) => wordsOf(text ?? '')));
  return ({ claim, value, entity }) => {
    const text = texts.get(claim);
    if (text === undefined) return `There is no claim ${claim}.`;
    if (!text.includes(value)) return `${claim} does not hold the value "${value}".`;
    const strange = entity
      .split(/\s+/u)
      .filter((word) => /\p{Lu}/u.test(word) && !wordsOf(word).every((w) => known.has(w)));
    return strange.length > 0 ? `No claim names "${strange.join(' ')}".` : undefined;
  };
}

const spaced = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

/** Words in lower case, without what is joined to them: "Maersk's" and "Maersk" are the same word. */
const wordsOf = (text: string): string[] =>
  spaced(text)
    .toLowerCase()
    .replace(/[’']s\b/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
