import { Fragment, type ReactNode, useLayoutEffect, useRef } from 'react';
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

/** Messages by day. Stays at the end when the reader was there, and where they were otherwise. */
export const MessageList = ({ label, messages, inThread, head, readTo }: MessageListProps) => {
  const { snapshot } = useWorkspace();
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  useLayoutEffect(() => {
    if (atEnd.current && list.current) list.current.scrollTop = list.current.scrollHeight;
  });
  const firstNew = messages.find(({ ts }) => readTo !== undefined && Number(ts) > Number(readTo))?.ts;
  return (
    <div
      ref={list}
      className="messages"
      role="log"
      aria-label={label}
      tabIndex={0}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < nearEnd;
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
    </div>
  );
};
