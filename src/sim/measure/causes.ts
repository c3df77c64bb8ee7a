/** What threats, controls and other sources of loss do in a scenario. */
import { per, type Estimate } from '../../results/estimate.ts';
import type { ControlResult, ScenarioResult, Spread, ThreatResult } from '../../results/scenario-result.ts';
import type { Columns } from '../kernel/columns.ts';
import type { CompiledModel } from '../kernel/compiled-model.ts';
import type { ColumnEstimates } from './column-estimates.ts';

export function threatResults(
  compiled: CompiledModel,
  columns: Columns,
  of: ColumnEstimates,
): Readonly<Record<string, ThreatResult>> {
  const result = (threat: number): ThreatResult => ({
    eventsPerHorizon: of.mean(columns.threatEvents + threat),
    gotThroughPerHorizon: of.mean(columns.threatGotThrough + threat),
    lossCaused: per(of.mean(columns.sourceLoss + threat), compiled.periods),
  });
  return Object.fromEntries(compiled.threatIds.map((id, threat) => [id, result(threat)]));
}

/** Columns of what is lost by shocks, by actions, and by controls that are not bought, after those of the threats. */
const shockColumn = (compiled: CompiledModel, columns: Columns): number =>
  columns.sourceLoss + compiled.threatIds.length;

/** @param effectiveness In order of control; empty when it is not known. */
export function controlResults(
  compiled: CompiledModel,
  columns: Columns,
  of: ColumnEstimates,
  effectiveness: readonly Spread[],
): Readonly<Record<string, ControlResult>> {
  const firstLoss = shockColumn(compiled, columns) + 2;
  const result = (control: number): ControlResult => {
    const lossCaused = per(of.mean(firstLoss + control), compiled.periods);
    const known = {
      level: compiled.levelIds[compiled.controlLevel[control]!]!,
      effectiveness: effectiveness[control] ?? null,
      stopped: of.mean(columns.stopped + control),
      stoppedAlone: of.mean(columns.stoppedAlone + control),
    };
    return lossCaused.value === 0 ? known : { ...known, lossCaused };
  };
  return Object.fromEntries(compiled.controlIds.map((id, control) => [id, result(control)]));
}

export function sourcesOfLoss(
  compiled: CompiledModel,
  columns: Columns,
  of: ColumnEstimates,
): ScenarioResult['sourcesOfLoss'] {
  const first = shockColumn(compiled, columns);
  const perPeriod = (column: number): Estimate => per(of.mean(column), compiled.periods);
  return { shocks: perPeriod(first), actions: perPeriod(first + 1) };
}
