/** The head of the page: what it is about, and under which conditions. */
import { counted, wholeNumber } from '../../results/format/count.ts';
import { asked } from './asked.ts';
import { displayWidth, printable } from '../text/display-width.ts';
import { futures, planName } from '../text/readers.ts';
import { wrap } from '../text/wrap.ts';
import { manyWords } from './searched.ts';
import { askedWords, isSimulated, limitIds, type DoughnutScene } from './scene.ts';

/** Words in one line where they fit in one. */
const together = (words: string, width: number): string =>
  displayWidth(words) > width ? words : words.replaceAll(' ', '\u00a0');

/** `all 72 portfolios tried`, `3,000 portfolios tried`, of which is not said more than is known. */
function triedWords({ document, page }: DoughnutScene): string {
  const plan = planName(page);
  const { portfolios, isEvery } = document.tried;
  const { search } = document;
  if (search !== undefined && search !== null) {
    return `${wholeNumber(search.screened)} of ${manyWords(search.allowed)} ${plan}s tried`;
  }
  if (isEvery && portfolios === 1) return `the only ${plan} tried`;
  return isEvery ? `all ${wholeNumber(portfolios)} ${plan}s tried` : `${counted(portfolios, plan)} tried`;
}

function lossWords({ document }: DoughnutScene): string {
  const [only, ...others] = document.lossesCounted;
  if (only === undefined) return 'nobody’s losses count';
  return others.length === 0 ? `${only} losses count` : `losses of ${document.lossesCounted.join(', ')} count`;
}

/** Sign of the currency, as sums have it. */
const unit = (currency: string): string => (currency === 'GBP' ? '£' : currency);

function conditions(scene: DoughnutScene): string[] {
  const { document, page } = scene;
  const words = [
    `${unit(document.currency)} a year`,
    limitIds(scene).length === 0 ? 'no limit asked' : `${askedWords(scene)} sure asked`,
    lossWords(scene),
    triedWords(scene),
    ...asked(scene),
    ...(isSimulated(scene) ? [futures(document.trials, page)] : []),
  ];
  return wrap(words.map((each) => together(each, page.width - 2)).join(' · '), page.width);
}

/** Title, conditions, and a warning where the search was cut short. */
export function head(scene: DoughnutScene): string[] {
  const { document, page } = scene;
  const heading = wrap(printable(`${document.title}: what security should cost`), page.width);
  const rule = '─'.repeat(Math.min(page.width, Math.max(...heading.map(displayWidth))));
  const cut = document.search
    ? 'PARTIAL: the search was cut short. What follows rests on what it had tried by then; a longer one may find better.'
    : `PARTIAL: it was cut short. What follows rests on the ${planName(page)}s that were tried by then, the cheapest first, and a dearer one may be better.`;
  return [
    ...heading.map(page.style.heading),
    page.style.quiet(rule),
    ...conditions(scene),
    ...(document.partial ? ['', ...wrap(cut, page.width).map(page.style.bad)] : []),
  ];
}
