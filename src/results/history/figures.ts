/** The figures of documents that are followed from run to run. */
import type { CompareDocument } from '../compare-document.ts';
import type { DoughnutDocument } from '../doughnut-document.ts';
import type { Amount } from '../doughnut/amounts.ts';
import { estimate } from '../estimate.ts';
import type { ResultDocument } from '../result-document.ts';
import type { LimitResult, ScenarioResult } from '../scenario-result.ts';
import type { SnowballDocument } from '../snowball-document.ts';
import type { Figure } from './about.ts';

const MONEY_LIMITS: ReadonlySet<LimitResult['kind']> = new Set(['meanLoss', 'tailMean']);
const NUMBER_LIMITS: ReadonlySet<LimitResult['kind']> = new Set(['gotThrough']);

const unitOf = (kind: LimitResult['kind']): Figure['unit'] =>
  MONEY_LIMITS.has(kind) ? 'money' : NUMBER_LIMITS.has(kind) ? 'number' : 'share';

/** `1 in 100` for .99. */
export const oneIn = (level: string): string => `1 in ${Number((1 / (1 - Number(level))).toPrecision(6))}`;
/** `mean of the worst 5%` for .95. */
export const meanOfWorst = (level: string): string =>
  `mean of the worst ${Number((100 * (1 - Number(level))).toPrecision(6))}%`;

/** Of one scenario: mean, quantiles from 1 in 10 on, tails, chance of loss, and limits. */
function figuresOfResult(of: string, { loss, appetite }: ScenarioResult): readonly Figure[] {
  return [
    { of, name: 'mean loss', unit: 'money', estimate: loss.mean },
    { of, name: 'standard deviation', unit: 'money', estimate: loss.standardDeviation },
    ...Object.entries(loss.valueAtRisk)
      .filter(([level]) => Number(level) >= 0.9)
      .map(([level, known]): Figure => ({ of, name: oneIn(level), unit: 'money', estimate: known })),
    ...Object.entries(loss.tailValueAtRisk).map(([level, known]): Figure => ({
      of,
      name: meanOfWorst(level),
      unit: 'money',
      estimate: known,
    })),
    { of, name: 'chance of loss', unit: 'share', estimate: loss.probabilityOfLoss },
    ...appetite.map(({ id, kind, estimate: known, status }): Figure => ({
      of,
      name: `limit ${id}`,
      unit: unitOf(kind),
      estimate: known,
      status,
    })),
  ];
}

export const figuresOfRun = (document: ResultDocument): readonly Figure[] =>
  Object.entries(document.scenarios).flatMap(([name, result]) => figuresOfResult(name, result));

export const figuresOfComparison = (document: CompareDocument): readonly Figure[] =>
  document.variants.flatMap(({ name, result }) => figuresOfResult(name, result));

export const figuresOfSnowball = (document: SnowballDocument): readonly Figure[] =>
  Object.entries(document.scenarios).flatMap(([of, { points }]) =>
    points.map(({ id, madeHere }): Figure => ({ of, name: `made at ${id}`, unit: 'money', estimate: madeHere })),
  );

const RINGS = {
  necessary: 'at least',
  optimum: 'best',
  sufficient: 'at most',
  actual: 'today',
  effective: 'worth',
} as const;

/** How low and how high are read as the ends of an interval. */
const known = ({ value, low, high, standardError }: Amount): Figure['estimate'] =>
  estimate(value, standardError, false, { low: low ?? -Infinity, high: high ?? Infinity });

/** The five amounts of a doughnut; none where there is no safe space. */
export const figuresOfDoughnut = ({ rings }: DoughnutDocument): readonly Figure[] =>
  rings === undefined
    ? []
    : Object.entries(RINGS).map(([ring, name]): Figure => ({
        of: 'spend',
        name,
        unit: 'money',
        estimate: known(rings[ring as keyof typeof RINGS]),
      }));
