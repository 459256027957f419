import { afterAll, beforeAll, expect, it } from 'vitest';
import { nodesIn } from '../simulator/slack/json.ts';
import { linksIn, wordsIn } from './harness/blocks.ts';
import { canReadPdfs, pagesOf } from './harness/pdf.ts';
import { ended, type Thread } from './harness/threads.ts';
import { type OpenWorkspace, openWorkspace } from './harness/workspace.ts';

/** A company that nobody has facts about: everything works, and everything says that it is made up. */
let workspace: OpenWorkspace;
let thread: Thread;
beforeAll(async () => {
  workspace = await openWorkspace();
  await workspace.prospect('Acme Widgets');
  thread = await ended(workspace, 'Acme Widgets');
});
afterAll(() => workspace.close());

it('says so at the top of every message, for eyes and for screen readers', () => {
  expect(thread.replies).toHaveLength(4);
  for (const { text, blocks, files } of [thread.anchor, ...thread.replies]) {
    expect(text).toMatch(/^SAMPLE DATA: made up to show how this works\./);
    if (!files) expect(wordsIn(blocks?.[0])).toContain('SAMPLE DATA: made up');
  }
  for (const { altText } of thread.files) expect(altText).toMatch(/^SAMPLE DATA/);
});

it('links to nothing but reserved names', () => {
  const hosts = thread.replies.flatMap(({ blocks }) => linksIn(blocks).map(({ url }) => new URL(url).hostname));
  expect(hosts.length).toBeGreaterThan(10);
  for (const host of hosts) expect(host).toMatch(/\.example$/);
  const card = nodesIn(thread.anchor.blocks).filter(({ type }) => type === 'url');
  for (const { url } of card) expect(new URL(String(url)).hostname).toMatch(/\.example$/);
});

it.skipIf(!canReadPdfs)('says so on every page of every PDF', async () => {
  for (const { id } of thread.files) {
    const pages = await pagesOf((await workspace.control.file(id)).bytes);
    expect(pages.length).toBeGreaterThan(0);
    for (const page of pages) expect(page).toContain('Sample data – invented for demonstration');
  }
});
