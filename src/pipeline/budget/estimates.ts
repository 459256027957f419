import type { Price, Prices } from '../gemini/usage.ts';
import type { Prompt, Tier } from '../model.ts';
import type { StageSpec } from '../stage-spec.ts';
import { type Amount, nothing, plus } from './amount.ts';

/** What one grounded question may search; reported for one plain question, and settled with the real count. */
const queriesPerCall = 6;

/** UTF-8 bytes a token: low on purpose, so that no script is estimated too cheap. */
const bytesPerToken = 3;

/** Tokens besides the prompt: what the search tool reads, and what is written, thinking included. */
const grounded = { read: 4_000, written: 3_000 };
const structured = { read: 0, written: 6_000 };

/** Of a prompt that is not written yet. */
const typicalPromptTokens = { grounded: 1_500, structured: 12_000 };

export type CallKind = 'grounded' | 'structured';

/** What calls will probably use, rather too much than too little. */
export interface Estimates {
  call(kind: CallKind, tier: Tier, prompt: Prompt): Amount;
  /** Of calls whose prompts are not known yet. */
  calls(calls: StageSpec['calls']): Amount;
}

export interface EstimatesOptions {
  prices: Prices;
  /** The dearest model of a ladder decides: any of them may answer. */
  ladders: Record<Tier, readonly string[]>;
}

export function createEstimates({ prices, ladders }: EstimatesOptions): Estimates {
  const dearest: Record<Tier, Price> = {
    fast: dearestOf(ladders.fast, prices),
    strong: dearestOf(ladders.strong, prices),
  };
  const amount = (kind: CallKind, tier: Tier, promptTokens: number): Amount => {
    const { read, written } = kind === 'grounded' ? grounded : structured;
    const searchQueries = kind === 'grounded' ? queriesPerCall : 0;
    const price = dearest[tier];
    const tokensIn = promptTokens + read;
    const costUsd =
      (tokensIn * price.perMillionIn + written * price.perMillionOut) / 1_000_000 +
      (searchQueries * price.perThousandSearches) / 1_000;
    return { searchQueries, tokens: tokensIn + written, costUsd };
  };
  const times = (count: number, one: Amount): Amount => plus(nothing, ...Array.from({ length: count }, () => one));
  return {
    call: (kind, tier, { system, text }) =>
      amount(kind, tier, Math.ceil(Buffer.byteLength(system + text) / bytesPerToken)),
    calls: (calls) =>
      plus(
        times(calls.grounded, amount('grounded', 'fast', typicalPromptTokens.grounded)),
        times(calls.structured, amount('structured', 'strong', typicalPromptTokens.structured)),
      ),
  };
}

function dearestOf(models: readonly string[], { default: usual, byModel = {} }: Prices): Price {
  const prices = models.map((model) => (Object.hasOwn(byModel, model) ? (byModel[model] ?? usual) : usual));
  return {
    perMillionIn: Math.max(...prices.map((price) => price.perMillionIn)),
    perMillionOut: Math.max(...prices.map((price) => price.perMillionOut)),
    perThousandSearches: Math.max(...prices.map((price) => price.perThousandSearches)),
  };
}
