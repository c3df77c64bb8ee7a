/** The head of a report: what was simulated, under which conditions. */
import type { Conditions } from '../../results/conditions.ts';
import type { DocumentHead } from '../../results/document-head.ts';
import { askedLines } from '../asked/asked-lines.ts';
import { storyLines } from '../asked/story-lines.ts';
import type { Given } from '../asked/given-words.ts';
import { trialsInWorlds, wholeNumber } from '../../results/format/count.ts';
import { plainDate, plainTime } from '../../results/format/date.ts';
import { duration } from '../../results/format/time.ts';
import { displayWidth, printable } from '../text/display-width.ts';
import { prose } from '../text/section.ts';
import { futureName, futures, isSent } from '../text/readers.ts';
import type { Page } from '../text/style.ts';
import { wrap } from '../text/wrap.ts';

/** What the head of a page speaks of. */
export interface Titled {
  readonly document: DocumentHead;
  readonly result: Given & {
    readonly measured: { readonly worlds: number; readonly trials: number };
    readonly conditions: Conditions;
    readonly portfolio: Readonly<Record<string, string>>;
  };
  readonly page: Page;
}

/** `one year from 1 Jan 2027`. */
export function horizonWords({ starts, horizonHours }: Pick<Conditions, 'starts' | 'horizonHours'>): string {
  const length = horizonHours === 8760 ? 'one year' : duration(horizonHours);
  return `${length} from ${plainDate(starts)}`;
}

function portfolioWords({ result }: Titled): string {
  const { portfolio } = result.conditions;
  const chosen = typeof portfolio === 'string' ? [] : Object.entries(portfolio);
  if (chosen.length > 0) return `with ${chosen.map(([control, level]) => `${control} at ${level}`).join(', ')}`;
  if (typeof portfolio === 'string' && portfolio !== 'current') return `portfolio ${portfolio}`;
  return Object.keys(result.portfolio).length === 0 ? 'no controls' : 'controls as they are today';
}

/** What a level in force sets and the scenario sets otherwise: the reader of a portfolio must know. */
function overruledWords({ result, page }: Titled): string[] {
  return result.conditions.overruled.flatMap(({ path, by, winner }) =>
    prose(`${path} is as ${plain(winner)} sets it, not as ${plain(by)} would.`, page),
  );
}

/** What is held of drivers: the figures are of that world. */
function heldWords({ result, page }: Titled): string[] {
  const { held = [] } = result.conditions;
  if (held.length === 0) return [];
  const words = held.map(({ driver, at, from, to }) =>
    from === null || to === null
      ? `${driver} at ${at}`
      : `${driver} at ${at} from ${plainTime(from)} to ${plainTime(to)}`,
  );
  return prose(`Held: ${words.join('; ')}.`, page);
}

const plain = (words: string): string => words.replaceAll('`', '');

/** Words in one line where they fit in one. */
const together = (words: string, width: number): string =>
  displayWidth(words) > width ? words : words.replaceAll(' ', '\u00a0');

/** Scenario, portfolio, horizon and size of the run. */
function conditions(scene: Titled): string[] {
  const { document, result, page } = scene;
  const { scenario } = result.conditions;
  const words = [
    scenario === 'base' ? 'base scenario' : `scenario ${scenario}`,
    portfolioWords(scene),
    horizonWords(result.conditions),
    isSent(page)
      ? `${futures(result.measured.trials, page)} simulated`
      : trialsInWorlds(result.measured, document.partial ? {} : document.settings),
  ];
  return wrap(words.map((each) => together(each, page.width - 2)).join(' · '), page.width);
}

/** Title, conditions, and a warning when the run was cut short. */
export function title(scene: Titled): string[] {
  const { document, result, page } = scene;
  const heading = wrap(printable(document.title), page.width);
  const rule = '─'.repeat(Math.min(page.width, Math.max(...heading.map(displayWidth))));
  return [
    ...heading.map(page.style.heading),
    page.style.quiet(rule),
    ...conditions(scene),
    ...storyLines(result.conditions, page),
    ...askedLines(document, result, page),
    ...heldWords(scene),
    ...overruledWords(scene),
    ...(document.partial ? cutShort(scene) : []),
  ];
}

/** The same in fewer lines. */
export function shortTitle(scene: Titled): string[] {
  const { document, result, page } = scene;
  return [
    ...wrap(printable(document.title), page.width).map(page.style.heading),
    ...conditions(scene),
    ...askedLines(document, result, page),
    ...heldWords(scene),
    ...overruledWords(scene),
    ...(document.partial ? cutShort(scene) : []),
  ];
}

function cutShort({ document, result, page }: Titled): string[] {
  const words =
    `PARTIAL: the run was interrupted. What follows rests on ${wholeNumber(result.measured.trials)} of ` +
    `${wholeNumber(document.trials)} ${futureName(page)}s and is less certain than it would have been.`;
  return ['', ...wrap(words, page.width).map(page.style.bad)];
}
