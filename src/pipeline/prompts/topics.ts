import type { Topic } from '../../domain/stage-label.ts';

/** What each grounded call asks for (DOMAIN.md, stages). */
export const topicQuestions: Record<Topic, string> = {
  profile:
    'Who the company is: legal form, founding, headquarters, latest revenue and headcount with their periods, business segments, ownership, important subsidiaries, geographic footprint.',
  news: 'What happened in the last 90 days (the last 180 if that yields fewer than three items): deals, launches, layoffs, earnings, executive changes, legal matters. Give each with its date.',
  leadership:
    'The chief executive and the heads of technology, finance, security and data: name, title, since when, background; hires and departures of the last 12 months; what they said in public about technology; vacant roles.',
  technology:
    'ERP, CRM, collaboration, service management and HR systems; the stack seen in job ads; AI and machine-learning initiatives; technology programmes with budgets; partnerships of the last 24 months. Say for each whether it is confirmed or reported.',
  cloud: 'Hyperscalers in use, migrations and their state, hybrid platforms, data centres, network.',
  security:
    'Security incidents with dates and effects, certifications, the head of information security, security vendors by category, regulation that applies.',
  data: 'Data warehouse, lake, streaming and reporting tools; who leads data; data governance; data strategy and its maturity.',
  financials:
    'Technology themes and risks in the annual report, the last two earnings calls, capital expenditure, technology acquisitions, what analysts say; for a private company funding rounds, owners and debt. Every figure with currency and period.',
  jobs: 'Open positions: how many, in which departments, which skills and seniority, how urgent. Give numbers only where a page gives them.',
  sentiment:
    'Employee ratings (overall, work-life balance, compensation, culture, management), share who would recommend the employer, themes of the last 12 months, trend.',
  social: 'Followers, headcount trend, notable posts, what forums say, employer awards.',
  competitors:
    'What competitors and peers of the same industry have done with technology, data, AI or automation: who, what, with which technology, with which measured result, when. Name the peer in every sentence.',
};
