import { z } from 'zod';
import type { Brief } from '../../src/domain/brief.ts';
import { Statement } from '../../src/domain/statement.ts';
import { findingsIn } from '../../src/pipeline/evidence/gate/findings.ts';
import { contextOf, verifyBrief } from '../../src/pipeline/evidence/verify-brief.ts';
import { placesIn, type Sample } from './corpus.ts';
import { heldOut } from './held-out.ts';
import { paraphrases as first } from './paraphrases.ts';

const paraphrases = [...first, ...heldOut];

export interface CleanScore {
  statements: number;
  paraphrases: number;
  /** Every clean statement that something was found in, with what. */
  alarms: string[];
}

/** What the gate says about statements that are true: those of the briefs, and honest rewordings of their claims. */
export function cleanScore(samples: readonly Sample[]): CleanScore {
  const alarms: string[] = [];
  let statements = 0;
  for (const { company, brief, alarms: early } of samples) {
    alarms.push(...early.map((finding) => `${company} ${finding}`));
    statements += placesIn(brief).length;
    alarms.push(...verifyBrief(brief).map(({ path, check, message }) => `${company} ${path} [${check}] ${message}`));
    const find = findingsIn(contextOf(brief));
    for (const { claims, text } of paraphrases.filter((paraphrase) => paraphrase.company === company)) {
      const statement: Statement = { text, claims: claims.map((start) => claimId(brief, start)), basis: 'evidence' };
      const found = find(z.object({ statement: Statement }), { statement });
      alarms.push(...found.map(({ check, message }) => `${company} “${text}” [${check}] ${message}`));
    }
  }
  return { statements: statements + paraphrases.length, paraphrases: paraphrases.length, alarms };
}

function claimId(brief: Brief, start: string): string {
  const claim = brief.claims.find(({ text }) => text.startsWith(start));
  if (!claim) throw new TypeError(`no claim begins with "${start}"`);
  return claim.id;
}
