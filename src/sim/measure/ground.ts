/** What a result is measured from. */
import type { Model } from '../../model/model.ts';
import type { Measured } from '../accumulate/accumulator.ts';
import type { Columns } from '../kernel/ground/columns.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';

export interface Ground {
  readonly model: Model;
  readonly compiled: CompiledModel;
  readonly columns: Columns;
  readonly measured: Measured;
}
