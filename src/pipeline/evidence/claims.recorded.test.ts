import { Buffer } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { GroundedAnswer } from '../model.ts';
import { cutClaims } from './claims.ts';

/** Recorded answers of the real service, by whoever has them; the project carries none. */
const folder = process.env.GROUNDING_FIXTURES ?? '';

const Place = z.object({ uri: z.string().optional(), title: z.string().nullish(), domain: z.string().nullish() });
const Recorded = z.object({
  candidates: z
    .array(
      z.object({
        content: z.object({ parts: z.array(z.object({ text: z.string().optional() })).optional() }).optional(),
        groundingMetadata: z
          .object({
            groundingChunks: z.array(z.object({ web: Place.optional(), maps: Place.optional() })).optional(),
            groundingSupports: z
              .array(
                z.object({
                  segment: z.object({
                    partIndex: z.number().optional(),
                    startIndex: z.number().optional(),
                    endIndex: z.number().optional(),
                    text: z.string().optional(),
                  }),
                  groundingChunkIndices: z.array(z.number()).optional(),
                  confidenceScores: z.array(z.number()).optional(),
                }),
              )
              .optional(),
          })
          .optional(),
      }),
    )
    .optional(),
});

type Answer = Pick<GroundedAnswer, 'parts' | 'chunks' | 'supports'>;

/** One value, a list of values, or a stream of server-sent events. */
function readMessages(path: string): z.infer<typeof Recorded>[] {
  const content = readFileSync(path, 'utf8');
  if (!path.endsWith('.txt')) return z.array(Recorded).parse([JSON.parse(content)].flat());
  const events = content.split(/\r?\n/).filter((line) => line.startsWith('data:'));
  return events.map((line) => Recorded.parse(JSON.parse(line.slice('data:'.length))));
}

/** In a stream, text grows and metadata comes whenever it comes: the last that says anything counts. */
function readAnswer(path: string): Answer {
  const candidates = readMessages(path).flatMap(({ candidates: all }) => all?.[0] ?? []);
  const texts = candidates.map(({ content }) => (content?.parts ?? []).map(({ text }) => text ?? ''));
  const metadata = candidates.flatMap(({ groundingMetadata }) => groundingMetadata ?? []);
  const said = metadata.findLast(({ groundingSupports }) => (groundingSupports ?? []).length > 0) ?? {};
  return {
    parts: path.endsWith('.txt') ? [texts.flat().join('')] : texts.flat(),
    chunks: (said.groundingChunks ?? []).map(({ web, maps }) => {
      const { uri, title, domain } = web ?? maps ?? {};
      return { ...(uri && { uri }), ...(title && { title }), ...(domain && { domain }) };
    }),
    supports: (said.groundingSupports ?? []).map(({ segment, groundingChunkIndices, confidenceScores }) => ({
      part: segment.partIndex ?? 0,
      startIndex: segment.startIndex ?? 0,
      endIndex: segment.endIndex ?? 0,
      text: segment.text ?? '',
      chunkIndices: groundingChunkIndices ?? [],
      ...(confidenceScores && { confidence: confidenceScores }),
    })),
  };
}

const files =
  folder === ''
    ? []
    : readdirSync(folder)
        .filter((name) => /\.(json|txt)$/.test(name))
        .sort();
const cutFile = (name: string) => {
  const answer = readAnswer(join(folder, name));
  const result = cutClaims({ stage: 'facet.news', answerId: name, answer, retrievedAt: '2026-11-23T08:00:00.000Z' });
  return { answer, ...result };
};

describe('claims from recorded answers', () => {
  if (folder === '') {
    it('is skipped: set GROUNDING_FIXTURES to the folder of recorded answers', ({ skip }) => {
      skip('GROUNDING_FIXTURES is not set');
    });
  }

  describe.skipIf(folder === '')('in GROUNDING_FIXTURES', () => {
    it.each(files.map((name) => [basename(name)]))('%s: byte-exact, nothing citable lost', (name) => {
      const { answer, claims, sources, dropped } = cutFile(name);
      for (const claim of claims) {
        const part = Buffer.from(answer.parts[claim.part] ?? '');
        expect(part.subarray(claim.byteStart, claim.byteEnd).toString()).toBe(claim.text);
        expect(claim.sourceIds.length).toBeGreaterThan(0);
        for (const id of claim.sourceIds) expect(sources.map((source) => source.id)).toContain(id);
      }
      // A support is only lost when it has no page behind it.
      expect(Object.keys(dropped).filter((reason) => reason !== 'no_source')).toEqual([]);
    });

    it('recovers at least what byte slicing allows, which is more than slicing characters would', () => {
      const counts = { supports: 0, byBytes: 0, byCharacters: 0, recovered: 0 };
      for (const { answer, claims } of files.map(cutFile)) {
        const texts = claims.map(({ text }) => text);
        for (const { part, startIndex, endIndex, text, chunkIndices } of answer.supports) {
          if (!chunkIndices.some((index) => answer.chunks[index]?.uri)) continue;
          const whole = answer.parts[part] ?? '';
          counts.supports++;
          if (Buffer.from(whole).subarray(startIndex, endIndex).toString() === text) counts.byBytes++;
          if (whole.slice(startIndex, endIndex) === text) counts.byCharacters++;
          if (texts.includes(text.trim())) counts.recovered++;
        }
      }
      expect(counts.supports).toBeGreaterThan(50);
      expect(counts.byCharacters).toBeLessThan(counts.byBytes / 2);
      expect(counts.recovered).toBeGreaterThan(counts.byBytes);
      expect(counts.recovered).toBe(counts.supports);
    });
  });
});
