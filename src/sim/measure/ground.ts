/** What a result is measured from. */
import type { Model } from '../../model/model.ts';
import type { Measured } from '../accumulate/accumulator.ts';
import type { Columns } from '../kernel/columns.ts';
import type { CompiledModel } from '../kernel/compiled-model.ts';

export interface Ground {
  readonly model: Model;
  readonly compiled: CompiledModel;
  readonly columns: Columns;
  readonly measured: Measured;
}
