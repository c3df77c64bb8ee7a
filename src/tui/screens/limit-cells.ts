/** What a row of limits says: the name, what was found, the mark. */
import { shortMoney } from '../../results/format/money.ts';
import { printable } from '../../report/text/display-width.ts';
import { decidingLoss, limitFigures } from '../../report/run/limit-figures.ts';
import { isSpoken, type Theme } from '../draw/theme.ts';
import { type State } from '../state/state.ts';
import { markOf, statusPaintOf } from '../words/badge.ts';
import { type LimitNow } from '../words/looks.ts';

/** Columns from which a limit has room for what it is judged at, beside its name. */
const ROOMY = 56;

export function limitCells(now: LimitNow, currency: string, theme: Theme): readonly [found: string, mark: string] {
  const { result, status } = now;
  const found = result === null ? '' : limitFigures(result, currency).found;
  const words = theme.words(found === 'not seen' ? 'none' : found.replace(/ \(.*\)$/, ''));
  return [words, statusPaintOf(status, theme)(markOf(status, theme))];
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
