import type { AccountPlanDraft } from '../../domain/account-plan.ts';
import type { Claim } from '../../domain/evidence.ts';
import type { Report } from '../../domain/report.ts';
import { plainClaimText } from '../evidence/claims.ts';
import { namesPerson, sameName } from './same-name.ts';

export interface PeopledPlan {
  plan: AccountPlanDraft;
  warnings: string[];
}

/** Titles are no people, however they are written. */
const titleWord =
  /\b(chief|officer|head|director|president|manager|vice|vp|svp|evp|ceo|cfo|cio|cto|ciso|cdo|coo|chro|team|board|lead|leader|owner|department)\b/i;

const fallbackOwner = 'Account executive';

/** Stakeholders are people whom a claim names; an owner who is one of them becomes the role that person has. */
export function peopledPlan(
  plan: AccountPlanDraft,
  { decisionMakers }: Pick<Report, 'decisionMakers'>,
  claims: readonly Claim[],
): PeopledPlan {
  const texts = claims.map(plainClaimText);
  const isPerson = (name: string) =>
    /\p{L}\s+\p{L}/u.test(name) && !titleWord.test(name) && texts.some((text) => namesPerson(text, name));
  const stakeholders = plan.stakeholders
    .filter(({ name }) => isPerson(name))
    .filter(({ name }, index, all) => all.findIndex((other) => sameName(other.name, name)) === index);
  const people = [...stakeholders, ...decisionMakers];
  const role = (owner: string): string => {
    const person = people.find(({ name }) => namesPerson(owner, name) || sameName(lastWord(name), owner));
    return person ? roleOf(person.title) : owner;
  };
  const actions = plan.actions.map((action) => ({ ...action, owner: role(action.owner) }));
  const strangers = plan.stakeholders.length - stakeholders.length;
  return {
    plan: { ...plan, stakeholders, actions },
    warnings: strangers > 0 ? [`${strangers} stakeholder(s) whom no finding names left out.`] : [],
  };
}

const lastWord = (name: string): string => name.trim().split(/\s+/u).at(-1) ?? name;
const roleOf = (title: string): string => (title.trim() === '' ? fallbackOwner : title.slice(0, 120));
