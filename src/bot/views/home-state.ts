import { z } from 'zod';
import { VerticalName } from '../../domain/vertical.ts';

const id = z.string().min(1).max(60);

const homePages = ['front', 'project', 'memory', 'usage', 'settings', 'audit'] as const;
export type HomePage = (typeof homePages)[number];

/** Where somebody is in their Home. It travels in the view's metadata: ids and choices alone. */
export const HomeState = z.object({
  page: z.enum(homePages),
  /** The person's own direct message with the app: what was found there is theirs to see. */
  dm: id.optional(),
  project: id.optional(),
  /** Filters of the team's projects. */
  owner: id.optional(),
  vertical: VerticalName.optional(),
  status: z.enum(['active', 'archived']).optional(),
  /** Cursor of the page that is shown, where it is not the first, and of the one after it. */
  after: z.string().max(600).optional(),
  next: z.string().max(600).optional(),
});
export type HomeState = z.infer<typeof HomeState>;

export const frontState: HomeState = { page: 'front' };

/** The front, for the same person. */
export const frontOf = ({ dm }: HomeState): HomeState => ({ ...frontState, ...(dm !== undefined && { dm }) });

/** What a form carries: where its Home stands, what it is about, and from which state of it somebody began to type. */
export const FormMetadata = z.object({
  home: HomeState,
  id: id.optional(),
  kind: id.optional(),
  revision: z.string().max(64).optional(),
});
export type FormMetadata = z.infer<typeof FormMetadata>;

/** Whatever cannot be read any more (a view of an older version) begins at the front. */
export function homeStateIn(metadata: string | undefined): HomeState {
  return HomeState.safeParse(parsed(metadata)).data ?? frontState;
}

export const formMetadataIn = (metadata: string): FormMetadata =>
  FormMetadata.safeParse(parsed(metadata)).data ?? { home: frontState };

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
