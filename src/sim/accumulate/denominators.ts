import type { Columns } from '../kernel/ground/columns.ts';

/**
 * Column of which a column is a share, -1 for none: sizes are reported as shares of all cascades or episodes, their
 * nodes as a mean size, the loss as a multiple of the loss where it struck, what is lost in a state as a share of all loss and by
 * its hours. Shape [columns.count].
 */
export function denominatorsOf(columns: Columns): Int32Array {
  const of = new Int32Array(columns.count).fill(-1);
  of.fill(columns.cascades, columns.cascadeSize, columns.cascadeSize + columns.sizes);
  of.fill(columns.episodes, columns.episodeSize, columns.episodeSize + columns.sizes);
  of[columns.cascadeNodes] = columns.cascades;
  of[columns.episodeNodes] = columns.episodes;
  of[columns.loss] = columns.lossAtStruck;
  of.fill(columns.loss, columns.stateLoss, columns.stateLoss + columns.states);
  for (let row = 0; row < columns.states; row++) of[columns.stateLossByHours + row] = columns.stateHours + row;
  return of;
}
