import type { Brief } from '../../domain/brief.ts';
import { AppError } from '../../domain/errors.ts';
import type { OnePager } from '../../domain/one-pager.ts';
import type { RenderedDocument } from '../../domain/ports/renderer.ts';
import type { Print } from '../chromium/printer.ts';
import { firstThatFits, ladder, type Rung } from './fit.ts';
import { onePagerHtml } from './one-pager-html.ts';

/** The largest setting that makes exactly one page, proved by the page count of the printed file. */
export async function printOnePager(
  brief: Brief,
  onePager: OnePager,
  fontFaces: string,
  print: Print,
): Promise<RenderedDocument> {
  const tryOn = async (rung: Rung): Promise<RenderedDocument | undefined> => {
    const html = await onePagerHtml(brief, rung.onePager, { ...rung, fontFaces });
    const { pdf, pages } = await print(html);
    return pages === 1 ? { html, pdf, pages, notes: rung.notes } : undefined;
  };
  const severalSources = brief.claims.some((claim) => claim.sourceIds.length > 1);
  const fitted = await firstThatFits(ladder(onePager, severalSources), tryOn);
  if (!fitted) throw new AppError('render_failed', 'the one-pager does not fit one page');
  return fitted;
}
