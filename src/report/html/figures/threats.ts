/** Severity against proximity: how soon each threat gets through, and what it then costs. */
import { shortMoney } from '../../../results/format/money.ts';
import { plainNumber } from '../../../results/format/count.ts';
import { namesApart } from '../../charts/names-apart.ts';
import { logTicks } from '../../charts/ticks.ts';
import type { Scene } from '../../run/scene.ts';
import { threatName } from '../../text/names.ts';
import type { Figure } from '../figure.ts';
import { escapeText, shortName } from '../markup.ts';
import { COLOUR, layoutOf, moneyLogAxis } from './chart-parts.ts';

const YEAR = 8760;
/** Marks of how often it gets through, about. */
const MOST_TICKS = 7;
/** Threats whose names stand in the picture at most, those that cost most. */
const NAMED = 14;
/** Of the plot at the width of a screen, pixels. */
const PLOT = { width: 640, height: 290 };

interface Place {
  readonly id: string;
  readonly name: string;
  /** Events that get through a year. */
  readonly rate: number;
  readonly rateError: number;
  /** Counted money of an event that gets through. */
  readonly severity: number;
  readonly severityError: number;
  readonly caused: number;
}

/** Both known; the relative errors of a quotient are at most those of its parts together. */
function placesOf({ result, page }: Scene): Place[] {
  const years = result.conditions.horizonHours / YEAR;
  const periods = Math.max(1, years);
  return Object.entries(result.threats)
    .flatMap(([id, { gotThroughPerHorizon: through, lossCaused }]) => {
      if (through.value <= 0 || lossCaused.value <= 0) return [];
      const severity = (lossCaused.value * periods) / through.value;
      const relative = through.standardError / through.value + lossCaused.standardError / lossCaused.value;
      return [
        {
          id,
          name: threatName(id, page),
          rate: through.value / years,
          rateError: through.standardError / years,
          severity,
          severityError: Number.isFinite(relative) ? severity * relative : 0,
          caused: lossCaused.value,
        },
      ];
    })
    .toSorted((a, b) => b.caused - a.caused || (a.id < b.id ? -1 : 1));
}

/** `once in 28 years`, `3 times a year`. */
function oftenWords(rate: number, error: number): string {
  if (rate >= 1) return `${plainNumber(rate, error)} times a year`;
  return `once in ${plainNumber(1 / rate, error / (rate * rate))} years`;
}

/** Round times a year, or a round number of years apart. */
function oftenTicks(slow: number, fast: number): number[] {
  const decades = Math.log10(fast / slow);
  const ticksFor = (low: number, high: number): number[] =>
    high <= low ? [] : logTicks(low, high, Math.max(1, Math.round((MOST_TICKS * Math.log10(high / low)) / decades)));
  const rare = ticksFor(1 / Math.min(1, fast), 1 / slow).map((years) => 1 / years);
  const often = ticksFor(Math.max(1, slow), fast);
  return [...new Set([...rare.toReversed(), ...often])];
}

/** Null where no threat that gets through costs anything. */
export function threatFigure(scene: Scene, id: string): Figure | null {
  const places = placesOf(scene);
  if (places.length === 0) return null;
  const { currency } = scene.document;
  const [rates, severities] = [places.map(({ rate }) => rate), places.map(({ severity }) => severity)];
  const ends = (values: readonly number[]): readonly [number, number] => [
    Math.min(...values) / 2.5,
    Math.max(...values) * 2.5,
  ];
  const [slow, fast] = ends(rates);
  const ticks = oftenTicks(slow, fast);
  const [least, most] = ends(severities);
  const part = (value: number, low: number, high: number): number => Math.log(value / low) / Math.log(high / low);
  const beside = namesApart(
    places.slice(0, NAMED).map(({ name, rate, severity }) => ({
      x: PLOT.width * part(rate, slow, fast),
      y: PLOT.height * (1 - part(severity, least, most)),
      name: shortName(name, 24),
    })),
    PLOT,
  );
  const isUnnamed = places.some((_, index) => (beside[index] ?? null) === null);
  const hover = ({ name, rate, rateError, severity, caused }: Place): string =>
    escapeText(
      `${shortName(name, 60)}: ${oftenWords(rate, rateError)}, ${shortMoney(Number(severity.toPrecision(2)), currency)} each, ${shortMoney(Number(caused.toPrecision(2)), currency)} a year on average`,
    );
  return {
    id,
    title: 'How soon it comes, and what it then costs',
    summary:
      'Each point is a threat: to the right it gets through more often, further up it costs more each time. Bars: two standard errors of the simulation. What lies in the upper right costs most.' +
      (isUnnamed ? ' Points without a name have it in the table.' : ''),
    picture: {
      kind: 'chart',
      chart: {
        data: [
          {
            type: 'scatter',
            mode: 'markers+text',
            x: rates,
            y: severities,
            error_x: {
              type: 'data',
              array: places.map(({ rateError }) => 2 * rateError),
              color: COLOUR.quiet,
              thickness: 1,
              width: 0,
            },
            error_y: {
              type: 'data',
              array: places.map(({ severityError }) => 2 * severityError),
              color: COLOUR.quiet,
              thickness: 1,
              width: 0,
            },
            text: places.map(({ name }, index) =>
              (beside[index] ?? null) === null ? '' : escapeText(shortName(name, 24)),
            ),
            textposition: places.map((_, index) => beside[index] ?? 'middle right'),
            marker: { size: 10, color: COLOUR.accent },
            hoverinfo: 'text',
            hovertext: places.map(hover),
          },
        ],
        layout: layoutOf(
          {
            type: 'log',
            zeroline: false,
            showline: true,
            automargin: true,
            title: { text: 'how often it gets through' },
            range: [Math.log10(slow), Math.log10(fast)],
            tickvals: ticks,
            ticktext: ticks.map((tick) =>
              tick >= 1
                ? `${plainNumber(tick)} a year`
                : `1 in ${plainNumber(Number((1 / tick).toPrecision(3)))} years`,
            ),
          },
          moneyLogAxis('loss of an event', least, most, currency),
        ),
      },
    },
    table: {
      columns: ['threat', 'gets through a year', 'standard error', 'loss of an event', 'mean loss of a period'],
      rows: places.map(({ id: threat, rate, rateError, severity, caused }) => [
        threat,
        rate,
        rateError,
        severity,
        caused,
      ]),
    },
  };
}
