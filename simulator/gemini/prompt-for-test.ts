/** A prompt as the app lays it out, for the tests of this folder: head, instructions, delimited sections. */
export function promptText({
  task,
  company,
  sections = {},
}: {
  task: string;
  company?: string;
  sections?: Record<string, string>;
}): string {
  const head = ['Today is 2026-11-23.', `Task: ${task}`, ...(company === undefined ? [] : [`Company: ${company}`])];
  const inert = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const data = Object.entries(sections).map(([tag, text]) => `<${tag}>\n${inert(text)}\n</${tag}>`);
  return [head.join('\n'), 'Do what the task says.', ...data].join('\n\n');
}

export interface TestClaim {
  id: string;
  text: string;
}

export const claimLines = (claims: readonly TestClaim[]): string =>
  claims.map(({ id, text }) => `[${id}] ${text} (somewhere.org, 2026-02)`).join('\n');
