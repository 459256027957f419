import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../simulator/slack/control/snapshot.ts';
import type { Message } from '../simulator/slack/entities.ts';
import { anchors, notMember, type OpenWorkspace, openWorkspace, rep, repliesTo, sales } from './harness/workspace.ts';

/** The main job as a rep has it: a command in Slack, a thread with a brief, a PDF. Real app, real browser, real protocols. */
let workspace: OpenWorkspace;
beforeAll(async () => {
  workspace = await openWorkspace();
});
afterAll(() => workspace.close());

const long = { timeoutMs: 60_000 };
const anchorOf = (state: Snapshot, company: string, channel = sales): Message | undefined =>
  anchors(state, channel).find((message) => message.text.includes(company));

async function finished(
  company: string,
  channel = sales,
): Promise<{ state: Snapshot; anchor: Message; replies: Message[] }> {
  const state = await workspace.control.waitFor(
    (now) => {
      const anchor = anchorOf(now, company, channel);
      return anchor && /done|finished|complete|partial|failed|cancelled/iu.test(anchor.text) && now;
    },
    { ...long, what: `the end of the run on ${company}` },
  );
  const anchor = anchorOf(state, company, channel);
  if (!anchor) throw new Error('the anchor was there a moment ago');
  return { state, anchor, replies: repliesTo(state, anchor) };
}

describe('/prospect', () => {
  it('brings a sourced brief and a one-page PDF into a thread', async () => {
    const acknowledged = await workspace.prospect('Maersk');
    expect(acknowledged).toMatchObject({ ok: true });
    expect(acknowledged.elapsedMs).toBeLessThan(1000);

    const { state, anchor, replies } = await finished('Maersk');
    expect(anchors(state)).toHaveLength(1);
    expect(anchor.revision).toBeGreaterThan(0);
    const summary = replies.find((reply) => reply.text.includes('Sources') || /\[\d+\]/.test(reply.text));
    expect(summary?.text).toMatch(/\[\d+\]|¹|²|³/);
    expect(JSON.stringify(summary?.blocks)).toContain('https://');
    const files = state.files.filter((file) => replies.some((reply) => reply.files?.includes(file.id)));
    const onePager = files.find((file) => /one-pager.*\.pdf$/u.test(file.name));
    expect(onePager).toBeDefined();
    const pdf = await workspace.control.file(onePager?.id ?? '');
    expect(Buffer.from(pdf.bytes).subarray(0, 5).toString()).toBe('%PDF-');
    expect(
      Buffer.from(pdf.bytes)
        .toString('latin1')
        .match(/\/Type\s*\/Page\b/g),
    ).toHaveLength(1);
  });
});
void notMember;
void rep;
