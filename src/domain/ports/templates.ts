import type { PromptTemplate } from '../prompt-template.ts';

export interface NewTemplateVersion {
  content: string;
  author: string;
  note?: string;
}

/**
 * A team's prompt templates. A version never changes and is never deleted, so that a run can name the one it used.
 * Errors: `invalid_input` for text with a placeholder that cannot be filled, `already_exists` for a name that is taken,
 * `not_found`.
 */
export interface Templates {
  create(team: string, template: NewTemplateVersion & { name: string }): Promise<PromptTemplate>;
  get(team: string, id: string): Promise<PromptTemplate | undefined>;
  /** By name. */
  list(team: string): Promise<PromptTemplate[]>;
  rename(team: string, id: string, name: string): Promise<PromptTemplate>;
  addVersion(
    team: string,
    id: string,
    version: NewTemplateVersion,
    options?: { makeDefault?: boolean },
  ): Promise<PromptTemplate>;
  setDefault(team: string, id: string, no: number): Promise<PromptTemplate>;
}
