import type { RenderedDocument, Renderer } from '../src/domain/ports/renderer.ts';
import { maerskBrief } from '../src/render/fixtures/maersk-brief.ts';
import { maerskOnePager } from '../src/render/fixtures/maersk-one-pager.ts';
import { createRenderer } from '../src/render/renderer.ts';
import { median, table } from './table.ts';

/** From brief to PDF: cold with the start of a browser, warm with one that is running. Medians of five. */
const rounds = 5;
const brief = maerskBrief();
const { signal } = new AbortController();

const documents: Readonly<Record<string, (renderer: Renderer) => Promise<RenderedDocument>>> = {
  'one-pager': (renderer) => renderer.onePager(brief, maerskOnePager, signal),
  report: (renderer) => renderer.report(brief, signal),
};

async function timed(render: () => Promise<RenderedDocument>): Promise<{ ms: number; pages: number }> {
  const began = performance.now();
  const { pdf, pages = 0, notes } = await render();
  if (!pdf) throw new Error(notes.join(' '));
  return { ms: performance.now() - began, pages };
}

async function measure(render: (renderer: Renderer) => Promise<RenderedDocument>) {
  const cold: number[] = [];
  const warm: number[] = [];
  let pages = 0;
  for (let round = 0; round < rounds; round++) {
    const renderer = createRenderer();
    try {
      const first = await timed(() => render(renderer));
      cold.push(first.ms);
      warm.push((await timed(() => render(renderer))).ms);
      pages = first.pages;
    } finally {
      await renderer.close();
    }
  }
  return { cold, warm, pages };
}

// The bundled browser is unpacked once per machine; that is no part of any document.
const unpacking = createRenderer();
await unpacking.report(brief, signal);
await unpacking.close();
for (const [name, render] of Object.entries(documents)) {
  const { cold, warm, pages } = await measure(render);
  table([
    [
      `PDF of the ${name}, ${pages} ${pages === 1 ? 'page' : 'pages'}`,
      `medians of ${rounds}`,
      `cold ${Math.round(median(cold))} ms`,
      `warm ${Math.round(median(warm))} ms`,
      `max ${Math.round(Math.max(...cold, ...warm))} ms`,
    ],
  ]);
}
