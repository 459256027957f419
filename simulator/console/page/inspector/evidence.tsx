import type { Brought } from '../../../inside/brought.ts';
import { SafeLink } from '../text/safe-link.tsx';

type Grounding = Pick<Brought, 'searchQueries' | 'chunks' | 'supports'>;

/** What a grounded answer rests on: what was searched for, what was found, and which words it is tied to. */
export const Evidence = ({ searchQueries, chunks, supports }: Grounding) => (
  <>
    {searchQueries.length > 0 && (
      <>
        <h4>Searches</h4>
        <ul className="evidence">
          {searchQueries.map((query) => (
            <li key={query}>{query}</li>
          ))}
        </ul>
      </>
    )}
    {chunks.length > 0 && (
      <>
        <h4>Sources</h4>
        <ol className="evidence">
          {chunks.map(({ uri, title, domain }, index) => (
            <li key={index}>
              {uri === undefined ? 'a source without an address' : <SafeLink url={uri}>{title ?? uri}</SafeLink>}{' '}
              <small>{domain}</small>
            </li>
          ))}
        </ol>
      </>
    )}
    {supports.length > 0 && (
      <>
        <h4>What they say</h4>
        <ul className="evidence">
          {supports.map(({ text, chunkIndices }, index) => (
            <li key={index}>
              {text.trim()} <small>[{chunkIndices.map((chunk) => chunk + 1).join(', ')}]</small>
            </li>
          ))}
        </ul>
      </>
    )}
  </>
);
