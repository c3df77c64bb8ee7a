/**
 * What a risk matrix could not say: of which pairs of risks it leaves open which is greater.
 *
 * @see Cox (2008), What's wrong with risk matrices?, Risk Analysis 28, 497-512.
 */

/** A risk by its cell, and what the cell stands for: the loss a year at the lower and at the upper ends of both intervals. */
export interface MatrixRisk {
  readonly cell: string;
  readonly low: number;
  readonly high: number;
}

export interface InformationLost {
  readonly pairs: number;
  /** In one cell: the matrix says nothing of their order. */
  readonly sameCell: number;
  /** In two cells whose losses overlap: either may be the greater. */
  readonly overlapping: number;
}

export function informationLost(risks: readonly MatrixRisk[]): InformationLost {
  let [sameCell, overlapping] = [0, 0];
  for (const [index, a] of risks.entries()) {
    for (const b of risks.slice(index + 1)) {
      if (a.cell === b.cell) sameCell++;
      else if (a.low < b.high && b.low < a.high) overlapping++;
    }
  }
  return { pairs: Math.max(0, risks.length * (risks.length - 1)) / 2, sameCell, overlapping };
}
