import { useState } from 'react';
import type { Message } from '../../../slack/entities.ts';
import { unescaped } from '../text/mrkdwn.ts';
import { control } from '../workspace/control.ts';
import { actorOf, useWorkspace } from '../workspace/workspace.ts';

/** A person changes what they wrote. */
export const MessageEdit = ({ message, close }: { message: Message; close: () => void }) => {
  const workspace = useWorkspace();
  const [text, setText] = useState(unescaped(message.text));
  const save = async () => {
    const place = { ...actorOf(workspace), channel: message.channel, ts: message.ts };
    const outcome = await control('editMessage', { ...place, text: text.trim() });
    if (!outcome.ok) workspace.tell(outcome.userSees ?? 'The message was not changed.');
    close();
  };
  return (
    <form
      className="edit"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') void save();
      }}
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <textarea aria-label="Edit message" rows={2} value={text} onChange={(event) => setText(event.target.value)} />
      <div className="row end">
        <button type="button" className="button" onClick={close}>
          Cancel
        </button>
        <button type="submit" className="button primary">
          Save
        </button>
      </div>
    </form>
  );
};
