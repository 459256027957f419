import type { Paraphrase } from './paraphrases.ts';

const of =
  (company: Paraphrase['company']) =>
  (text: string, ...claims: string[]): Paraphrase => ({ company, claims, text });
const [delta, ingka, maersk, zkb] = [of('delta'), of('ingka'), of('maersk'), of('zkb')];

/**
 * Rewordings written after the checks were set, and measured once before anything was changed for them (docs/gate.md):
 * what the gate does to sentences it was not made with.
 */
export const heldOut: readonly Paraphrase[] = [
  delta('2025 marked a century of operation for the carrier.', '2025 was Delta'),
  delta(
    'The commercial side is run by Joe Esposito, a veteran of 35 years, who looks after network, sales, loyalty and revenue management.',
    'Joe Esposito, with the airline',
  ),
  delta(
    'At CES in January 2025 the airline showed Delta Concierge, an assistant built on generative AI for its app.',
    'The generative-AI assistant Delta Concierge',
  ),
  delta(
    'According to its digital chief in 2023, AI is layered around systems that are decades old instead of replacing them.',
    "Delta's digital chief said",
  ),
  delta(
    'The estate is hybrid: AWS for cloud, Kyndryl for the mainframes. Hundreds of applications were on their way to the cloud in 2023.',
    'Delta runs a hybrid estate',
  ),
  delta(
    'It put the damage of the outage at some $380 million in revenue and about $170 million for recovery, with around $50 million of fuel saved.',
    "Delta estimated the outage's revenue",
  ),
  delta(
    'CrowdStrike was taken to court for gross negligence and computer trespass; it countersued to cap its liability.',
    'Delta sued CrowdStrike alleging',
  ),
  delta('Free cash flow hit $4.6bn in 2025, the highest so far.', 'Free cash flow reached'),
  delta(
    'Net debt on an adjusted basis stood near $14.3 billion when 2025 ended, 2.4x EBITDAR.',
    'Adjusted net debt at the end',
  ),
  delta(
    'Oversight of AI lies with a governance committee of managers; the strategy is a matter for the Audit Committee of the board.',
    'A management-level AI Governance',
  ),
  ingka('Founded by Ingvar Kamprad in 1943, IKEA has no stock-exchange listing.', 'IKEA was started in 1943'),
  ingka(
    'The franchise system is owned by Inter IKEA Group, a company of its own; 13 franchisee groups sell within it.',
    'Inter IKEA Group is a separate',
  ),
  ingka('Market entries in Panama and Costa Rica are on the agenda.', 'IKEA plans to enter Panama'),
  ingka(
    'Jesper Brodin led the group from 2017; after February 2026 his role is that of adviser to the IKEA Foundation.',
    'Jesper Brodin, chief executive since',
  ),
  ingka('Nearly €13 million were saved thanks to Billie between 2021 and 2023.', "Billie's savings are put"),
  ingka('Customers can skip the queue by scanning articles on their own with Shop & Go.', 'Shop & Go lets store'),
  ingka(
    'Staff received warnings in November 2021 that phishing mails were arriving in reply chains at Inter IKEA mailboxes.',
    'In November 2021 IKEA warned',
  ),
  ingka(
    'Attackers of the Vice Society gang struck stores in Kuwait and Morocco in 2022, which according to IKEA belong to an independent franchisee.',
    'The Vice Society gang hit',
  ),
  ingka(
    'FY24 brought a drop in revenue of about 5%, to 42 billion euros, and profit was cut in half to 800 million euros.',
    "Ingka's revenue had fallen",
  ),
  ingka('For the fifth year in a row more people visited the stores in FY25.', 'Store visits grew for'),
  maersk('The head count was 105,908 in 2023.', 'Maersk counted 105,908'),
  maersk(
    'Clerc took the helm at the start of 2023 as successor to Søren Skou, with 25 years at the company behind him.',
    'Vincent Clerc became chief',
  ),
  maersk(
    'Satellite internet from Starlink was ordered for over 330 own ships, to be ready by mid-2024; some 30 vessels had tried it.',
    'In October 2023 Maersk decided',
  ),
  maersk('DKK 1,120 per share was the dividend proposed for 2024, roughly $155.', 'For 2024 the board put forward'),
  maersk('Net profit more than halved, from $6.1bn in 2024 to $2.7bn in 2025.', 'Net profit for 2025 came'),
  maersk(
    'Terminals made 31% more EBIT in Q2 2025 ($461m), and Logistics & Services 39% more ($175m).',
    'In Q2 2025 Logistics',
  ),
  maersk(
    'The stock gave up 5.2% when the third-quarter figures of 2025 appeared, and up to 8.1% on the day of the 2026 outlook.',
    'Maersk shares lost 5.2%',
  ),
  maersk(
    'One story locates the surviving domain controller in Ghana, where a blackout had cut it off.',
    'One account says recovery',
  ),
  zkb(
    'Liability rests with the canton, without limit, should the bank’s own means not suffice.',
    'The canton is liable',
  ),
  zkb(
    'Swisscanto has belonged to the bank since the purchase of December 2014 and is fully integrated.',
    'The asset manager Swisscanto',
  ),
  zkb('After tax, CHF 1,241 million remained for 2025, up 10.8%.', 'After tax the 2025 group profit'),
  zkb(
    'Commissions and services earned CHF 1,082 million in 2025, more than ever and 5.7% above the year before.',
    'Commission and service income',
  ),
  zkb('Finma, the supervisor, examined the data leak of June 2024.', 'The supervisor Finma looked'),
  zkb(
    'IT head Remo Schmidli, long in office, went in early 2025; on the executive board an outside adviser took over IT ad interim.',
    'The long-serving IT head',
  ),
  zkb('A twelve-month training for career changers started in 2024.', 'A programme for career changers'),
  zkb(
    'Half-year balance sheet total: 199.8 billion francs (2025). Cost-income ratio: 54.7%.',
    'Total assets were 199.8',
  ),
  zkb(
    'The bank itself does without ChatGPT. Other AI applications are in use, unnamed for reasons of security.',
    'Asked about AI policies',
  ),
  zkb(
    'Participation in the staff survey of 2021 exceeded 80%, and satisfaction was higher than ever.',
    'The 2021 staff survey',
  ),
];

/** Made up after the checks were set, like those of the operator, for the same purpose. */
export const heldOutInventions: readonly string[] = [
  'A new loyalty scheme will start in the autumn.',
  'The finance department is said to doubt the business case.',
  'Two suppliers have already been shortlisted.',
  'The pilot ended without a result.',
  'Its rivals are losing market share.',
  'Legal advisers recommended a settlement.',
  'Most branch offices are to be sold and leased back.',
  'The data centre suffers from frequent outages.',
  'Half of the developers will move to an offshore partner.',
  'The outsourcing partner was fined for a data leak.',
  'Overtime has been banned in all warehouses.',
  'The owners refuse to put in more capital.',
  'A successor for the finance chief has been found abroad.',
  'The app is rated poorly in every store.',
  'Its emissions targets have been dropped.',
  'The new system went live without training.',
];
