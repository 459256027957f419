/** What any reader of the prompt finds in it: the task, the company, the claims and the delimited sections. */
export interface ReadPrompt {
  /** Stage id such as `facet.news`, or undefined when the prompt names no task. */
  task: string | undefined;
  /** From the `Company:` line, or from the sections of an identity question. */
  company: { name: string; domain?: string } | undefined;
  claims: PromptClaim[];
  section(tag: string): string | undefined;
  text: string;
}

export interface PromptClaim {
  id: string;
  text: string;
  domain?: string;
  date?: string;
}

export function readPrompt(text: string): ReadPrompt {
  const section = (tag: string): string | undefined => {
    const match = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(text);
    return match?.[1] === undefined ? undefined : unescaped(match[1]).trim();
  };
  return {
    task: /^Task: *(\S+)/m.exec(text)?.[1],
    company: companyLine(text) ?? namedCompany(section),
    claims: readClaims(section('claims') ?? ''),
    section,
    text,
  };
}

/** Data is delimited by tags, so its own angle brackets are written as entities. */
const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** `Company: A.P. Moller - Maersk (maersk.com, Copenhagen, Denmark)` */
function companyLine(text: string): ReadPrompt['company'] {
  const line = /^Company: *(.+)$/m.exec(text)?.[1];
  if (line === undefined) return undefined;
  const [, name = line, details = ''] = /^(.*?)(?: \(([^()]*)\))?$/.exec(unescaped(line).trim()) ?? [];
  const domain = details.split(',')[0]?.trim() ?? '';
  return { name, ...(isDomain(domain) && { domain }) };
}

function namedCompany(section: ReadPrompt['section']): ReadPrompt['company'] {
  const name = section('company_name');
  if (name === undefined) return undefined;
  const domain = section('domain');
  return { name, ...(domain !== undefined && domain !== '' && { domain }) };
}

const isDomain = (text: string): boolean => /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u.test(text);

/** One claim a line: `[news.2] text (domain, date)`. */
function readClaims(text: string): PromptClaim[] {
  return text.split('\n').flatMap((line) => {
    const match = /^\[([^\]\s]+)\] (.*?)(?: \(([^()]*)\))?$/.exec(line.trim());
    if (match?.[1] === undefined || match[2] === undefined) return [];
    const [domain = '', date = ''] = (match[3] ?? '').split(',').map((part) => part.trim());
    return [{ id: match[1], text: match[2], ...(domain !== '' && { domain }), ...(date !== '' && { date }) }];
  });
}
