import type { RunMode } from '../../../domain/run.ts';
import { cleanLine } from '../../../domain/text.ts';
import { type ParsedCommand, parseCommand } from '../../parse-command.ts';

export type Intent =
  | Exclude<ParsedCommand, { kind: 'modal' }>
  | { kind: 'question'; text: string }
  | { kind: 'nothing' };

const asksForResearch =
  /^(?:please\s+|can you\s+|could you\s+)*(?:research|prospect|look into|look up|brief (?:me|us) on|find out about|dig into|run)\s+(?<company>\S.*?)(?:,?\s+please)?[.!?]*$/i;
const asks =
  /^(?:who|what|when|where|why|which|how|whose|is|are|was|were|does|do|did|has|have|had|can|could|should|would|will|tell|list|show|explain|summari[sz]e|compare|any)\b/i;
/** A name is shorter. */
const wordsOfAName = 8;

/** A reply that asks something, in a conversation where people also talk to each other. */
export const isQuestion = (text: string): boolean => {
  const line = cleanLine(text);
  return /\?["”’)]*$/.test(line) && line.split(' ').length > 1;
};

/**
 * What somebody wants who writes to the app in a sentence: a word of the command, a company, or an answer. `inThread`:
 * under a research, where a sentence is a question unless it asks for another research.
 */
export function intentOf(text: string, { mode, inThread }: { mode: RunMode; inThread: boolean }): Intent {
  const said = cleanLine(text.replace(/<@[^>]+>/g, ' '));
  if (said === '') return { kind: 'nothing' };
  const company = asksForResearch.exec(said)?.groups?.company;
  if (company !== undefined) return asIntent(parseCommand(company, mode));
  const words = said.split(' ');
  const parsed = parseCommand(said, mode);
  if (parsed.kind === 'word' || parsed.kind === 'memory') return parsed;
  if (inThread || isQuestion(said) || (asks.test(said) && words.length > 2) || words.length > wordsOfAName) {
    return { kind: 'question', text: said };
  }
  return asIntent(parsed);
}

const asIntent = (parsed: ParsedCommand): Intent => (parsed.kind === 'modal' ? { kind: 'nothing' } : parsed);
