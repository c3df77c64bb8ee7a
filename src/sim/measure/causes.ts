/** What threats, controls and other sources of loss do in a scenario. */
import { estimate, per, type Estimate } from '../../results/estimate.ts';
import type { ControlResult, Spread } from '../../results/control-result.ts';
import type { ScenarioResult, ThreatResult } from '../../results/scenario-result.ts';
import { driverRoots } from '../drivers/tables.ts';
import type { Columns } from '../kernel/ground/columns.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import type { ColumnEstimates } from './column-estimates.ts';

/** Column of what a source of loss has cost. Shocks, actions, then controls follow the threats. */
const lossColumn = (columns: Columns, source: number): number => columns.sourceLoss + columns.perSource * source;

/** Of threats, and of states of drivers that hold nodes down or strike them: each of their spells that does is an event. */
export function threatResults(
  compiled: CompiledModel,
  columns: Columns,
  of: ColumnEstimates,
): Readonly<Record<string, ThreatResult>> {
  const result = (threat: number): ThreatResult => ({
    eventsPerHorizon: of.mean(columns.threatEvents + columns.perSource * threat),
    gotThroughPerHorizon: of.mean(columns.threatGotThrough + columns.perSource * threat),
    lossCaused: per(of.mean(lossColumn(columns, threat)), compiled.periods),
  });
  const roots = driverRoots(compiled).map((id, at) => [id, result(columns.extendedSource + at)] as const);
  return Object.fromEntries([...compiled.threatIds.map((id, threat) => [id, result(threat)] as const), ...roots]);
}

/** @param effectiveness In order of control; empty when it is not known. */
export function controlResults(
  compiled: CompiledModel,
  columns: Columns,
  of: ColumnEstimates,
  effectiveness: readonly Spread[],
): Readonly<Record<string, ControlResult>> {
  const firstControl = compiled.threatIds.length + 2;
  const result = (control: number): ControlResult => {
    const lossCaused = per(of.mean(lossColumn(columns, firstControl + control)), compiled.periods);
    const known = {
      level: compiled.levelIds[compiled.controlLevel[control]!]!,
      effectiveness: effectiveness[control] ?? null,
      // Nothing stops what is given, and other events are not told of then.
      stopped: compiled.conditional ? estimate(0, 0) : of.mean(columns.stopped + control),
      stoppedAlone: compiled.conditional ? estimate(0, 0) : of.mean(columns.stoppedAlone + control),
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
  const shocks = compiled.threatIds.length;
  const perPeriod = (source: number): Estimate => per(of.mean(lossColumn(columns, source)), compiled.periods);
  const known = { shocks: perPeriod(shocks), actions: perPeriod(shocks + 1) };
  if (compiled.givenNodeIds.length === 0) return known;
  const first = columns.givenSource;
  return { ...known, given: Object.fromEntries(compiled.givenNodeIds.map((id, at) => [id, perPeriod(first + at)])) };
}
