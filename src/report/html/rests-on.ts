/** What each part of a page rests on, and how to have it with more futures. */
import { counted } from '../../results/format/count.ts';
import type { DocumentHead } from '../../results/document-head.ts';
import { isThere, type PartName, type ReportDocument } from '../../results/report-document.ts';
import { item } from '../text/section.ts';
import type { Sheet } from './sheet.ts';

const WORDS: Readonly<Record<PartName, string>> = {
  run: 'What is lost, and whether limits hold',
  doughnut: 'What security should cost',
  snowball: 'Where failures compound',
  comparison: 'Scenarios side by side',
  sensitivity: 'Which estimates the losses hang on',
};

const PARTS = Object.keys(WORDS) as readonly PartName[];

/** `10,000 futures of each plan, in 50 worlds`. */
function sizeWords(part: PartName, report: ReportDocument): string {
  const { sensitivity } = report;
  if (part === 'sensitivity') {
    return isThere(sensitivity) ? `${counted(sensitivity.simulated, 'future')} in all` : '';
  }
  const document: DocumentHead | { readonly missing: string } = report[part];
  if ('missing' in document) return '';
  const each = part === 'doughnut' ? ' of each plan' : part === 'comparison' ? ' of each scenario' : '';
  const { worlds, trials } = document;
  return `${counted(trials, 'future')}${each}${worlds > 1 ? `, in ${counted(worlds, 'world')}` : ''}`;
}

const moreWords = (words: readonly string[] | undefined): string =>
  words === undefined ? '' : ` With more: \`${words.join(' ')}\`.`;

/** Whether a part is there, but was cut short. */
function isCut(part: PartName, report: ReportDocument): boolean {
  const document: DocumentHead | { readonly missing: string } = report[part];
  return 'partial' in document && document.partial;
}

/** An item for each part that is there. */
export const restsOn = ({ report, page }: Sheet): string[] =>
  PARTS.flatMap((part) => {
    const size = sizeWords(part, report);
    if (size === '') return [];
    const cut = isCut(part, report) ? ', cut short' : '';
    return item(`${WORDS[part]}: ${size}${cut}.${moreWords(report.more?.[part])}`, page);
  });

/** That plans were tried with fewer futures than by themselves; empty where that is not so. */
export function fewerWords({ report: { doughnut, more } }: Sheet): string {
  const command = more?.doughnut;
  if (command === undefined || !isThere(doughnut)) return '';
  return `So that nobody waits long for a page, each plan met ${counted(doughnut.trials, 'future')} here, fewer than it does when nothing else is asked: what that leaves open is the range beside each amount. With all of them: \`${command.join(' ')}\`.`;
}
