import type { Topic } from './company-facts.ts';
import type { WebPage } from './prose.ts';
import { boardPage, pressPage, type SampleProfile, samplePage, sampleProfile } from './sample-company.ts';

export interface SampleFact {
  text: string;
  page: WebPage;
}

const count = (value: number): string => value.toLocaleString('en-US');

/** Without the mark in front; people are never made up, so nobody has a name. */
const sentences: Record<Topic, (company: SampleProfile) => string[]> = {
  profile: ({ name, industry, founded, employees, revenue, countries }) => [
    `${name} is a company with headquarters in Sample City that ${industry.does}.`,
    `${name} was founded in ${founded}.`,
    `${name} had ${count(employees)} employees at the end of 2025.`,
    `${name} reported revenue of EUR ${count(revenue)} million for 2025.`,
    `${name} works in ${countries} countries.`,
  ],
  news: ({ name, saving }) => [
    `${name} announced in February 2026 that it wants to save EUR ${saving} million a year by simplifying its processes.`,
    `${name} opened a shared service centre in Sample City in March 2026.`,
    `${name} said in January 2026 that it would renew its customer service within two years.`,
    `${name} lost a large contract to a competitor in late 2025 because its offers took too long.`,
  ],
  leadership: ({ name }) => [
    `The chief executive of ${name} has been in office since 2021.`,
    `${name} has been looking for a head of data since December 2025.`,
    `The chief information officer of ${name} reports to the chief financial officer.`,
    `${name} made its chief operating officer responsible for automation in January 2026.`,
  ],
  technology: ({ name }) => [
    `${name} runs finance and order processing on an ERP system introduced in 2014.`,
    `${name} keeps customer records in three separate systems that are matched by hand.`,
    `${name} tested an AI assistant with 40 service agents in 2025 and plans to extend it.`,
    `Job advertisements of ${name} ask for Python, SQL and experience with Kubernetes.`,
    `${name} started a programme in 2025 to replace paper forms in its field service.`,
  ],
  cloud: ({ name, cloudShare }) => [
    `${name} had moved about ${cloudShare}% of its applications to a public cloud by the end of 2025.`,
    `The lease of the data centre that ${name} runs in Sample City ends in 2027.`,
    `${name} still operates its planning software on its own servers.`,
  ],
  security: ({ name }) => [
    `${name} was certified under ISO 27001 in 2024.`,
    `The order portal of ${name} was down for 9 hours in September 2025 after a failed update.`,
    `${name} introduced multi-factor sign-in for all employees in 2025.`,
  ],
  data: ({ name }) => [
    `${name} loads its data warehouse in nightly batches.`,
    `The data catalogue of ${name} covers about a quarter of its tables.`,
    `${name} forecasts demand in spreadsheets that each region keeps for itself.`,
  ],
  financials: ({ name, investment }) => [
    `The operating margin of ${name} was 6.2% in 2025 after 7.1% in 2024.`,
    `${name} plans to invest EUR ${investment} million in technology in 2026.`,
    `The annual report of ${name} names outdated systems as a risk for 2026.`,
  ],
  jobs: ({ name, openings }) => [
    `${name} listed ${openings} open positions in March 2026.`,
    `About a third of the open positions at ${name} are in technology and data.`,
    `${name} has advertised the same role for a data engineer three times since 2025.`,
  ],
  sentiment: ({ name, rating, recommend }) => [
    `Employees rate ${name} ${rating} of 5 on a review site.`,
    `${recommend}% of reviewers would recommend ${name} as an employer.`,
    `Reviews of ${name} praise the colleagues and complain about slow internal tools.`,
  ],
  social: ({ name, followers }) => [
    `${name} has ${count(followers)} followers on its business network page.`,
    `Most posts of ${name} in early 2026 are about training and apprenticeships.`,
  ],
  competitors: ({ name }) => [
    'Sample Competitor One cut the time for handling an order by 35% with document understanding in 2025.',
    'Sample Competitor Two lowered its stock by 12% in 2025 with machine-learning forecasts.',
    'Sample Competitor Three answers 41% of service requests with an AI assistant that was introduced in 2024.',
    `Sample Competitor One competes with ${name} in most of its markets.`,
  ],
};

const pageAbout: Record<Topic, (name: string) => WebPage> = {
  profile: (name) => samplePage(name, 'about', `About ${name} (sample)`),
  news: (name) => pressPage(name, 'news', `${name} in the news (sample)`),
  leadership: (name) => samplePage(name, 'management', `Management of ${name} (sample)`),
  technology: (name) => pressPage(name, 'technology', `How ${name} works (sample)`),
  cloud: (name) => pressPage(name, 'cloud', `${name} on its way to the cloud (sample)`),
  security: (name) => pressPage(name, 'security', `Security at ${name} (sample)`),
  data: (name) => pressPage(name, 'data', `Data at ${name} (sample)`),
  financials: (name) => samplePage(name, 'annual-report', `Annual report of ${name} (sample)`),
  jobs: (name) => boardPage(name, 'openings', `Jobs at ${name} (sample)`),
  sentiment: (name) => boardPage(name, 'reviews', `Reviews of ${name} (sample)`),
  social: (name) => pressPage(name, 'social', `${name} on social networks (sample)`),
  competitors: (name) => pressPage(name, 'market', `The market of ${name} (sample)`),
};

/** Made-up findings about a company that is not bundled; each says in front that it is a sample. */
export function sampleFacts(typedName: string, topic: Topic): SampleFact[] {
  const profile = sampleProfile(typedName);
  const page = pageAbout[topic](profile.name);
  return sentences[topic](profile).map((text) => ({ text: `Sample: ${text}`, page }));
}
