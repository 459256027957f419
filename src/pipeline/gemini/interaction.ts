import { z } from 'zod';
import type { GroundingSupport, Usage } from '../../domain/evidence.ts';
import type { GroundedAnswer } from '../model.ts';
import { type Prices, usageOf } from './usage.ts';

const text = z.string().optional().catch(undefined);
const list = z.array(z.unknown()).catch([]);
const count = z.int().min(0).catch(0);

const Annotation = z.object({
  type: z.literal('url_citation'),
  url: z.string().min(1),
  title: text,
  // A number that is 0 may be left out.
  start_index: z.int().min(0).default(0),
  end_index: z.int().min(1),
});
type Annotation = z.infer<typeof Annotation>;
const TextBlock = z.object({ type: z.literal('text'), text: z.string(), annotations: list });
const Step = z.object({
  type: z.string(),
  content: list,
  arguments: z.object({ queries: list }).optional().catch(undefined),
  result: list,
});
const Suggestions = z.object({ search_suggestions: z.string() });
const ToolCount = z.object({ type: z.string(), count });
const WireUsage = z.object({
  total_input_tokens: count,
  total_output_tokens: count,
  total_thought_tokens: count,
  total_tool_use_tokens: count,
  grounding_tool_count: list,
});
/** As far as it is read (https://ai.google.dev/api/interactions-api); whatever is missing or odd is left out, never thrown at. */
export const WireInteraction = z.object({
  id: z.string().min(1),
  status: z.string(),
  steps: list,
  usage: WireUsage.optional().catch(undefined),
});
export type WireInteraction = z.infer<typeof WireInteraction>;

const known = <S extends z.ZodType>(schema: S, items: readonly unknown[]): z.infer<S>[] =>
  items.flatMap((item) => {
    const parsed = schema.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });

/**
 * The report of a finished interaction in the shape of a grounded answer: each text block a part, each page a chunk,
 * each citation a support. Offsets are UTF-8 bytes; those that do not fit their block are read over the whole text.
 */
export function readInteraction({ status, steps }: WireInteraction, agent: string): GroundedAnswer {
  const read = known(Step, steps);
  const last = read.findLastIndex(({ type }) => type === 'user_input');
  const blocks = read
    .slice(last + 1)
    .filter(({ type }) => type === 'model_output')
    .flatMap(({ content }) => known(TextBlock, content));
  const parts = blocks.map((block) => block.text);
  const cited = blocks.flatMap(({ annotations }, part) =>
    known(Annotation, annotations).flatMap((annotation) => placed(annotation, part, parts)),
  );
  const urls = [...new Set(cited.map(({ url }) => url))];
  const rendered = read
    .filter(({ type }) => type === 'google_search_result')
    .flatMap(({ result }) => known(Suggestions, result).map(({ search_suggestions }) => search_suggestions));
  return {
    parts,
    searchQueries: queriesOf(read),
    chunks: urls.map((uri) => ({ uri, ...titled(cited.find(({ url, title }) => url === uri && title)?.title) })),
    supports: cited.flatMap(({ url, part, start, end }) =>
      supportsIn(part, start, end, parts[part] ?? '', urls.indexOf(url)),
    ),
    ...(rendered.length > 0 && { searchEntryPoint: rendered.join('\n') }),
    model: agent,
    finishReason: status,
  };
}

const titled = (title: string | undefined) => (title ? { title } : {});

const queriesOf = (steps: readonly z.infer<typeof Step>[]): string[] =>
  steps
    .filter(({ type }) => type === 'google_search_call')
    .flatMap((step) => step.arguments?.queries ?? [])
    .filter((query): query is string => typeof query === 'string' && query.trim() !== '');

interface Cited {
  url: string;
  title: string | undefined;
  part: number;
  start: number;
  end: number;
}

function placed(
  { url, title, start_index: start, end_index: end }: Annotation,
  own: number,
  parts: readonly string[],
): Cited[] {
  if (start >= end) return [];
  const sizes = parts.map((part) => Buffer.byteLength(part));
  if (end <= (sizes[own] ?? 0)) return [{ url, title, part: own, start, end }];
  let before = 0;
  for (const [part, size] of sizes.entries()) {
    if (start >= before && end <= before + size)
      return [{ url, title, part, start: start - before, end: end - before }];
    before += size;
  }
  // Kept as it came, so that it is counted as what could not be used.
  return [{ url, title, part: own, start, end }];
}

/** Marks such as `[cite: 1, 2]` that the agent writes into its text are not what a page says: the words between them are. */
const mark = /\s*\[cite(?:_start|:[^\]\n]{0,80})\]/gu;

function supportsIn(part: number, start: number, end: number, whole: string, chunk: number): GroundingSupport[] {
  const bytes = Buffer.from(whole);
  const segment = bytes.subarray(start, end).toString();
  const support = (startIndex: number, words: string): GroundingSupport => ({
    part,
    startIndex,
    endIndex: startIndex + Buffer.byteLength(words),
    text: words,
    chunkIndices: [chunk],
  });
  // Offsets past the end or within a character say nothing reliable: the evidence code drops and counts them.
  if (end > bytes.length || !Buffer.from(segment).equals(bytes.subarray(start, end)))
    return [{ ...support(start, ''), endIndex: end }];
  const between: [number, number][] = [];
  let from = 0;
  for (const found of segment.matchAll(mark)) {
    between.push([from, found.index]);
    from = found.index + found[0].length;
  }
  between.push([from, segment.length]);
  return between.flatMap(([left, right]) => {
    const words = segment.slice(left, right);
    return /[\p{L}\p{N}]/u.test(words) ? [support(start + Buffer.byteLength(segment.slice(0, left)), words)] : [];
  });
}

/** What the agent used, where the service says so; searches are counted from its steps where it gives no count. */
export function interactionUsage(wire: WireInteraction, agent: string, prices: Prices): Usage | undefined {
  const { usage } = wire;
  const counted = known(ToolCount, usage?.grounding_tool_count ?? [])
    .filter(({ type }) => type === 'google_search')
    .reduce((sum, tool) => sum + tool.count, 0);
  const searchQueries = counted > 0 ? counted : queriesOf(known(Step, wire.steps)).length;
  if (!usage && searchQueries === 0) return undefined;
  const tokens = {
    prompt: usage?.total_input_tokens ?? 0,
    toolUse: usage?.total_tool_use_tokens ?? 0,
    candidates: usage?.total_output_tokens ?? 0,
    thoughts: usage?.total_thought_tokens ?? 0,
  };
  return usageOf({ model: agent, grounded: true, searchQueries, tokens }, prices);
}
