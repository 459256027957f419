import { asText } from '../../../slack/json.ts';
import { control } from '../workspace/control.ts';
import { actorOf, useWorkspace } from '../workspace/workspace.ts';

const words: Record<string, string> = {
  processing: 'is working…',
  suspended: 'waits for an answer.',
  closed: 'has closed this conversation.',
};

/** What the app's agent does in a thread, with the button that stops it. */
export const AgentStatus = ({ channel, threadTs }: { channel: string; threadTs: string }) => {
  const workspace = useWorkspace();
  const { snapshot, tell } = workspace;
  const session = snapshot.sessions.find((one) => one.channel === channel && one.threadTs === threadTs);
  const legacy = asText(session?.legacy?.status);
  const line = session && (words[session.status] ?? legacy);
  if (!session || !line) return null;
  const stop = async () => {
    const outcome = await control('stopAgent', { ...actorOf(workspace), channel, threadTs });
    if (!outcome.ok) tell(outcome.userSees ?? 'It could not be stopped.');
  };
  return (
    <div className="agent" role="status">
      {session.status === 'processing' && <span className="pulse" aria-hidden="true" />}
      <span className="grow">
        {snapshot.app.name} {line}
      </span>
      {session.status === 'processing' && (
        <button type="button" className="button" onClick={() => void stop()}>
          Stop
        </button>
      )}
    </div>
  );
};
