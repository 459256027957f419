/** An honest rewording: a company, the beginnings of the claims it rests on, and what a writer makes of them. */
export interface Paraphrase {
  company: 'delta' | 'ingka' | 'maersk' | 'zkb';
  claims: readonly string[];
  text: string;
}

const of =
  (company: Paraphrase['company']) =>
  (text: string, ...claims: string[]): Paraphrase => ({ company, claims, text });
const [delta, ingka, maersk, zkb] = [of('delta'), of('ingka'), of('maersk'), of('zkb')];

/** Written by hand as a model would: shorter, longer, another order, another word class, units written otherwise, German. */
export const paraphrases: readonly Paraphrase[] = [
  delta(
    'The airline has its head office in Atlanta, Georgia, one of nine hubs it operates.',
    'Delta Air Lines, Inc. is headquartered',
  ),
  delta(
    'With partners under the Delta Connection brand, close to 370 places on six continents are served.',
    "Delta's January 2026 results",
  ),
  delta(
    'Worldwide there were about 100,000 Delta people in 2024, going by what the CEO said.',
    'The chief executive referred to',
  ),
  delta(
    'As of March 2023 the mainline fleet numbered 902 aircraft; another 352 flew regional routes.',
    'In March 2023 Delta counted',
  ),
  delta(
    'Revenue under GAAP amounted to $63.4bn for 2025; operating income was $5.8bn.',
    'GAAP operating revenue for 2025',
  ),
  delta(
    'Amazon Leo satellites are to provide Wi-Fi under an agreement made public on 31 March 2026.',
    'On 31 March 2026 Delta announced',
  ),
  delta(
    'An order for thirty Boeing 787-10s was made known in January 2026, with first deliveries in 2031.',
    'Delta said in January 2026',
  ),
  delta(
    'Employees received $1.3 billion from profit sharing for 2025, about four weeks of pay.',
    'Delta paid out $1.3 billion',
  ),
  delta(
    'Fuel prices led Delta to trim its capacity growth in April 2026; low-teens growth in revenue was still the guidance.',
    'In April 2026 Delta cut planned',
  ),
  delta('Since 2 May 2016 the chief executive has been Ed Bastian.', 'Ed Bastian has been'),
  delta(
    'Hauenstein, the president, retired at the end of February 2026. He advises the airline until the year is out.',
    'President Glen Hauenstein retired',
  ),
  delta(
    'Michael Spanos, COO, departed in 2024 and no successor will be named.',
    'Chief operating officer Michael Spanos',
  ),
  delta(
    'Fetcherr’s AI set prices for some 3% of the domestic schedule as of July 2025, against 1% in November 2024.',
    'AI from the Israeli firm Fetcherr',
  ),
  delta(
    'Individual customers are not targeted with personal data by any fare product, Delta assured three senators.',
    'Delta told three senators',
  ),
  delta('Roughly 165,000 seat-back screens are installed across the fleet.', 'The fleet holds about'),
  delta('In 2023 crew scheduling and reservations still ran on the mainframe.', 'Reservations and crew scheduling'),
  delta(
    'Forty thousand servers had to be reset manually after the CrowdStrike failure in July 2024.',
    'After the CrowdStrike failure',
  ),
  delta(
    'Its own count: about 7,000 flights cancelled within five days and 1.3 million customers hit.',
    "Delta's own later figure",
  ),
  delta(
    'Debt and finance leases of $4.8 billion were repaid in 2025. At year end $14.1 billion remained.',
    'Delta repaid $4.8 billion',
  ),
  delta(
    'J.D. Power put Delta first in premium economy in 2025, for the third year in a row.',
    "J.D. Power's 2025 study",
  ),
  delta(
    'For the March quarter of 2026 the GAAP result before tax was a loss of $214 million; adjusted, it was a profit of $532 million.',
    'In the first quarter of 2026 Delta',
  ),

  ingka(
    'As the biggest of the IKEA retailers, Ingka is active in 31 markets and stands for nearly 90% of IKEA sales.',
    'Ingka Group is the largest IKEA retailer',
  ),
  ingka(
    'Three businesses make up Ingka: IKEA Retail, Ingka Investments and Ingka Centres.',
    'Ingka operates through three',
  ),
  ingka(
    'Retail sales in the 2025 financial year were €39 billion, a decline of 1.6% from €39.6 billion.',
    'IKEA Retail sales at Ingka were',
  ),
  ingka(
    'Der Gesamtumsatz der Gruppe lag im selben Jahr bei 41,5 Milliarden Euro und damit um 0,9 % niedriger.',
    "Ingka Group's total revenue",
  ),
  ingka(
    'FY25 saw 54 new locations, including stores in Delhi and on London’s Oxford Street.',
    'Ingka opened 54 locations',
  ),
  ingka(
    'Over two years average prices came down by 10%, which cost between two and three billion euros.',
    'Prices were lowered by',
  ),
  ingka(
    'Maeztu is chief executive since 5 November 2025. He is the first who is not a Swede.',
    'Juvencio Maeztu became',
  ),
  ingka('Until 2018 Maeztu ran IKEA India; later he was deputy CEO and CFO.', 'Before his promotion Maeztu'),
  ingka(
    'About 47% of enquiries to the contact centre were settled by the chatbot Billie in its first two years.',
    'The chatbot Billie was launched',
  ),
  ingka(
    'Interior design sold remotely accounted for 3.3% of sales in FY22, or €1.3bn; the goal is 10% by 2028.',
    'Remote interior-design selling',
  ),
  ingka(
    'A shopping assistant based on ChatGPT has been tried out in the United States, and employees work with Microsoft Copilot.',
    'A ChatGPT-based shopping',
  ),
  ingka(
    'In Malmö, the integration teams exchange data through Kafka, APIs and Spring Boot services.',
    'Integration teams in Malmö',
  ),
  ingka(
    'Details of around 95,000 customers were exposed when an employee at IKEA Canada ran a search in March 2022.',
    'In March 2022 an employee search',
  ),
  ingka('Online accounted for 28% of turnover in FY25.', 'Online sales made up'),
  ingka(
    'Some 8,500 people from the call centres have been retrained as advisers on interior design since 2021.',
    'About 8,500 call-centre',
  ),
  ingka(
    'Net profit at Inter IKEA fell from €2.2 billion to €1.5 billion, and gross margin from 16.0% to 14.2%.',
    "Inter IKEA's net profit",
  ),

  maersk('Around 1,000 of about 6,000 corporate positions were to go.', 'On 5 February 2026 Maersk said'),
  maersk(
    'TradeLens, begun with IBM in 2018, was wound up by the end of Q1 2023 because too few of the industry took part.',
    'TradeLens, the blockchain platform',
  ),
  maersk('Azure was first called Maersk’s strategic cloud by Microsoft in 2017.', 'Microsoft first named Azure'),
  maersk(
    'A Microsoft customer story of 2026 says that the SAP estate moved to Azure, with 500 servers built in three weeks and uptime near 100%.',
    'A Microsoft customer story',
  ),
  maersk(
    'NotPetya was expected in August 2017 to cost between USD 200 million and USD 300 million, above all in lost revenue for July.',
    'In August 2017 Maersk estimated',
  ),
  maersk(
    'Privileged accounts were cut back sharply after the attack and their use is monitored with added controls.',
    'After the attack Maersk sharply',
  ),
  maersk(
    'Andy Powell came as CISO in June 2018. In 18 months the team went from 28 to just under 300 people.',
    'The same profile reports that Andy',
  ),
  maersk(
    'Captain Peter, an assistant from 2019, lets customers see where their refrigerated containers are and how warm and humid they are.',
    'The Captain Peter assistant',
  ),
  maersk('Revenue for 2024: $55.5bn; EBITDA: $12.1bn; EBIT: $6.5bn, which is 65% more.', "Maersk's 2024 revenue was"),
  maersk('In the second quarter of 2025 revenue grew by 2.8% to $13.13 billion.', 'Second-quarter 2025 revenue'),
  maersk(
    'Third-quarter revenue of 2025 fell 9.9% to USD 14.21 billion, while the EBITDA margin shrank to 18.9%.',
    'Third-quarter 2025 revenue',
  ),
  maersk('For 2026 the management expects EBITDA of between $4.5bn and $7bn.', 'Management guided 2026 EBITDA'),
  maersk('Customer satisfaction in 2024 was the highest on record, Maersk reports.', 'Maersk reported record-high'),
  maersk(
    'Engagement among employees went down from 67% in 2022 to 60% in 2023; for 2025 more than 75% was the goal.',
    'The employee-engagement score',
  ),

  zkb(
    'Die Bank ist eine öffentlich-rechtliche Anstalt, gehört ganz dem Kanton Zürich (Canton of Zürich) und wurde am 15. Februar 1870 gegründet.',
    'Zürcher Kantonalbank is a public-law',
  ),
  zkb(
    'Before tax the group earned CHF 1,422 million in 2025, 10.3% above the CHF 1,289 million of the year before.',
    'Group profit before tax for 2025',
  ),
  zkb(
    'The bank pays out CHF 581 million, a record: 406 million francs to the canton and 175 million to the municipalities.',
    'On 6 February 2026 the bank',
  ),
  zkb('More than 30,000 customers were won in 2025.', "More than 30'000 new customers"),
  zkb(
    'In September 2022 Urs Baumann succeeded Martin Scholl as CEO, the first from outside in 152 years.',
    'Urs Baumann took over',
  ),
  zkb(
    'Customers have been able to trade Bitcoin and Ethereum and hold them in custody since September 2024.',
    'Trading and custody of Bitcoin',
  ),
  zkb(
    'A dedicated team for the cloud exists, yet most applications still run on systems of the bank.',
    'A dedicated cloud team',
  ),
  zkb(
    'Other people’s balances were visible to some users of the mobile app for around two hours in June 2024, following a release.',
    'In June 2024 the mobile banking',
  ),
  zkb(
    'Calls to customer service are recorded since 1 December 2022; deletion after six months is automatic.',
    'Customer-service calls have been',
  ),
  zkb(
    'Net interest income in 2025, at CHF 1,679 million, was almost the same as a year earlier (CHF 1,680 million).',
    'Net interest income was',
  ),
  zkb('At the end of 2025 the CET1 ratio was 21.2%, the risk-based TLAC ratio 32.2%.', 'The CET1 ratio stood'),
  zkb(
    'In IT, operations and real estate some 1,500 people work, almost a fifth of all employees.',
    'The IT, operations and real-estate',
  ),
];
