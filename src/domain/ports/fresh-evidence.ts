/** What two questions must have in common for one answer to serve both. */
export interface Question {
  team: string;
  visibility: string;
  companyKey: string;
  stage: string;
  /** Of the prompt and everything in it that is not the company: version, focus, template. */
  prompt: string;
}

/** Where the answer to a question lies that was asked lately. Only a hint: what is stored there decides. */
export interface FreshEvidence {
  /** `expireAt`: from when on nobody takes it over any more. */
  note(question: Question, answer: { run: string; retrievedAt: string; expireAt?: string }): Promise<void>;
  find(question: Question): Promise<{ run: string; retrievedAt: string } | undefined>;
}
