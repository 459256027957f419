import type { PromptClaim, ReadPrompt } from '../prompt.ts';

/** The claims of a prompt, as somebody who writes from them alone looks things up. */
export interface Pool {
  /** In the order of the prompt, without those that say nothing, unless there are no others. */
  all: PromptClaim[];
  /** `news` for `news.3`. */
  of(...families: string[]): PromptClaim[];
  /** The first claim of the families (of any when none is named) whose text matches. */
  find(pattern: RegExp, ...families: string[]): PromptClaim | undefined;
  byId(id: string): PromptClaim | undefined;
  prompt: ReadPrompt;
}

export const familyOf = ({ id }: PromptClaim): string => id.split('.')[0] ?? id;

/** The line that only names the company, and headings that a search tied to a page. */
const saysNothing = ({ text }: PromptClaim): boolean => /^(Candidate:|#)/.test(text);

export function poolOf(prompt: ReadPrompt): Pool {
  const found = prompt.claims.filter((claim) => !saysNothing(claim));
  const all = found.length > 0 ? found : prompt.claims;
  const of = (...families: string[]) => all.filter((claim) => families.includes(familyOf(claim)));
  return {
    all,
    of,
    find: (pattern, ...families) =>
      (families.length > 0 ? of(...families) : all).find(({ text }) => pattern.test(text)),
    byId: (id) => prompt.claims.find((claim) => claim.id === id),
    prompt,
  };
}
