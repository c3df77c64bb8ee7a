/** What a what-if costs and saves: spend, mean loss, both, a bad year. */
import { money, moneyError } from '../../results/format/money.ts';
import { doubted } from '../../results/format/doubted.ts';
import { sure } from '../../results/format/share.ts';
import { spanName } from '../../results/format/time.ts';
import type { Estimate } from '../../results/estimate.ts';
import { cut, fit } from '../draw/text.ts';
import type { Theme } from '../draw/theme.ts';
import type { Panel } from '../state/product.ts';
import type { State } from '../state/state.ts';
import { addedSpend } from '../state/what-if.ts';
import { empty } from '../words/empty.ts';
import { besideToday } from '../words/beside-today.ts';
import { resultOf } from '../words/scene.ts';

const YEAR_HOURS = 8760;

/** What a difference of losses and of costs a year come to, in all [money a year]. */
export const inAll = (loss: Estimate, cost: number, periodHours: number): Estimate =>
  plus(times(loss, YEAR_HOURS / periodHours), cost);

/** Figures of today and of the what-if, of one kind. */
interface Pair {
  readonly name: string;
  readonly from: Estimate;
  readonly to: Estimate | null;
  readonly difference: Estimate | null;
}

const exactly = (value: number): Estimate => ({ value, standardError: 0 });

/** Twice the error off nothing. */
const isClear = ({ value, standardError, low, high }: Estimate): boolean =>
  low !== undefined && high !== undefined ? low > 0 || high < 0 : Math.abs(value) > 2 * standardError;

/** `− £1.47m ± £0.02m`; a difference that may be chance says so. */
export function differenceWords(difference: Estimate, currency: string, theme: Theme): string {
  const { value, standardError } = difference;
  if (value === 0 && standardError === 0) return theme.quiet('the same');
  const sign = value < 0 ? theme.glyphs.short : '+';
  const size = money(Math.abs(value), currency, standardError);
  const error = moneyError(standardError, currency);
  const said = (amount: string): string => theme.words(`${sign} ${amount}${error === '' ? '' : ` ${error}`}`);
  // What may be chance says so once
  if (!isClear(difference)) return `${theme.quiet(said(size))} ${theme.quiet('perhaps chance')}`;
  return said(doubted(size, difference));
}

const times = ({ low, high, ...of }: Estimate, factor: number): Estimate => ({
  ...of,
  value: of.value * factor,
  standardError: of.standardError * factor,
  ...(low === undefined || high === undefined ? {} : { low: low * factor, high: high * factor }),
});

const plus = ({ low, high, ...of }: Estimate, amount: number): Estimate => ({
  ...of,
  value: of.value + amount,
  ...(low === undefined || high === undefined ? {} : { low: low + amount, high: high + amount }),
});

/** What controls cost the rest of the business today and more in the what-if, as far as its answer is known [money a year]. */
function businessOf({ today, changed }: State): { readonly today: number; readonly added: number } {
  const before = today?.answer?.businessPerYear ?? 0;
  const after = changed?.isOld === false ? (changed.answer?.businessPerYear ?? before) : before;
  return { today: before, added: after - before };
}

/**
 * Whether a what-if pays, on average and over what we do not know, as one statement: `it pays, 99% sure`. Empty before that is
 * known, and where more than levels differ.
 */
export function paysWords(state: State): string {
  const against = state.changed?.isOld === false ? (state.changed.answer?.against ?? null) : null;
  const added = (against?.comparison.spendPerYear ?? 0) + businessOf(state).added;
  if (state.model === null || against === null || added === 0) return '';
  const loss = against.comparison.loss.mean;
  if (loss.value === 0 && loss.standardError === 0) return added > 0 ? 'it costs more and saves nothing' : '';
  // One trial says nothing of others
  if (against.pays === null || !Number.isFinite(loss.standardError)) return '';
  const total = plus(times(loss, YEAR_HOURS / state.model.periodHours), added);
  const { value, standardError } = against.pays;
  const how = `${sure(value)} sure${standardError > 0.1 ? ', roughly' : ''}`;
  if (!isClear(total)) return `about even on average, ${how} that it pays`;
  if (total.value < 0) return value >= 0.5 ? `it pays, ${how}` : `it pays on average, only ${how}`;
  return `it does not pay on average, ${how} that it does`;
}

export function moneyRows(state: State): readonly Pair[] {
  const { model, today, changed } = state;
  const [before, after] = [resultOf(today?.answer), resultOf(changed?.answer)];
  if (model === null || before === null || today?.answer === null || today?.answer === undefined) return [];
  const isKnown = changed?.answer !== null && changed?.answer !== undefined && !changed.isOld;
  const against = isKnown ? (changed.answer?.against ?? null) : null;
  const now = isKnown ? after : null;
  const perYear = YEAR_HOURS / model.periodHours;
  const rows: Pair[] = [];
  const { spendPerYear } = today.answer;
  const added = against?.comparison.spendPerYear ?? addedSpend(state);
  if (spendPerYear !== null && added !== null) {
    rows.push({
      name: 'spend on controls',
      from: exactly(spendPerYear),
      to: exactly(spendPerYear + added),
      difference: exactly(added),
    });
  }
  const business = businessOf(state);
  if (business.today !== 0 || business.added !== 0) {
    rows.push({
      name: 'cost to business',
      from: exactly(business.today),
      to: exactly(business.today + business.added),
      difference: exactly(business.added),
    });
  }
  const { mean, valueAtRisk } = before.loss;
  rows.push({
    name: 'loss, mean',
    from: mean,
    to: besideToday(mean, now?.loss.mean ?? null, against?.comparison.loss.mean ?? null),
    difference: against?.comparison.loss.mean ?? null,
  });
  if (spendPerYear !== null && added !== null) {
    const loss = against?.comparison.loss.mean;
    const [cost, more] = [spendPerYear + business.today, added + business.added];
    const from = plus(times(mean, perYear), cost);
    const to = now === null ? null : plus(times(now.loss.mean, perYear), cost + more);
    const difference = loss === undefined ? null : plus(times(loss, perYear), more);
    const isMore = business.today !== 0 || business.added !== 0;
    rows.push({
      name: isMore ? 'all together' : 'both together',
      from,
      to: besideToday(from, to, difference),
      difference,
    });
  }
  const bad = valueAtRisk['0.99'];
  if (bad !== undefined) {
    const span = spanName(model.periodHours);
    const difference = against?.comparison.loss.valueAtRisk['0.99'] ?? null;
    rows.push({
      name: /^\d/.test(span) ? `loss, 1 spell in 100` : `loss, 1 ${span} in 100`,
      from: bad,
      to: besideToday(bad, now?.loss.valueAtRisk['0.99'] ?? null, difference),
      difference,
    });
  }
  return rows;
}

export const moneyPanel: Panel = {
  id: 'money',
  title: ({ model }) => (model?.periodHours === YEAR_HOURS ? 'Money, a year' : 'Money'),
  note: paysWords,
  draw: (state, { width, height, theme }) => {
    const { model } = state;
    if (model === null) return [];
    const rows = moneyRows(state);
    if (rows.length === 0) return empty('notYet', width, theme);
    const shown = (figure: Estimate): string =>
      theme.words(doubted(money(figure.value, model.currency, figure.standardError), figure));
    const hasWhatIf = state.whatIf.changes.length > 0;
    return rows.slice(0, height).map(({ name, from, to, difference }) => {
      const start = `  ${fit(name, 19)} ${shown(from).padStart(8)}`;
      if (!hasWhatIf) return cut(start, width);
      const then = to === null ? theme.quiet(theme.glyphs.running.padEnd(8)) : shown(to).padEnd(8);
      const moved = difference === null ? '' : differenceWords(difference, model.currency, theme);
      return cut(`${start} ${theme.glyphs.arrow} ${then} ${moved}`, width);
    });
  },
};
