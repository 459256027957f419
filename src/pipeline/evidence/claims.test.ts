import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GroundingSupport } from '../../domain/evidence.ts';
import { cutClaims, plainClaimText } from './claims.ts';

const retrievedAt = '2026-11-23T08:00:00.000Z';
const page = { uri: 'https://www.zkb.ch/de/medien.html', title: 'Medienmitteilung' };
const other = { uri: 'https://www.blick.ch/wirtschaft', title: 'Blick' };

const support = (text: string, startIndex: number, endIndex: number, more: Partial<GroundingSupport> = {}) => ({
  part: 0,
  startIndex,
  endIndex,
  text,
  chunkIndices: [0],
  ...more,
});

const cut = (parts: string[], supports: GroundingSupport[], chunks: object[] = [page, other]) =>
  cutClaims({ stage: 'facet.news', answerId: 'a1', answer: { parts, chunks, supports }, retrievedAt });

const bytes = (text: string) => Buffer.byteLength(text);

describe('cutting claims', () => {
  const first = 'Zürcher Kantonalbank hält 51 Filialen.';
  const second = 'Der Gewinn stieg auf CHF 1’422 Mio.';
  const part = `${first} ${second}`;
  const secondStart = bytes(`${first} `);

  it('reads offsets as bytes, where characters would miss', () => {
    const { claims, dropped } = cut([part], [support(second, secondStart, bytes(part))]);
    expect(claims).toMatchObject([{ id: 'news.1', text: second, byteStart: secondStart, byteEnd: bytes(part) }]);
    expect(part.slice(secondStart, bytes(part))).not.toBe(second);
    expect(dropped).toEqual({});
  });

  it('searches the text when the offsets are wrong, nearest to them', () => {
    const twice = `${first} Mehr. ${first}`;
    const { claims } = cut([twice], [support(first, bytes(`${first} Mehr. `) + 2, bytes(twice) + 2)]);
    expect(claims).toMatchObject([{ byteStart: bytes(`${first} Mehr. `) }]);
  });

  it('finds a text whose markdown or white space was changed, and keeps the bytes of the answer', () => {
    const marked = 'Zuerst dies.\n\n*   **Umsatz** stieg\n    um 5 % auf “Rekord”.';
    const { claims } = cut([marked], [support('Umsatz stieg um 5 % auf "Rekord".', 0, 4)]);
    expect(claims).toMatchObject([{ text: '**Umsatz** stieg\n    um 5 % auf “Rekord”.' }]);
    expect(claims.map(plainClaimText)).toEqual(['Umsatz stieg um 5 % auf “Rekord”.']);
  });

  it('believes offsets without a text only when they cut no character in two', () => {
    const whole = cut([first], [support('', 0, bytes('Zürcher'))]);
    expect(whole.claims).toMatchObject([{ text: 'Zürcher' }]);
    const torn = cut([first], [support('', 0, 2)]);
    expect(torn).toMatchObject({ claims: [], dropped: { bad_range: 1 } });
  });

  it('moves the ends over white space instead of changing the text', () => {
    const { claims } = cut([`  ${first}\n`], [support('', 0, bytes(first) + 3)]);
    expect(claims).toMatchObject([{ text: first, byteStart: 2, byteEnd: bytes(first) + 2 }]);
  });

  it.each([
    ['text_not_found', support('Nothing of the kind was said.', 0, 5)],
    ['no_such_part', support('Nothing of the kind was said.', 0, 5, { part: 4 })],
    ['bad_range', support('', 900, 950)],
    ['no_source', support(first, 0, bytes(first), { chunkIndices: [] })],
    ['no_source', support(first, 0, bytes(first), { chunkIndices: [7, -1] })],
    ['empty', support(' ', bytes(first), bytes(first) + 1)],
  ])('drops and counts: %s', (reason, broken) => {
    expect(cut([`${first} ${second}`], [broken])).toMatchObject({ claims: [], sources: [], dropped: { [reason]: 1 } });
  });

  it('finds a text in another part than the support says', () => {
    const { claims } = cut(['Intro.', first], [support(first, 0, bytes(first))]);
    expect(claims).toMatchObject([{ part: 1, byteStart: 0 }]);
  });

  it.each([
    [[{}, page], [0, 1], 1],
    [[{ title: 'no address' }, page], [0, 1], 1],
    [[{ uri: 'javascript:alert(1)' }, page], [0, 1], 1],
    [[{ uri: 'ftp://files.example/a' }, { uri: 'not a link' }], [0, 1], 0],
  ])('drops chunks without a web address: %j', (chunks, chunkIndices, count) => {
    const { claims } = cut([first], [support(first, 0, bytes(first), { chunkIndices })], chunks);
    expect(claims.flatMap(({ sourceIds }) => sourceIds)).toHaveLength(count);
  });

  it('makes one claim of equal ranges with all their sources, and keeps overlapping ones apart', () => {
    const supports = [
      support(first, 0, bytes(first), { confidence: [0.4] }),
      support(first, 0, bytes(first), { chunkIndices: [1], confidence: [0.9] }),
      support(part, 0, bytes(part), { chunkIndices: [1] }),
    ];
    const { claims, sources } = cut([part], supports);
    expect(claims.map(({ id, text, sourceIds }) => [id, text, sourceIds.length])).toEqual([
      ['news.1', first, 2],
      ['news.2', part, 1],
    ]);
    expect(claims[0]?.confidence?.toSorted()).toEqual([0.4, 0.9]);
    expect(sources.map(({ domain }) => domain).toSorted()).toEqual(['blick.ch', 'zkb.ch']);
  });

  it('numbers by place in the answer, and on from the answer before', () => {
    const supports = [support(second, secondStart, bytes(part)), support(first, 0, bytes(first))];
    const answer = { parts: [part], chunks: [page], supports };
    const { claims } = cutClaims({ stage: 'signal.jobs', answerId: 'a2', answer, retrievedAt, first: 5 });
    expect(claims.map(({ id, text }) => [id, text])).toEqual([
      ['jobs.5', first],
      ['jobs.6', second],
    ]);
  });

  it('gives byte-exact claims for whatever it is given', () => {
    const word = fc.constantFrom('Zürich', 'Mærsk', '€1.3 billion', '🚢', '**bold**', 'plain', '\n', '1’422', '漢字');
    const texts = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));
    const any = fc.record({
      part: fc.nat(2),
      startIndex: fc.nat(80),
      endIndex: fc.nat(120),
      text: fc.oneof(texts, fc.constant(''), fc.string()),
      chunkIndices: fc.array(fc.integer({ min: -2, max: 4 }), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(
        fc.array(texts, { minLength: 1, maxLength: 3 }),
        fc.array(any, { maxLength: 8 }),
        (parts, supports) => {
          const { claims, dropped } = cut(parts, supports);
          for (const claim of claims) {
            const slice = Buffer.from(parts[claim.part] ?? '').subarray(claim.byteStart, claim.byteEnd);
            expect(slice.toString()).toBe(claim.text);
            expect(claim.text).toBe(claim.text.trim());
          }
          const lost = Object.values(dropped).reduce((sum, count) => sum + count, 0);
          expect(claims.length + lost).toBeLessThanOrEqual(supports.length);
        },
      ),
    );
  });
});
