import type { About } from '../../about.ts';

const inWords = new Intl.ListFormat('en', { type: 'conjunction' });

/** Whether what is found here is real. */
export const Banner = ({ about }: { about: About }) => {
  if (about.research === undefined) return null;
  if (about.research === 'real') {
    return (
      <p className="banner real">
        <strong>Research is real:</strong> GEMINI_API_KEY is set, and every run costs what Gemini charges.
      </p>
    );
  }
  return (
    <p className="banner">
      <strong>Research is simulated:</strong> {inWords.format(about.companies)} have real facts and sources, any other
      name gets sample data.
    </p>
  );
};
