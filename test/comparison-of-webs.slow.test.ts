import { describe, expect, it } from 'vitest';
import type { Topic } from '../simulator/gemini/company-facts.ts';
import { laterWeb } from '../simulator/gemini/later-web.ts';
import type { Knowledge } from '../simulator/gemini/structured-answer.ts';
import { changedWeb, companyCalled, type WebChange } from '../simulator/gemini/web-changes.ts';
import { loadKnowledge } from '../simulator/gemini/world.ts';
import { Fact } from '../src/domain/facts.ts';
import { compareRuns } from '../src/pipeline/comparison/compare-runs.ts';
import type { ComparedRun } from '../src/pipeline/comparison/compared-run.ts';
import { createLexicalEmbeddings } from '../src/pipeline/gemini/lexical-embeddings.ts';

const bundled = loadKnowledge();
const signal = new AbortController().signal;

/** Vectors of sentences that were seen before are taken from memory: hundreds of comparisons share them. */
const known = new Map<string, number[]>();
const lexical = createLexicalEmbeddings();
const embeddings = {
  ...lexical,
  embed: async (texts: readonly string[]) => {
    const fresh = texts.filter((text) => !known.has(text));
    const vectors = await lexical.embed(fresh, signal);
    for (const [index, text] of fresh.entries()) known.set(text, vectors[index] ?? []);
    return texts.map((text) => known.get(text) ?? []);
  },
};

const stageOf = (topic: Topic): string =>
  topic === 'competitors' ? topic : `${['jobs', 'sentiment', 'social'].includes(topic) ? 'signal' : 'facet'}.${topic}`;

/** A run that found everything the simulated web says about a company, without the calls in between. */
function runOn({ companies, answers }: Knowledge, slug: string): ComparedRun {
  const company = companies.find((candidate) => candidate.slug === slug);
  if (!company) throw new TypeError(`no company ${slug}`);
  const { name, legalName, aliases, domain } = company.company;
  const claims = company.facts.flatMap((fact) =>
    [fact.topic, ...(fact.alsoIn ?? [])].map((topic) => ({
      id: `${topic}.${fact.id}`,
      stage: stageOf(topic),
      text: fact.text,
      answerId: topic,
      part: 0,
      byteStart: 0,
      byteEnd: 1,
      sourceIds: fact.sources,
    })),
  );
  const facts = (answers.get(slug)?.Facts ?? []).flatMap((raw) => {
    const tuple = Fact.parse(raw);
    const fact = company.facts.find(({ id }) => id === tuple.claim);
    return fact?.text.includes(tuple.value) ? [{ ...tuple, claim: `${fact.topic}.${fact.id}` }] : [];
  });
  const made = [...new Set(claims.map(({ stage }) => stage))];
  return { run: 'R', date: '2026-11-23', names: [name, legalName, ...aliases], domain, claims, facts, made };
}

async function differences(slug: string, change: Omit<WebChange, 'company'>) {
  const company = bundled.companies.find((candidate) => candidate.slug === slug)?.company.domain ?? '';
  const after = runOn(changedWeb(bundled, [{ company, ...change }]), slug);
  const comparison = await compareRuns(runOn(bundled, slug), after, { embeddings, signal });
  return comparison.differences.filter(({ kind }) => kind !== 'unchanged');
}

/** Each sentence with one of its figures changed, years aside: another first digit. */
const slips = (text: string): string[] =>
  [...text.matchAll(/(?<![\p{L}\d.,'’[-])\d[\d.,'’]*(?<=\d)(?![\d\p{L}\]-])/gu)]
    .filter(([figure]) => !/^(?:1[89]|20)\d\d$/.test(figure))
    .map((match) => {
      const digit = match[0].startsWith('9') ? '4' : String(Number(match[0][0]) + 1);
      return `${text.slice(0, match.index)}${digit}${text.slice(match.index + 1)}`;
    });

describe.each(bundled.companies.map(({ slug, facts }) => ({ slug, facts })))('on $slug', ({ slug, facts }) => {
  it('the bundled later state is told as what it is: every fact changed, the one added, the one removed', async () => {
    const name = bundled.companies.find((company) => company.slug === slug)?.company.name;
    const change = laterWeb().find(({ company }) => companyCalled(bundled, company).company.name === name);
    const { replace = [], add = [], remove = [] } = change ?? {};
    const found = (await differences(slug, { replace, add, remove })).map(
      ({ kind, before, after }) => `${kind} ${(after ?? before)?.claim.split('.').at(-1)}`,
    );
    expect(found.sort()).toEqual(
      [
        ...replace.map(({ fact }) => `changed ${fact}`),
        ...add.map(({ id }) => `new ${id}`),
        ...remove.map((id) => `withdrawn ${id}`),
      ].sort(),
    );
    expect(replace.length).toBeGreaterThanOrEqual(3);
    expect([add.length, remove.length]).toEqual([1, 1]);
  });

  it('every sentence in other words is no change', async () => {
    expect(await differences(slug, { paraphrase: true })).toEqual([]);
  });

  it('one figure changed, in the old words and in others, is told, and nothing about another sentence', async () => {
    const missed: string[] = [];
    const strange: string[] = [];
    let tried = 0;
    for (const { id, text } of facts) {
      for (const [index, slip] of slips(text).entries()) {
        const found = await differences(slug, { replace: [{ fact: id, text: slip }], paraphrase: index % 2 === 1 });
        tried++;
        if (found.length === 0) missed.push(slip);
        const elsewhere = found.filter(
          ({ before, after }) => ![before?.claim, after?.claim].some((claim) => claim?.endsWith(`.${id}`)),
        );
        if (elsewhere.length > 0) strange.push(slip);
      }
    }
    expect(tried).toBeGreaterThan(50);
    expect(missed.length > tried * 0.03 ? missed : []).toEqual([]);
    expect(strange.length > tried * 0.03 ? strange : []).toEqual([]);
  });
});
