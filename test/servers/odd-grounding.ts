import { type Gleaned, inventedLinks, sentence } from './loose-talk.ts';
import type { SeededRandom } from './seeded-random.ts';

const openings = ['Größe zählt: ', '東京から。', 'Naïvely — ', '🚢 ', 'Åre, “quoted”: ', '', ''] as const;
const hosts = ['news.example', 'annual-report.example', 'zeitung.example', 'registry.example', 'jobs.example'] as const;

interface Said {
  text: string;
  segments: { text: string; startByte: number; endByte: number; startUnit: number; endUnit: number }[];
}

/** Prose with characters of several bytes between sentences, so that bytes and string positions differ. */
function prose(random: SeededRandom, gleaned: Gleaned): Said {
  const said: Said = { text: '', segments: [] };
  for (let count = random.int(2, 8); count > 0; count -= 1) {
    said.text += random.pick(openings);
    const text = sentence(random, gleaned);
    const startUnit = said.text.length;
    const startByte = Buffer.byteLength(said.text);
    said.text += `${text}${random.chance(0.3) ? '\n\n' : ' '}`;
    said.segments.push({
      text,
      startByte,
      endByte: startByte + Buffer.byteLength(text),
      startUnit,
      endUnit: startUnit + text.length,
    });
  }
  return said;
}

function chunk(random: SeededRandom): unknown {
  const host = random.pick(hosts);
  const token = random.int(1, 1e9).toString(36);
  const redirect = `https://vertexaisearch.cloud.google.com/grounding-api-redirect/${token}`;
  switch (random.int(0, 9)) {
    case 0:
      return {};
    case 1:
      return { web: { uri: redirect, title: null } };
    case 2:
      return { web: { uri: null, title: host } };
    case 3:
      return { retrievedContext: { uri: `https://${host}/document/${token}`, title: 'A document' } };
    case 4:
      return { web: { uri: random.pick(inventedLinks), title: host } };
    case 5:
      return { web: { uri: redirect, title: host, domain: host } };
    case 6:
      return { web: { uri: redirect, title: host } };
    default:
      return { web: { uri: `https://${host}/${token}`, title: host } };
  }
}

function support(random: SeededRandom, part: number, segment: Said['segments'][number], chunks: number): unknown {
  const indices = Array.from({ length: random.int(1, 3) }, () => random.int(0, Math.max(0, chunks - 1)));
  const byBytes = { partIndex: part, startIndex: segment.startByte, endIndex: segment.endByte, text: segment.text };
  const scores = random.chance(0.5) ? { confidenceScores: indices.map(() => random.next()) } : {};
  switch (random.int(0, 17)) {
    case 0:
      return {
        segment: { ...byBytes, startIndex: segment.startUnit, endIndex: segment.endUnit },
        groundingChunkIndices: indices,
      };
    case 1:
      return { segment: { ...byBytes, startIndex: 90_000, endIndex: 90_010 }, groundingChunkIndices: indices };
    case 2:
      return { segment: { ...byBytes, text: 'Words that stand nowhere.' }, groundingChunkIndices: indices };
    case 3:
      return { segment: byBytes, groundingChunkIndices: [chunks + 5, -1, ...indices] };
    case 4:
      return {
        segment: { partIndex: part, startIndex: segment.startByte, endIndex: segment.endByte },
        groundingChunkIndices: indices,
      };
    case 5:
      return { segment: { endIndex: 12 } };
    case 6:
      return { segment: { ...byBytes, partIndex: part + 3 }, groundingChunkIndices: indices };
    case 7:
      return { segment: { ...byBytes, partIndex: -1, startIndex: -4 }, groundingChunkIndices: indices };
    case 8:
      // Ends before it begins; and offsets as the strings that 64-bit numbers become in JSON.
      return { segment: { ...byBytes, endIndex: segment.startByte - 1 }, groundingChunkIndices: indices };
    case 9:
      return {
        segment: { ...byBytes, startIndex: String(segment.startByte), endIndex: String(segment.endByte) },
        groundingChunkIndices: indices.map(String),
      };
    case 10:
      // Cuts a character of several bytes in two, if it ends with one.
      return {
        segment: { ...byBytes, text: undefined, endIndex: segment.endByte - 1 },
        groundingChunkIndices: indices,
      };
    case 11:
      return { segment: byBytes, groundingChunkIndices: [], confidenceScores: [7, null] };
    case 12:
      return random.pick<unknown>([null, {}, { segment: null, groundingChunkIndices: null }, 'support']);
    default:
      return {
        segment: part === 0 ? { ...byBytes, partIndex: undefined } : byBytes,
        groundingChunkIndices: indices,
        ...scores,
      };
  }
}

export interface OddAnswer {
  parts: unknown[];
  groundingMetadata?: unknown;
}

const emptyMetadata = [
  {},
  null,
  { webSearchQueries: ['a'] },
  { groundingChunks: null, groundingSupports: null },
  { groundingChunks: [], groundingSupports: [{ segment: { endIndex: 5 }, groundingChunkIndices: [0] }] },
] as const;

/** A grounded answer as the service gives them on its odder days. Three in four can be used for something. */
export function oddGroundedAnswer(random: SeededRandom, gleaned: Gleaned): OddAnswer {
  const texts = Array.from({ length: random.chance(0.3) ? 2 : 1 }, () => prose(random, gleaned));
  const thought = random.chance(0.2) ? [{ text: 'Let me think about figures: 987,654,321.', thought: true }] : [];
  const parts = [...thought, ...texts.map(({ text }) => ({ text }))];
  if (random.chance(0.12)) return { parts };
  if (random.chance(0.12)) return { parts, groundingMetadata: random.pick<unknown>(emptyMetadata) };
  const groundingChunks = Array.from({ length: random.int(0, 6) }, () => chunk(random));
  const groundingSupports = texts.flatMap(({ segments }, index) =>
    segments.map((segment) => support(random, index + thought.length, segment, groundingChunks.length)),
  );
  return {
    parts,
    groundingMetadata: {
      ...(random.chance(0.8) && { webSearchQueries: ['who is it', 'what is new'].slice(0, random.int(0, 2)) }),
      ...(random.chance(0.7) && { searchEntryPoint: { renderedContent: '<div><script>1</script>Search</div>' } }),
      groundingChunks,
      groundingSupports,
      ...(random.chance(0.2) && { retrievalMetadata: null }),
    },
  };
}
