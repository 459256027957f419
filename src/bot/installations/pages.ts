import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** What the person who installs reads. Every string is escaped. */
export interface ResultPage {
  status: number;
  title: string;
  sentences: readonly string[];
  /** Offers to begin again. */
  again?: boolean;
}

const style =
  'body{font:16px/1.5 system-ui,sans-serif;color:#1d1c1d;max-width:36rem;margin:12vh auto;padding:0 1.5rem}h1{font-size:1.4rem}a{color:#12355b}';

/** Nothing is loaded, run, framed, kept or told to another site: the address of the page holds a code. */
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'strict-transport-security': 'max-age=31536000',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

export function sendPage(response: ServerResponse, { status, title, sentences, again = false }: ResultPage): void {
  const link = again ? '<p><a href="/slack/install">Start again</a></p>' : '';
  const text = sentences.map((sentence) => `<p>${escapeHtml(sentence)}</p>`).join('');
  response
    .writeHead(status, headers)
    .end(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${style}</style></head><body><h1>${escapeHtml(title)}</h1>${text}${link}</body></html>`,
    );
}

const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
