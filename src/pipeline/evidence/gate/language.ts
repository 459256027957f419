const functionWords: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries({
    en: 'the of and to in is are was were for with its on by from at that as an has have be it which this',
    de: 'der die das den dem des ein eine und oder ist sind wird werden mit für von auf bei nicht im zum zur sich auch als hat haben nach über',
    fr: 'le la les des du et est sont dans pour avec sur par une un qui que aux ses son plus au',
    es: 'el la los las del y es son en para con por una un que su sus más al se',
    it: 'il lo la gli le del della dei e è sono nel per con da una un che si al',
    nl: 'de het een en is zijn van voor met op bij niet dat die ook als naar door',
    nordic: 'och det att som för med av den är en på till har och det at som for med af den er en på til har',
  }).map(([language, words]) => [language, new Set(words.split(' '))]),
);

/** The language that most function words of a text belong to; `undefined` where too few do to tell. */
export function languageOf(text: string): string | undefined {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const counts = Object.entries(functionWords).map(([language, known]) => ({
    language,
    count: words.filter((word) => known.has(word)).length,
  }));
  const [best, second] = counts.sort((a, b) => b.count - a.count);
  return best && best.count >= 2 && best.count > (second?.count ?? 0) ? best.language : undefined;
}
