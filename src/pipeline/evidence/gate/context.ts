import type { Company } from '../../../domain/company.ts';
import type { Claim, Source } from '../../../domain/evidence.ts';
import type { SellerProfile } from '../../../domain/seller.ts';
import { plainClaimText } from '../claims.ts';
import { contentWords } from './content-words.ts';
import { compact, wordPattern } from './fold.ts';
import { lowerCaseWords } from './lower-case-words.ts';
import { createNameIndex, joinIndexes, type NameIndex } from './name-index.ts';
import { createPhraseList, type PhraseList } from './phrase-list.ts';
import { emptyFigures, type Figures, mergeFigures, readFigures } from './read-figures.ts';
import { createSubjectIndex, type SubjectIndex } from './subject-index.ts';
import { technologies } from './technology-list.ts';

/** What generated text may rest on. */
export interface GateContext {
  claims: readonly Claim[];
  sources: readonly Source[];
  company?: Company | undefined;
  input: {
    companyName: string;
    domain?: string | undefined;
    focus: string;
    salesHistory: string;
    /** What people wrote into generated texts. */
    ownWords?: readonly string[];
  };
  seller: SellerProfile;
  /** Names of other companies that the company's name might have meant. */
  others?: readonly string[];
}

const technologyPhrases = createPhraseList(technologies);

/** The context, read once: figures and names of every claim and of the input. */
export interface Grounds {
  context: GateContext;
  claims: ReadonlyMap<string, Claim>;
  sources: ReadonlyMap<string, Source>;
  /** Names of companies that hold digits ("3M", "1&1"): blanked out before figures are read. */
  digitNames: readonly string[];
  figuresOf(claimId: string): Figures;
  inputFigures: Figures;
  /** Everything found, the input, the company, the seller. */
  runNames: NameIndex;
  /** The user's input, the company's identity and the seller profile. */
  inputNames: NameIndex;
  /** Only whole entries count: that "Delta Lake" is a product does not make "Delta" one. */
  technologies: PhraseList;
  /** The claims named, with titles and domains of their sources, and `inputNames`. */
  namesOf(claimIds: readonly string[]): NameIndex;
  /** Content words of the claims named. */
  contentOf(claimIds: readonly string[]): ReadonlySet<string>;
  /** Every word of a claim's text, folded. */
  wordsOf(claimId: string): ReadonlySet<string>;
  /** Content words that only say which company is spoken of. */
  subjectWords: ReadonlySet<string>;
  subject: SubjectIndex;
  /** Words that claims or input write in lower case: no names. */
  ordinary: ReadonlySet<string>;
  /** `YYYY-MM-DD` of the newest page read: what lies after it is planned. */
  today: string;
}

export function readContext(context: GateContext): Grounds {
  const known = read.get(context) ?? readAnew(context);
  read.set(context, known);
  return known;
}

/** Reading is most of the gate's work, and one context is asked for several times: before a repair, after it, by `verify`. */
const read = new WeakMap<GateContext, Grounds>();

function readAnew(context: GateContext): Grounds {
  const claims = new Map(context.claims.map((claim) => [claim.id, claim]));
  const sources = new Map(context.sources.map((source) => [source.id, source]));
  const identity = identityTexts(context);
  const given = [...identity, ...inputTexts(context)];
  const digitNames = identity.filter((text) => /\d/.test(text) && text.length <= 40);
  const figures = new Map<string, Figures>();
  const names = new Map<string, NameIndex>();
  const wordSets = new Map<string, ReadonlySet<string>>();
  const contents = new Map<string, ReadonlySet<string>>();
  const subject = createSubjectIndex(context);
  const textsOf = (claim: Claim): string[] => [
    plainClaimText(claim),
    ...claim.sourceIds.flatMap((id) => sourceTexts(sources.get(id))),
  ];
  const inputNames = createNameIndex(given);
  const namesOfClaim = (id: string): NameIndex => {
    const claim = claims.get(id);
    const known = names.get(id) ?? createNameIndex(claim ? textsOf(claim) : []);
    names.set(id, known);
    return known;
  };
  return {
    context,
    claims,
    sources,
    digitNames,
    figuresOf(claimId) {
      const claim = claims.get(claimId);
      if (!claim) return emptyFigures;
      const known = figures.get(claimId) ?? claimFigures(claim, sources, digitNames);
      figures.set(claimId, known);
      return known;
    },
    inputFigures: mergeFigures(inputTexts(context).map((text) => readFigures(text, digitNames))),
    runNames: createNameIndex([...given, ...context.claims.flatMap(textsOf), ...context.sources.flatMap(sourceTexts)]),
    inputNames,
    technologies: technologyPhrases,
    namesOf: (claimIds) => joinIndexes([inputNames, ...claimIds.map(namesOfClaim)]),
    contentOf(claimIds) {
      const key = [...new Set(claimIds)].sort().join(' ');
      const own = claimIds.flatMap((id) => claims.get(id) ?? []);
      const known = contents.get(key) ?? contentWords(own.map(plainClaimText).join('\n'));
      contents.set(key, known);
      return known;
    },
    wordsOf(claimId) {
      const known =
        wordSets.get(claimId) ??
        new Set(
          (claims.get(claimId)?.text.match(wordPattern) ?? []).map((word) => compact(word.replace(/['’]s?$/u, ''))),
        );
      wordSets.set(claimId, known);
      return known;
    },
    subjectWords: contentWords([...subject.ownWords].join(' ')),
    subject,
    ordinary: lowerCaseWords([...inputTexts(context), ...context.claims.map(plainClaimText)]),
    today: (
      context.sources
        .map((source) => source.retrievedAt)
        .sort()
        .at(-1) ?? ''
    ).slice(0, 10),
  };
}

/** The claim's own figures. Where its text names no year, its date and that of its pages count, because the model is told. */
function claimFigures(claim: Claim, sources: ReadonlyMap<string, Source>, digitNames: readonly string[]): Figures {
  const own = readFigures(plainClaimText(claim), digitNames);
  if (own.dates.some(({ year }) => year !== undefined)) return own;
  const dates = [claim.asOf, ...claim.sourceIds.map((id) => sources.get(id)?.publishedAt)].filter(
    (date) => date !== undefined,
  );
  return mergeFigures([own, ...dates.map((date) => ({ ...readFigures(date, []), quantities: [] }))]);
}

const sourceTexts = (source: Source | undefined): string[] =>
  source ? [source.title, source.domain, ...(source.publisher !== undefined ? [source.publisher] : [])] : [];

const identityTexts = ({ company, input }: GateContext): string[] =>
  [
    input.companyName,
    input.domain,
    company?.name,
    company?.legalName,
    company?.domain,
    company?.headquarters,
    company?.oneLine,
    ...(company?.aliases ?? []),
  ].filter((text): text is string => text !== undefined && text !== '');

const inputTexts = ({ input, seller }: GateContext): string[] => [
  input.focus,
  input.salesHistory,
  ...(input.ownWords ?? []),
  seller.name,
  seller.tagline ?? '',
  ...seller.capabilities.flatMap(({ name, description }) => [name, description]),
  seller.voice,
  seller.callToAction,
  seller.contact ?? '',
  seller.website ?? '',
];
