import { useCallback, useMemo, useState } from 'react';
import type { Entered } from '../../../slack/app/element-state.ts';
import { asJson, asList, isJson } from '../../../slack/json.ts';
import type { Choice, Surface } from '../elements/surface.ts';
import { choicesOf } from '../elements/value.ts';
import { wordsOf } from '../text/text-object.tsx';
import { control } from './control.ts';
import { useWorkspace } from './workspace.ts';

const fallback = 'This app responded with an error. Try again?';
const noErrors = {};

interface SurfaceInput {
  /** `{channel, messageTs}` or `{viewId}`. */
  target: { channel: string; messageTs: string } | { viewId: string };
  errors?: Record<string, string>;
  /** What was entered lives here, if it shall outlive the surface. */
  held?: [Entered, (update: (entered: Entered) => Entered) => void];
}

const offered = (answer: Record<string, unknown>): Choice[] => {
  const groups = asList(answer.groups).filter(isJson);
  if (groups.length === 0) return choicesOf(answer.options);
  return groups.flatMap((group) => choicesOf(group.options, wordsOf(asJson(group).label)));
};

/** What blocks can do on a message or a view of this workspace. */
export function useWorkspaceSurface({ target, errors = noErrors, held }: SurfaceInput): Surface {
  const { place, tell } = useWorkspace();
  const own = useState<Entered>({});
  const [entered, setEntered] = held ?? own;
  const { team, user } = place;
  const at = JSON.stringify({ ...target, team, user });
  const options = useCallback<Surface['options']>(
    async (asked) => {
      const answer = await control('options', { ...JSON.parse(at), ...asked });
      if (!answer.ok) throw new Error(answer.userSees ?? 'No results');
      return offered(answer);
    },
    [at],
  );
  const upload = useCallback(
    async (file: File) => {
      const answer = await control('upload', { team, user, name: file.name, base64: await base64Of(file) });
      return String(answer.fileId);
    },
    [team, user],
  );
  return useMemo(
    () => ({
      options,
      upload,
      entered,
      errors,
      enter: (key, value) => setEntered((before) => ({ ...before, [key]: value })),
      async act(action) {
        const outcome = await control('action', { ...JSON.parse(at), ...action, values: entered });
        if (!outcome.ok) tell(outcome.userSees ?? outcome.error ?? fallback);
        return outcome.ok;
      },
    }),
    [options, upload, entered, errors, setEntered, at, tell],
  );
}

export async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
