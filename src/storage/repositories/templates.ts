import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Clock, NewId } from '../../domain/ports/clock.ts';
import type { Documents, Transaction } from '../../domain/ports/documents.ts';
import type { NewTemplateVersion, Templates } from '../../domain/ports/templates.ts';
import { PromptTemplate, placeholderProblems, TemplateVersion, versionOf } from '../../domain/prompt-template.ts';
import { terms } from '../terms.ts';
import { keyFrom } from './keys.ts';
import { templateNamePath, templatesOf } from './paths.ts';
import { checked, fromStored, readAll, toJson } from './stored.ts';

const Name = z.object({ template: z.string() });

/** Case, marks and punctuation do not make another name. */
const nameKey = (name: string): string => keyFrom(terms(name).join(' ') || name.toLowerCase());

export function createTemplates({
  documents,
  clock,
  newId,
}: {
  documents: Documents;
  clock: Clock;
  newId: NewId;
}): Templates {
  const pathOf = (team: string, id: string) => `${templatesOf(team)}/${id}`;

  function versionFrom({ content, author, note = '' }: NewTemplateVersion, no: number): TemplateVersion {
    const problems = placeholderProblems(content);
    if (problems.length > 0) throw new AppError('invalid_input', problems.join(' '));
    return checked(TemplateVersion, { no, content, author, note, at: clock.now().toISOString() });
  }

  async function checkName(transaction: Transaction, team: string, name: string, id: string): Promise<void> {
    const stored = await transaction.get(templateNamePath(team, nameKey(name)));
    if (stored && fromStored(Name, stored).template !== id) {
      throw new AppError('already_exists', 'There is a template of this name already.');
    }
  }

  function save(transaction: Transaction, template: PromptTemplate): PromptTemplate {
    const { team, id, name } = template;
    const clean = checked(PromptTemplate, template);
    transaction.set(pathOf(team, id), toJson(clean));
    transaction.set(templateNamePath(team, nameKey(name)), { template: id });
    return clean;
  }

  const present = async (transaction: Transaction, team: string, id: string): Promise<PromptTemplate> => {
    const stored = await transaction.get(pathOf(team, id));
    if (!stored) throw new AppError('not_found', 'There is no such template.');
    return fromStored(PromptTemplate, stored);
  };

  const change = (team: string, id: string, make: (template: PromptTemplate) => PromptTemplate) =>
    documents.transaction(async (transaction) => {
      const template = await present(transaction, team, id);
      return save(transaction, { ...make(template), updatedAt: clock.now().toISOString() });
    });

  return {
    create: (team, { name, ...version }) =>
      documents.transaction(async (transaction) => {
        const id = newId();
        await checkName(transaction, team, name, id);
        const at = clock.now().toISOString();
        const versions = [versionFrom(version, 1)];
        const kept = { id, team, createdBy: version.author, createdAt: at, updatedAt: at, schemaVersion: 1 as const };
        return save(transaction, { ...kept, name, versions, defaultVersion: 1 });
      }),
    async get(team, id) {
      const stored = await documents.get(pathOf(team, id));
      return stored && fromStored(PromptTemplate, stored);
    },
    async list(team) {
      const stored = await readAll(documents, { collection: templatesOf(team) });
      return stored
        .map((document) => fromStored(PromptTemplate, document))
        .sort((a, b) => a.name.localeCompare(b.name, 'en'));
    },
    rename: (team, id, name) =>
      documents.transaction(async (transaction) => {
        const template = await present(transaction, team, id);
        await checkName(transaction, team, name, id);
        if (nameKey(name) !== nameKey(template.name)) {
          transaction.delete(templateNamePath(team, nameKey(template.name)));
        }
        return save(transaction, { ...template, name, updatedAt: clock.now().toISOString() });
      }),
    addVersion: (team, id, version, { makeDefault = false } = {}) =>
      change(team, id, (template) => {
        const no = template.versions.length + 1;
        const versions = [...template.versions, versionFrom(version, no)];
        return { ...template, versions, ...(makeDefault && { defaultVersion: no }) };
      }),
    setDefault: (team, id, no) =>
      change(team, id, (template) => {
        if (!versionOf(template, no)) throw new AppError('not_found', `This template has no version ${no}.`);
        return { ...template, defaultVersion: no };
      }),
  };
}
