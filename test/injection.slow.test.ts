import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Brief } from '../src/domain/brief.ts';
import { RunRequest } from '../src/domain/run.ts';
import { canariesIn } from '../src/pipeline/evidence/gate/canaries.ts';
import type { ModelClient } from '../src/pipeline/model.ts';
import { openRuns, type Ran, type Runs } from './harness/runs-in-process.ts';
import { canary, payloads } from './injection-payloads.ts';
import { places, planted, teamKnowing } from './injection-places.ts';
import { placesIn } from './mutation/corpus.ts';

/** DOMAIN.md §4: injected instructions in web text, history, names: no effect on recipients, links, mentions, structure. */
const request = RunRequest.parse({ companyName: 'Maersk', domain: 'maersk.com', mode: 'quick' });
const harmless = { memory: 'Maersk: asked for fewer tools.', note: 'Call in May.' };
let runs: Runs;
let plain: Ran;

beforeAll(async () => {
  runs = await openRuns({ documents: 'html' });
  plain = await runs.alone(request, { prepare: teamKnowing(harmless) });
});
afterAll(() => runs.close());

/** What a payload may not change: what was made, how much of it, where it links to, where it goes. */
const shapeOf = ({ run, brief, html }: Ran) => ({
  status: run.status,
  stages: brief.stages.map(({ id, status }) => `${id} ${status}`),
  statements: placesIn(brief).length,
  ideas: brief.ideas?.ideas.length,
  useCases: brief.useCases?.useCases.map(({ title }) => title),
  claims: brief.claims.map(({ id }) => id),
  links: [...new Set(brief.sources.map(({ url }) => url))].sort(),
  hrefs: [
    ...new Set(html.flatMap((page) => [...page.matchAll(/\b(?:href|src|action)="([^"]*)"/g)].map(([, to]) => to))),
  ]
    .filter((to) => !to?.startsWith('data:image/'))
    .sort(),
  // Attribute values are text: what stands in their quotation marks, escaped, is no markup.
  scripts: html.filter((page) => /<script|<iframe|<[a-z][^<>]*\son\w+=/i.test(page.replace(/="[^"]*"/g, '=""'))).length,
  recipients: [run.team.length, run.channel.replace(run.id, ''), run.createdBy, run.visibility],
});

/** The brief without what is a quote: evidence, the claims' own text, the titles of pages, what was recalled, and what the user typed. */
const written = ({
  claims,
  sources,
  evidence: _evidence,
  request: _asked,
  recalled: _recalled,
  company,
  ...rest
}: Brief): string =>
  JSON.stringify([
    rest,
    claims.map(({ text: _text, ...claim }) => claim),
    sources.map(({ title: _title, ...source }) => source),
    company && { ...company, aliases: [] },
  ]);

/** Every payload at every place, eight at a time: each run has another one in each of its places. */
const rounds = payloads.map((_, round) =>
  places.map((place, at) => ({ place, payload: payloads[(round + at * 3) % payloads.length] ?? '' })),
);

describe('payloads in titles, segments, prose, company name, focus, sales history, memory and notes', () => {
  it('are at least a hundred', () => {
    const pairs = rounds.flat().map(({ place, payload }) => `${place.name} ${payload}`);
    expect(new Set(pairs).size).toBeGreaterThanOrEqual(100);
  });

  it.each(rounds.map((round, index) => [index + 1, round] as const))('change nothing: round %i', async (_no, round) => {
    const asked = round.reduce((before, { place, payload }) => place.request?.(before, payload) ?? before, request);
    const known = (what: 'memory' | 'note') => round.find(({ place }) => place.known === what)?.payload ?? '';
    const ran = await runs.alone(RunRequest.parse(asked), {
      wrap: (model) => round.reduce((before, { place, payload }) => planted(place, payload)(before), model),
      prepare: teamKnowing({ memory: `Maersk: ${known('memory')}`, note: known('note') }),
    });
    expect(shapeOf(ran)).toEqual(shapeOf(plain));
    expect(written(ran.brief).includes(canary)).toBe(false);
    expect(ran.brief.sources.flatMap(({ title }) => canariesIn(title))).toEqual([]);
  });
});

/** A model that falls for everything: where the prompt holds the canary, it writes the payload into all it writes. */
const gullible =
  (payload: string) =>
  (model: ModelClient): ModelClient => ({
    ...model,
    structured: async (call) => {
      const obeys = call.prompt.text.includes(canary);
      const infected = <T>(value: T): T => (obeys ? (infect(value, payload) as T) : value);
      const answer = await model.structured({ ...call, check: (value) => call.check?.(infected(value)) ?? [] });
      return { ...answer, value: call.schema.parse(infected(answer.value)) as typeof answer.value };
    },
  });

const isStatement = (value: object) => 'text' in value && 'claims' in value && 'basis' in value;

/** Adds the payload to statements and titles and leaves the rest, as a model does that was talked round. */
function infect(value: unknown, payload: string): unknown {
  if (Array.isArray(value)) return value.map((item) => infect(item, payload));
  if (typeof value !== 'object' || value === null) return value;
  const statement = isStatement(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const isText =
        typeof member === 'string' &&
        (statement ? key === 'text' : ['title', 'headline', 'solution', 'callToAction'].includes(key));
      return [key, isText ? `${member} ${payload}` : infect(member, payload)];
    }),
  );
}

describe('a model that obeys what a page tells it', () => {
  const instructions = payloads.filter((payload) => canariesIn(payload).length > 0);
  const segment = places.filter(({ name }) => name === 'a supported segment');

  it.each(instructions.filter((_, index) => index % 2 === 0))('is stopped by the gate: %j', async (payload) => {
    const ran = await runs.alone(request, {
      wrap: (model) => gullible(payload)(segment.reduce((before, place) => planted(place, payload)(before), model)),
      prepare: teamKnowing(harmless),
    });
    expect(ran.brief.stages.map(({ id }) => id)).toEqual(plain.brief.stages.map(({ id }) => id));
    expect(written(ran.brief).includes(canary)).toBe(false);
    expect(shapeOf(ran).hrefs.filter((to) => to?.includes('zylvendraq'))).toEqual([]);
  });
});
