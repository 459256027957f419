/** Models that the simulated service has, and what each alias stands for. */
const generating: Readonly<Record<string, string>> = {
  'gemini-3.8-flash': 'gemini-3.8-flash',
  'gemini-3.5-flash-lite': 'gemini-3.5-flash-lite',
  'gemini-4-argon': 'gemini-4-argon',
  'gemini-flash-latest': 'gemini-3.8-flash',
  'gemini-pro-latest': 'gemini-4-argon',
};

const embedding: Readonly<Record<string, string>> = { 'gemini-embedding-2': 'gemini-embedding-2' };

/** The version behind a name, or undefined when the method has no such model. */
export const modelVersion = (name: string, method: 'generate' | 'embed'): string | undefined =>
  (method === 'generate' ? generating : embedding)[name];
