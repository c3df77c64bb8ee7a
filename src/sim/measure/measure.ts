/** From what was measured to what is reported. */
import { goalNodes } from '../../model/goal-nodes.ts';
import type { Model } from '../../model/model.ts';
import type { Spread } from '../../results/control-result.ts';
import type { ScenarioResult } from '../../results/scenario-result.ts';
import type { Measured } from '../accumulate/accumulator.ts';
import type { Columns } from '../kernel/ground/columns.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import { appetite } from './appetite/appetite.ts';
import type { TailShares } from './appetite/bounds.ts';
import { conditionsOf, givenOf } from './asked.ts';
import { cascadeResult } from './cascade.ts';
import { controlResults, sourcesOfLoss, threatResults } from './causes.ts';
import { columnEstimates } from './column-estimates.ts';
import { driverResults } from './drivers/driver-results.ts';
import type { PathReading } from './drivers/read-paths.ts';
import type { Ground } from './ground.ts';
import { actsOnGiven } from './acts-on-given.ts';
import { lossFigures, lossResult } from './loss.ts';
import { nodeResults } from './nodes.ts';

/** What a result says that the trials alone do not tell. */
export interface Beside {
  /** How well each control works at its level, over worlds, in order of control. */
  readonly effectiveness?: readonly Spread[] | undefined;
  /** Absent or null: limits on shares of the tail are not resolved. */
  readonly tail?: TailShares | null | undefined;
  /** Worlds of more trials that judge the limits for which those of the run are too short. */
  readonly long?: Measured | null | undefined;
  /** Of the tail, by state: shares of its loss, then of its periods. Absent or null: not told. */
  readonly states?: TailShares | null | undefined;
  /** Absent or null: of drivers only what the record says is told. */
  readonly paths?: PathReading | null | undefined;
}

/**
 * All estimates of a scenario.
 *
 * @throws RangeError when nothing was measured.
 */
export function scenarioResult(
  model: Model,
  compiled: CompiledModel,
  columns: Columns,
  measured: Measured,
  beside: Beside = {},
): ScenarioResult {
  if (measured.trials === 0) throw new RangeError('no trial was measured');
  const ground: Ground = { model, compiled, columns, measured };
  const figures = lossFigures(ground);
  const { mean } = figures;
  const of = columnEstimates(ground, mean.unreliable === true ? mean.standardError * measured.periods : Infinity);
  const levels = compiled.controlIds.map((id, control) => [id, compiled.levelIds[compiled.controlLevel[control]!]!]);
  const controls = controlResults(compiled, columns, of, beside.effectiveness ?? []);
  const result: ScenarioResult = {
    conditions: conditionsOf(model),
    portfolio: Object.fromEntries(levels),
    ...givenOf(model),
    ...(compiled.conditional ? { lossAsUsual: of.mean(columns.lossAsUsual) } : {}),
    measured: { worlds: measured.worlds, trials: measured.trials },
    loss: lossResult(ground, figures, of),
    nodes: nodeResults(compiled, columns, measured, of),
    threats: threatResults(compiled, columns, of),
    controls: compiled.conditional ? actsOnGiven(controls, model) : controls,
    sourcesOfLoss: sourcesOfLoss(compiled, columns, of),
    ...driverResults(ground, of, beside),
    cascade: cascadeResult(columns, of),
    endsInOutage: of.chance(columns.endsInOutage),
    goals: goalNodes(model).map(({ id }) => id),
    appetite: compiled.conditional ? [] : appetite(ground, of, figures, beside.tail ?? null, beside.long),
    ...(compiled.conditional ? { limitsNotJudged: model.limits.map(({ id }) => id) } : {}),
  };
  return measured.givenThisWorld ? { ...result, givenThisWorld: true } : result;
}
