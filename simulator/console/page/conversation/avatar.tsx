import type { Message } from '../../../slack/entities.ts';
import { nameOf, useWorkspace } from '../workspace/workspace.ts';

/** A letter on a colour of the person's own. */
export const Avatar = ({ message }: { message: Pick<Message, 'user' | 'byApp' | 'bySlack'> }) => {
  const { snapshot } = useWorkspace();
  const index = snapshot.users.findIndex((user) => user.id === message.user);
  const look = message.bySlack ? 'slackbot' : message.byApp ? 'app' : `user-${Math.max(0, index) % 4}`;
  return (
    <span className={`avatar ${look}`} aria-hidden="true">
      {nameOf(snapshot, message.user).slice(0, 1)}
    </span>
  );
};
