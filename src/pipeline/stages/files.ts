import { createHash } from 'node:crypto';
import { AppError } from '../../domain/errors.ts';
import type { RenderedFiles, StoredFile } from '../../domain/one-pager.ts';
import type { RenderedDocument } from '../../domain/ports/renderer.ts';
import { cleanLine, cut } from '../../domain/text.ts';
import { companyOf } from '../inputs.ts';
import { inTableOrder } from '../plan.ts';
import { shownBrief } from '../shown-brief.ts';
import type { MakeStage, StageInput } from '../stage-spec.ts';

/** Renders one asset (`onePager.u1`, `accountPlan`, `report`) to PDF and HTML. Without a PDF the HTML is delivered, with a note that says why. */
export const makeFiles: MakeStage = async (input) => {
  const { what, document } = await render(input);
  const made = [
    ...(document.pdf ? [await store(input, what, 'pdf', 'application/pdf', document.pdf)] : []),
    await store(input, what, 'html', 'text/html; charset=utf-8', new TextEncoder().encode(document.html)),
  ];
  const output: RenderedFiles = { files: made, notes: document.notes };
  return {
    status: 'done',
    output,
    line: document.pdf ? 'PDF and HTML' : 'HTML only',
    warnings: document.notes,
  };
};

async function render(input: StageInput): Promise<{ what: string; document: RenderedDocument }> {
  const { run, seller, inputs, bench, signal } = input;
  const stages = inTableOrder(input.table, [...inputs.values()]);
  const brief = shownBrief({ run, stages, evidence: [], seller });
  if (input.key === 'report') return { what: 'report', document: await bench.renderer.report(brief, signal) };
  if (input.key === 'accountPlan' && brief.accountPlan) {
    return { what: 'account plan', document: await bench.renderer.accountPlan(brief, brief.accountPlan, signal) };
  }
  const useCaseId = input.key.replace(/^onePager\./, '');
  const onePager = brief.onePagers.find((candidate) => candidate.useCaseId === useCaseId);
  if (!onePager) throw new AppError('not_found', `There is nothing to render for ${input.key}.`);
  const number = useCaseId === 'u1' ? '' : ` ${useCaseId.slice(1)}`;
  return { what: `one-pager${number}`, document: await bench.renderer.onePager(brief, onePager, signal) };
}

async function store(
  input: StageInput,
  what: string,
  ending: string,
  mimeType: string,
  content: Uint8Array,
): Promise<StoredFile> {
  const { run, id, bench } = input;
  const company = cut(companyOf(input).name, 80).replace(/[/\\:*?"<>|]+/g, '-');
  const key = `teams/${run.team}/runs/${run.id}/${id}/v${input.version}.${ending}`;
  const again = input.version > 1 ? ` v${input.version}` : '';
  await bench.files.put(key, content, mimeType);
  return {
    key,
    name: `${cleanLine(company)} – ${what}${again} – ${run.createdAt.slice(0, 10)}.${ending}`,
    mimeType,
    bytes: content.byteLength,
    sha256: createHash('sha256').update(content).digest('hex'),
  };
}
