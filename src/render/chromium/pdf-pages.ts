/** Chromium writes its objects plainly (PDF 1.4), each beginning on a line of its own: `12 0 obj\n<</Type /Pages …>>`. */
function object(text: string, number: string | undefined): string {
  const start = text.indexOf(`\n${number} 0 obj\n`);
  return start < 0 ? '' : text.slice(start, text.indexOf('\nendobj', start));
}

/**
 * Pages of a PDF that Chromium made, found as a reader finds them (trailer → catalogue → page tree), because text
 * in the file may look like a page. Throws `TypeError` for anything else.
 */
export function countPages(pdf: Uint8Array): number {
  const text = Buffer.from(pdf).toString('latin1');
  const trailer = text.slice(text.lastIndexOf('\ntrailer'));
  const catalogue = object(text, /\/Root (\d+) 0 R/.exec(trailer)?.[1]);
  const pageTree = object(text, /\/Pages (\d+) 0 R/.exec(catalogue)?.[1]);
  const count = /\/Count (\d+)/.exec(pageTree)?.[1];
  if (count === undefined) throw new TypeError('not a PDF that Chromium made');
  return Number(count);
}
