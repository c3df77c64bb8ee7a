/** What charts have in common: axes, and names of the page's colours. */
import { shortMoney } from '../../../results/format/money.ts';
import { oneIn, percent } from '../../../results/format/share.ts';
import { logTicks } from '../../charts/ticks.ts';

/** Colours of the page, which differ between light, dark and print. */
export const COLOUR = {
  ink: '--ink',
  quiet: '--quiet',
  accent: '--accent',
  second: '--second',
  band: '--band',
  band2: '--band-2',
  good: '--good',
  doubtful: '--doubtful',
  bad: '--bad',
  panel: '--panel',
} as const;

type Axis = Readonly<Record<string, unknown>>;

/** What each axis has. */
const plain = { zeroline: false, showline: true, automargin: true, fixedrange: false } as const;

/** Ends of a logarithmic axis as Plotly takes them. */
const logRange = (low: number, high: number): readonly number[] => [Math.log10(low), Math.log10(high)];

/** An axis of sums of money, logarithmic. */
export function moneyLogAxis(title: string, low: number, high: number, currency: string): Axis {
  const ticks = logTicks(low, high, 9);
  return {
    ...plain,
    type: 'log',
    title: { text: title },
    range: logRange(low, high),
    tickvals: ticks,
    ticktext: ticks.map((tick) => shortMoney(tick, currency)),
  };
}

/** An axis of chances, logarithmic: in per cent, and how often where that is seldom. */
export function chanceLogAxis(title: string, low: number, high: number): Axis {
  const ticks = logTicks(low, high, 10);
  const words = ticks.map((tick) => {
    const often = oneIn(tick);
    return often === '' ? percent(tick) : `${percent(tick)}, ${often}`;
  });
  return {
    ...plain,
    type: 'log',
    title: { text: title },
    range: logRange(low, high),
    tickvals: ticks,
    ticktext: words,
  };
}

/** The least step of 1, 2 or 5 times a power of ten by which `range` takes at most `most` steps. */
function stepOf(range: number, most: number): number {
  const rough = range / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= rough * (1 - 1e-9)) ?? 10 * power;
}

/** Round values from `low` to `high`. */
export function linearTicks(low: number, high: number, most = 7): number[] {
  if (!(high > low)) return [low];
  const step = stepOf(high - low, most);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** An axis of sums of money. */
export function moneyAxis(title: string, low: number, high: number, currency: string): Axis {
  const ticks = linearTicks(low, high);
  return {
    ...plain,
    title: { text: title },
    range: [low, high],
    tickvals: ticks,
    ticktext: ticks.map((tick) => shortMoney(tick, currency)),
  };
}

/** A layout with its axes. */
export const layoutOf = (xaxis: Axis, yaxis: Axis, more: Axis = {}): Axis => ({
  xaxis,
  yaxis,
  margin: { l: 20, r: 20, t: 10, b: 20 },
  hovermode: 'closest',
  legend: { orientation: 'h', x: 0, y: 1.02, yanchor: 'bottom' },
  ...more,
});
