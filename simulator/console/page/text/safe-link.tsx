import type { ReactNode } from 'react';
import { useNames } from '../workspace/names.ts';

/**
 * A link that leads where it says, or only its text when the address is of no kind that we open. Links into this
 * workspace stay on the page: Slack's own servers know nothing of it.
 */
export const SafeLink = ({ url, children }: { url: string; children: ReactNode }) => {
  const { follow } = useNames();
  const go = follow?.(url);
  if (!/^(https?:|mailto:)/i.test(url)) return <span>{children}</span>;
  return (
    <a
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      title={url}
      onClick={(event) => {
        if (!go) return;
        event.preventDefault();
        go();
      }}
    >
      {children}
    </a>
  );
};
