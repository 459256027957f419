import { Fragment } from 'react';
import { nameIn, useNames } from '../workspace/names.ts';
import type { Inline } from './inline.ts';
import { SafeLink } from './safe-link.tsx';

/** Text with its line breaks. */
export const Lines = ({ text }: { text: string }) =>
  text.split('\n').map((line, index) => (
    <Fragment key={index}>
      {index > 0 && <br />}
      {line}
    </Fragment>
  ));

const User = ({ id, label }: { id: string; label?: string | undefined }) => {
  const { users } = useNames();
  return <span className="mention">@{nameIn(users, id) ?? label ?? id}</span>;
};

const Channel = ({ id, label }: { id: string; label?: string | undefined }) => {
  const { channels, open } = useNames();
  const name = nameIn(channels, id);
  const text = `#${name ?? label ?? id}`;
  if (name === undefined || !open) return <span className="mention">{text}</span>;
  return (
    <button type="button" className="mention" onClick={() => open(id)}>
      {text}
    </button>
  );
};

const One = ({ part }: { part: Inline }) => {
  switch (part.kind) {
    case 'text':
      return <Lines text={part.text} />;
    case 'code':
      return <code>{part.text}</code>;
    case 'pre':
      return <pre>{part.text}</pre>;
    case 'bold':
      return (
        <strong>
          <Inlines parts={part.inside} />
        </strong>
      );
    case 'italic':
      return (
        <em>
          <Inlines parts={part.inside} />
        </em>
      );
    case 'strike':
      return (
        <s>
          <Inlines parts={part.inside} />
        </s>
      );
    case 'underline':
      return (
        <u>
          <Inlines parts={part.inside} />
        </u>
      );
    case 'link':
      return (
        <SafeLink url={part.url}>
          <Inlines parts={part.label} />
        </SafeLink>
      );
    case 'user':
      return <User id={part.id} label={part.label} />;
    case 'channel':
      return <Channel id={part.id} label={part.label} />;
    case 'live':
      return <span className="mention live">@{part.name}</span>;
  }
};

export const Inlines = ({ parts }: { parts: Inline[] }) => parts.map((part, index) => <One key={index} part={part} />);
