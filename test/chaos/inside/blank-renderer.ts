import type { Renderer } from '../../../src/domain/ports/renderer.ts';

const page = async () => ({
  html: '<!doctype html><title>Blank</title>',
  pdf: new TextEncoder().encode('%PDF-1.4\n%%EOF\n'),
  pages: 1,
  notes: [],
});

/** Documents that say nothing, in place of those that a browser prints. */
export const createRenderer = (): Renderer => ({
  ...{ onePager: page, report: page, accountPlan: page },
  markdown: () => '# Blank\n',
  close: async () => {},
});
