import type { AuditAct } from '../../../domain/audit.ts';
import { companyKeyOf } from '../../../domain/company.ts';
import { ClientProfile, MemoryEntry, PlayLibraryItem } from '../../../domain/memory.ts';
import { cleanLine, cut } from '../../../domain/text.ts';
import { teamVisible } from '../../../domain/visibility.ts';
import { type Actor, mayManage, maySee } from '../../access.ts';
import type { Answer, ListenerDeps } from '../../deps.ts';
import type { View } from '../../payloads.ts';
import { say } from '../../views/answers.ts';
import { type FormMetadata, formMetadataIn, homeStateIn } from '../../views/home-state.ts';
import { clientForm, entryForm, memoryBlocks, playForm, searchForm, searchResults } from '../../views/library-forms.ts';
import type { Click, ClickListener } from '../click.ts';
import type { SubmissionAnswer, SubmissionListener } from '../kinds.ts';
import { errorsAnswer, fieldErrors, openForm, record, showHomeOf, typed } from './forms.ts';
import { showAgain } from './navigation.ts';
import { atHome } from './show-home.ts';

const hits = 12;
const gone = (): Answer => say('That does not exist any more, or it is not yours to see. Nothing was changed.');
/** For whoever may see it and not change it. */
const readOnly = (title: string, content: string): Answer =>
  say(cleanLine(title), cut(content, 2600), 'Whoever wrote it, or a manager, can change it.');
const notYours = (): Answer => say('Only whoever wrote it, or a manager, can change it. Nothing was changed.');
const goneError =
  'It does not exist any more, or it is not yours to change. Copy what you typed before you close this.';

/** The Home behind a click, also of one in a form. */
const homeBehind = ({ view }: Click): FormMetadata['home'] =>
  view?.type === 'modal' ? formMetadataIn(view.private_metadata).home : homeStateIn(view?.private_metadata);

export const search: ClickListener = async (click, _deps, slack) => {
  await openForm(click, slack, searchForm({ home: homeBehind(click) }));
  return undefined;
};

/** By words alone: it needs no model, so it is answered in place. */
export const searched: SubmissionListener = async (submission, deps) => {
  const { view, team } = submission;
  const { viewer } = atHome(submission, formMetadataIn(view.private_metadata).home);
  const text = cleanLine(typed(view, memoryBlocks.text));
  if (text === '') return errorsAnswer({ [memoryBlocks.text]: 'Write at least one word.' });
  const found = await deps.repositories.memory.search(team, { text, viewer: await viewer(), limit: hits });
  return { response_action: 'update', view: searchResults(text, found, formMetadataIn(view.private_metadata)) };
};

type Kind = 'plays' | 'entries' | 'clients';
type Thing = { id: string; team: string; visibility: string; createdBy: string };

/** What a button or a form names, if this person may see it. */
async function seen<T extends Thing>(
  get: (team: string, id: string) => Promise<T | undefined>,
  actor: Actor,
  id: string,
): Promise<T | undefined> {
  const thing = id === '' ? undefined : await get(actor.team, id);
  return thing && (await maySee(thing, actor)) ? thing : undefined;
}

export const playNew: ClickListener = async (click, _deps, slack) => {
  await openForm(click, slack, playForm(undefined, { home: homeBehind(click) }));
  return undefined;
};
export const entryNew: ClickListener = async (click, _deps, slack) => {
  await openForm(click, slack, entryForm(undefined, { home: homeBehind(click) }));
  return undefined;
};

export const playEdit: ClickListener = async (click, { repositories: { memory } }, slack) => {
  const play = await seen(memory.plays.get, click, click.value);
  if (!play) return gone();
  if (!(await mayManage(play, click))) return readOnly(play.title, play.content);
  await openForm(click, slack, playForm(play, { home: homeBehind(click), id: play.id }));
  return undefined;
};
export const entryEdit: ClickListener = async (click, { repositories: { memory } }, slack) => {
  const entry = await seen(memory.entries.get, click, click.value);
  if (!entry) return gone();
  if (!(await mayManage(entry, click))) return readOnly(entry.title, entry.content);
  await openForm(click, slack, entryForm(entry, { home: homeBehind(click), id: entry.id }));
  return undefined;
};
export const clientEdit: ClickListener = async (click, { repositories: { memory } }, slack) => {
  const client = await seen(memory.clients.get, click, click.value);
  if (!client) return gone();
  if (!(await mayManage(client, click))) return readOnly(client.companyName, client.summary);
  await openForm(click, slack, clientForm(client, { home: homeBehind(click), id: client.id }));
  return undefined;
};

/** Content is absent where it was too long for the form. */
const contentIn = (view: View): { content?: string } =>
  view.state.values[memoryBlocks.content] === undefined ? {} : { content: typed(view, memoryBlocks.content) };
const verticalIn = (view: View) => {
  const vertical = typed(view, memoryBlocks.vertical);
  return vertical === '' ? {} : { vertical };
};

/** Undefined: it may be saved. */
async function refusal(thing: Thing | undefined, actor: Actor): Promise<SubmissionAnswer | undefined> {
  const may = thing && (await maySee(thing, actor)) && (await mayManage(thing, actor));
  return may ? undefined : errorsAnswer({ [memoryBlocks.title]: goneError });
}

const TypedPlay = PlayLibraryItem.pick({ title: true, kind: true, content: true, whenToUse: true, vertical: true });

export const playSaved: SubmissionListener = async (submission, deps, slack) => {
  const { view, team, user } = submission;
  const { plays } = deps.repositories.memory;
  const { id } = formMetadataIn(view.private_metadata);
  const known = id === undefined ? undefined : await plays.get(team, id);
  const refused = id === undefined ? undefined : await refusal(known, submission);
  if (refused) return refused;
  const asked = TypedPlay.safeParse({
    title: typed(view, memoryBlocks.title),
    kind: typed(view, memoryBlocks.kind),
    content: contentIn(view).content ?? known?.content ?? '',
    whenToUse: typed(view, memoryBlocks.whenToUse),
    ...verticalIn(view),
  });
  if (!asked.success) return fieldErrors(asked.error, memoryBlocks, memoryBlocks.title);
  const saved = known
    ? await plays.edit(team, known.id, asked.data)
    : await plays.create({ ...asked.data, team, createdBy: user, visibility: teamVisible });
  await record(
    submission,
    'play.edit',
    { on: saved.id, detail: known ? 'edited' : 'created', visibility: saved.visibility },
    deps,
  );
  await showHomeOf(submission, deps, slack);
  return undefined;
};

const TypedEntry = MemoryEntry.pick({
  title: true,
  kind: true,
  content: true,
  vertical: true,
  tags: true,
  companyName: true,
});
const tagsIn = (text: string): string[] => text.split(',').flatMap((tag) => cleanLine(tag) || []);

export const entrySaved: SubmissionListener = async (submission, deps, slack) => {
  const { view, team, user } = submission;
  const { entries } = deps.repositories.memory;
  const { id } = formMetadataIn(view.private_metadata);
  const known = id === undefined ? undefined : await entries.get(team, id);
  const refused = id === undefined ? undefined : await refusal(known, submission);
  if (refused) return refused;
  const company = cleanLine(typed(view, memoryBlocks.companyName));
  const asked = TypedEntry.safeParse({
    title: typed(view, memoryBlocks.title),
    kind: typed(view, memoryBlocks.kind),
    content: contentIn(view).content ?? known?.content ?? '',
    tags: tagsIn(typed(view, memoryBlocks.tags)),
    ...verticalIn(view),
    ...(company !== '' && { companyName: company }),
  });
  if (!asked.success) return fieldErrors(asked.error, memoryBlocks, memoryBlocks.title);
  const { companyName, ...words } = asked.data;
  const saved = known
    ? await entries.edit(team, known.id, words)
    : await entries.create({
        ...words,
        ...(companyName !== undefined && { companyName, companyKey: companyKeyOf({ name: companyName }) }),
        team,
        createdBy: user,
        visibility: teamVisible,
      });
  await record(
    submission,
    known ? 'memory.edit' : 'memory.create',
    { on: saved.id, visibility: saved.visibility },
    deps,
  );
  await showHomeOf(submission, deps, slack);
  return undefined;
};

const TypedClient = ClientProfile.pick({ vertical: true, size: true, region: true, summary: true, contacts: true });

export const clientSaved: SubmissionListener = async (submission, deps, slack) => {
  const { view, team } = submission;
  const { clients } = deps.repositories.memory;
  const known = await clients.get(team, formMetadataIn(view.private_metadata).id ?? '-');
  if (!known || !(await maySee(known, submission)) || !(await mayManage(known, submission)))
    return errorsAnswer({ [memoryBlocks.summary]: goneError });
  const size = cleanLine(typed(view, memoryBlocks.size));
  const region = cleanLine(typed(view, memoryBlocks.region));
  const lines = typed(view, memoryBlocks.contacts)
    .split('\n')
    .flatMap((line) => cleanLine(line) || []);
  const contacts = lines.map((line) => {
    const [name = '', ...title] = line.split(':');
    return { name: name.trim(), title: title.join(':').trim() };
  });
  if (contacts.some(({ name, title }) => name === '' || title === ''))
    return errorsAnswer({ [memoryBlocks.contacts]: 'Write each contact on a line of its own as Name: title.' });
  const asked = TypedClient.safeParse({
    vertical: typed(view, memoryBlocks.vertical),
    summary: typed(view, memoryBlocks.summary),
    contacts,
    ...(size !== '' && { size }),
    ...(region !== '' && { region }),
  });
  if (!asked.success) return fieldErrors(asked.error, memoryBlocks, memoryBlocks.summary);
  await clients.edit(team, known.id, asked.data);
  await record(submission, 'client.edit', { on: known.id, visibility: known.visibility }, deps);
  await showHomeOf(submission, deps, slack);
  return undefined;
};

/** An act on one memory by a button. */
const acting =
  (kind: Kind, act: AuditAct, doIt: (deps: ListenerDeps, team: string, id: string) => Promise<void>): ClickListener =>
  async (click, deps, slack) => {
    const thing = await seen<Thing>((team, id) => deps.repositories.memory[kind].get(team, id), click, click.value);
    if (!thing) return gone();
    if (!(await mayManage(thing, click))) return notYours();
    await doIt(deps, click.team, thing.id);
    await record(click, act, { on: thing.id, visibility: thing.visibility }, deps);
    await showAgain(click, deps, slack);
    return undefined;
  };

export const playRetire = acting('plays', 'play.retire', ({ repositories }, team, id) =>
  repositories.memory.plays.retire(team, id),
);
export const playRestore = acting('plays', 'play.edit', ({ repositories }, team, id) =>
  repositories.memory.plays.restore(team, id),
);
export const playDelete = acting('plays', 'play.delete', ({ repositories }, team, id) =>
  repositories.memory.plays.delete(team, id),
);
export const entryDelete = acting('entries', 'memory.delete', ({ repositories }, team, id) =>
  repositories.memory.entries.delete(team, id),
);
export const clientDelete = acting('clients', 'client.delete', ({ repositories }, team, id) =>
  repositories.memory.clients.delete(team, id),
);
