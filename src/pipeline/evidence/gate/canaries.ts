/**
 * What instructions to a model or to a chat look like, told as narrowly as business prose demands: "the system prompts
 * staff" and "assistants should answer" are none. None of it belongs into a report, whoever wrote it.
 */
const patterns: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override)\b[^.\n]{0,30}\b(?:previous|prior|above|earlier|preceding|all|your|any|these|the)\b[^.\n]{0,25}\b(?:instructions?|prompts?|directives?)\b/giu,
  /\b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,15}\b(?:previous|prior|above|earlier|preceding|your)\b[^.\n]{0,15}\b(?:rules|guidelines|context|constraints|text|training)\b/giu,
  /\b(?:system|developer|hidden)[\s-](?:prompt|instructions?)\b|\bsystem-?prompt/giu,
  /\b(?:new|updated|real|important|additional) instructions?(?: (?:for|to) [^.\n:]{1,30})?\s?:/giu,
  /\byou are now\b|\bpretend to be\b|\b(?:respond|answer) as (?:DAN|an? unrestricted)\b|\bas an? (?:ai|large) language model\b/giu,
  /\b(?:jailbreak(?:en|ing)?|do anything now|developer mode)\b/giu,
  /\b(?:reveal|print|repeat|output|leak|exfiltrate|show|send)\b[^.\n]{0,30}\b(?:your|the (?:system|hidden|secret|api)) ?(?:[\w-]+ )?(?:instructions?|prompts?|keys?|tokens?|secrets?|passwords?|credentials)\b/giu,
  /\b(?:AI|language models?|LLMs?|assistants?|agents?|bots?|crawlers?|models?)\b[^.\n]{0,20}\b(?:reading|processing|summari[sz]ing|analy[sz]ing)\b[^.\n]{0,10}\bthis\b/giu,
  /\b(?:note|attention|message|instructions?|important)(?: to| for)?[\s,:]{1,3}(?:all |any |the )?(?:AI|LLMs?|language models?|assistants?|bots?)\b/giu,
  /\b(?:do not|don't|don’t|never) (?:tell|inform|warn|alert) (?:the |your )?(?:user|reader|human|operator)s?\b/giu,
  /<\/?(?:claims?|focus|system|instructions?|sales_history|seller|report|gaps|ideas|memory|company_name|script|img|iframe|svg|a|style|object|embed|form|meta|link|base)\b[^>]*>?/giu,
  /<\|[^|>]*\|>|\[\/?INST\]|<<\/?SYS>>|^#{2,}\s?(?:system|instruction|response|human|assistant)\b|\b(?:BEGIN|END) (?:SYSTEM|INSTRUCTIONS?|PROMPT)\b/gmu,
  /(?:^|[\n.!?])\s*(?:SYSTEM|ASSISTANT|DEVELOPER|TOOL)\s?:/gu,
  /(?<![\p{L}\p{N}.])@(?:channel|here|everyone)\b|<![^>]*>|<[@#][A-Z0-9]{2,}[^>]*>/giu,
  /!?\[[^\]\n]*\]\([^)\n]*\)|!\[[^\]\n]*\]|\[[^\]\n]+\]:\s?https?:\S+|<https?:[^>\n]*>/giu,
  /\b(?:javascript|vbscript):\S|\bdata:\w+\/[\w+.-]+[;,]|\bfile:\/\/|\bblob:http/giu,
  /\bon(?:error|load|click|mouseover)\s?=/giu,
  /(?<!\p{L})(?:ignorier|vergiss|missacht)\w*\b[^.\n]{0,40}\b(?:anweisung|vorgabe|prompt)\w*|\bsystemanweisung\w*/giu,
  /\bignorez\b[^.\n]{0,40}\binstructions?\b|\bignora\b[^.\n]{0,40}\b(?:instrucciones|istruzioni)\b/giu,
];

/** Instruction-like pieces of a text, in the order of the patterns. */
export const canariesIn = (text: string): string[] =>
  [...new Set(patterns.flatMap((pattern) => text.match(pattern) ?? []))].map((found) => found.trim());

/** Whether a foreign text speaks to its reader's machine rather than about the world. */
export const isInstructionLike = (text: string): boolean => canariesIn(text).length > 0;
