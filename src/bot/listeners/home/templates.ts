import { isAppError } from '../../../domain/errors.ts';
import { PromptTemplate, placeholderProblems, TemplateVersion } from '../../../domain/prompt-template.ts';
import { cleanLine } from '../../../domain/text.ts';
import { assertRole } from '../../access.ts';
import { say } from '../../views/answers.ts';
import { type FormMetadata, formMetadataIn } from '../../views/home-state.ts';
import {
  templatePreview as previewView,
  templateBlocks,
  templateDefaultForm,
  templateForm,
} from '../../views/settings-forms.ts';
import type { Click, ClickListener } from '../click.ts';
import type { SubmissionListener } from '../kinds.ts';
import { errorsAnswer, openForm, record, showHomeOf, typed } from './forms.ts';
import { stateOf } from './navigation.ts';

const goneAnswer = () => say('That template does not exist any more. Nothing was changed.');

export const templateNew: ClickListener = async (click, _deps, slack) => {
  await assertRole(click, 'admin');
  await openForm(click, slack, templateForm(undefined, { home: stateOf(click) }));
  return undefined;
};

/** Opens something about the template that a button names. */
const about =
  (view: (template: PromptTemplate, metadata: FormMetadata) => Parameters<typeof openForm>[2]): ClickListener =>
  async (click: Click, deps, slack) => {
    await assertRole(click, 'admin');
    const template = click.value === '' ? undefined : await deps.repositories.templates.get(click.team, click.value);
    if (!template) return goneAnswer();
    await openForm(
      click,
      slack,
      view(template, { home: stateOf(click), id: template.id, revision: String(template.versions.length) }),
    );
    return undefined;
  };

export const templateVersion = about(templateForm);
export const templateDefault = about(templateDefaultForm);

export const templatePreview: ClickListener = async (click, deps, slack) => {
  await assertRole(click, 'admin');
  const { templates, settings } = deps.repositories;
  const template = click.value === '' ? undefined : await templates.get(click.team, click.value);
  if (!template) return goneAnswer();
  const seller = await settings.seller(click.team);
  await openForm(click, slack, previewView(template, seller, deps.clock.now().toISOString().slice(0, 10)));
  return undefined;
};

export const templateSaved: SubmissionListener = async (submission, deps, slack) => {
  await assertRole(submission, 'admin');
  const { view, team, user } = submission;
  const { templates } = deps.repositories;
  const { id, revision } = formMetadataIn(view.private_metadata);
  const content = typed(view, templateBlocks.content);
  const problems = content.trim() === '' ? ['Write what research and writing are told.'] : placeholderProblems(content);
  if (problems.length > 0) return errorsAnswer({ [templateBlocks.content]: problems.join(' ') });
  const read = TemplateVersion.pick({ content: true, note: true }).safeParse({
    content,
    note: typed(view, templateBlocks.note),
  });
  if (!read.success)
    return errorsAnswer({ [templateBlocks.content]: read.error.issues[0]?.message ?? 'That cannot be saved.' });
  const version = { ...read.data, author: user };
  const name = PromptTemplate.shape.name.safeParse(cleanLine(typed(view, templateBlocks.name)));
  if (id === undefined && !name.success)
    return errorsAnswer({ [templateBlocks.name]: 'Give the template a name of at most 100 characters.' });
  if (id !== undefined && String((await templates.get(team, id))?.versions.length) !== revision) {
    return errorsAnswer({
      [templateBlocks.content]:
        'Somebody else saved a version since you opened this form. Nothing was saved and what you typed stands here; close the form and open it again to see theirs.',
    });
  }
  try {
    const saved =
      id === undefined
        ? await templates.create(team, { ...version, name: name.data ?? '' })
        : await templates.addVersion(team, id, version, { makeDefault: typed(view, templateBlocks.use) !== 'no' });
    await record(submission, 'template.save', { on: saved.id, detail: `version ${saved.versions.length}` }, deps);
  } catch (error) {
    if (isAppError(error, 'already_exists'))
      return errorsAnswer({ [templateBlocks.name]: 'A template of this name exists already.' });
    if (isAppError(error, 'invalid_input') || isAppError(error, 'not_found'))
      return errorsAnswer({ [templateBlocks.content]: error.message });
    throw error;
  }
  await showHomeOf(submission, deps, slack);
  return undefined;
};

export const templateDefaultSaved: SubmissionListener = async (submission, deps, slack) => {
  await assertRole(submission, 'admin');
  const { view, team } = submission;
  const { id = '-' } = formMetadataIn(view.private_metadata);
  const no = Number(typed(view, templateBlocks.version));
  try {
    await deps.repositories.templates.setDefault(team, id, no);
  } catch (error) {
    if (isAppError(error, 'not_found'))
      return errorsAnswer({ [templateBlocks.version]: 'That version does not exist any more.' });
    throw error;
  }
  await record(submission, 'template.save', { on: id, detail: `default version ${no}` }, deps);
  await showHomeOf(submission, deps, slack);
  return undefined;
};
