import { cleanLine, cut } from '../../../domain/text.ts';
import { plain } from '../../views/inert.ts';
import type { OptionsListener } from '../kinds.ts';

const read = 200;

/** Active projects that the person may see, by a part of their name or company. */
export const projectOptions: OptionsListener = async ({ value }, actor, { repositories }) => {
  const wanted = cleanLine(value).toLowerCase();
  const { projects } = await repositories.projects.list(actor.team, {
    viewer: await actor.viewer(),
    status: 'active',
    limit: read,
  });
  return projects
    .filter(({ name, companyName }) => `${name} ${companyName}`.toLowerCase().includes(wanted))
    .slice(0, 100)
    .map(({ id, name }) => ({ value: id, text: plain(cut(cleanLine(name), 75)) }));
};
