import type { BundledCompany, Namesake } from './company-facts.ts';
import { type Found, findCandidates, type Wanted } from './find-company.ts';
import { pagesOf } from './pages.ts';
import type { Passage, WebPage } from './prose.ts';
import { sampleDomain, sampleName, samplePage } from './sample-company.ts';

interface Candidate {
  name: string;
  legalName?: string;
  domain?: string;
  headquarters?: string;
  oneLine?: string;
  pages: WebPage[];
}

/** Prose in which every company that the typed name may mean has a line of its own, as the prompt asks. */
export function identityPassages(companies: readonly BundledCompany[], wanted: Wanted): Passage[] {
  const found = findCandidates(companies, wanted).map(asCandidate);
  const candidates = found.length > 0 ? found : [sampleCandidate(wanted)];
  const opening = candidates.length === 1 ? 'One company fits the name.' : 'The name may mean more than one company.';
  return [
    { text: opening, pages: [] },
    ...candidates.flatMap((candidate) => [
      { text: '\n\n', pages: [] },
      { text: lineOf(candidate), pages: candidate.pages },
    ]),
    { text: '\n', pages: [] },
  ];
}

const lineOf = ({ name, legalName, domain, headquarters, oneLine }: Candidate): string =>
  [
    `Candidate: ${name}`,
    legalName && `legal name: ${legalName}`,
    domain && `domain: ${domain}`,
    headquarters && `headquarters: ${headquarters}`,
    oneLine && `what it is: ${oneLine}`,
  ]
    .filter((part) => part !== undefined)
    .join(' | ');

const asCandidate = (found: Found): Candidate =>
  found.kind === 'bundled' ? bundledCandidate(found.company) : namesakeCandidate(found.namesake);

function bundledCandidate(bundled: BundledCompany): Candidate {
  const { name, legalName, domain, headquarters, oneLine } = bundled.company;
  const basics = bundled.facts.filter(({ topic }) => topic === 'profile').slice(0, 3);
  const pages = new Map(basics.flatMap((fact) => pagesOf(bundled, fact)).map((page) => [page.url, page]));
  return { name, legalName, domain, headquarters, oneLine, pages: [...pages.values()] };
}

const namesakeCandidate = ({ name, domain, oneLine }: Namesake): Candidate => ({
  name,
  domain,
  oneLine,
  pages: [{ url: `https://www.${domain}/`, title: name }],
});

function sampleCandidate(wanted: Wanted): Candidate {
  const name = sampleName(wanted.name);
  return {
    name,
    domain: wanted.domain ?? sampleDomain(name),
    headquarters: 'Sample City',
    oneLine: 'Sample company: everything said about it here is made up for demonstration.',
    pages: [samplePage(name, 'about', `About ${name} (sample)`)],
  };
}
