/** A page as grounding names it. */
export interface WebPage {
  url: string;
  title: string;
}

/** `text` without pages is written but tied to nothing. */
export interface Passage {
  text: string;
  pages: readonly WebPage[];
}

/** As the API gives it: offsets are UTF-8 bytes into the part, and numbers that are 0 are left out (protobuf JSON). */
export interface Segment {
  startIndex?: number;
  endIndex: number;
  text: string;
}
export interface Support {
  segment: Segment;
  groundingChunkIndices: number[];
}
export type Chunk = { web: { uri: string; title: string; domain: string } } | Record<string, never>;

export interface GroundedProse {
  text: string;
  chunks: Chunk[];
  supports: Support[];
}

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');

/** Puts the passages together as they stand (they bring their own spaces and breaks) and ties them to their pages. */
export function writeProse(passages: readonly Passage[]): GroundedProse {
  const chunks: Chunk[] = [];
  const numbers = new Map<string, number>();
  const supports: Support[] = [];
  let text = '';
  let offset = 0;

  const numberOf = (page: WebPage): number => {
    const known = numbers.get(page.url);
    if (known !== undefined) return known;
    numbers.set(page.url, chunks.length);
    chunks.push({
      web: { uri: page.url, title: page.title, domain: new URL(page.url).hostname.replace(/^www\./, '') },
    });
    return chunks.length - 1;
  };

  for (const passage of passages) {
    const end = offset + bytes(passage.text);
    if (passage.pages.length > 0) {
      supports.push({
        segment: { ...(offset > 0 && { startIndex: offset }), endIndex: end, text: passage.text },
        groundingChunkIndices: passage.pages.map(numberOf),
      });
    }
    text += passage.text;
    offset = end;
  }
  return { text, chunks, supports };
}

/**
 * What recorded answers have got wrong: a chunk without a page, an index that points past the chunks, an offset a few
 * bytes off, a support over a heading.
 */
export function withOddities({ text, chunks, supports }: GroundedProse): GroundedProse {
  const [, second, third] = supports;
  const heading = /^#+ .+$/m.exec(text);
  const odd: Support[] = supports.map((support) => {
    if (support === second) {
      return {
        ...support,
        groundingChunkIndices: [...support.groundingChunkIndices, chunks.length, chunks.length + 7],
      };
    }
    return support === third ? { ...support, segment: shifted(support.segment, 3) } : support;
  });
  if (heading && chunks.length > 0) {
    const start = bytes(text.slice(0, heading.index));
    const segment = { ...(start > 0 && { startIndex: start }), endIndex: start + bytes(heading[0]), text: heading[0] };
    odd.unshift({ segment, groundingChunkIndices: [0] });
  }
  return { text, chunks: [...chunks, {}], supports: odd };
}

const shifted = (segment: Segment, by: number): Segment => ({
  ...segment,
  startIndex: (segment.startIndex ?? 0) + by,
  endIndex: segment.endIndex + by,
});
