/** What a row of limits says: the name, what was found, the mark. */
import type { Estimate } from '../../results/estimate.ts';
import type { LimitResult } from '../../results/scenario-result.ts';
import { plainNumber } from '../../results/format/count.ts';
import { doubted } from '../../results/format/doubted.ts';
import { money, shortMoney } from '../../results/format/money.ts';
import { percent } from '../../results/format/share.ts';
import { printable } from '../../report/text/display-width.ts';
import { decidingLoss, limitFigure, limitFigures, sureness } from '../../report/run/limit-figures.ts';
import { isSpoken, type Theme } from '../draw/theme.ts';
import { type State } from '../state/state.ts';
import { markOf, statusPaintOf } from '../words/badge.ts';
import { type LimitNow } from '../words/looks.ts';

/** Columns from which a limit has room for what it is judged at, beside its name. */
const ROOMY = 56;

/** `1.99%`, `£2.41m`: a figure of a limit while the run goes on. */
function figureOf(kind: LimitResult['kind'], { value, standardError }: Estimate, currency: string): string {
  if (value === 0 && kind !== 'gotThrough') return 'none yet';
  switch (kind) {
    case 'meanLoss':
    case 'tailMean':
      return money(value, currency, standardError);
    case 'gotThrough':
      return plainNumber(value, standardError);
    case 'loss':
    case 'outage':
    case 'curve':
    case 'harm':
    case 'shareOfTail':
      return percent(value, standardError);
  }
}

/** What is tolerated: of how often, the number alone, as there is no room for how seldom that is. */
const mostOf = (kind: LimitResult['kind'], limit: number | null, currency: string): string =>
  limit === null ? '' : kind === 'gotThrough' ? plainNumber(limit) : limitFigure(kind, limit, currency);

/** What a row of a limit says, all of it of the same run: of a verdict, or of a run that goes on. */
export interface LimitCells {
  readonly found: string;
  /** `± ...`; empty while the run goes on. */
  readonly error: string;
  readonly most: string;
  /** How sure it is that the limit is kept; `looks` and `early` before anybody knows, empty where too few trials say. */
  readonly sure: string;
  readonly mark: string;
}

/** `>99%`, in a column. */
const shortSure = (words: string): string => words.replace(/^(over|under) /, (word) => (word === 'over ' ? '>' : '<'));

export function limitCells(
  now: LimitNow,
  { kind, most: stated }: { readonly kind: LimitResult['kind']; readonly most: number | null },
  currency: string,
  theme: Theme,
): LimitCells {
  const { result, estimate } = now;
  const most = theme.words(mostOf(kind, result?.limit ?? stated, currency));
  const mark = statusPaintOf(now.status, theme)(markOf(now.status, theme));
  if (now.saysNothing === true) return { found: 'no loss', error: '', most, sure: '', mark: '' };
  // Of a run that goes on its pulse may know more than the last document
  if (result !== null && estimate === result.estimate) {
    const { found, error } = limitFigures(result, currency);
    const isOpen = result.status === 'not resolved';
    return {
      found: theme.words(estimate.value > 0 ? doubted(found, estimate) : found),
      error: theme.words(error),
      most,
      sure: isOpen ? '' : theme.words(shortSure(sureness(result))),
      mark,
    };
  }
  if (estimate === null) return { found: isSpoken(theme) ? '' : 'at end', error: '', most, sure: '', mark };
  const sure = now.status === null ? 'early' : 'looks';
  return { found: theme.words(figureOf(kind, estimate, currency)), error: '', most, sure, mark };
}

/**
 * The name of a limit; of a tolerance curve with the loss at which it is judged, which may be another in the what-if than today: the
 * figures are then of two points.
 */
export function limitName(from: LimitNow, to: LimitNow | null, width: number, state: State, theme: Theme): string {
  const currency = state.model?.currency ?? '';
  const lossOf = (now: LimitNow | null): number | null => (now?.result ? decidingLoss(now.result) : null);
  const [before, after] = [lossOf(from), lossOf(to)];
  const name = printable(from.id);
  const isShort = !isSpoken(theme) && width < ROOMY;
  if (before === null || (isShort && (after === null || after === before))) return theme.words(name);
  const sum = (loss: number): string => theme.words(shortMoney(loss, currency));
  if (after === null || after === before) return `${theme.words(name)} over ${sum(before)}`;
  if (isSpoken(theme)) return `${name}, today over ${sum(before)}, what-if over ${sum(after)}`;
  // Without the currency where it is spelt
  const [x, y] = [before, after].map((loss) => (theme.words('£') === '£' ? sum(loss) : sum(loss).replace(/^\D+/, '')));
  const points = `${x ?? ''}${theme.glyphs.arrow}${y ?? ''}`;
  return isShort ? points : `${theme.words(name)} ${points}`;
}
