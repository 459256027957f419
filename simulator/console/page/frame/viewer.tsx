import type { About } from '../../about.ts';
import { useWorkspace } from '../workspace/workspace.ts';

const roles: Record<string, string> = {
  admin: 'admin',
  owner: 'owner',
  guest: 'guest',
  multi_channel_guest: 'guest',
};

/** As whom, and in which workspace, the page is looked at. */
export const Viewer = ({ teams }: Pick<About, 'teams'>) => {
  const { snapshot, place, go } = useWorkspace();
  const people = snapshot.users.filter(({ role, deleted }) => role !== 'bot' && deleted !== true);
  return (
    <div className="viewer">
      {teams.length > 1 && (
        <label>
          Workspace
          <select
            value={place.team}
            onChange={(event) => go({ team: event.target.value, user: '', channel: '', thread: '' })}
          >
            {teams.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        Signed in as
        <select id="viewer" value={place.user} onChange={(event) => go({ user: event.target.value, thread: '' })}>
          {people.map(({ id, realName, role, title }) => (
            <option key={id} value={id}>
              {realName}
              {title !== undefined ? ` – ${title}` : roles[role] === undefined ? '' : ` (${roles[role]})`}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
};
