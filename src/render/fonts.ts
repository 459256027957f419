import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** What stands when the embedded face is missing or lacks a character. */
export const fontStack =
  "'Inter Variable', Inter, 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'Noto Sans', 'DejaVu Sans Condensed', 'DejaVu Sans', sans-serif";

/** Ranges as the font's own style sheet gives them. `opsz` carries the display cut for large sizes. */
const faces = [
  {
    address: () => import.meta.resolve('@fontsource-variable/inter/files/inter-latin-opsz-normal.woff2'),
    range:
      'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD',
  },
  {
    address: () => import.meta.resolve('@fontsource-variable/inter/files/inter-latin-ext-opsz-normal.woff2'),
    range:
      'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF',
  },
];

async function face({ address, range }: (typeof faces)[number]): Promise<string> {
  const data = (await readFile(fileURLToPath(address()))).toString('base64');
  return `@font-face{font-family:'Inter Variable';font-style:normal;font-weight:100 900;src:url(data:font/woff2;base64,${data}) format('woff2');unicode-range:${range}}`;
}

/**
 * The style rules that embed the typeface, so that a document looks the same on every machine. Empty when the font's
 * package is not installed: the stack above then decides.
 */
export async function embeddedFonts(): Promise<string> {
  try {
    return (await Promise.all(faces.map(face))).join('\n');
  } catch {
    return '';
  }
}
