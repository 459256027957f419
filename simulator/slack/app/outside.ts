import type { Context } from '../context.ts';
import { asText } from '../json.ts';
import { wireFile } from '../wire.ts';
import type { Workspace } from '../workspace.ts';
import type { Outside } from './element-state.ts';

const keyOf = (workspace: Workspace, user: string, actionId: unknown): string =>
  `${workspace.data.team.id} ${user} ${asText(actionId)}`;

/** What a person's elements refer to: files, the options they were last offered, where they are. */
export const outsideOf = (
  { suggestions }: Context,
  workspace: Workspace,
  user: string,
  conversation?: string,
): Outside => ({
  conversation,
  suggested: (element) => suggestions.get(keyOf(workspace, user, element.action_id)) ?? [],
  file: (id) => {
    const file = workspace.file(id);
    return file?.status === 'completed' ? wireFile(workspace, file) : undefined;
  },
});

export const rememberOptions = (
  { suggestions }: Context,
  workspace: Workspace,
  user: string,
  actionId: string,
  options: Record<string, unknown>[],
): void => {
  const key = keyOf(workspace, user, actionId);
  const known = (suggestions.get(key) ?? []).filter((old) => !options.some((option) => option.value === old.value));
  suggestions.set(key, [...known, ...options]);
};
