/** What each part of a page rests on, and how to have it with more futures. */
import { counted } from '../../results/format/count.ts';
import type { Estimate } from '../../results/estimate.ts';
import { money, moneyError } from '../../results/format/money.ts';
import type { DocumentHead } from '../../results/document-head.ts';
import { isThere, type PartName, type ReportDocument } from '../../results/report-document.ts';
import { worstPeriod } from '../snowball/scene.ts';
import { item, prose } from '../text/section.ts';
import type { Sheet } from './sheet.ts';

const WORDS: Readonly<Record<PartName, string>> = {
  run: 'What is lost, and whether limits hold',
  doughnut: 'What security should cost',
  snowball: 'Where failures compound',
  comparison: 'Scenarios side by side',
  sensitivity: 'Which estimates the losses hang on',
};

const PARTS = Object.keys(WORDS) as readonly PartName[];

/** `10,000 futures of each plan, in 50 draws of what is uncertain`. */
function sizeWords(part: PartName, report: ReportDocument): string {
  const { sensitivity } = report;
  if (part === 'sensitivity') {
    return isThere(sensitivity) ? `${counted(sensitivity.simulated, 'future')} in all` : '';
  }
  const document: DocumentHead | { readonly missing: string } = report[part];
  if ('missing' in document) return '';
  const each = part === 'doughnut' ? ' of each plan' : part === 'comparison' ? ' of each scenario' : '';
  const { worlds, trials } = document;
  return `${counted(trials, 'future')}${each}${worlds > 1 ? `, in ${counted(worlds, 'draw')} of what is uncertain` : ''}`;
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
  if (more?.doughnut === undefined || !isThere(doughnut)) return '';
  return `So that nobody waits long for a page, each plan met ${counted(doughnut.trials, 'future')} here, fewer than where this alone is asked: what that leaves open is the range beside each amount. The end of the page says how to have all of them.`;
}

/** One measure as a part of the page has it, by what it is called. */
interface Measure {
  readonly name: string;
  readonly here: Estimate;
  /** As the first part has it, from its own futures. */
  readonly first: Estimate;
}

/** Standard errors beyond which two figures are not of one measure, whatever they are called. */
const APART = 4;

/** The share of another's error below which a figure is the one to quote. */
const SURER = 0.7;

/** The measure that a part and the run both tell; null where there is none. */
function measureOf(part: PartName, sheet: Sheet): Measure | null {
  const { run, doughnut, snowball, report } = sheet;
  const loss = run?.result.loss;
  if (run === null || loss === undefined) return null;
  const of = (name: string, here: Estimate | null | undefined, first: Estimate | undefined): Measure | null =>
    here === null || here === undefined || first === undefined ? null : { name, here, first };
  switch (part) {
    case 'run':
      return null;
    case 'doughnut':
      return of('what is to be expected to be lost today', doughnut?.document.plans.current.riskCost, loss.mean);
    case 'snowball': {
      const tail = snowball?.result.tail;
      return snowball === null || tail?.level === null || tail === undefined
        ? null
        : of(`what ${worstPeriod(snowball)} loses on average`, tail.mean, loss.tailValueAtRisk[String(tail.level)]);
    }
    case 'comparison': {
      const base = isThere(report.comparison)
        ? report.comparison.variants.find(({ name }) => name === run.scenario)
        : null;
      return of(`the mean loss of ${run.scenario}`, base?.result.loss.mean, loss.mean);
    }
    case 'sensitivity':
      return isThere(report.sensitivity)
        ? of('the mean loss', report.sensitivity.figures['loss']?.mean, loss.mean)
        : null;
  }
}

/**
 * On how many futures a part rests where the first part of the page has others, and what one measure comes to on both: so that nobody
 * finds two figures for one thing and no word on it. Nothing where there are no two.
 */
export function besideTheRun(part: PartName, sheet: Sheet): string[] {
  const { page, head, report, run } = sheet;
  const measure = measureOf(part, sheet);
  if (measure === null || run === null) return [];
  const { name, here, first } = measure;
  const words = ({ value, standardError }: Estimate): string =>
    `${money(value, head.currency, standardError)}${standardError > 0 && Number.isFinite(standardError) ? ` (${moneyError(standardError, head.currency)})` : ''}`;
  const isOne = Math.abs(here.value - first.value) <= APART * Math.hypot(here.standardError, first.standardError);
  const isSurer = first.standardError < SURER * here.standardError;
  const [a, b] = [words(here), words(first)];
  if (!isOne || a === b) return [];
  return prose(
    `Found on ${sizeWords(part, report)}. On these ${name} comes to ${a}; the ${counted(run.result.measured.trials, 'future')} of the first part of the page put it at ${b}${isSurer ? ', which is the figure to quote' : '; both are right within their errors'}. What is compared here meets the same futures, so differences are known better than either.`,
    page,
  ).map(page.style.quiet);
}
