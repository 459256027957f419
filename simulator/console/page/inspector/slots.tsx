import type { SeenRun } from '../../../inside/seen-runs.ts';
import { useWorkspace } from '../workspace/workspace.ts';

type Slot = SeenRun['slots'][number];

const meanings: Record<Slot['state'], string> = {
  intent: 'about to be posted, or posted and the answer lost',
  posted: 'stands in Slack',
  maybe_missing: 'nobody knows whether it is there',
  gone: 'somebody deleted it',
};

/** Where the messages and files of a run stand in Slack. */
export const Slots = ({ slots, thread }: { slots: readonly Slot[]; thread: string | undefined }) => {
  const { go } = useWorkspace();
  return (
    <table className="slots">
      <thead>
        <tr>
          <th>Place</th>
          <th>State</th>
          <th>
            <abbr title="How often it was written: intents, posts and edits">Rev.</abbr>
          </th>
          <th>In Slack</th>
        </tr>
      </thead>
      <tbody>
        {slots.map(({ place, state, revision, channel, ts, fileId }) => (
          <tr key={place}>
            <td>{place}</td>
            <td title={meanings[state]} className={`state ${state}`}>
              {state}
            </td>
            <td>{revision}</td>
            <td>
              {ts === undefined ? (
                (fileId ?? '')
              ) : (
                <button type="button" className="link" onClick={() => go({ channel, thread: thread ?? ts })}>
                  {ts}
                </button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
