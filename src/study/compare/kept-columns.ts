/** What is kept of a model's nodes, threats, bearers and limits for comparison with another model. */
import { driverRoots } from '../../sim/drivers/tables.ts';
import { recordColumns } from '../../sim/compile/kernel-of.ts';
import type { Model } from '../../model/model.ts';
import type { CompiledModel } from '../../sim/kernel/ground/compiled-model.ts';
import { limitColumn } from '../../sim/measure/appetite/limit-columns.ts';

/** Hours of a year. */
const YEAR = 8760;

/** A column, and the factor from its mean per trial to the figure of the result. */
export interface KeptFigure {
  /** Place in `columns`. */
  readonly place: number;
  readonly factor: number;
}

export interface KeptColumns {
  /** Distinct. */
  readonly columns: Int32Array;
  /** By name, such as `nodes.plant.unavailability`. */
  readonly figures: ReadonlyMap<string, KeptFigure>;
}

/** Columns of nodes, threats, bearers, and of the limits that count something, each with its factor. */
export function keptColumns(model: Model, compiled: CompiledModel): KeptColumns {
  const columns = recordColumns(compiled);
  const perHour = 1 / compiled.horizonHours;
  const perPeriod = 1 / compiled.periods;
  const place = new Map<number, number>();
  const figures = new Map<string, KeptFigure>();
  const keep = (name: string, column: number, factor: number): void => {
    const at = place.get(column) ?? place.size;
    place.set(column, at);
    figures.set(name, { place: at, factor });
  };
  compiled.nodeIds.forEach((id, node) => {
    keep(`nodes.${id}.unavailability`, columns.nodeDownHours + columns.perNode * node, perHour);
    keep(`nodes.${id}.lossCaused`, columns.nodeLossCaused + columns.perNode * node, perPeriod);
  });
  compiled.threatIds.forEach((id, threat) => {
    keep(`threats.${id}.lossCaused`, columns.sourceLoss + columns.perSource * threat, perPeriod);
  });
  driverRoots(compiled).forEach((id, root) => {
    keep(
      `threats.${id}.lossCaused`,
      columns.sourceLoss + columns.perSource * (columns.extendedSource + root),
      perPeriod,
    );
  });
  compiled.kinds.slice(0, compiled.bearers).forEach((id, bearer) => {
    keep(`bearers.${id}`, columns.kind + bearer, perPeriod);
  });
  if (compiled.conditional) keep('lossAsUsual', columns.lossAsUsual, 1);
  for (const limit of compiled.conditional ? [] : model.limits) {
    const column = limitColumn(limit, compiled, columns);
    const factor = limit.kind === 'gotThrough' ? YEAR * perHour : perPeriod;
    if (column >= 0) keep(`limits.${limit.id}`, column, factor);
  }
  return { columns: Int32Array.from(place.keys()), figures };
}
