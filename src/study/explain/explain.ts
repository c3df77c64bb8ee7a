/**
 * Splits the losses of a run by cause: on average by its sums, in the tail by its worst periods, simulated again by
 * address.
 */
import { recordColumns } from '../../sim/compile/kernel-of.ts';
import { estimate, type Estimate } from '../../results/estimate.ts';
import type { Attribution, Contribution, Explanation } from '../../results/explanation.ts';
import { meanShares } from '../../sim/measure/mean-shares.ts';
import { tailOf, type TailShare } from '../../sim/measure/tail.ts';
import { driverRoots } from '../../sim/drivers/tables.ts';
import type { CompiledModel } from '../../sim/kernel/ground/compiled-model.ts';
import type { Sample } from '../../sim/session.ts';
import type { Runner } from '../../sim/session/runner.ts';
import { tailParts } from '../../sim/session/simulate-tail.ts';
import { tailShares } from '../../sim/session/tail-shares.ts';
import { trialTimeline } from '../trial/trial-timeline.ts';

const TAILS = [0.95, 0.99] as const;

/** The tail whose middle trial is shown. */
const TOLD = 0.99;

/** Columns that `explain` wants a sample to keep: the loss, then what it is split into. */
export function explainedColumns(compiled: CompiledModel): Int32Array {
  const columns = recordColumns(compiled);
  return Int32Array.from([columns.loss, ...tailParts(columns)]);
}

type Share = Pick<Estimate, 'value' | 'standardError' | 'unreliable'>;

function attribution(compiled: CompiledModel, loss: Estimate, shares: readonly Share[]): Attribution {
  const { nodeIds, threatIds, controlIds, givenNodeIds } = compiled;
  const list = (ids: readonly string[], first: number): Contribution[] =>
    ids.flatMap((id, index): Contribution[] => {
      const share = shares[first + index]!;
      if (share.value === 0) return [];
      const known = estimate(share.value, share.standardError, loss.unreliable === true || share.unreliable === true);
      return [{ id, loss: share.value * loss.value, share: known }];
    });
  const sorted = (parts: readonly Contribution[]): Contribution[] =>
    parts.toSorted((a, b) => b.share.value - a.share.value);
  const nodes = nodeIds.length;
  const sources = [...threatIds, 'shocks of the scenario', 'actions in the trial'];
  const given = 2 * nodes + sources.length + controlIds.length;
  const roots = driverRoots(compiled);
  const elsewhere = given + givenNodeIds.length + roots.length;
  return {
    loss,
    byThreat: sorted([
      ...list(sources, 2 * nodes),
      ...list(givenNodeIds, given),
      ...list(roots, given + givenNodeIds.length),
    ]),
    byControl: sorted(list(controlIds, 2 * nodes + sources.length)),
    // The cost of threats without nodes is at no node.
    byNodeCausing: sorted([...list(nodeIds, 0), ...list(['no node'], elsewhere)]),
    byNodeBearing: sorted([...list(nodeIds, nodes), ...list(['no node'], elsewhere + 1)]),
  };
}

/** Index, in the losses, of the median period of the tail, by loss; null when the tail has no loss. */
function middlePlace(losses: Float64Array, level: number): number | null {
  const places = [...tailOf(losses, 1 - level).place].filter((place) => losses[place]! > 0);
  const sorted = places.toSorted((a, b) => losses[a]! - losses[b]! || a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

/** Cache of simulated tail shares, by the losses of the sample; a sample has one variant and seed. */
const sharesBefore = new WeakMap<Float64Array, Map<number, readonly TailShare[]>>();

/** What makes up the worst `share` of periods; null when it was aborted. */
async function sharesOf(
  sample: Sample,
  runner: Runner,
  share: number,
  signal: AbortSignal | undefined,
): Promise<readonly TailShare[] | null> {
  const before = sharesBefore.get(sample.losses) ?? new Map<number, readonly TailShare[]>();
  sharesBefore.set(sample.losses, before);
  const known = before.get(share);
  if (known !== undefined) return known;
  const { seed } = sample.document;
  const found = await tailShares(runner, sample.variant.compiled, seed, sample, signal, { share, by: 'all' });
  if (found !== null) before.set(share, found);
  return found;
}

/**
 * Explains a run. What was simulated for it is not simulated again for a sample with the same losses, as kept by a
 * session.
 *
 * @param sample With `explainedColumns` of its variant.
 * @returns Null when it was aborted.
 */
export async function explain(sample: Sample, runner: Runner, signal?: AbortSignal): Promise<Explanation | null> {
  const { compiled, model } = sample.variant;
  const result = sample.document.scenarios[model.scenario];
  if (result === undefined) throw new RangeError(`the sample has no scenario ${model.scenario}`);
  const { losses, worlds, trialsPerWorld, periods } = sample;
  const { seed } = sample.document;
  const parts = tailParts(recordColumns(compiled)).length;
  const tails: Record<string, Attribution> = {};
  for (const level of TAILS) {
    const loss = result.loss.tailValueAtRisk[String(level)];
    if (loss === undefined) throw new Error(`the result has no tail value at risk ${level}`);
    const shares = await sharesOf(sample, runner, 1 - level, signal);
    if (shares === null) return null;
    tails[String(level)] = attribution(compiled, loss, shares);
  }
  const place = middlePlace(losses, TOLD);
  const trial = place === null ? 0 : Math.floor(place / periods);
  const address = { world: Math.floor(trial / trialsPerWorld), trial: trial % trialsPerWorld };
  const head = { worlds, trials: worlds * trialsPerWorld, trialsPerWorld, settings: sample.document.settings };
  return {
    mean: attribution(compiled, result.loss.mean, meanShares(sample, parts, compiled.nodeIds.length)),
    tails,
    middleOfTail: place === null ? null : trialTimeline(model, compiled, seed, address, head),
  };
}
