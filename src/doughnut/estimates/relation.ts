/** Whether a figure of worlds has to do with an estimate, or goes along with it by chance. */

/** Standard errors beyond which a correlation is no chance. */
const BEYOND_CHANCE = 3;

/** Ranks about their middle, by an estimate that is drawn anew in each world. Shape [worlds]. */
export function centredRanks(values: Float64Array): Float64Array {
  const ranks = new Float64Array(values.length);
  const order = [...values.keys()].toSorted((a, b) => values[a]! - values[b]! || a - b);
  for (const [rank, world] of order.entries()) ranks[world] = rank - (values.length - 1) / 2;
  return ranks;
}

/** Square of the correlation of centred ranks with a figure; 0 where that is the same in all worlds. */
export function squaredCorrelation(ranks: Float64Array, figure: ArrayLike<number>): number {
  let mean = 0;
  for (let world = 0; world < ranks.length; world++) mean += figure[world]! / ranks.length;
  let [both, ofRanks, ofFigure] = [0, 0, 0];
  for (let world = 0; world < ranks.length; world++) {
    const off = figure[world]! - mean;
    both += ranks[world]! * off;
    ofRanks += ranks[world]! * ranks[world]!;
    ofFigure += off * off;
  }
  return ofRanks === 0 || ofFigure === 0 ? 0 : (both * both) / ofRanks / ofFigure;
}

/** Without a relation the square of a correlation is on average 1 / worlds. */
export const isRelated = (ranks: Float64Array, figure: ArrayLike<number>): boolean =>
  squaredCorrelation(ranks, figure) * ranks.length > BEYOND_CHANCE * BEYOND_CHANCE;
