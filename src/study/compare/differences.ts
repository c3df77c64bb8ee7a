/** Differences of two samples on the same futures: in loss, nodes, threats and limits. */
import type { Level, Limit, Model } from '../../model/model.ts';
import type { Comparison, Difference, LimitComparison } from '../../results/compare-document.ts';
import type { Estimate } from '../../results/estimate.ts';
import type { LimitResult, LossResult, ScenarioResult } from '../../results/scenario-result.ts';
import type { PeriodSample } from '../../sim/measure/period-sample.ts';
import type { Sample } from '../../sim/session.ts';
import type { KeptColumns } from './kept-columns.ts';
import {
  columnDifference,
  deviationInfluence,
  exceedanceInfluence,
  lossDifference,
  meanInfluence,
  quantileInfluence,
  tailInfluence,
  type Influence,
  type Pair,
} from '../../sim/measure/paired.ts';
import { expectedSpend } from '../../doughnut/cost/expected-spend.ts';

/** Hours of a year. */
const YEAR = 8760;

const VALUE_AT_RISK = [0.9, 0.95, 0.99];
const TAIL_VALUE_AT_RISK = [0.95, 0.99];

/** A sample and its name. */
export interface Measured {
  readonly name: string;
  readonly model: Model;
  readonly kept: KeptColumns;
  readonly sample: Sample;
  readonly result: ScenarioResult;
}

/** Losses in clusters: worlds, or trials where there is one world. */
export function clustered({ losses, worlds, trialsPerWorld }: Sample): PeriodSample {
  const clusters = worlds > 1 ? worlds : trialsPerWorld;
  return { values: losses, sorted: losses.toSorted(), clusters, clusterSize: losses.length / clusters };
}

/** Difference of a figure that both keep as a column; null if one does not. */
function keptDifference(a: Measured, b: Measured, name: string, from: Estimate, to: Estimate): Difference | null {
  const [inA, inB] = [a.kept.figures.get(name), b.kept.figures.get(name)];
  if (inA === undefined || inB === undefined) return null;
  const { clusters, worlds } = a.sample;
  const sums = { trials: clusters.trials, from: clusters.of(inA.place), to: b.sample.clusters.of(inB.place) };
  return columnDifference(from, to, sums, inB.factor, worlds === 1);
}

const isSame = (from: Estimate, to: Estimate): boolean =>
  from.value === to.value && from.standardError === to.standardError;

function losses(a: Measured, b: Measured, pair: Pair): Comparison['loss'] {
  const [before, after] = [a.result.loss, b.result.loss];
  const of = (
    figure: (loss: LossResult) => Estimate,
    influence: (sample: PeriodSample, loss: LossResult) => Influence,
  ): Difference =>
    lossDifference(pair, figure(before), figure(after), {
      from: influence(pair.from, before),
      to: influence(pair.to, after),
    });
  const levels = (of1: readonly number[], one: (level: number) => Difference): Record<string, Difference> =>
    Object.fromEntries(of1.map((level) => [String(level), one(level)]));
  const known = (estimate: Estimate | undefined, what: string): Estimate => {
    if (estimate === undefined) throw new Error(`the result has no ${what}`);
    return estimate;
  };
  const bearers = Object.entries(before.byBearer).flatMap(([id, from]) => {
    const to = after.byBearer[id];
    const found = to === undefined ? null : keptDifference(a, b, `bearers.${id}`, from, to);
    return found === null ? [] : [[id, found] as const];
  });
  return {
    mean: of(
      (loss) => loss.mean,
      () => meanInfluence,
    ),
    standardDeviation: of(
      (loss) => loss.standardDeviation,
      (_, loss) => deviationInfluence(loss.mean.value, loss.standardDeviation.value),
    ),
    probabilityOfLoss: of(
      (loss) => loss.probabilityOfLoss,
      () => exceedanceInfluence(0),
    ),
    valueAtRisk: levels(VALUE_AT_RISK, (level) =>
      of(
        (loss) => known(loss.valueAtRisk[String(level)], `value at risk ${level}`),
        (sample) => quantileInfluence(sample, level),
      ),
    ),
    tailValueAtRisk: levels(TAIL_VALUE_AT_RISK, (level) =>
      of(
        (loss) => known(loss.tailValueAtRisk[String(level)], `tail value at risk ${level}`),
        (sample) => tailInfluence(sample, level),
      ),
    ),
    byBearer: Object.fromEntries(bearers),
  };
}

/** The subject of a limit, whatever it tolerates; null where its figure is of a place that may differ. */
function subjectOf(limit: Limit): string | null {
  switch (limit.kind) {
    case 'loss':
    case 'harm':
      return `${limit.kind} ${limit.over}`;
    case 'outage':
      return `outage ${limit.node} ${limit.overHours} ${limit.mbco}`;
    case 'gotThrough':
      return `got through ${limit.threat}`;
    case 'meanLoss':
      return 'mean';
    case 'tailMean':
      return `tail ${limit.level}`;
    case 'curve':
    case 'shareOfTail':
      return null;
  }
}

function limitDifference(
  a: Measured,
  b: Measured,
  pair: Pair,
  limit: Limit,
  from: Estimate,
  to: Estimate,
): Difference | null {
  const other = b.model.limits.find(({ id }) => id === limit.id);
  const subject = subjectOf(limit);
  if (other === undefined || subject === null || subjectOf(other) !== subject) return null;
  const both = (influence: (sample: PeriodSample) => Influence): Difference =>
    lossDifference(pair, from, to, { from: influence(pair.from), to: influence(pair.to) });
  switch (limit.kind) {
    case 'loss':
      return both(() => exceedanceInfluence(limit.over));
    case 'meanLoss': {
      const perYear = YEAR / a.model.periodHours;
      return both(() => (loss) => loss * perYear);
    }
    case 'tailMean':
      return both((sample) => tailInfluence(sample, limit.level));
    case 'outage':
    case 'harm':
    case 'gotThrough':
      return keptDifference(a, b, `limits.${limit.id}`, from, to);
    case 'curve':
    case 'shareOfTail':
      return null;
  }
}

function limits(a: Measured, b: Measured, pair: Pair): LimitComparison[] {
  const ids = [...new Set([...a.result.appetite, ...b.result.appetite].map(({ id }) => id))];
  const side = (limit: LimitResult | undefined): LimitComparison['from'] =>
    limit === undefined ? null : { estimate: limit.estimate, status: limit.status };
  return ids.map((id) => {
    const from = side(a.result.appetite.find((limit) => limit.id === id));
    const to = side(b.result.appetite.find((limit) => limit.id === id));
    const limit = a.model.limits.find((each) => each.id === id);
    const isKnown = limit !== undefined && from !== null && to !== null;
    return {
      id,
      from,
      to,
      difference: isKnown ? limitDifference(a, b, pair, limit, from.estimate, to.estimate) : null,
    };
  });
}

function nodes(a: Measured, b: Measured): Comparison['nodes'] {
  const entries = Object.entries(a.result.nodes).flatMap(([id, from]) => {
    const to = b.result.nodes[id];
    if (to === undefined) return [];
    if (isSame(from.unavailability, to.unavailability) && isSame(from.lossCaused, to.lossCaused)) return [];
    const down = keptDifference(a, b, `nodes.${id}.unavailability`, from.unavailability, to.unavailability);
    const caused = keptDifference(a, b, `nodes.${id}.lossCaused`, from.lossCaused, to.lossCaused);
    return down === null || caused === null ? [] : [[id, { unavailability: down, lossCaused: caused }] as const];
  });
  return Object.fromEntries(entries);
}

function threats(a: Measured, b: Measured): Comparison['threats'] {
  const entries = Object.entries(a.result.threats).flatMap(([id, from]) => {
    const to = b.result.threats[id];
    if (to === undefined || isSame(from.lossCaused, to.lossCaused)) return [];
    const caused = keptDifference(a, b, `threats.${id}.lossCaused`, from.lossCaused, to.lossCaused);
    return caused === null ? [] : [[id, { lossCaused: caused }] as const];
  });
  return Object.fromEntries(entries);
}

function onlyIn(a: ScenarioResult, b: ScenarioResult): Comparison['onlyFrom'] {
  const missing = (of: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): string[] =>
    Object.keys(of).filter((id) => !Object.hasOwn(other, id));
  return { nodes: missing(a.nodes, b.nodes), threats: missing(a.threats, b.threats) };
}

/** Levels in force in one of two models and not in the other, by control. */
function changedLevels(a: Model, b: Model): readonly (readonly [id: string, levels: readonly Level[]])[] {
  const inForce = ({ controls }: Model): Map<string, Level | undefined> =>
    new Map(controls.map(({ id, level, levels }) => [id, levels.find((one) => one.id === level)]));
  const [before, after] = [inForce(a), inForce(b)];
  return [...new Set([...before.keys(), ...after.keys()])].toSorted().flatMap((id) => {
    const [from, to] = [before.get(id), after.get(id)];
    if (from?.id === to?.id) return [];
    return [[id, [from, to].filter((level) => level !== undefined)] as const];
  });
}

/** What a comparison on given events adds. */
function givenPart(a: Measured, b: Measured): Pick<Comparison, 'lossAsUsual' | 'playNoPart'> {
  const [from, to] = [a.result.lossAsUsual, b.result.lossAsUsual];
  if (from === undefined || to === undefined) return {};
  const lossAsUsual = keptDifference(a, b, 'lossAsUsual', from, to) ?? undefined;
  const playNoPart = changedLevels(a.model, b.model)
    .filter(([, levels]) => levels.some(({ prevent, deter }) => prevent !== undefined || deter !== undefined))
    .map(([id]) => id);
  return { lossAsUsual, playNoPart };
}

/** The differences of `b` from `a`. */
export function comparison(a: Measured, b: Measured, pair: Pair): Comparison {
  const [before, after] = [expectedSpend(a.model), expectedSpend(b.model)];
  return {
    from: a.name,
    to: b.name,
    loss: losses(a, b, pair),
    spendPerYear: before === null || after === null ? null : after - before,
    ...givenPart(a, b),
    nodes: nodes(a, b),
    threats: threats(a, b),
    appetite: limits(a, b, pair),
    onlyFrom: onlyIn(a.result, b.result),
    onlyTo: onlyIn(b.result, a.result),
  };
}
