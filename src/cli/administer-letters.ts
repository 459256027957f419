import { AppError } from '../domain/errors.ts';
import { createReplay, type ReplayOptions } from '../worker/replay.ts';

const most = 1000;

/** One line for each: its name, what it is, when and why it was given up. */
export async function letterLines({ repositories }: Pick<ReplayOptions, 'repositories'>): Promise<string[]> {
  const letters = await repositories.deadLetters.list(most);
  return letters.map(
    ({ letter, kind, attempt, at, code, reference }) =>
      `${letter}  ${kind}, attempt ${attempt}, given up ${at} (${code}, reference ${reference})`,
  );
}

/** One letter by its name, or all of them. */
export async function replayLetters(storage: ReplayOptions, asked: { letter: string } | 'all'): Promise<string[]> {
  const replay = createReplay(storage);
  const { deadLetters } = storage.repositories;
  const names = asked === 'all' ? (await deadLetters.list(most)).map(({ letter }) => letter) : [asked.letter];
  const lines: string[] = [];
  for (const name of names) {
    try {
      lines.push(`${name}  ${(await replay(name)) === 'begun' ? 'begun again' : 'needs nothing any more'}`);
    } catch (error) {
      // One that cannot be brought back keeps no other from it.
      if (asked !== 'all' || !(error instanceof AppError)) throw error;
      lines.push(`${name}  not begun: ${error.message}`);
    }
  }
  return lines;
}
