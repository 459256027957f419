import { neutral, type Palette } from '../colours.ts';
import { fontStack } from '../fonts.ts';

const { ink, quiet, line } = neutral;

export interface OnePagerStyle {
  palette: Palette;
  /** 1 is the size it was drawn for; everything on the page follows. */
  scale: number;
  fontFaces: string;
}

/**
 * One A4 sheet: a column of labels, a column of text, hairlines between, a filled foot. All sizes are in `rem`, so the
 * scale moves the whole page; free height goes between the rows, up to a limit, and then above the sources.
 */
export const onePagerStyle = ({ palette, scale, fontFaces }: OnePagerStyle): string => `
${fontFaces}
@page { size: A4; margin: 0 }
* { box-sizing: border-box; margin: 0; padding: 0 }
html { font: 400 ${(9.8 * scale).toFixed(3)}pt/1.42 ${fontStack}; color: ${ink}; -webkit-print-color-adjust: exact; print-color-adjust: exact; font-optical-sizing: auto }
body { overflow-wrap: anywhere; font-kerning: normal }
a { color: inherit; text-decoration: none }
ul, ol { list-style: none }
.sheet { display: flex; flex-direction: column; width: 210mm; min-height: 296.8mm; background: #fff }
.sample { padding: 1.6mm 16mm; background: #ffd84d; color: #1a1a1a; font-weight: 650; font-size: .92rem; text-align: center; letter-spacing: .01em }
.page { flex: 1; display: flex; flex-direction: column; padding: 11mm 16mm 0 }
.air { flex: 1 1 0; min-height: .84rem; max-height: 2rem }
.air.first { flex-grow: 2; min-height: 1.3rem; max-height: 3.6rem }

.top { display: flex; justify-content: space-between; align-items: center; gap: 8mm }
.logo { display: block; max-width: 52mm; max-height: 12mm }
.mark { display: flex; align-items: center; gap: .62rem; color: ${palette.primary}; font-size: 1.42rem; font-weight: 750; letter-spacing: -.025em; line-height: 1.1 }
.mark i { flex: none; width: .82rem; height: .82rem; background: ${palette.shape} }
.for { color: ${quiet}; font-size: .84rem; line-height: 1.4; text-align: right; flex: 0 1 auto; max-width: 90mm }
.for b { color: ${ink}; font-weight: 600 }

.kicker { color: ${palette.accent}; font-size: .94rem; font-weight: 620; margin-bottom: .55rem }
h1 { max-width: 165mm; color: ${palette.primary}; font-size: 2.72rem; font-weight: 720; line-height: 1.08; letter-spacing: -.024em; text-wrap: balance }
.summary { max-width: 166mm; margin-top: .95rem; font-size: 1.18rem; line-height: 1.42; letter-spacing: -.004em; color: ${ink} }

.row { display: grid; grid-template-columns: 36mm minmax(0, 1fr); column-gap: 7mm; border-top: .25mm solid ${line}; padding-top: .62rem; position: relative }
.row::before { content: ''; position: absolute; top: -.25mm; left: 0; width: 36mm; height: .6mm; background: ${palette.band} }
.row h2 { color: ${palette.primary}; font-size: 1.04rem; font-weight: 680; line-height: 1.3; letter-spacing: -.008em; text-wrap: balance }
.row li { text-wrap: pretty }
.row li + li { margin-top: .42rem }
.steps { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .55rem 7mm }
.steps.three { grid-template-columns: repeat(3, minmax(0, 1fr)); column-gap: 5mm }
.steps li { padding-left: 1.65rem; position: relative; margin-top: 0 !important }
.steps li::before { content: attr(data-step); position: absolute; left: 0; color: ${palette.accent}; font-weight: 700; font-variant-numeric: tabular-nums }
.steps li:only-child { grid-column: 1 / -1 }
.outcome::before { background: ${palette.shape} }
.outcome li { color: ${palette.primary}; font-size: 1.05rem; font-weight: 580; line-height: 1.36; letter-spacing: -.002em }
.why { color: ${quiet}; font-size: .95rem }
.why ul { display: flex; gap: 6mm }
.why li { flex: 1 1 0; min-width: 0; margin-top: 0 !important }

sup { font-size: .62em; line-height: 0; vertical-align: .48em; margin-left: .09em; color: ${palette.accent}; font-weight: 600; font-variant-numeric: tabular-nums; letter-spacing: .01em; white-space: nowrap }
.outcome sup, .summary sup { font-weight: 600 }
.age { color: ${quiet}; font-size: .8em; font-weight: 400; font-style: italic; letter-spacing: 0; white-space: nowrap }
.inference { color: ${palette.accent}; font-size: .74em; line-height: 0; vertical-align: .38em; margin-left: .12em; font-weight: 600 }
.made .inference { margin-left: 0 }

.call { display: grid; grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr); column-gap: 10mm; align-items: center; margin: 0 -16mm; padding: 1.1rem 16mm; background: ${palette.band}; color: ${palette.onBand} }
.call.alone { grid-template-columns: minmax(0, 1fr) }
.call p { font-size: 1.34rem; font-weight: 620; line-height: 1.28; letter-spacing: -.014em; text-wrap: balance }
.call .contact { margin-top: .5rem; font-size: .92rem; font-weight: 400; letter-spacing: 0; opacity: .92 }
.call li { display: flex; gap: .7rem; font-size: .95rem; line-height: 1.38 }
.call li + li { margin-top: .38rem }
.call li::before { content: attr(data-step); flex: none; color: ${palette.accentOnBand}; font-weight: 700; font-variant-numeric: tabular-nums }

.end { padding: 3.2mm 0 6mm; color: ${quiet}; font-size: 6.4pt; line-height: 1.34 }
.sources { columns: 2; column-gap: 7mm }
.sources li { display: flex; gap: 1.6mm; break-inside: avoid; padding-bottom: .35mm }
.sources b { flex: none; min-width: 2.6mm; text-align: right; color: ${palette.accent}; font-weight: 650; font-variant-numeric: tabular-nums }
.sources a { color: ${ink} }
.made { margin-top: 1.6mm; padding-top: 1.4mm; border-top: .2mm solid ${line} }

@media screen {
  body { background: #e9ecef; padding: 8mm 0 }
  .sheet { margin: 0 auto; box-shadow: 0 1mm 6mm rgb(0 0 0 / .16) }
  .sources a:hover, sup a:hover { text-decoration: underline }
}
`;
