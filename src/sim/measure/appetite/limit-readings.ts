/** What limits are read from, world by world. */
import type { Limit } from '../../../model/model.ts';
import type { Measured } from '../../accumulate/accumulator.ts';
import type { Ground } from '../ground.ts';
import type { PeriodSample } from '../period-sample.ts';
import { confidenceValue } from './confidence.ts';
import { limitColumn } from './limit-columns.ts';
import { columnReadings, exceedanceReadings, meanLossReadings, tailMeanReadings } from './readings.ts';
import { meanOf, type WorldReadings } from './world-readings.ts';

const YEAR_HOURS = 8760;

/** A figure in every world, and the number that it must not pass. */
export interface LimitReadings {
  readonly readings: () => WorldReadings;
  readonly limit: number;
}

/** What limits need of what was measured. */
type Read = Pick<Ground, 'compiled' | 'columns'> & {
  readonly measured: Pick<Measured, 'worlds' | 'trialsPerWorld' | 'periods' | 'ofWorlds'>;
  readonly losses: Pick<PeriodSample, 'values'>;
};

/** The readings of a limit: of each point of a curve; none of a share of the tail, which no world alone can tell. */
export function limitReadings(limit: Limit, { compiled, columns, measured, losses }: Read): readonly LimitReadings[] {
  const { worlds, trialsPerWorld, periods } = measured;
  const years = compiled.horizonHours / YEAR_HOURS;
  const counted = (family: WorldReadings['family'], most: number, units: number): readonly LimitReadings[] => {
    const column = limitColumn(limit, compiled, columns);
    return [
      {
        readings: () => columnReadings(family, measured.ofWorlds(column), trialsPerWorld, 1 / units),
        limit: most,
      },
    ];
  };
  const exceeded = (over: number, chance: number): LimitReadings => ({
    readings: () => exceedanceReadings(losses, worlds, periods, over),
    limit: chance,
  });
  switch (limit.kind) {
    case 'loss':
      return [exceeded(limit.over, limit.chance)];
    case 'curve':
      return limit.points.map(({ loss, chance }) => exceeded(loss, chance));
    case 'outage':
    case 'harm':
      return counted('probability', limit.chance, periods);
    case 'gotThrough':
      return counted('mean', limit.most, years);
    case 'meanLoss': {
      const perYear = YEAR_HOURS / compiled.periodHours;
      const readings = (): WorldReadings => {
        const { values, variances } = meanLossReadings(losses, worlds, periods);
        return {
          family: 'mean',
          values: values.map((value) => value * perYear),
          variances: variances.map((variance) => variance * perYear * perYear),
        };
      };
      return [{ readings, limit: limit.most }];
    }
    case 'tailMean':
      return [{ readings: () => tailMeanReadings(losses, worlds, periods, limit.level), limit: limit.most }];
    case 'shareOfTail':
      return [];
  }
}

/**
 * How sure it is that a limit is kept, at a glance: freed of the noise inside worlds, without an error and without regard to how
 * much so few worlds can say. The worst point of a curve; null for a share of the tail. Where worlds do not differ it is kept or not.
 */
function glancedConfidence(limit: Limit, read: Read, isUncertain: boolean): number | null {
  const all = limitReadings(limit, read).map(({ readings, limit: most }) => {
    const of = readings();
    if (isUncertain) return confidenceValue(of, most);
    return meanOf(of.values) <= most ? 1 : 0;
  });
  return all.length === 0 ? null : Math.min(...all);
}

/** The same of several limits. */
export function glancedOf({
  compiled,
  columns,
  measured,
}: Omit<Ground, 'model'>): (limits: readonly Limit[]) => readonly (number | null)[] {
  const read = { compiled, columns, measured, losses: { values: measured.loss } };
  return (limits) => limits.map((limit) => glancedConfidence(limit, read, measured.byWorld));
}
