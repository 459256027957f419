import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { control } from '../workspace/control.ts';
import { useStored } from '../workspace/use-stored.ts';
import { base64Of } from '../workspace/use-surface.ts';
import { actorOf, isWithApp, useWorkspace } from '../workspace/workspace.ts';
import { completions } from './completion.ts';
import { CompletionList } from './completion-list.tsx';
import { ComposerMenu } from './composer-menu.tsx';

interface ComposerProps {
  channel: string;
  threadTs?: string;
  label: string;
}

const longest = 8;
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Enter sends, Shift+Enter breaks the line. A line that begins with `/` is a command, outside of threads. */
export const Composer = ({ channel, threadTs, label }: ComposerProps) => {
  const workspace = useWorkspace();
  const { about, snapshot, place, go, tell } = workspace;
  const list = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useStored(`draft ${place.team} ${place.user} ${channel} ${threadTs ?? ''}`, '');
  const [active, setActive] = useState<number>();
  const [dismissed, setDismissed] = useState('');
  const people = snapshot.users.map(({ name, realName }) => ({ handle: name, name: realName }));
  const commands = threadTs === undefined ? about.commands : [];
  const offered = dismissed === text ? [] : completions(text, { commands, people });
  // A command that may go off as it is must not be replaced by Enter.
  const selected = active ?? (/\s$/.test(text) || offered.length === 0 || /^\/\S+ /.test(text) ? undefined : 0);
  const take = (index: number) => {
    const completion = offered[index];
    if (!completion) return;
    setText(completion.text);
    setActive(undefined);
    area.current?.focus();
  };
  const send = async () => {
    const line = text.trim();
    if (line === '') return;
    setText('');
    setActive(undefined);
    const invited = /^\/invite\s+@?(\w+)$/.exec(line)?.[1]?.toLowerCase();
    if (invited !== undefined) {
      const known = snapshot.users.find(({ name }) => name.toLowerCase() === invited);
      if (known) void control('invite', { team: place.team, channel, user: known.id });
      else tell(`There is nobody called ${invited}.`);
      return;
    }
    const isCommand = line.startsWith('/') && threadTs === undefined;
    const input = { ...actorOf(workspace), channel };
    const outcome = isCommand
      ? await control('command', { ...input, text: escaped(line) })
      : await control('message', { ...input, text: line, ...(threadTs !== undefined && { threadTs }) });
    // The app answers in the thread of what it was asked; as in Slack, that thread opens.
    const asked = snapshot.channels.some((one) => one.id === channel && isWithApp(snapshot, one));
    if (asked && outcome.ts !== undefined && threadTs === undefined) go({ thread: outcome.ts });
    if (!outcome.ok && !(isCommand && outcome.error)) tell(outcome.userSees ?? 'The message was not sent.');
  };
  const attach = async (file: File) => {
    const content = { name: file.name, base64: await base64Of(file), ...(threadTs !== undefined && { threadTs }) };
    const outcome = await control('upload', { ...actorOf(workspace), channel, ...content });
    if (!outcome.ok) tell(outcome.userSees ?? 'The file was not sent.');
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && offered.length > 0) {
      event.preventDefault();
      const from = selected ?? (step > 0 ? -1 : 0);
      setActive((from + step + offered.length) % offered.length);
    } else if (event.key === 'Escape' && offered.length > 0) {
      event.preventDefault();
      event.stopPropagation();
      setDismissed(text);
    } else if (event.key === 'Tab' && !event.shiftKey && offered.length > 0) {
      event.preventDefault();
      take(selected ?? 0);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      if (selected === undefined) void send();
      else take(selected);
    }
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {offered.length > 0 && <CompletionList id={list} offered={offered} active={selected} take={take} />}
      <ComposerMenu attach={attach} />
      <textarea
        ref={area}
        rows={Math.min(longest, text.split('\n').length)}
        aria-label={label}
        aria-autocomplete="list"
        aria-controls={list}
        {...(selected !== undefined && offered.length > 0 && { 'aria-activedescendant': `${list}-${selected}` })}
        placeholder={commands.length > 0 ? `${label}, or / for a command` : label}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(undefined);
        }}
        onKeyDown={onKeyDown}
      />
      <button type="submit" className="send" aria-label="Send" disabled={text.trim() === ''}>
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M2 3l16 7-16 7 3-7zm3 7h6" />
        </svg>
      </button>
    </form>
  );
};
