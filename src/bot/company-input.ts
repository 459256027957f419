import { RunRequest } from '../domain/run.ts';
import { cleanLine } from '../domain/text.ts';

/** What a person typed about a run, by field. */
export interface TypedRequest {
  companyName: string;
  domain?: string;
  mode?: string;
  salesHistory?: string;
  focus?: string;
}

export type Field = 'companyName' | 'domain' | 'mode' | 'salesHistory' | 'focus';
export type CheckedRequest =
  | { ok: true; request: RunRequest }
  | { ok: false; errors: { field: Field; message: string }[] };

const fields = ['companyName', 'domain', 'mode', 'salesHistory', 'focus'] as const satisfies readonly Field[];
/** A name holds none of these; markup, code and addresses do. */
const strange = /[<>{}\\;`|]|:\/\//;
const pathLike = /^(\/|~\/|\.{1,2}\/|[a-z]:\/)/i;
const onlyEmojiCodes = /^(:[a-z0-9_+-]+:\s*)+$/i;

/** Checks what somebody typed against the domain's rules and against what is no company name at all. */
export function checkRequest(typed: TypedRequest): CheckedRequest {
  const domain = typed.domain === undefined ? undefined : hostOf(typed.domain);
  const parsed = RunRequest.safeParse({
    companyName: cleanLine(typed.companyName) === '' && domain !== undefined ? domain : typed.companyName,
    ...(domain !== undefined && domain !== '' && { domain }),
    ...(typed.mode !== undefined && { mode: typed.mode }),
    salesHistory: typed.salesHistory ?? '',
    focus: typed.focus ?? '',
  });
  const errors = parsed.success
    ? []
    : parsed.error.issues.map((issue) => ({
        field: fields.find((field) => field === issue.path[0]) ?? ('companyName' as const),
        message: issue.message,
      }));
  const name = cleanLine(typed.companyName);
  if (strange.test(name) || pathLike.test(name)) {
    errors.push({
      field: 'companyName',
      message: 'A company name holds no markup, code or path. Write it as people say it, or give the domain.',
    });
  } else if (onlyEmojiCodes.test(name)) {
    errors.push({ field: 'companyName', message: 'A company name needs at least one letter or digit.' });
  }
  const first = errors.filter((error, index) => errors.findIndex(({ field }) => field === error.field) === index);
  return parsed.success && first.length === 0 ? { ok: true, request: parsed.data } : { ok: false, errors: first };
}

/** `https://www.Acme.com/about` and `acme.com` are both `acme.com`; what is no address stays as it was typed. */
export function hostOf(typed: string): string {
  const text = cleanLine(typed);
  const match = /^(?:https?:\/\/)?(?:www\.)?([^\s/?#@:]+)(?::\d+)?(?:[/?#].*)?$/i.exec(text);
  return match?.[1] ? match[1].toLowerCase().replace(/\.$/, '') : text;
}

export const looksLikeDomain = (word: string): boolean => RunRequest.shape.domain.safeParse(word).success;
