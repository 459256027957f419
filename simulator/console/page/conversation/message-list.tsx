import { Fragment, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import type { Message as Said } from '../../../slack/entities.ts';
import { repliesTo } from '../workspace/messages.ts';
import { useWorkspace } from '../workspace/workspace.ts';
import { Message } from './message.tsx';
import { dayOf } from './time.ts';

interface MessageListProps {
  label: string;
  messages: readonly Said[];
  inThread: boolean;
  /** Above everything. */
  head?: ReactNode;
  /** After this one came what is new. */
  readTo?: string | undefined;
}

const nearEnd = 120;
const isAtEnd = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean =>
  scrollHeight - scrollTop - clientHeight < nearEnd;

/** At the end, or at the beginning of the last message where that is taller than the pane. */
function goToEnd(pane: HTMLElement): void {
  const last = [...pane.querySelectorAll<HTMLElement>('.message')].at(-1);
  const top = last ? last.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop : 0;
  pane.scrollTop = last ? Math.min(top, pane.scrollHeight) : pane.scrollHeight;
}

/**
 * Messages by day. A channel stays with what is newest until the reader goes elsewhere; a thread is read from its
 * beginning, and follows only who has gone to its end or writes in it.
 */
export const MessageList = ({ label, messages, inThread, head, readTo }: MessageListProps) => {
  const { snapshot, place } = useWorkspace();
  const list = useRef<HTMLDivElement>(null);
  // Who keeps the place: the list itself, a reader who went to the end, or a reader who went elsewhere.
  const keeper = useRef<'list' | 'end' | 'reader'>(inThread ? 'reader' : 'list');
  const placed = useRef(-1);
  const newest = useRef(messages.at(-1)?.ts);
  const [below, setBelow] = useState(false);
  const last = messages.at(-1);
  const heed = (pane: HTMLElement) => {
    const isOurs = placed.current < 0 || Math.abs(pane.scrollTop - placed.current) < 2;
    if (!isOurs) keeper.current = isAtEnd(pane) ? 'end' : 'reader';
  };
  useLayoutEffect(() => {
    const pane = list.current;
    if (!pane) return;
    // A reader may have scrolled since, and the event that says so is still on its way.
    heed(pane);
    const isNew = last?.ts !== newest.current;
    newest.current = last?.ts;
    if (isNew && (keeper.current === 'end' || last?.user === place.user)) keeper.current = 'list';
    if (keeper.current === 'list') goToEnd(pane);
    if (keeper.current === 'end') pane.scrollTop = pane.scrollHeight;
    placed.current = pane.scrollTop;
    setBelow(!isAtEnd(pane));
  });
  const firstNew = messages.find(({ ts }) => readTo !== undefined && Number(ts) > Number(readTo))?.ts;
  return (
    <div
      ref={list}
      className="messages"
      role="log"
      aria-label={label}
      tabIndex={0}
      onScroll={({ currentTarget: pane }) => {
        heed(pane);
        setBelow(!isAtEnd(pane));
      }}
    >
      {head}
      {messages.map((message, index) => {
        const day = dayOf(message.ts);
        const before = messages[index - 1];
        const isNewDay = !inThread && (!before || dayOf(before.ts) !== day);
        const replies = inThread || message.ephemeralFor !== undefined ? undefined : repliesTo(snapshot, message);
        return (
          <Fragment key={message.ts}>
            {isNewDay && (
              <p className="day">
                <span>{day}</span>
              </p>
            )}
            {message.ts === firstNew && before && (
              <p className="new">
                <span>New</span>
              </p>
            )}
            <Message message={message} {...(replies && { replies })} />
            {inThread && index === 0 && messages.length > 1 && (
              <p className="count">
                <span>
                  {messages.length - 1} {messages.length === 2 ? 'reply' : 'replies'}
                </span>
              </p>
            )}
          </Fragment>
        );
      })}
      {below && (
        <button
          type="button"
          className="latest"
          onClick={() => {
            if (list.current) list.current.scrollTop = list.current.scrollHeight;
          }}
        >
          Latest <span aria-hidden="true">↓</span>
        </button>
      )}
    </div>
  );
};
