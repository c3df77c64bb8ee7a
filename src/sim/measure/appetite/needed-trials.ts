/** How many trials a world needs before it can tell whether it keeps a limit. */
import type { Limit } from '../../../model/model.ts';
import type { CompiledModel } from '../../kernel/ground/compiled-model.ts';
import { FEWEST_EXCEEDANCES } from '../errors/effective.ts';

/** Expected exceedances in a world below which its share of them says too little. */
export const FEWEST_EXPECTED = 10;

const YEAR_HOURS = 8760;

/**
 * Trials of a world with which it is judged by itself: as many as bring ten of what is limited where the limit is just kept, or fifty
 * periods of a tail. 1 for limits on what every trial tells; 0 for those that are only known over all worlds; Infinity where not even
 * one may happen.
 */
export function neededTrials(limit: Limit, { periods, horizonHours }: CompiledModel): number {
  const forChance = (chance: number): number => Math.ceil(FEWEST_EXPECTED / (chance * periods) - 1e-9);
  switch (limit.kind) {
    case 'loss':
    case 'outage':
    case 'harm':
      return forChance(limit.chance);
    case 'curve':
      return Math.max(...limit.points.map(({ chance }) => forChance(chance)));
    case 'gotThrough':
      return Math.ceil((FEWEST_EXPECTED * YEAR_HOURS) / (limit.most * horizonHours) - 1e-9);
    case 'tailMean':
      return Math.ceil(FEWEST_EXCEEDANCES / ((1 - limit.level) * periods) - 1e-6);
    case 'meanLoss':
      return 1;
    case 'shareOfTail':
      return 0;
  }
}
