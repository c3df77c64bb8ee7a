/** The tornado: a figure with one input after the other at its low and its high end. */
import { shortMoney } from '../../../results/format/money.ts';
import { percent } from '../../../results/format/share.ts';
import { plainNumber } from '../../../results/format/count.ts';
import type { SensitivityDocument, SensitivityFigure, Swing, SwingEnd } from '../../../results/sensitivity-document.ts';
import { errorWords, figureWords, isSeen } from '../../sensitivity/figure-words.ts';
import type { Figure } from '../figure.ts';
import { escapeText, shortName, withMinus } from '../markup.ts';
import { COLOUR, linearTicks } from './chart-parts.ts';
import { namedBarsLayout } from './named-bars.ts';

/** Inputs in the picture; all are in the table. */
const MOST = 10;

const tickWords = (value: number, unit: SensitivityFigure['unit'], currency: string): string => {
  switch (unit) {
    case 'money':
      return shortMoney(value, currency);
    case 'share':
      return percent(value);
    case 'number':
      return plainNumber(value);
  }
};

/** Null where no swing is known. */
export function tornadoFigure(document: SensitivityDocument, which: string, id: string): Figure | null {
  const figure = document.figures[which];
  if (figure === undefined || document.design === null) return null;
  const { subject, unit, mean, swings } = figure;
  const shown = swings.filter(({ swing }) => swing.value !== 0).slice(0, MOST);
  if (shown.length === 0) return null;
  const { currency } = document;
  const ends = shown.flatMap(({ low, high }) => [low.figure.value, high.figure.value]);
  const [least, greatest] = [Math.min(mean.value, ...ends), Math.max(mean.value, ...ends)];
  const room = (greatest - least || Math.abs(mean.value) || 1) * 0.08;
  const range = [least - room, greatest + room] as const;
  const ticks = linearTicks(...range, 5);
  const bars = (
    name: string,
    endOf: (swing: Swing) => SwingEnd,
    look: { readonly color: string; readonly pattern: Readonly<Record<string, unknown>> },
  ): Readonly<Record<string, unknown>> => ({
    type: 'bar',
    orientation: 'h',
    name,
    y: shown.map((_, row) => row),
    base: shown.map(() => mean.value),
    x: shown.map((swing) => endOf(swing).figure.value - mean.value),
    marker: look,
    hoverinfo: 'text',
    hovertext: shown.map((swing) => {
      const { figure: there } = endOf(swing);
      const words = `${figureWords(there, unit, currency)} ${errorWords(there, unit, currency)}`.trim();
      return escapeText(`${swing.input}, ${name}: ${withMinus(words)}`);
    }),
    textposition: 'none',
  });
  return {
    id,
    title: `The ${subject}, with one estimate low and high`,
    summary: `The longer a bar, the more the ${subject} moves when that estimate lies at its 5% or its 95% point and all else stays as uncertain as it is. The middle line is the ${subject} as it stands, on these futures: ${figureWords(mean, unit, currency)}. Beside each name: from the low end to the high one, on the same futures, with its standard error.`,
    picture: {
      kind: 'chart',
      chart: {
        data: [
          bars('estimate at its low end', ({ low }) => low, {
            color: COLOUR.second,
            pattern: { shape: '/', fillmode: 'overlay', size: 6, solidity: 0.35, fgcolor: COLOUR.panel },
          }),
          bars('estimate at its high end', ({ high }) => high, { color: COLOUR.accent, pattern: { shape: '' } }),
        ],
        layout: namedBarsLayout(
          shown.map(({ input, swing }) => {
            const words = isSeen(swing)
              ? `${figureWords(swing, unit, currency)} ${errorWords(swing, unit, currency)}`.trim()
              : 'not seen';
            return `${shortName(input, 44)}: ${withMinus(words)}`;
          }),
          {
            zeroline: false,
            showline: true,
            automargin: true,
            title: { text: subject },
            range,
            tickvals: ticks,
            ticktext: ticks.map((tick) => withMinus(tickWords(tick, unit, currency))),
          },
          {
            barmode: 'overlay',
            shapes: [
              {
                type: 'line',
                x0: mean.value,
                x1: mean.value,
                yref: 'paper',
                y0: 0,
                y1: 1,
                line: { color: COLOUR.ink, width: 1.5 },
              },
            ],
          },
        ),
      },
    },
    table: {
      columns: ['input', 'low at', 'figure there', 'high at', 'figure there', 'swing'],
      rows: swings.map(({ input, low, high, swing }) => [input, low.at, low.figure, high.at, high.figure, swing]),
    },
  };
}
