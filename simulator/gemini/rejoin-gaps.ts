import type { AnswerFile } from './answers.ts';
import { isObject, type Json } from './json.ts';
import type { ReadPrompt } from './prompt.ts';
import { alternativesOf, isStatement } from './resolve-answer.ts';

/**
 * The file's correlations, joined to the gaps of the prompt: the app numbers gaps anew when one is left out, so the id
 * in the file stands for the gap's sentence. Correlations of gaps that the prompt does not have are left out.
 */
export function rejoinGaps(file: AnswerFile, prompt: ReadPrompt): Json {
  const { GapCorrelations: raw } = file;
  if (!isObject(raw) || !Array.isArray(raw.correlations)) return raw ?? null;
  const asked = gapsIn(readJson(prompt.section('gaps')));
  const idOf = new Map(
    gapsIn(file.GapAnalysis ?? null).flatMap(({ id, text }) => {
      const gap = asked.find((candidate) => candidate.text === text);
      return gap ? [[id, gap.id] as const] : [];
    }),
  );
  const correlations = raw.correlations.flatMap((item) => {
    const gapId = isObject(item) && typeof item.gapId === 'string' ? idOf.get(item.gapId) : undefined;
    return isObject(item) && gapId !== undefined ? [{ ...item, gapId }] : [];
  });
  return { ...raw, correlations };
}

interface GapText {
  id: string;
  text: string;
}

/** Every gap of an analysis, in each of the wordings the file has for it. */
export function gapsIn(node: Json): GapText[] {
  const options = alternativesOf(node);
  if (options) return options.flatMap(gapsIn);
  if (Array.isArray(node)) return node.flatMap(gapsIn);
  if (!isObject(node)) return [];
  const { id, statement } = node;
  if (typeof id !== 'string' || statement === undefined) return Object.values(node).flatMap(gapsIn);
  const wordings = alternativesOf(statement) ?? [statement];
  return wordings.flatMap((wording) => (isStatement(wording) ? [{ id, text: wording.text }] : []));
}

function readJson(text: string | undefined): Json {
  try {
    return JSON.parse(text ?? 'null') as Json;
  } catch {
    return null;
  }
}
