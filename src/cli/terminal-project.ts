import { companyKeyOf } from '../domain/company.ts';
import { AppError } from '../domain/errors.ts';
import type { Projects } from '../domain/ports/projects.ts';
import type { Templates } from '../domain/ports/templates.ts';
import type { Project } from '../domain/project.ts';
import type { RunRequest } from '../domain/run.ts';
import { teamVisible } from '../domain/visibility.ts';

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The active project of this name, made where there is none. */
export async function projectNamed(
  projects: Projects,
  team: string,
  name: string,
  { companyName, domain }: Pick<RunRequest, 'companyName' | 'domain'>,
): Promise<Project> {
  let after: string | undefined;
  do {
    const page = await projects.list(team, {
      viewer: [teamVisible],
      status: 'active',
      limit: 100,
      ...(after !== undefined && { after }),
    });
    const found = page.projects.find((project) => sameName(project.name, name));
    if (found) return found;
    after = page.cursor;
  } while (after !== undefined);
  const companyKey = companyKeyOf({ name: companyName, ...(domain !== undefined && { domain }) });
  return projects.create({ team, createdBy: team, name, companyName, companyKey, visibility: teamVisible });
}

/** `name` stands for its default version, `name@2` for that one. Error: `invalid_input`. */
export async function templateNamed(
  templates: Templates,
  team: string,
  asked: string,
): Promise<NonNullable<RunRequest['template']>> {
  const [, name = asked, no] = /^(.*?)(?:@(\d+))?$/.exec(asked) ?? [];
  const found = (await templates.list(team)).find((template) => sameName(template.name, name));
  if (!found) throw new AppError('invalid_input', `There is no template called "${name}".`);
  const version = no === undefined ? found.defaultVersion : Number(no);
  if (version < 1 || version > found.versions.length)
    throw new AppError('invalid_input', `The template "${name}" has no version ${version}.`);
  return { id: found.id, version };
}
