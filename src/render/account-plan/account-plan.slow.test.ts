import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RenderedDocument, Renderer } from '../../domain/ports/renderer.ts';
import { countPages } from '../chromium/pdf-pages.ts';
import { maerskAccountPlan } from '../fixtures/maersk-account-plan.ts';
import { maerskBrief } from '../fixtures/maersk-brief.ts';
import { canReadPdfs, pageTexts } from '../fixtures/pdf-text.ts';
import { createRenderer } from '../renderer.ts';

const short = maerskAccountPlan();
const days = (count: number) =>
  Array.from({ length: count }, (_, index) => `2027-${String(index + 1).padStart(2, '0')}-1${index % 10}`);
const [action] = short.actions;
const [milestone] = short.milestones;
/** As long as a plan may be, so that it takes several pages. */
const plan = maerskAccountPlan({
  stakeholders: Array.from({ length: 10 }, () => short.stakeholders).flat(),
  actions: days(12).flatMap((due) => (action ? [{ ...action, due }] : [])),
  milestones: days(8).flatMap((date) => (milestone ? [{ ...milestone, date }] : [])),
});
const notice = 'Sample data – invented for demonstration';

let renderer: Renderer;
let printed: RenderedDocument;
let pages: string[];
beforeAll(async () => {
  renderer = createRenderer();
  printed = await renderer.accountPlan(maerskBrief({ sample: true }), plan, new AbortController().signal);
  pages = canReadPdfs ? await pageTexts(printed.pdf) : [];
});
afterAll(() => renderer.close());

test('the account plan is printed, on several pages', () => {
  expect(printed.notes).toEqual([]);
  expect(printed.pages).toBeGreaterThan(1);
  expect(printed.pdf && countPages(printed.pdf)).toBe(printed.pages);
});

test.skipIf(!canReadPdfs)('every page has its number and, once, the notice that it is a sample', () => {
  expect(pages).toHaveLength(printed.pages ?? 0);
  for (const [index, page] of pages.entries()) {
    expect(page).toMatch(new RegExp(` ${index + 1} ?/ ?${pages.length}$`));
    expect(page.split(notice)).toHaveLength(2);
  }
});

test.skipIf(!canReadPdfs)('a real plan carries no such notice', async () => {
  const { pdf } = await renderer.accountPlan(maerskBrief(), short, new AbortController().signal);
  const text = (await pageTexts(pdf)).join(' ');
  expect(text).toContain('Account plan');
  expect(text).not.toContain(notice);
});

test.skipIf(!canReadPdfs)('all its actions and milestones are there, each on a day after the plan was made', () => {
  const body = pages.map((page) => page.replace(/Fjordlys Consulting – [^–]+ – [^–]+ – made with AI/, '')).join(' ');
  const tables = body.slice(body.indexOf(' By Action '), body.indexOf('Sources and what they say'));
  const planned = (tables.match(/\b\d{1,2} [A-Z][a-z]+ \d{4}\b/g) ?? []).map((day) => Date.parse(`${day} UTC`));
  expect(planned).toHaveLength(20);
  for (const day of planned) expect(day).toBeGreaterThan(Date.parse(plan.createdAt));
});
