/** The next step of a control in words. */
import { counted, listed } from '../../results/format/count.ts';
import { money } from '../../results/format/money.ts';
import { printable } from '../../report/text/display-width.ts';
import type { Theme } from '../draw/theme.ts';
import type { ModelView } from '../host/model-view.ts';
import { openLimits } from '../words/moved-limits.ts';
import { stepCost, type ControlStep, type StepOrder } from './control-steps.ts';
import { differenceWords, inAll } from './what-if-money.ts';

/**
 * What the next level of a control alone does to today: to what steps are ordered by, the loss or loss and price in all; and below to
 * spend and limits.
 */
export function stepWords(
  step: ControlStep,
  { model, order }: { readonly model: ModelView; readonly order: StepOrder },
  theme: Theme,
): { readonly loss: string; readonly more: readonly string[] } {
  const { to, row, today } = step;
  const { currency } = model;
  if (to === null) return { loss: theme.quiet('at its highest'), more: [] };
  const level = `to ${theme.words(printable(to))}`;
  const comparison = row?.comparison ?? null;
  if (row === null || comparison === null) return { loss: theme.quiet('not run yet'), more: [level] };
  const spend = comparison.spendPerYear;
  const costs =
    spend === null ? '' : `, ${theme.words(money(Math.abs(spend), currency))} a year ${spend < 0 ? 'less' : 'more'}`;
  const isByNet = order === 'loss avoided less its price';
  const stood = (id: string) => today?.limits.find((limit) => limit.id === id)?.status;
  const mended = row.limits.filter(({ id, status }) => {
    const was = stood(id);
    return status === 'within' && (was === 'outside' || was === 'at margin');
  });
  const broken = row.limits.filter(({ id, status }) => status === 'outside' && stood(id) === 'within');
  const names = (some: typeof mended): string =>
    theme.words(
      printable(
        listed(
          some.map(({ id }) => id),
          3,
        ),
      ),
    );
  const open = openLimits(row.limits).length;
  const limits = [
    mended.length === 0 ? '' : `mends ${names(mended)}`,
    broken.length === 0 ? '' : `breaks ${names(broken)}`,
    open === 0 ? '' : `too few trials for ${counted(open, 'limit')}`,
  ].filter((words) => words !== '');
  return {
    loss: differenceWords(
      isByNet ? inAll(comparison.loss.mean, stepCost(step), model.periodHours) : comparison.loss.mean,
      currency,
      theme,
    ),
    more: [
      `${level}${costs}`,
      ...(isByNet ? [`loss ${differenceWords(comparison.loss.mean, currency, theme)}`] : []),
      ...(row.limits.length === 0 ? [] : [limits.length === 0 ? 'mends no limit' : limits.join('; ')]),
    ],
  };
}
