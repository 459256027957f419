import type { Brief } from '../../domain/brief.ts';
import type { StoredFile } from '../../domain/one-pager.ts';
import { parseStageId } from '../../domain/stage.ts';
import { madeInto, stageLabel, stageNoun } from '../../domain/stage-label.ts';
import { cleanLine, cut } from '../../domain/text.ts';
import { escapeText } from './inert.ts';
import { sampleText } from './sample.ts';

export interface FileMessage {
  file: StoredFile;
  /** Unique per run and document: another version gets a place of its own. */
  place: string;
  /** For people, such as `Maersk – one-pager – 2026-11-22.pdf`. */
  title: string;
  altText: string;
  /** mrkdwn, escaped. */
  comment: string;
}

/** One message per document: the PDF, or the HTML where no PDF could be printed. */
export function fileMessages(brief: Brief): FileMessage[] {
  const company = brief.company?.name ?? brief.request.companyName;
  return brief.files.flatMap(({ stage, files, notes }) => {
    const file =
      files.find(({ mimeType }) => mimeType === 'application/pdf') ??
      files.find(({ mimeType }) => mimeType.startsWith('text/html'));
    if (!file) return [];
    const asset = parseStageId(stage).key ?? '';
    const version = renderingOf(file);
    const edition = version > 1 ? ` v${version}` : '';
    const again = version > 1 ? [`Version ${version}. The one before stays in the thread.`] : [];
    const about = describe(brief, asset);
    const extension = file.mimeType === 'application/pdf' ? 'pdf' : 'html';
    const date = (
      brief.onePagers.find((pager) => asset.endsWith(`.${pager.useCaseId}`))?.createdAt ?? brief.createdAt
    ).slice(0, 10);
    return [
      {
        file,
        place: `file.${asset || stage}.v${version}`,
        title: `${fileName(company)} – ${about.kind}${edition} – ${date}.${extension}`,
        altText: cut(`${sampleText(brief.sample)}${about.long} for ${company}, ${date}`, 1000),
        comment:
          sampleText(brief.sample) +
          escapeText(cut([`${about.long} for ${company}.`, ...again, ...notes].join('\n'), 2500)),
      },
    ];
  });
}

/** How often it was rendered, as its place in the file store says; each time is a file of its own in the thread. */
const renderingOf = ({ key }: StoredFile): number => Number(/\/v(\d+)\.\w+$/.exec(key)?.[1] ?? 1);

/** No separators and no characters that file systems refuse. */
const fileName = (company: string): string => cut(cleanLine(company.replace(/[\\/:*?"<>|]/g, ' ')), 80);

function describe(brief: Brief, asset: string): { kind: string; long: string } {
  const [family, key] = asset.split('.');
  switch (family) {
    case 'onePager': {
      const pager = brief.onePagers.find(({ useCaseId }) => useCaseId === key);
      const useCase = brief.useCases?.useCases.find(({ id }) => id === key);
      const subject = pager?.headline ?? useCase?.title;
      return {
        kind: stageNoun(madeInto(asset)),
        long: subject === undefined ? stageLabel('onePager') : `${stageLabel('onePager')} “${subject}”`,
      };
    }
    case 'accountPlan':
      return { kind: stageNoun(asset), long: stageLabel(asset) };
    case 'report':
      return { kind: 'report', long: 'Full report' };
    default:
      return { kind: family ?? 'document', long: 'Document' };
  }
}
