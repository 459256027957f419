import type { VerticalName } from '../../domain/vertical.ts';

/** Whole words (with their endings, where `*`), weighted: 3 names the trade itself, 1 only hints at it. */
const keywords: Record<Exclude<VerticalName, 'other'>, Record<string, number>> = {
  healthcare: {
    hospital: 3,
    hospitals: 3,
    clinic: 3,
    clinics: 3,
    pharmaceutical: 3,
    pharma: 3,
    patients: 2,
    'medical devices': 3,
    biotech: 3,
    healthcare: 3,
  },
  finance: {
    bank: 3,
    banks: 2,
    kantonalbank: 3,
    insurer: 3,
    insurance: 3,
    'asset manager': 3,
    mortgages: 2,
    'wealth management': 3,
    lender: 2,
    brokerage: 2,
  },
  retail: {
    retailer: 3,
    retailers: 2,
    supermarket: 3,
    supermarkets: 3,
    stores: 1,
    shops: 1,
    'department store': 3,
    'e-commerce': 2,
    'home furnishing': 2,
  },
  manufacturing: {
    manufacturer: 3,
    manufactures: 2,
    factory: 2,
    factories: 2,
    'industrial equipment': 3,
    automotive: 2,
    carmaker: 3,
    machinery: 2,
  },
  technology: {
    'software company': 3,
    saas: 3,
    'software vendor': 3,
    semiconductor: 3,
    semiconductors: 3,
    'cloud provider': 3,
  },
  energy: {
    'oil and gas': 3,
    utility: 2,
    'power plants': 3,
    electricity: 2,
    refinery: 1,
    'renewable energy': 3,
    'grid operator': 3,
  },
  telecommunications: { 'telecom operator': 3, telecommunications: 3, 'mobile operator': 3, broadband: 2 },
  media_entertainment: {
    broadcaster: 3,
    publisher: 2,
    'film studio': 3,
    'streaming service': 3,
    newspaper: 2,
    'video games': 2,
  },
  transportation: {
    airline: 3,
    airlines: 2,
    'container shipping': 3,
    'container ships': 3,
    logistics: 2,
    freight: 2,
    railway: 3,
    airport: 1,
    aircraft: 1,
    shipping: 2,
  },
  real_estate: { 'real estate': 3, 'property developer': 3, reit: 3 },
  professional_services: { 'law firm': 3, consultancy: 3, 'accounting firm': 3, 'staffing agency': 3 },
  education: { university: 3, universities: 2, school: 2, schools: 2, 'e-learning': 2 },
  government: { ministry: 3, municipality: 2, 'federal agency': 3, 'public administration': 3 },
  hospitality: { hotel: 3, hotels: 3, restaurants: 3, 'cruise line': 3, resort: 2 },
  agriculture: { farming: 3, agriculture: 3, crops: 2, 'seed company': 3, dairy: 2 },
  construction: { 'construction company': 3, contractor: 2, 'civil engineering': 3, 'building materials': 2 },
  nonprofit: { nonprofit: 3, 'non-profit': 3, charity: 3, ngo: 3 },
};

export interface VerticalPrior {
  vertical: VerticalName;
  confidence: number;
  /** Strong and alone: no model needs to be asked. */
  unambiguous: boolean;
}

/** Words count on their borders only: "ai" is not in "retail". Undefined when nothing was found. */
export function verticalPrior(text: string): VerticalPrior | undefined {
  const words = ` ${text.toLowerCase().replace(/[^\p{L}\p{N}-]+/gu, ' ')} `;
  const scores = Object.entries(keywords).map(([vertical, weights]) => ({
    vertical: vertical as VerticalName,
    score: Object.entries(weights).reduce(
      (sum, [word, weight]) => sum + weight * Math.min(2, occurrences(words, ` ${word} `)),
      0,
    ),
  }));
  scores.sort((a, b) => b.score - a.score);
  const [best, second] = scores;
  if (!best || best.score === 0) return undefined;
  const lead = best.score - (second?.score ?? 0);
  return {
    vertical: best.vertical,
    confidence: Math.min(0.95, 0.5 + lead / 20),
    unambiguous: best.score >= 6 && lead >= 5,
  };
}

const occurrences = (text: string, word: string): number => text.split(word).length - 1;
