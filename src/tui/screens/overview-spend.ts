/** Spend on security in a line or two: at least, best, at most, today; which limit decides. */
import { money } from '../../results/format/money.ts';
import { listed } from '../../results/format/count.ts';
import type { DoughnutDocument } from '../../results/doughnut-document.ts';
import { standingWords } from '../charts/doughnut.ts';
import { printable } from '../../report/text/display-width.ts';
import type { Panel } from '../state/product.ts';
import { noDoughnut, ringsToday } from '../state/rings.ts';
import type { Theme } from '../draw/theme.ts';
import { cut, firstThatFits } from '../draw/text.ts';
import { empty } from '../words/empty.ts';
import { noRingsOf } from '../words/no-rings.ts';

/** What the least that is necessary buys, against today: `network-switching automatic`. */
function necessaryBuys({ portfolios, rings }: DoughnutDocument, theme: Theme, currency: string, width: number): string {
  const { necessary, current } = portfolios;
  if (necessary === undefined || rings === undefined) return '';
  const changes = Object.entries(necessary)
    .filter(([control, level]) => current[control] !== level)
    .map(([control, level]) => theme.words(printable(`${control} ${level}`)));
  const { value, budget } = rings.necessary;
  const ofBudget = budget !== value ? ` (${money(budget, currency)} of it budget)` : '';
  const sum = theme.words(`${money(value, currency)}${ofBudget}`);
  return changes.length === 0
    ? ` today keeps all limits`
    : firstThatFits(
        [3, 2, 1].map((most) => ` ${sum} is the least that holds all limits: ${listed(changes, most)}`),
        width,
      );
}

export const spendPanel: Panel = {
  id: 'spend',
  title: () => 'Spend on security, a year',
  draw: (state, { width, theme }) => {
    const { model, today } = state;
    if (model === null) return [];
    const nothing = noDoughnut(state);
    const spend = today?.answer?.spendPerYear ?? null;
    const now = spend === null ? '' : `today ${theme.words(money(spend, model.currency))}`;
    if (nothing !== null) {
      const paid = nothing === 'noChoice' && spend !== null ? [` ${now}`] : [];
      return [...paid, ...empty(nothing, width, theme)];
    }
    const known = ringsToday.of(state);
    const document = known?.document ?? null;
    if (document === null) {
      const words = known?.failure ?? (known === null ? 'worked out after this run' : 'being worked out');
      return [
        cut(theme.words(` at least · best · at most: ${words}     ${now}`), width),
        theme.quiet(cut(' the least that keeps all limits, what pays best, beyond which all is waste', width)),
      ];
    }
    const { rings } = document;
    if (rings === undefined) {
      return [
        cut(` ${theme.bad(noRingsOf(document).said)}     ${now}`, width),
        theme.quiet(cut(' so there is no least, best or most to spend (the rings): 2 says the ways out', width)),
      ];
    }
    const sum = (value: number): string => theme.words(money(value, model.currency));
    const { necessary, optimum, sufficient, actual } = rings;
    const stand = standingWords(
      {
        atLeast: necessary.value,
        best: optimum.value,
        atMost: sufficient.value,
        today: actual.value,
        whatIf: null,
        isKept: document.today.inside,
      },
      sum,
      theme,
    );
    const ofToday = `today ${sum(actual.value)}`;
    return [
      firstThatFits(
        ['     ', '  '].map(
          (gap) =>
            ` at least ${sum(necessary.value)}${theme.glyphs.separator}best ${sum(optimum.value)}${theme.glyphs.separator}at most ${sum(sufficient.value)}${gap}${ofToday} ${stand}`,
        ),
        width,
      ),
      cut(
        model.limits.length === 0
          ? ' no limit asks for any: best is where spend and losses together are least'
          : necessaryBuys(document, theme, model.currency, width),
        width,
      ),
    ];
  },
};
