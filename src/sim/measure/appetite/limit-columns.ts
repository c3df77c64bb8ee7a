/** Which columns tell whether a limit holds. */
import type { Limit, Model } from '../../../model/model.ts';
import type { Columns } from '../../kernel/ground/columns.ts';
import type { CompiledModel } from '../../kernel/ground/compiled-model.ts';

/**
 * The column that a limit counts in, -1 for limits on losses. An outage limit has a watch of its own, `limits.ID`, or
 * that of the node's tolerance.
 *
 * @throws Error when the compiled model lacks what the limit needs.
 */
export function limitColumn(limit: Limit, compiled: CompiledModel, columns: Columns): number {
  const found = (place: number, what: string): number => {
    if (place < 0) throw new Error(`limit ${limit.id}: the compiled model has no ${what}`);
    return place;
  };
  switch (limit.kind) {
    case 'outage': {
      const node = found(compiled.nodeIds.indexOf(limit.node), `node ${limit.node}`);
      const first = compiled.watchStart[node]!;
      const names = compiled.watchNames.slice(first, compiled.watchStart[node + 1]!);
      const own = names.indexOf(`limits.${limit.id}`);
      return columns.watch + first + (own >= 0 ? own : found(names.indexOf(limit.over), `watch for ${limit.over}`));
    }
    case 'gotThrough':
      return (
        columns.threatGotThrough +
        columns.perSource * found(compiled.threatIds.indexOf(limit.threat), `threat ${limit.threat}`)
      );
    case 'harm': {
      const ids = compiled.harmLimitIds.map((id) => id.replace(/^limits\./, ''));
      return columns.harmOver + found(ids.indexOf(limit.id), 'count of harm for it');
    }
    case 'loss':
    case 'meanLoss':
    case 'tailMean':
    case 'curve':
    case 'shareOfTail':
      return -1;
  }
}

/** Columns to watch world by world for the limits of a model, ascending. */
export function limitColumns(model: Model, compiled: CompiledModel, columns: Columns): Int32Array {
  const needed = model.limits.map((limit) => limitColumn(limit, compiled, columns)).filter((column) => column >= 0);
  return Int32Array.from(new Set(needed)).sort();
}
