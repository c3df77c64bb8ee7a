/** Spend on security in a line or two: at least, best, at most, today; which limit decides. */
import { money } from '../../results/format/money.ts';
import { listed } from '../../results/format/count.ts';
import type { DoughnutDocument } from '../../results/doughnut-document.ts';
import { printable } from '../../report/text/display-width.ts';
import type { Panel } from '../state/product.ts';
import { hasPrices, ringsToday } from '../state/rings.ts';
import type { Theme } from '../draw/theme.ts';
import { cut } from '../draw/text.ts';
import { empty } from '../words/empty.ts';
import { noRingsOf } from '../words/no-rings.ts';

/** What the least that is necessary buys, against today: `network-switching automatic`. */
function necessaryBuys({ portfolios, rings }: DoughnutDocument, theme: Theme, currency: string): string {
  const { necessary, current } = portfolios;
  if (necessary === undefined || rings === undefined) return '';
  const changes = Object.entries(necessary)
    .filter(([control, level]) => current[control] !== level)
    .map(([control, level]) => theme.words(printable(`${control} ${level}`)));
  const sum = theme.words(money(rings.necessary.value, currency));
  return changes.length === 0
    ? ` today keeps all limits`
    : ` ${sum} is the least that holds all limits: ${listed(changes, 3)}`;
}

export const spendPanel: Panel = {
  id: 'spend',
  title: () => 'Spend on security, a year',
  draw: (state, { width, theme }) => {
    const { model, today } = state;
    if (model === null) return [];
    if (model.controls.length === 0) return empty('noControls', width, theme);
    if (!hasPrices(state)) return empty('noSpend', width, theme);
    const spend = today?.answer?.spendPerYear ?? null;
    const now = spend === null ? '' : `today ${theme.words(money(spend, model.currency))}`;
    const known = ringsToday.of(state);
    const document = known?.document ?? null;
    if (document === null) {
      const words = known?.failure ?? (known === null ? 'worked out after this run' : 'being worked out');
      return [cut(theme.words(` at least · best · at most: ${words}     ${now}`), width)];
    }
    const { rings } = document;
    if (rings === undefined) {
      return [cut(` ${theme.bad(noRingsOf(document).said)}: no ring can be drawn     ${now}`, width)];
    }
    const sum = (value: number): string => theme.words(money(value, model.currency));
    const short =
      rings.shortfall.value > 0 ? theme.bad(`${theme.glyphs.short} SHORT ${sum(rings.shortfall.value)}`) : '';
    const over =
      rings.overshoot.value > 0 ? theme.doubtful(`${theme.glyphs.over} OVER ${sum(rings.overshoot.value)}`) : '';
    const stand = short || over || theme.good(`${theme.glyphs.safe} SAFE`);
    return [
      cut(
        ` at least ${sum(rings.necessary.value)}${theme.glyphs.separator}best ${sum(rings.optimum.value)}${theme.glyphs.separator}at most ${sum(rings.sufficient.value)}     ${now} ${stand}`,
        width,
      ),
      cut(
        model.limits.length === 0
          ? ' no limit asks for any: best is where spend and losses together are least'
          : necessaryBuys(document, theme, model.currency),
        width,
      ),
    ];
  },
};
