/** The exceedance curve of what is shown, in a frame that does not move while a run goes on. */
import {
  frameOf,
  exceedanceChart,
  widerFrame,
  type CurveMark,
  type Frame,
} from '../../report/charts/exceedance-chart.ts';
import { limitLetter } from '../../report/run/appetite-table.ts';
import { doubted } from '../../results/format/doubted.ts';
import { money, shortMoney } from '../../results/format/money.ts';
import { percent } from '../../results/format/share.ts';
import { withinSpan } from '../../results/format/time.ts';
import type { CurvePoint, LimitPoint } from '../../results/scenario-result.ts';
import { themeOf, type Theme } from '../draw/theme.ts';
import { picture } from '../draw/picture.ts';
import type { Message, Step } from '../state/message.ts';
import type { Panel, Spoken } from '../state/product.ts';
import { shownFigures, slot, type Figures, type State } from '../state/state.ts';
import { statusPaintOf } from '../words/badge.ts';
import { empty } from '../words/empty.ts';
import { aheadPulse, limitsNow } from '../words/looks.ts';
import { resultOf } from '../words/scene.ts';

/** Standard errors on both sides that hold 90 %. */
const REACH = 1.645;

/** The frame, and the model for which it was made. */
const keptFrame = slot<{ readonly modelHash: string; readonly frame: Frame } | null>('overview.frame', null);

/** The curve that is known best: of the pulse where it rests on more trials than the document. */
function pointsOf(figures: Figures): readonly CurvePoint[] {
  const pulse = aheadPulse(figures);
  if (pulse !== null) {
    return pulse.exceedance.map(({ loss, probability, standardError }) => ({
      loss,
      probability,
      low: Math.max(0, probability - REACH * standardError),
      high: Math.min(1, probability + REACH * standardError),
    }));
  }
  return resultOf(figures.answer)?.loss.exceedance ?? [];
}

function marksOf(state: State, figures: Figures, theme: Theme): CurveMark[] {
  const { model } = state;
  if (model === null) return [];
  const now = limitsNow(figures, model.limits);
  return now.flatMap(({ result, status }, index) =>
    (result?.points ?? [])
      .filter(({ loss }: LimitPoint) => loss > 0)
      .map(({ loss, chance }: LimitPoint) => ({
        loss,
        chance,
        character: limitLetter(index),
        paint: statusPaintOf(status, theme),
      })),
  );
}

const PLAIN = themeOf({ glyphs: 'unicode', palette: 'none' });

/** Widens the frame by what the host says. */
export function hearCurve(state: State, message: Message): Step<State> | null {
  if (message.kind !== 'host' || (message.said.kind !== 'pulse' && message.said.kind !== 'answer')) return null;
  const { model } = state;
  const figures = state.today?.request === message.said.id ? state.today : null;
  if (model === null || figures === null) return null;
  const found = frameOf(pointsOf(figures), marksOf(state, figures, PLAIN));
  if (found === null) return null;
  const kept = keptFrame.of(state);
  const isSame = kept?.modelHash === model.modelHash;
  // A run that has ended shows all there is and no more
  const isEnd = message.said.kind === 'answer' && message.said.settled;
  const frame = isSame && !isEnd ? widerFrame(kept.frame, found) : found;
  return [keptFrame.with(state, { modelHash: model.modelHash, frame }), []];
}

/** Chances at which a curve is told, each with the share of years that lose less. */
const TOLD = [
  [0.1, '0.9'],
  [0.05, '0.95'],
  [0.02, '0.98'],
  [0.01, '0.99'],
  [0.001, '0.999'],
] as const;

/** The curve as five points, and as a table of all of it. */
function spokenCurve(state: State): Spoken | null {
  const figures = shownFigures(state);
  const points = figures === null ? [] : pointsOf(figures);
  if (state.model === null || figures === null || points.length === 0) return null;
  const sum = (loss: number): string => shortMoney(Number(loss.toPrecision(2)), state.model?.currency ?? '');
  const known = aheadPulse(figures) === null ? resultOf(figures.answer)?.loss.valueAtRisk : undefined;
  /** The loss of a chance as the report has it; between the points of the curve where it has none. */
  const lossAt = (chance: number, share: string): string => {
    const exact = known?.[share];
    if (exact !== undefined) {
      if (exact.value === 0) return 'nothing';
      return `${doubted(money(exact.value, state.model?.currency ?? '', exact.standardError), exact)} or more`;
    }
    const at = points.findLastIndex(({ probability }) => probability >= chance);
    const [reached, next] = [points[at], points[at + 1]];
    if (reached === undefined || (reached.loss === 0 && next === undefined)) return 'nothing';
    return next === undefined || next.probability <= 0
      ? `over ${sum(reached.loss)}`
      : `between ${sum(reached.loss)} and ${sum(next.loss)}`;
  };
  const told = TOLD.map(([chance, share]) => `1 in ${Math.round(1 / chance)}: ${lossAt(chance, share)}`);
  // Behind the first loss that was never passed there is nothing to hear
  const last = points.findIndex(({ probability }) => probability <= 0);
  const all = points
    .slice(0, last < 0 ? undefined : last + 1)
    .map(
      ({ loss, probability, low, high }) =>
        `over ${sum(loss)} in ${percent(probability, Math.max(0, high - low) / (2 * REACH))}, nine in ten ${percent(low, probability / 20)} to ${percent(high, probability / 20)}`,
    );
  return { now: [told.join('; ')], all };
}

export const curvePanel: Panel = {
  id: 'curve',
  spoken: spokenCurve,
  title: ({ model }) => `Chance of losing more ${withinSpan(model?.periodHours ?? 8760)}`,
  draw: (state, { width, height, theme }) => {
    const figures = shownFigures(state);
    const { model } = state;
    if (figures === null || model === null) return empty('notYet', width, theme);
    const points = pointsOf(figures);
    if (points.length === 0) return empty(figures.isSettled ? 'noLoss' : 'notYet', width, theme);
    const isUncertain = (resultOf(figures.answer)?.measured.worlds ?? 1) > 1;
    const words = isUncertain ? 'dotted: 90% of what we do not know' : 'dotted: 90%, by chance';
    const hasBand = points.some(({ probability, low, high }) => probability > 0 && high > low);
    const hasWords = hasBand && height >= 8 && width >= words.length + 2;
    const frame = shownFigures(state) === state.today ? keptFrame.of(state)?.frame : undefined;
    const chart = exceedanceChart(
      {
        points,
        marks: marksOf(state, figures, theme),
        currency: model.currency,
        rows: Math.max(3, height - 2 - (hasWords ? 1 : 0)),
        indent: 0,
        frame,
      },
      { width, style: theme },
    );
    const lines = [
      ...chart.map((line) => picture(line, theme)),
      ...(hasWords ? [`${' '.repeat(Math.min(6, width - words.length))}${theme.quiet(words)}`] : []),
    ];
    return lines;
  },
};
