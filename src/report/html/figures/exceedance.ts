/** The loss exceedance curve with its band and the limits of the appetite in it. */
import type { CurvePoint, ScenarioResult } from '../../../results/scenario-result.ts';
import { doubted } from '../../../results/format/doubted.ts';
import { money, shortMoney } from '../../../results/format/money.ts';
import { oneIn, percent } from '../../../results/format/share.ts';
import { frameOf, type Frame } from '../../charts/exceedance-chart.ts';
import { limitLetters } from '../../run/appetite-table.ts';
import { withinOf, type Scene } from '../../run/scene.ts';
import type { Table } from '../../../results/table.ts';
import type { Figure } from '../figure.ts';
import { escapeText } from '../markup.ts';
import { chanceLogAxis, COLOUR, layoutOf, moneyLogAxis } from './chart-parts.ts';

interface Mark {
  readonly letter: string;
  readonly id: string;
  readonly status: string;
  readonly loss: number;
  readonly chance: number;
}

/** The chance of losing more than a sum, as the curve has it; 1 below its first point. */
const chanceAt = (curve: readonly CurvePoint[], sum: number): number =>
  curve.findLast(({ loss }) => loss <= sum)?.probability ?? 1;

/** A point of a tolerance curve that loss keeps below, while the curve as a whole does not hold. */
const KEPT = 'kept there';

/**
 * The limits that lie in the plane of loss and chance.
 *
 * The status of a tolerance curve is that of the point that decides: another point that the losses keep below says so.
 */
const marksOf = ({ appetite, loss: { exceedance } }: ScenarioResult): Mark[] =>
  appetite.flatMap(({ points = [], status, id, limit }, index) =>
    points
      .filter(({ loss }) => loss > 0)
      .map(({ loss, chance }) => {
        const decides = points.length === 1 || status === 'within' || chance === limit;
        const isKept = !decides && chanceAt(exceedance, loss) <= chance;
        return { letter: limitLetters(index), id, status: isKept ? KEPT : status, loss, chance };
      }),
  );

interface Step {
  readonly loss: number;
  readonly probability: number;
  readonly low: number;
  readonly high: number;
}

/** Points of the line: where a lump of losses lies the curve falls at one loss. */
const stepsOf = (points: readonly CurvePoint[]): Step[] =>
  points.flatMap(({ loss, reaching, ...chance }) => [
    ...(reaching === undefined ? [] : [{ loss, ...reaching }]),
    { loss, ...chance },
  ]);

/** What lies in the frame, and the next point; a loss of 0 at the left edge. */
function shownSteps(points: readonly CurvePoint[], frame: Frame): Step[] {
  const steps = stepsOf(points).map((step) => ({ ...step, loss: Math.max(step.loss, frame.lowLoss) }));
  const firstBehind = steps.findIndex(({ loss }) => loss >= frame.highLoss);
  const shown = firstBehind < 0 ? steps : steps.slice(0, firstBehind + 1);
  const floor = frame.lowChance / 10;
  return shown.map(({ loss, probability, low, high }) => ({
    loss,
    probability: Math.max(probability, floor),
    low: Math.max(low, floor),
    high: Math.max(high, floor),
  }));
}

const words = ({ loss, probability }: Step, currency: string): string => {
  const often = oneIn(probability);
  return escapeText(
    `${percent(probability, probability / 50)}${often === '' ? '' : ` (${often})`} lose more than ${shortMoney(Number(loss.toPrecision(3)), currency)}`,
  );
};

/** A line and the band around it. */
function traces(
  name: string,
  steps: readonly Step[],
  colours: { line: string; band: string; dash: string },
  currency: string,
) {
  const reversed = steps.toReversed();
  return [
    {
      type: 'scatter',
      mode: 'lines',
      name: `${name}: 90% band`,
      x: [...steps, ...reversed].map(({ loss }) => loss),
      y: [...steps.map(({ high }) => high), ...reversed.map(({ low }) => low)],
      fill: 'toself',
      fillcolor: colours.band,
      line: { width: 0, color: colours.band },
      hoverinfo: 'skip',
    },
    {
      type: 'scatter',
      mode: 'lines',
      name,
      x: steps.map(({ loss }) => loss),
      y: steps.map(({ probability }) => probability),
      line: { color: colours.line, width: 2.5, dash: colours.dash },
      hoverinfo: 'text',
      text: steps.map((step) => words(step, currency)),
    },
  ];
}

const SYMBOLS: Readonly<Record<string, { readonly symbol: string; readonly color: string }>> = {
  within: { symbol: 'circle', color: COLOUR.good },
  outside: { symbol: 'x', color: COLOUR.bad },
  'at margin': { symbol: 'diamond', color: COLOUR.doubtful },
  'not resolved': { symbol: 'diamond-open', color: COLOUR.doubtful },
  [KEPT]: { symbol: 'circle-open', color: COLOUR.ink },
};

/** Limits, each by its letter, its status by colour, shape and words. */
function markTrace(marks: readonly Mark[], { highChance }: Frame, currency: string) {
  return {
    type: 'scatter',
    mode: 'markers+text',
    name: 'limits: the curve should pass below',
    x: marks.map(({ loss }) => loss),
    y: marks.map(({ chance }) => chance),
    text: marks.map(({ letter }) => letter),
    // Above the uppermost a letter would be cut off
    textposition: marks.map(({ chance }) => (chance > highChance * 0.8 ? 'bottom right' : 'top right')),
    textfont: { size: 15, color: COLOUR.ink },
    marker: {
      size: 11,
      symbol: marks.map(({ status }) => SYMBOLS[status]?.symbol ?? 'circle'),
      color: marks.map(({ status }) => SYMBOLS[status]?.color ?? COLOUR.ink),
      line: { width: 1.5, color: marks.map(({ status }) => SYMBOLS[status]?.color ?? COLOUR.ink) },
    },
    hoverinfo: 'text',
    hovertext: marks.map(({ letter, id, status, loss, chance }) =>
      escapeText(`${letter}: ${id}, over ${shortMoney(loss, currency)} at most ${percent(chance)}: ${status}`),
    ),
  };
}

const COLUMNS = ['curve', 'loss more than', 'chance', 'low', 'high'];

const rowsOf = (name: string, points: readonly CurvePoint[]): Table['rows'] =>
  points.map(({ loss, probability, low, high }) => [name, loss, probability, low, high]);

/** `A and B`: what the limits in the picture are, for who does not see it. */
const marksWords = (marks: readonly Mark[], currency: string): string =>
  marks
    .map(
      ({ letter, loss, chance, status }) =>
        ` ${letter}: over ${shortMoney(loss, currency)}, at most ${percent(chance)}, ${status}.`,
    )
    .join('');

interface Asked {
  readonly id: string;
  readonly title: string;
  /** The chance by the largest event of a year besides. */
  readonly withOccurrence: boolean;
}

/** Null where no loss was seen. */
export function exceedanceFigure(scene: Scene, { id, title, withOccurrence }: Asked): Figure | null {
  const { result, document } = scene;
  const { currency } = document;
  const { exceedance, occurrence } = result.loss;
  const marks = marksOf(result);
  const frame = frameOf(exceedance, marks);
  if (frame === null) return null;
  const year = traces(
    'all losses together',
    shownSteps(exceedance, frame),
    { line: COLOUR.accent, band: COLOUR.band, dash: 'solid' },
    currency,
  );
  const event = withOccurrence
    ? traces(
        'the largest event',
        shownSteps(occurrence, frame),
        { line: COLOUR.second, band: COLOUR.band2, dash: 'dash' },
        currency,
      )
    : [];
  const data = [...year, ...event, ...(marks.length === 0 ? [] : [markTrace(marks, frame, currency)])];
  const within = withinOf(scene);
  const bad = result.loss.valueAtRisk['0.99'];
  // A first look has one measure of bad years, and it stands above
  const worst =
    bad === undefined || !withOccurrence
      ? ''
      : ` One in 100 loses ${bad.value === 0 ? 'nothing' : `${doubted(money(bad.value, currency, bad.standardError), bad)} or more`}.`;
  return {
    id,
    title: `${title}, ${within}`,
    summary: `The chance of losing more than a sum, ${within}; each step of a scale is ten times the one before.${worst}${marksWords(marks, currency)}`,
    picture: {
      kind: 'chart',
      chart: {
        data,
        layout: layoutOf(
          moneyLogAxis('loss', frame.lowLoss, frame.highLoss, currency),
          chanceLogAxis('', frame.lowChance, Math.min(1, frame.highChance * 1.15)),
        ),
      },
    },
    table: {
      columns: COLUMNS,
      rows: [...rowsOf('year', exceedance), ...(withOccurrence ? rowsOf('largest event', occurrence) : [])],
    },
  };
}
