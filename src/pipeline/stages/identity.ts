import { z } from 'zod';
import type { IdentityOutput } from '../../domain/brief.ts';
import { type Company, CompanyCandidate } from '../../domain/company.ts';
import { isAppError } from '../../domain/errors.ts';
import { type Claim, ClaimSet } from '../../domain/evidence.ts';
import type { Run } from '../../domain/run.ts';
import { cleanLine, cut } from '../../domain/text.ts';
import { isInstructionLike } from '../evidence/gate/canaries.ts';
import { sentencesOf } from '../evidence/gate/sentences.ts';
import { layOut, section } from '../prompts/layout.ts';
import { groundedRules } from '../prompts/rules.ts';
import type { MakeStage, StageInput, StageResult } from '../stage-spec.ts';
import { type Researched, research } from './research.ts';

const instructions = `Find out which company is meant. For each company that the name as written may mean, write one line:
Candidate: <name> | legal name: <legal name> | domain: <main web domain> | headquarters: <city, country> | what it is: <one line>
Leave out a part that no page says. One line only when a domain is given or when the name as written means one company to nearly everybody; several lines, the best known first and at most six, when it may mean different companies. Subsidiaries and look-alikes of other names are no candidates.`;

/** What is stored while a person chooses: the candidates and the evidence, so that the choice costs no call. */
export const IdentityQuestion = z.object({ candidates: z.array(CompanyCandidate), found: ClaimSet });
type IdentityQuestion = z.infer<typeof IdentityQuestion>;

/** Labels of a candidate line. */
const parts: Record<string, keyof CompanyCandidate> = {
  'legal name': 'legalName',
  domain: 'domain',
  headquarters: 'headquarters',
  'what it is': 'oneLine',
};

export function parseCandidates(text: string): CompanyCandidate[] {
  const found = new Map<string, CompanyCandidate>();
  for (const line of text.split('\n')) {
    // One line is one candidate, and the first word on each part of it counts: what a page put behind it is no part of it.
    const [, own] = line.replaceAll('**', '').split(/candidate:/iu);
    if (own === undefined) continue;
    const [name = '', ...rest] = own.split('|').map((part) => cut(cleanLine(part), 255));
    const candidate: Record<string, string> = { name };
    for (const part of rest) {
      const [label = '', ...value] = part.split(':');
      const member = parts[label.trim().toLowerCase()];
      const content = member && (written[member] ?? cut255)(value.join(':').trim());
      if (member && content && !isInstructionLike(content)) candidate[member] ??= content;
    }
    if (isInstructionLike(name)) continue;
    const parsed = CompanyCandidate.safeParse(candidate);
    const key = `${parsed.data?.domain ?? ''} ${folded(name)}`;
    if (parsed.success && !found.has(key)) found.set(key, parsed.data);
  }
  return [...found.values()].slice(0, 6);
}

/** What it is, is one sentence: what a page put behind it is not said of the company. */
const written: Partial<Record<keyof CompanyCandidate, (content: string) => string>> = {
  domain: (content) => bareDomain(content),
  oneLine: (content) => cut255(firstSentence(content)),
};
const cut255 = (content: string): string => cut(content, 255);

const firstSentence = (text: string): string =>
  (sentencesOf(text)[0] ?? text).replace(/(?<=[.!?])\s+(?:[^\p{L}\p{N}\s]|https?:).*$/u, '').trim();

const bareDomain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/\s].*$/u, '');

const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Identity comes first and pauses before every other paid call when a name fits several companies. */
export const makeIdentity: MakeStage = async (input) => {
  const { run, earlier } = input;
  if (run.choice && earlier?.status === 'waiting') {
    const { found, candidates } = IdentityQuestion.parse(earlier.output);
    return done(input, { ...run.choice }, 'chosen_by_user', 1, about(run.choice, found), candidates);
  }
  const researched = await lookUp(input);
  if (researched === undefined) return { ...onlyGiven(input), warnings: [unknownToSearch] };
  const { found, evidence } = researched;
  const candidates = parseCandidates(evidence.parts.join('\n'));
  const decided = decide(run, candidates);
  if (decided === undefined) {
    const output: IdentityQuestion = { candidates, found };
    return { status: 'waiting', output, line: `${candidates.length} companies fit`, evidence: [evidence] };
  }
  return {
    ...done(input, decided.candidate, decided.by, decided.confidence, about(decided.candidate, found), candidates),
    evidence: [evidence],
  };
};

const unknownToSearch = 'No page was found that says which company this is; the domain that was given decides.';
const nothingFound: ClaimSet = { answerIds: [], claims: [], sources: [] };

/** Undefined when nothing can be cited although a domain is given: the domain selects, so everything else can go on. */
async function lookUp(input: StageInput): Promise<Researched | undefined> {
  const { run } = input;
  const prompt = layOut({
    system: groundedRules,
    today: new Date(run.createdAt),
    task: input.id,
    instructions,
    sections: [...section('company_name', run.companyName), ...section('domain', run.domain ?? '')],
  });
  try {
    return await research(input, prompt);
  } catch (error) {
    if (run.domain === undefined || !saidNothing.some((code) => isAppError(error, code))) throw error;
    return undefined;
  }
}

const saidNothing = ['no_evidence', 'model_answer_unusable'] as const;

/** The company by what was typed: no candidate, no claim. */
function onlyGiven(input: StageInput): StageResult {
  const given = decide(input.run, []);
  if (!given) throw new TypeError('a domain decides');
  return done(input, given.candidate, given.by, given.confidence, nothingFound, []);
}

interface Decision {
  candidate: CompanyCandidate;
  by: Company['decidedBy'];
  confidence: number;
}

/** Undefined when a person has to choose. */
function decide({ companyName, domain }: Run, candidates: readonly CompanyCandidate[]): Decision | undefined {
  if (domain !== undefined) {
    const match = candidates.find((candidate) => candidate.domain === domain);
    return {
      candidate: { ...(match ?? { name: companyName }), domain },
      by: 'domain_given',
      confidence: match ? 1 : 0.5,
    };
  }
  const exact = candidates.filter((candidate) =>
    [candidate.name, candidate.legalName ?? ''].some((name) => folded(name) === folded(companyName)),
  );
  const only = candidates.length === 1 ? candidates[0] : exact.length === 1 ? exact[0] : undefined;
  if (only) return { candidate: only, by: 'only_match', confidence: 0.9 };
  if (candidates.length > 1) return undefined;
  return { candidate: { name: companyName }, by: 'unconfirmed', confidence: 0.2 };
}

function done(
  { run }: StageInput,
  candidate: CompanyCandidate,
  decidedBy: Company['decidedBy'],
  confidence: number,
  found: ClaimSet,
  candidates: readonly CompanyCandidate[],
): StageResult {
  const company = proven(
    {
      ...candidate,
      aliases: folded(run.companyName) === folded(candidate.name) ? [] : [run.companyName],
      confidence,
      decidedBy,
    },
    found.claims,
  );
  const others = candidates.map(({ name }) => name).filter((name) => folded(name) !== folded(company.name));
  const output: IdentityOutput = { company, found, ...(others.length > 0 && { others }) };
  return { status: 'done', output, line: lineOf(company) };
}

/** Claims about the other candidates are no evidence about this one. */
function about({ name, domain }: CompanyCandidate, found: ClaimSet): ClaimSet {
  const isAbout = (claim: Claim) =>
    !/candidate:/iu.test(claim.text) || mentions(claim, name) || (domain !== undefined && claim.text.includes(domain));
  const claims = found.claims.filter(isAbout);
  return {
    ...found,
    claims,
    sources: found.sources.filter((source) => claims.some((claim) => claim.sourceIds.includes(source.id))),
  };
}

const mentions = (claim: Claim, words: string): boolean => ` ${folded(claim.text)} `.includes(` ${folded(words)} `);

/** Headquarters, legal name and description are facts: they stay only if the search found them on a page. */
function proven(company: Omit<Company, 'claims'>, claims: readonly Claim[]): Company {
  const { headquarters, oneLine, legalName, ...rest } = company;
  const facts = Object.entries({ headquarters, oneLine, legalName }).flatMap(([member, value]) =>
    value !== undefined && claims.some((claim) => mentions(claim, value)) ? [[member, value] as const] : [],
  );
  const said = [company.name, ...facts.map(([, value]) => value)];
  const saying = claims.filter((claim) => said.some((value) => mentions(claim, value)));
  return { ...rest, ...Object.fromEntries(facts), claims: saying.map((claim) => claim.id) };
}

const lineOf = (company: Company): string =>
  cut([company.name, company.domain, company.headquarters].filter((part) => part !== undefined).join(' · '), 200);
