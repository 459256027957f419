import { isJson, nodesIn } from '../../simulator/slack/json.ts';

export interface ShownLink {
  url: string;
  text: string;
}

/** Links of rich text, task cards and buttons. */
export const linksIn = (blocks: unknown): ShownLink[] =>
  nodesIn(blocks).flatMap(({ url, text }) =>
    typeof url === 'string' ? [{ url, text: typeof text === 'string' ? text : '' }] : [],
  );

/** Everything a reader sees as text, in order. */
export const wordsIn = (blocks: unknown): string =>
  nodesIn(blocks)
    .flatMap(({ text, title }) => [title, text].filter((part) => typeof part === 'string'))
    .join('\n');

/** Numbers in brackets: `[1, 3]`. */
export const citedIn = (text: string): number[] =>
  [...text.matchAll(/\[(\d+(?:, \d+)*)\]/g)].flatMap(([, numbers = '']) => numbers.split(', ').map(Number));

/** The folded list of a message: number → link. Empty when there is none. */
export function sourcesIn(blocks: unknown): Map<number, ShownLink> {
  const list = nodesIn(blocks).find(
    ({ type, title }) => type === 'container' && isJson(title) && /^Sources \(/.test(String(title.text)),
  );
  const lines = nodesIn(list?.child_blocks).filter(({ type }) => type === 'rich_text_section');
  return new Map(
    lines.flatMap((line): [number, ShownLink][] => {
      const number = /^\[(\d+)\]/.exec(wordsIn(line.elements))?.[1];
      const [link] = linksIn(line);
      return number !== undefined && link ? [[Number(number), link]] : [];
    }),
  );
}

export const buttonsIn = (blocks: unknown): { actionId: string; blockId: string; label: string }[] =>
  nodesIn(blocks)
    .filter(({ type, elements }) => type === 'actions' && Array.isArray(elements))
    .flatMap(({ block_id, elements }) =>
      nodesIn(elements)
        .filter(({ action_id }) => typeof action_id === 'string')
        .map(({ action_id, text }) => ({
          actionId: String(action_id),
          blockId: String(block_id),
          label: isJson(text) ? String(text.text) : '',
        })),
    );
