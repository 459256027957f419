import { neutral, type Palette } from '../colours.ts';
import { fontStack } from '../fonts.ts';
import { sampleNotice } from '../html.ts';

const { ink, quiet, line } = neutral;

/** Foreign text as a CSS string: every character but letters, digits and spaces becomes an escape of its code point. */
export const cssString = (text: string): string =>
  `"${text.replace(/[^\p{L}\p{N} ]/gu, (character) => `\\${character.codePointAt(0)?.toString(16)} `)}"`;

export interface ReportStyle {
  palette: Palette;
  fontFaces: string;
  /** Foreign text, shown at the foot of every page. */
  footer: string;
  sample: boolean;
}

const pageBoxes = ({ footer, sample }: ReportStyle): string => `
@page {
  size: A4; margin: ${sample ? '24mm' : '18mm'} 20mm 19mm;
  @bottom-left { content: ${cssString(footer)}; font: 400 7pt ${fontStack}; color: ${quiet}; width: 80% }
  @bottom-right { content: counter(page) " / " counter(pages); font: 600 7pt ${fontStack}; color: ${quiet} }
  ${sample ? `@top-center { content: ${cssString(sampleNotice)}; font: 650 8.5pt ${fontStack}; color: #1a1a1a; background: #ffd84d; width: 100%; height: 8mm; margin: auto 0 4mm; text-align: center }` : ''}
}`;

/** Several A4 pages with running feet; on a screen one column. */
export const reportStyle = (style: ReportStyle): string => `
${style.fontFaces}
${pageBoxes(style)}
* { box-sizing: border-box; margin: 0; padding: 0 }
html { font: 400 9.4pt/1.45 ${fontStack}; color: ${ink}; -webkit-print-color-adjust: exact; print-color-adjust: exact }
body { overflow-wrap: anywhere }
a { color: inherit; text-decoration: none }
ul, ol { list-style: none }
header { border-bottom: .6mm solid ${style.palette.band}; padding-bottom: 1.1rem; margin-bottom: 1.6rem }
h1 { color: ${style.palette.primary}; font-size: 2.7rem; font-weight: 720; line-height: 1.08; letter-spacing: -.024em; margin-bottom: .7rem }
header p { color: ${quiet} }
header p:first-of-type { color: ${ink}; font-size: 1.16rem }
section { margin-bottom: 2rem }
h2 { color: ${style.palette.primary}; font-size: 1.5rem; font-weight: 690; letter-spacing: -.018em; line-height: 1.2; margin-bottom: .7rem; break-after: avoid }
h3 { color: ${style.palette.accent}; font-size: 1rem; font-weight: 640; margin: 1.1rem 0 .4rem; break-after: avoid }
h4 { font-size: 1.04rem; font-weight: 650; line-height: 1.3; break-after: avoid; break-inside: avoid }
h4 small { color: ${quiet}; font-size: .88em; font-weight: 400; margin-left: .3rem }
.lead { font-size: 1.2rem; line-height: 1.42 }
dl > div { display: grid; grid-template-columns: 38mm minmax(0, 1fr); column-gap: 6mm; border-top: .2mm solid ${line}; padding: .42rem 0; break-inside: avoid }
dt { color: ${quiet} }
.bullets li { position: relative; padding-left: 1.1rem; margin-bottom: .4rem; break-inside: avoid }
.bullets li::before { content: ''; position: absolute; left: 0; top: .58em; width: .42rem; height: .16rem; background: ${style.palette.shape} }
.entries > li { border-top: .2mm solid ${line}; padding: .6rem 0 }
ol.entries { counter-reset: entry }
ol.entries > li { counter-increment: entry; position: relative; padding-left: 2.1rem }
ol.entries > li::before { content: counter(entry); position: absolute; left: 0; color: ${style.palette.accent}; font-weight: 700; font-size: 1.04rem }
.line { margin-top: .28rem; break-inside: avoid }
.line.labelled { display: grid; grid-template-columns: 27mm minmax(0, 1fr); column-gap: 4mm }
.line b { color: ${quiet}; font-weight: 400 }
.versus { break-inside: avoid; margin-bottom: .9rem }
.versus > div { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 3mm 5mm; margin-top: .35rem }
.versus > .three { grid-template-columns: repeat(3, minmax(0, 1fr)) }
.versus small { display: block; color: ${quiet}; font-size: .88em; margin-top: .2rem }
.versus p { background: ${style.palette.tint}; border-top: .5mm solid ${style.palette.shape}; padding: .55rem .7rem }
table { width: 100%; border-collapse: collapse; font-size: .94rem; line-height: 1.4 }
thead { display: table-header-group }
th { color: ${quiet}; font-weight: 400; text-align: left; white-space: nowrap; padding: 0 4mm .35rem 0; border-bottom: .4mm solid ${style.palette.band} }
td { vertical-align: top; overflow-wrap: break-word; padding: .42rem 4mm .42rem 0; border-bottom: .2mm solid ${line} }
td:first-child { font-weight: 600 }
td.short { white-space: nowrap }
td:last-child, th:last-child { padding-right: 0 }
tr { break-inside: avoid }
.quadrants { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 5mm }
.quadrants > div { background: ${style.palette.tint}; border-top: .5mm solid ${style.palette.shape}; padding: .6rem .8rem; break-inside: avoid }
.quadrants h4 { margin-bottom: .35rem }
.notice, .note { background: ${style.palette.tint}; padding: .6rem .8rem; margin-bottom: 1rem }
.chart { margin: .2rem 0 1.2rem; break-inside: avoid }
.chart svg { display: block; width: 100%; height: auto; margin-bottom: .5rem }
figcaption { color: ${quiet}; font-size: .88rem; line-height: 1.4 }
figcaption b { color: ${ink}; font-weight: 600 }
sup { font-size: .62em; line-height: 0; vertical-align: .48em; margin-left: .09em; color: ${style.palette.accent}; font-weight: 600; white-space: nowrap }
.inference, .age, .unknown { color: ${quiet}; font-style: italic }
.inference, .age { font-size: .82em }
.inference { white-space: nowrap }
.sources ol { font-size: .84rem; line-height: 1.4 }
.sources li { display: flex; gap: 2.4mm; padding: .4rem 0; border-top: .2mm solid ${line}; break-inside: avoid }
.sources li > b { flex: none; min-width: 5mm; color: ${style.palette.accent}; font-weight: 650 }
.sources li > div { min-width: 0; flex: 1 }
.sources a { font-weight: 600 }
.sources small { color: ${quiet}; font-size: 1em }
.sources q { display: block; color: ${quiet}; margin-top: .15rem }
.made { color: ${quiet}; font-size: .84rem; border-top: .2mm solid ${line}; padding-top: .7rem }
.sample { background: #ffd84d; color: #1a1a1a; font-weight: 650; text-align: center; padding: .5rem; margin-bottom: 1.4rem }
@media screen {
  body { background: #e9ecef; padding: 8mm 4mm }
  main { max-width: 210mm; margin: 0 auto; padding: 18mm 20mm; background: #fff; box-shadow: 0 1mm 6mm rgb(0 0 0 / .16) }
  .sample { position: sticky; top: 0 }
  a:hover { text-decoration: underline }
}
@media print { main > .sample { display: none } }
`;
