/** Which share of the mean loss each part makes up. */
import { leftOf } from '../../model/bounds.ts';
import { estimate } from '../../results/estimate.ts';
import type { ClusterSums } from '../accumulate/cluster-sums.ts';
import { effectiveNumber, FEWEST_EFFECTIVE } from './errors/effective.ts';
import { errorOfSum } from './errors/ratio.ts';
import type { TailShare } from './tail.ts';

/** Part of the clusters that is enough where they are batches of trials and few. */
const FEWEST_OF_BATCHES = 0.5;

/**
 * Share of the loss of each part, and of what no node caused or bore: ratio estimator over clusters, its error that of the residuals A - R B (delta method).
 *
 * @param sample With the sums of `explainedColumns`: the loss, then the parts, of which those caused and those borne by nodes come first.
 * @see Cochran (1977), Sampling Techniques, 3rd ed., section 6.3.
 */
export function meanShares(
  sample: { readonly clusters: ClusterSums; readonly worlds: number },
  parts: number,
  nodes: number,
): TailShare[] {
  const losses = sample.clusters.of(0);
  const without = (first: number): Float64Array => {
    const rest = losses.slice();
    for (let node = 0; node < nodes; node++) {
      sample.clusters.of(first + node).forEach((loss, at) => {
        rest[at]! -= loss;
      });
    }
    return rest.map((loss, at) => leftOf(losses[at]!, loss));
  };
  const clusters = losses.length;
  const fewest = sample.worlds > 1 ? FEWEST_EFFECTIVE : Math.min(FEWEST_EFFECTIVE, FEWEST_OF_BATCHES * clusters);
  const whole = losses.reduce((sum, loss) => sum + loss, 0);
  const columns = Array.from({ length: parts }, (_, part) => sample.clusters.of(part + 1));
  return [...columns, without(1), without(1 + nodes)].map((caused) => {
    const sum = caused.reduce((total, each) => total + each, 0);
    if (sum === 0 || whole === 0) return { value: 0, standardError: 0 };
    const r = sum / whole;
    const residuals = caused.map((each, at) => each - r * losses[at]!);
    const squares = residuals.reduce((total, each) => total + each * each, 0);
    const standardError = errorOfSum(squares, clusters) / whole;
    const squaresOfParts = caused.reduce((total, each) => total + each * each, 0);
    const isThin = effectiveNumber(sum, squaresOfParts) < fewest;
    return estimate(r, standardError, isThin);
  });
}
