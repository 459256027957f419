import { z } from 'zod';
import { type ApiError, invalidArgument } from './api-error.ts';
import { JsonSchema } from './json-schema.ts';
import { type ReadPrompt, readPrompt } from './prompt.ts';

export type CallKind = 'grounded' | 'structured' | 'plain' | 'embed';

const Part = z.looseObject({ text: z.string().optional() });
const Content = z.looseObject({
  role: z.enum(['user', 'model', 'function'], { error: 'Please use a valid role: user, model.' }).optional(),
  parts: z.array(Part).min(1),
});

/** Members that the service knows and that change nothing here. */
const accepted = (...keys: string[][]) => Object.fromEntries(keys.flat().map((key) => [key, z.unknown().optional()]));

const GenerationConfig = z
  .strictObject({
    responseMimeType: z.enum(['application/json', 'text/plain', 'text/x.enum']).optional(),
    responseJsonSchema: JsonSchema.optional(),
    responseSchema: JsonSchema.optional(),
    responseFormat: z.unknown().optional(),
    thinkingConfig: z
      .looseObject({ thinkingLevel: z.string().optional(), thinkingBudget: z.number().optional() })
      .optional(),
    maxOutputTokens: z.int().min(1).optional(),
    candidateCount: z.int().min(1).max(8).optional(),
    stopSequences: z.array(z.string()).max(5).optional(),
    temperature: z.number().min(0).max(2).optional(),
    ...accepted(
      [
        'topP',
        'topK',
        'seed',
        'presencePenalty',
        'frequencyPenalty',
        'responseLogprobs',
        'logprobs',
        'mediaResolution',
      ],
      ['responseModalities', 'speechConfig', 'audioTimestamp', 'imageConfig', 'enableEnhancedCivicAnswers'],
      ['routingConfig', 'modelConfig', 'enableAffectiveDialog', 'audioTranscriptionConfig'],
    ),
  })
  .refine(
    ({ responseJsonSchema, responseSchema, responseMimeType }) =>
      (responseJsonSchema ?? responseSchema) === undefined || responseMimeType === 'application/json',
    'Function calling or JSON schema requires response_mime_type application/json.',
  )
  .refine(
    ({ responseJsonSchema, responseSchema }) => responseJsonSchema === undefined || responseSchema === undefined,
    'Only one of response_schema and response_json_schema may be set.',
  );

const Tool = z.looseObject({});

const GenerateRequest = z.strictObject({
  model: z.string().optional(),
  contents: z.array(Content).min(1, '* GenerateContentRequest.contents: contents is not specified'),
  systemInstruction: Content.optional(),
  tools: z.array(Tool).optional(),
  generationConfig: GenerationConfig.optional(),
  ...accepted(['toolConfig', 'safetySettings', 'cachedContent', 'labels', 'serviceTier', 'store', 'modelArmorConfig']),
});

export interface GenerateCall {
  kind: Exclude<CallKind, 'embed'>;
  prompt: ReadPrompt;
  schema: JsonSchema | undefined;
  /** Everything that was sent, for counting tokens. */
  length: number;
}

type Result<T> = { ok: true; value: T } | { ok: false; error: ApiError };

/** What a generateContent body asks for, or why the service would refuse it. */
export function readGenerateCall(body: unknown, model: string): Result<GenerateCall> {
  const parsed = GenerateRequest.safeParse(body);
  if (!parsed.success) return { ok: false, error: invalidArgument(messageOf(parsed.error)) };
  const { contents, systemInstruction, tools, generationConfig } = parsed.data;
  const level = generationConfig?.thinkingConfig?.thinkingLevel?.toLowerCase();
  if (level === 'minimal' && model === 'gemini-3.8-flash') {
    return { ok: false, error: invalidArgument(`Thinking level MINIMAL is not supported for model ${model}.`) };
  }
  const texts = contents.filter(({ role }) => role !== 'model').map(({ parts }) => textOf(parts));
  const schema = generationConfig?.responseJsonSchema ?? generationConfig?.responseSchema;
  const structured = generationConfig?.responseMimeType === 'application/json';
  const searches = tools?.some((tool) => 'googleSearch' in tool || 'google_search' in tool) ?? false;
  return {
    ok: true,
    value: {
      // Asked for both, the service gives the JSON and loses the grounding.
      kind: structured ? 'structured' : searches ? 'grounded' : 'plain',
      prompt: readPrompt(texts.find((text) => /^Task:/m.test(text)) ?? texts.join('\n\n')),
      schema,
      length: JSON.stringify(contents).length + textOf(systemInstruction?.parts ?? []).length,
    },
  };
}

const textOf = (parts: readonly z.infer<typeof Part>[]): string => parts.map(({ text }) => text ?? '').join('');

const EmbedRequest = z.looseObject({
  model: z.string().optional(),
  content: Content,
  outputDimensionality: z.int().min(1).max(3072).optional(),
  embedContentConfig: z.looseObject({ outputDimensionality: z.int().min(1).max(3072).optional() }).optional(),
});
const BatchEmbedRequest = z.looseObject({ requests: z.array(EmbedRequest).min(1).max(100) });

export interface EmbedCall {
  contents: { text: string; dimensions: number | undefined }[];
}

/** Each content becomes one vector, however many parts it has. */
export function readEmbedCall(body: unknown, batch: boolean): Result<EmbedCall> {
  const parsed = (batch ? BatchEmbedRequest : EmbedRequest.transform((one) => ({ requests: [one] }))).safeParse(body);
  if (!parsed.success) return { ok: false, error: invalidArgument(messageOf(parsed.error)) };
  return {
    ok: true,
    value: {
      contents: parsed.data.requests.map(({ content, outputDimensionality, embedContentConfig }) => ({
        text: textOf(content.parts),
        dimensions: outputDimensionality ?? embedContentConfig?.outputDimensionality,
      })),
    },
  };
}

const messageOf = (error: z.ZodError): string =>
  error.issues
    .map(({ code, path, message }) =>
      code === 'unrecognized_keys'
        ? `Invalid JSON payload received. Unknown name at '${path.join('.')}': ${message}`
        : `Invalid value at '${path.join('.')}': ${message}`,
    )
    .join('\n');
