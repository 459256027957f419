import { cleanLine, cut } from '../../domain/text.ts';

export interface EarlierFindings {
  /** `Iteration 2, 2026-11-20`. */
  title: string;
  /** By topic (`profile`, `news` …), the most telling first. */
  findings: readonly { topic: string; text: string }[];
}

export interface DigestInput {
  /** Newest first. */
  runs: readonly EarlierFindings[];
  stars: readonly { kind: string; title: string; preview: string; notes: string }[];
  notes: readonly string[];
}

/** A person's stars and notes weigh more than what was found, but never crowd it out. */
const shareOfMarks = 0.35;
const longestLine = 420;

/**
 * What a project knows, as lines, at most `limit` characters. Nothing is cut in the middle: a line that does not fit is
 * left out. Topics take turns, so that a small budget still holds something of each; what a newer run said is not said
 * again by an older one. Empty when there is nothing.
 */
export function digest({ runs, stars, notes }: DigestInput, limit: number): string {
  const marks = withinBudget(
    [
      ...stars.map(({ kind, title, preview, notes: why }) => [`Starred ${kind}: ${title}`, preview, why]),
      ...notes.map((note) => [`Note: ${note}`]),
    ].map((parts) => oneLine(parts.filter((part) => part !== '').join(' – '))),
    Math.floor(limit * shareOfMarks),
  );
  const lines: string[] = [...marks];
  let left = limit - length(lines);
  const said = new Set<string>();
  for (const [index, run] of runs.entries()) {
    const fresh = byTurns(run.findings).filter(({ text }) => !said.has(comparable(text)));
    const title = `${run.title}:`;
    // The newest of the runs left gets two thirds of what is left, the last one all of it.
    const budget = index === runs.length - 1 ? left : Math.floor((left * 2) / 3);
    const fitting = withinBudget(
      fresh.map(({ topic, text }) => oneLine(`[${topic}] ${text}`)),
      budget - title.length - 1,
    );
    if (fitting.length === 0) continue;
    for (const { text } of fresh) said.add(comparable(text));
    lines.push(title, ...fitting);
    left -= length([title, ...fitting]);
  }
  return lines.join('\n');
}

const oneLine = (text: string): string => `- ${cut(cleanLine(text), longestLine)}`;
const length = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + line.length + 1, 0);
const comparable = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

function withinBudget(lines: readonly string[], budget: number): string[] {
  const kept: string[] = [];
  let left = budget;
  for (const line of lines) {
    if (line.length + 1 > left) continue;
    kept.push(line);
    left -= line.length + 1;
  }
  return kept;
}

/** One of each topic, then a second of each, and so on. */
function byTurns<T extends { topic: string }>(findings: readonly T[]): T[] {
  const rounds = new Map<string, number>();
  const numbered = findings.map((finding) => {
    const round = rounds.get(finding.topic) ?? 0;
    rounds.set(finding.topic, round + 1);
    return { finding, round };
  });
  return numbered.sort((a, b) => a.round - b.round).map(({ finding }) => finding);
}
