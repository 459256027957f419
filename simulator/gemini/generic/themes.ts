/** What can be offered to nearly any company, and the words in a claim that call for it. No figures, no names. */
export interface Theme {
  title: string;
  calledForBy: RegExp;
  solution: string;
  outcome: string;
  technologies: string[];
}

export const themes: readonly Theme[] = [
  {
    title: 'One view of customers and orders',
    calledForBy: /customer|records|warehouse|separate systems/i,
    solution: 'Bring the records together in one governed data platform and match them automatically.',
    outcome: 'Teams decide on the same record, and matching by hand ends.',
    technologies: ['Data platform', 'Entity matching'],
  },
  {
    title: 'Documents that nobody has to retype',
    calledForBy: /paper|form|document|order|contract|offer/i,
    solution:
      'Read incoming documents automatically, check them against the order and route only doubtful ones to people.',
    outcome: 'Offers and orders leave sooner, with fewer corrections.',
    technologies: ['Document understanding', 'Process automation'],
  },
  {
    title: 'Forecasts in place of spreadsheets',
    calledForBy: /forecast|demand|stock|spreadsheet|volume|capacity|planning/i,
    solution:
      'Learn demand from past orders, publish one forecast and let the regions correct it where they know better.',
    outcome: 'Plans rest on one forecast whose error is measured.',
    technologies: ['Demand forecasting', 'Data platform'],
  },
  {
    title: 'An assistant beside every service agent',
    calledForBy: /service|assistant|contact|chat|\bAI\b/i,
    solution: 'Give agents an assistant that proposes answers from approved sources and writes the case notes.',
    outcome: 'Customers are answered sooner and agents spend their time on the difficult cases.',
    technologies: ['AI assistant', 'Knowledge base'],
  },
  {
    title: 'Core systems renewed step by step',
    calledForBy: /\bERP\b|legacy|mainframe|decades|own servers|data centre|cloud|migrat|introduced in/i,
    solution: 'Move one process after another out of the core system behind stable interfaces.',
    outcome: 'Systems are renewed without a change-over weekend that risks the business.',
    technologies: ['Application modernisation', 'Interfaces'],
  },
  {
    title: 'Recovery that was rehearsed',
    calledForBy: /outage|down for|attack|incident|breach|certified|sign-in/i,
    solution: 'Map what depends on what, separate it and rehearse the restart of the most important services.',
    outcome: 'A failure stays small, and everybody knows how the restart goes.',
    technologies: ['Backup and recovery', 'Monitoring'],
  },
  {
    title: 'Automation behind the savings target',
    calledForBy: /save|saving|cost|\bcut|jobs|margin|simplif/i,
    solution: 'Find the processes with the most manual steps and automate them one by one, measuring each.',
    outcome: 'Savings come from less work per case and can be shown.',
    technologies: ['Process mining', 'Process automation'],
  },
  {
    title: 'A data team that can start before it is complete',
    calledForBy: /head of data|data engineer|looking for|advertis|openings?|positions/i,
    solution: 'Provide a ready platform and engineers who hand over to the company’s own team as it grows.',
    outcome: 'Work on data starts now and stays when the vacancies are filled.',
    technologies: ['Data platform', 'Data catalogue'],
  },
  {
    title: 'Management figures on the same day',
    calledForBy: /revenue|profit|margin|results|nightly|income/i,
    solution: 'Load figures as they arise and define each of them once for everybody.',
    outcome: 'Meetings start from the same current figures.',
    technologies: ['Streaming ingestion', 'Reporting'],
  },
  {
    title: 'Internal tools that people like to use',
    calledForBy: /employees|reviews|rate|recommend|internal tools|engagement/i,
    solution: 'Put one fast front door before the internal systems, with search and requests in one place.',
    outcome: 'Employees lose less time to their tools, and it shows in what they say.',
    technologies: ['Employee portal', 'Enterprise search'],
  },
  {
    title: 'Service renewed around the customer',
    calledForBy: /customers?|complain|satisfaction|renew/i,
    solution: 'Follow the customer’s request through all departments and take out the hand-offs.',
    outcome: 'A request is answered by the first person it reaches more often.',
    technologies: ['Journey analytics', 'Workflow'],
  },
];
