import { z } from 'zod';
import { kept } from './kept.ts';
import { ClaimId } from './statement.ts';
import { id, modelLine, modelText, userText } from './text.ts';
import { VerticalName, verticalLabel } from './vertical.ts';

/** Model and dimension are stored with every vector; different embedders never share an index. */
export const Vector = z.object({ model: z.string().min(1).max(120), values: z.array(z.number()).min(1).max(2048) });
export type Vector = z.infer<typeof Vector>;

/** A memory is kept with who may be reminded of it. */
const remembered = {
  ...kept,
  /** `team`, or the private conversation whose members alone may see it. */
  visibility: id(60),
  vector: Vector.optional(),
};

export const ClientProfile = z.object({
  ...remembered,
  /** Domain, or the folded name where there is none. */
  companyKey: id(255),
  companyName: modelLine(255),
  vertical: VerticalName,
  size: modelLine(160).optional(),
  region: modelLine(160).optional(),
  contacts: z.array(z.object({ name: modelLine(120), title: modelLine(160) })).max(12),
  summary: modelText(2000),
  /** Run it was last written from. */
  origin: id(60),
});
export type ClientProfile = z.infer<typeof ClientProfile>;

export const MemoryKind = z.enum([
  'research_insight',
  'client_interaction',
  'deal_outcome',
  'best_practice',
  'lesson_learned',
]);
export type MemoryKind = z.infer<typeof MemoryKind>;

export const MemoryEntry = z.object({
  ...remembered,
  kind: MemoryKind,
  title: modelLine(255),
  content: userText(5000, 'A memory entry'),
  companyKey: id(255).optional(),
  companyName: modelLine(255).optional(),
  vertical: VerticalName.optional(),
  tags: z.array(modelLine(60)).max(12),
  origin: z.object({ run: id(60), claims: z.array(ClaimId).max(40) }).optional(),
});
export type MemoryEntry = z.infer<typeof MemoryEntry>;

export const PlayLibraryItem = z.object({
  ...remembered,
  kind: z.enum([
    'pitch',
    'objection_handler',
    'value_proposition',
    'case_study',
    'competitive_response',
    'discovery_question',
  ]),
  title: modelLine(255),
  content: userText(5000, 'A play'),
  whenToUse: modelText(600),
  vertical: VerticalName.optional(),
  usageCount: z.int().min(0),
  won: z.int().min(0),
  lost: z.int().min(0),
  status: z.enum(['active', 'retired']),
  origin: z.object({ run: id(60), stage: id(80) }).optional(),
});
export type PlayLibraryItem = z.infer<typeof PlayLibraryItem>;

/** What a run was reminded of, with ids, so that it can be shown and counted. */
export const Recalled = z.object({
  clients: z.array(z.object({ id: id(60), companyName: z.string(), summary: z.string(), similarity: z.number() })),
  plays: z.array(
    z.object({ id: id(60), title: z.string(), content: z.string(), whenToUse: z.string(), similarity: z.number() }),
  ),
  notes: z.array(z.object({ id: id(60), title: z.string(), content: z.string(), similarity: z.number() })),
  /** Digest of the project's earlier findings, stars and notes; empty in fresh mode and outside projects. */
  context: z.string().max(20_000),
});
export type Recalled = z.infer<typeof Recalled>;

/** What a run added to the memory, with ids. */
export const Remembered = z.object({
  client: id(60).nullable(),
  entries: z.array(id(60)),
  /** How many of them renewed what an earlier run had found. */
  renewed: z.int().min(0),
});
export type Remembered = z.infer<typeof Remembered>;

/** What the vector of a memory is made of. */
export const clientText = ({
  companyName,
  vertical,
  region,
  summary,
}: Pick<ClientProfile, 'companyName' | 'vertical' | 'region' | 'summary'>): string =>
  [companyName, verticalLabel(vertical), region, summary].filter((part) => part !== undefined).join('. ');
export const entryText = ({ title, content }: Pick<MemoryEntry, 'title' | 'content'>): string => `${title}\n${content}`;
export const playText = ({
  title,
  whenToUse,
  content,
}: Pick<PlayLibraryItem, 'title' | 'whenToUse' | 'content'>): string => [title, whenToUse, content].join('\n');
