/** Indices: their laws, paces and correlations. */
import type { Drivers, IndexDriver } from '../../../model/drivers.ts';
import type { Quantity } from '../../../model/quantity.ts';
import { distributionOf } from '../../distributions/distribution-of.ts';
import { CURVE_REACH, CURVE_STEPS } from '../../drivers/path/laws.ts';
import type { DriverTables } from '../../drivers/tables.ts';
import { WORLD_OP } from '../../kernel/ground/compiled-model.ts';
import { normalCdf } from '../../random/normal.ts';
import { offsets, type Context } from '../context.ts';
import type { Streams } from '../streams.ts';

type IndexTables = Pick<
  DriverTables,
  | 'indexIds'
  | 'indexStream'
  | 'indexSampler'
  | 'indexCurveStart'
  | 'indexCurve'
  | 'indexNow'
  | 'indexGroup'
  | 'groupStart'
  | 'groupIndex'
  | 'groupPersistsSlot'
  | 'correlationA'
  | 'correlationB'
  | 'correlationSlot'
  | 'stepHours'
>;

/** Indices that correlations join, each list in order; an index alone is a group of its own. */
function groupsOf({ indices, correlations }: Drivers): readonly (readonly number[])[] {
  const group = indices.map((_, i) => i);
  const numberOf = (id: string): number => indices.findIndex((index) => index.id === id);
  for (const { between } of correlations) {
    const [a, b] = [group[numberOf(between[0])]!, group[numberOf(between[1])]!];
    const [low, high] = [Math.min(a, b), Math.max(a, b)];
    group.forEach((of, i) => {
      if (of === high) group[i] = low;
    });
  }
  const members = indices.map((_, g) => group.flatMap((of, i) => (of === g ? [i] : [])));
  return members.filter(({ length }) => length > 0);
}

/** Quantiles of a mixture at normal quantiles, in equal steps; its row draws part by part. */
function curveOf(law: Quantity): readonly number[] {
  if (law.law.kind !== 'mixture') return [];
  const distribution = distributionOf(law);
  const points = 2 * CURVE_REACH * CURVE_STEPS + 1;
  return Array.from({ length: points }, (_, i) => distribution.quantile(normalCdf(i / CURVE_STEPS - CURVE_REACH)));
}

function persistsSlot({ quantities }: Context, { persists, drawLabel }: IndexDriver): number {
  return persists === 'forever' ? -1 : quantities.slot(persists, `${drawLabel}.persists`);
}

export function compileIndices(context: Context, drivers: Drivers, streams: Streams): IndexTables {
  const { quantities, program } = context;
  const { indices, correlations, indexStepHours } = drivers;
  const groups = groupsOf(drivers);
  const curves = indices.map(({ law }) => curveOf(law));
  const numberOf = (id: string): number => indices.findIndex((index) => index.id === id);
  return {
    indexIds: indices.map(({ id }) => id),
    indexStream: Int32Array.from(indices, ({ drawLabel }) => streams.of(drawLabel)),
    indexSampler: Int32Array.from(indices, ({ law, drawLabel }) => quantities.sampler(law, `${drawLabel}.index`)),
    indexCurveStart: offsets(curves.map(({ length }) => length)),
    indexCurve: Float64Array.from(curves.flat()),
    indexNow: Float64Array.from(indices, ({ now }) => now ?? NaN),
    indexGroup: Int32Array.from(indices, (_, i) => groups.findIndex((members) => members.includes(i))),
    groupStart: offsets(groups.map(({ length }) => length)),
    groupIndex: Int32Array.from(groups.flat()),
    groupPersistsSlot: Int32Array.from(groups, ([first]) => persistsSlot(context, indices[first!]!)),
    correlationA: Int32Array.from(correlations, ({ between }) => numberOf(between[0])),
    correlationB: Int32Array.from(correlations, ({ between }) => numberOf(between[1])),
    correlationSlot: Int32Array.from(correlations, ({ between, sign, size }) => {
      const slot = quantities.slot(size, `correlations.${between.join('.')}`);
      return sign < 0 ? program.apply(WORLD_OP.neg, slot) : slot;
    }),
    stepHours: indexStepHours,
  };
}
