import type { Brief } from '../domain/brief.ts';
import { AppError, isAppError } from '../domain/errors.ts';
import { type Log, silentLog } from '../domain/log.ts';
import type { RenderedDocument, Renderer } from '../domain/ports/renderer.ts';
import { accountPlanHtml } from './account-plan/account-plan-html.ts';
import { createPrinter, type Print } from './chromium/printer.ts';
import { embeddedFonts } from './fonts.ts';
import { reportMarkdown } from './markdown/report-markdown.ts';
import { drawnScale } from './one-pager/fit.ts';
import { onePagerHtml } from './one-pager/one-pager-html.ts';
import { printOnePager } from './one-pager/render-one-pager.ts';
import { reportHtml } from './report/report-html.ts';

export interface RendererOptions {
  /** The browser to print with; without it the bundled one, else an installed one. */
  chromePath?: string;
  log?: Log;
  /** For one document. */
  timeoutMs?: number;
}

/**
 * Documents from briefs. Nothing is loaded or started before the first document is asked for; then one browser stays
 * warm until `close`. Without a browser a document comes as HTML, with one line in `notes` that says why. Throws only
 * `cancelled`.
 */
export function createRenderer({ chromePath, log = silentLog, timeoutMs }: RendererOptions = {}): Renderer {
  const printer = createPrinter({
    log,
    ...(chromePath !== undefined && { chromePath }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
  let fonts: Promise<string> | undefined;
  const fontFaces = () => (fonts ??= embeddedFonts());

  const printed = async (
    work: (print: Print) => Promise<RenderedDocument>,
    htmlAlone: () => Promise<string>,
    signal: AbortSignal,
  ): Promise<RenderedDocument> => {
    try {
      return await printer.session(work, signal);
    } catch (cause) {
      if (isAppError(cause, 'cancelled')) throw cause;
      log.warn({ err: cause }, 'document is delivered without its PDF');
      return {
        html: await htmlAlone(),
        notes: [`There is no PDF: ${reason(cause)}. The HTML holds the same document.`],
      };
    }
  };

  return {
    onePager: async (brief, onePager, signal) => {
      const faces = await fontFaces();
      return printed(
        (print) => printOnePager(brief, onePager, faces, print),
        () => onePagerHtml(brief, onePager, { scale: drawnScale, sourcesPerClaim: Infinity, fontFaces: faces }),
        signal,
      );
    },
    report: async (brief, signal) => {
      const html = await reportHtml(brief, await fontFaces());
      return printed(
        async (print) => ({ html, ...(await print(html)), notes: [] }),
        () => Promise.resolve(html),
        signal,
      );
    },
    accountPlan: async (brief, plan, signal) => {
      const html = await accountPlanHtml(brief, plan, await fontFaces());
      return printed(
        async (print) => ({ html, ...(await print(html)), notes: [] }),
        () => Promise.resolve(html),
        signal,
      );
    },
    markdown: (brief: Brief) => reportMarkdown(brief),
    close: () => printer.close(),
  };
}

const reason = (cause: unknown): string => (cause instanceof AppError ? cause.message : 'the browser engine failed');
