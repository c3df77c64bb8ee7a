/** Sobol indices: which share of what nobody knows of a figure each input accounts for, alone and with others. */
import type { Estimate } from '../../../results/estimate.ts';
import { percentError } from '../../../results/format/share.ts';
import type { SensitivityDocument, SensitivityIndices } from '../../../results/sensitivity-document.ts';
import { shareOf } from '../../sensitivity/figure-words.ts';
import type { Figure } from '../figure.ts';
import { escapeText } from '../markup.ts';
import { COLOUR } from './chart-parts.ts';
import { namedBarsLayout } from './named-bars.ts';

/** Inputs in the picture; all are in the table. */
const MOST = 10;

/** A share of the variance: by chance it comes out below 0 or above 1, which no share is. */
const clamped = ({ value }: Estimate): number => Math.min(1, Math.max(0, value));

/** Null where no share is known. */
export function sharesFigure(document: SensitivityDocument, which: string, id: string): Figure | null {
  const figure = document.figures[which];
  if (figure === undefined || document.design === null || figure.indices.length === 0) return null;
  const { subject, indices } = figure;
  const shown = indices.slice(0, MOST);
  const bars = (
    name: string,
    of: (index: SensitivityIndices) => Estimate,
    look: { readonly color: string; readonly pattern: Readonly<Record<string, unknown>> },
  ): Readonly<Record<string, unknown>> => ({
    type: 'bar',
    orientation: 'h',
    name,
    y: shown.map((_, row) => row),
    x: shown.map((index) => clamped(of(index))),
    error_x: {
      type: 'data',
      array: shown.map((index) => 2 * of(index).standardError),
      color: COLOUR.ink,
      thickness: 1,
      width: 3,
    },
    marker: look,
    hoverinfo: 'text',
    hovertext: shown.map((index) =>
      escapeText(`${index.input}, ${name}: ${shareOf(of(index))} ${percentError(of(index).standardError)}`),
    ),
    textposition: 'none',
  });
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  return {
    id,
    title: `What is not known of the ${subject}, shared out`,
    summary: `Alone: the share of the variance between worlds that would go, on average, if that estimate were known exactly. In all: the share that would be left if all others were. Where in all is much longer than alone, the estimate matters by what it does together with others. Thin lines: two standard errors.`,
    picture: {
      kind: 'chart',
      chart: {
        data: [
          bars('alone', ({ first }) => first, { color: COLOUR.accent, pattern: { shape: '' } }),
          bars('in all', ({ total }) => total, {
            color: COLOUR.second,
            pattern: { shape: '/', fillmode: 'overlay', size: 6, solidity: 0.35, fgcolor: COLOUR.panel },
          }),
        ],
        layout: namedBarsLayout(
          shown.map(({ input }) => input),
          {
            zeroline: false,
            showline: true,
            automargin: true,
            title: { text: 'share of the variance' },
            range: [0, 1],
            tickvals: ticks,
            ticktext: ticks.map((tick) => `${100 * tick}%`),
          },
          { barmode: 'group' },
        ),
      },
    },
    table: {
      columns: ['input', 'alone', 'in all'],
      rows: indices.map(({ input, first, total }) => [input, first, total]),
    },
  };
}
