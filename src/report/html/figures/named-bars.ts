/** Bars that lie, each under its name: names of models are long, and beside a bar they would leave it no room. */
import { escapeText, shortName } from '../markup.ts';
import { layoutOf } from './chart-parts.ts';

/** Pixels of a row: its name, and the bars below it. */
const ROW = 48;
/** Pixels for the axis and the legend. */
const REST = 110;

/** @param names From above. @param xaxis The axis that bars are measured on. */
export function namedBarsLayout(
  names: readonly string[],
  xaxis: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const annotations = names.map((name, row) => ({
    text: escapeText(shortName(name, 64)),
    xref: 'paper',
    x: 0,
    xanchor: 'left',
    y: row,
    yshift: 19,
    yanchor: 'middle',
    showarrow: false,
  }));
  const yaxis = {
    range: [names.length - 0.5, -0.8],
    showticklabels: false,
    showgrid: false,
    zeroline: false,
    fixedrange: true,
  };
  const height = ROW * names.length + REST;
  return layoutOf(xaxis, yaxis, { height, annotations, bargap: 0.65, margin: { l: 12, r: 20, t: 10, b: 20 }, ...more });
}
