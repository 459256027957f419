import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GroundingChunk, GroundingSupport } from '../../domain/evidence.ts';
import { readAnswer } from './answer.ts';
import { readGrounding } from './grounding.ts';

const parts = [
  { wireIndex: 1, text: 'Zürich grows.' },
  { wireIndex: 4, text: 'So does Bern.' },
];

describe('grounding metadata', () => {
  it.each([undefined, null, {}, [], 'none', { groundingChunks: null, groundingSupports: 'x', webSearchQueries: {} }])(
    'may be %j',
    (metadata) => {
      expect(readGrounding(metadata, parts)).toEqual({ searchQueries: [], chunks: [], supports: [] });
    },
  );

  it('keeps the place of every chunk, whatever it holds', () => {
    const groundingChunks = [
      {},
      null,
      { web: { uri: 'https://a.example/', title: null, domain: 'a.example' } },
      { retrievedContext: { uri: 'https://b.example/', title: 'B', text: 'long' } },
      { maps: { title: 'A place', placeId: 'x' } },
      { web: null },
      { image: { sourceUri: 'https://c.example/' } },
      { web: { uri: 5, title: 'five' } },
    ];
    expect(readGrounding({ groundingChunks }, parts).chunks).toEqual([
      {},
      {},
      { uri: 'https://a.example/', domain: 'a.example' },
      { uri: 'https://b.example/', title: 'B' },
      { title: 'A place' },
      {},
      {},
      { title: 'five' },
    ]);
  });

  it('reads a missing start as zero and a missing end from the bytes of the text', () => {
    const groundingSupports = [{ segment: { partIndex: 1, text: 'Zürich' }, groundingChunkIndices: [0] }];
    expect(readGrounding({ groundingSupports }, parts).supports).toEqual([
      { part: 0, startIndex: 0, endIndex: 7, text: 'Zürich', chunkIndices: [0] },
    ]);
  });

  it('keeps chunk indices as they came', () => {
    const groundingSupports = [
      { segment: { partIndex: 4, text: 'Bern' }, groundingChunkIndices: [99, -1, 0, 1.5, 'x'] },
    ];
    expect(readGrounding({ groundingSupports }, parts).supports[0]).toMatchObject({
      part: 1,
      chunkIndices: [99, -1, 0],
    });
  });

  it('finds the part of a support that counts by one the reader does not get, or says that there is none', () => {
    const groundingSupports = [
      { segment: { partIndex: 0, text: 'So does Bern.' } },
      { segment: { partIndex: 7, text: 'not in there' } },
      { segment: { partIndex: 7 } },
      { segment: null },
      {},
      'x',
    ];
    const { supports } = readGrounding({ groundingSupports }, parts);
    expect(supports.map((support) => support.part)).toEqual([1, 2, 2, 2, 2]);
  });

  it('survives any JSON and always gives the shapes of the domain', () => {
    const text = fc.oneof(fc.string(), fc.constant(null), fc.integer());
    const odd = fc.oneof(fc.jsonValue(), fc.constant(undefined));
    const chunk = fc.oneof(odd, fc.record({ web: fc.record({ uri: text, title: text }) }));
    const support = fc.oneof(
      odd,
      fc.record({
        segment: fc.record({ partIndex: odd, startIndex: odd, endIndex: odd, text }, { requiredKeys: [] }),
        groundingChunkIndices: fc.oneof(odd, fc.array(fc.oneof(fc.integer(), odd))),
        confidenceScores: fc.oneof(odd, fc.array(odd)),
      }),
    );
    const metadata = fc.oneof(
      odd,
      fc.record({ groundingChunks: fc.array(chunk), groundingSupports: fc.array(support), webSearchQueries: odd }),
    );
    fc.assert(
      fc.property(metadata, (value) => {
        const { chunks, supports, searchQueries } = readGrounding(value, parts);
        for (const each of chunks) GroundingChunk.parse(each);
        for (const each of supports) GroundingSupport.parse(each);
        expect(searchQueries.every((query) => typeof query === 'string')).toBe(true);
      }),
    );
  });
});

const folder = process.env.GROUNDING_FIXTURES;

describe.skipIf(!folder)('recorded answers (GROUNDING_FIXTURES)', () => {
  it('keep every chunk and every support', async () => {
    let supportsSeen = 0;
    for (const name of (await readdir(folder ?? '')).filter((file) => file.endsWith('.json'))) {
      const recorded: unknown = JSON.parse(await readFile(join(folder ?? '', name), 'utf8'));
      for (const body of Array.isArray(recorded) ? recorded : [recorded]) {
        const answer = readAnswer(body);
        const wire = answer.groundingMetadata as { groundingChunks?: unknown[]; groundingSupports?: unknown[] };
        const grounding = readGrounding(wire, answer.parts);
        expect(grounding.chunks, name).toHaveLength(wire?.groundingChunks?.length ?? 0);
        expect(grounding.supports, name).toHaveLength(wire?.groundingSupports?.length ?? 0);
        supportsSeen += grounding.supports.length;
      }
    }
    expect(supportsSeen).toBeGreaterThan(10);
  });
});
