/** When a run knows enough: `2% of tvar99`. */
import type { Estimate } from '../../results/estimate.ts';
import type { LossResult, UntilResult } from '../../results/scenario-result.ts';
import { didYouMean } from '../../model/did-you-mean.ts';
import { checkArgument, TEXT } from '../../model/options.ts';
import type { Checked } from '../../model/problem.ts';

/** Estimates that a stopping rule may name. */
export const UNTIL_TARGETS = ['mean', 'var95', 'var99', 'tvar95', 'tvar99'] as const;
export type UntilTarget = (typeof UNTIL_TARGETS)[number];

/** Stop when the standard error of `of` is at most the share `relative` of its value. */
export interface Until {
  /** 0 < relative < 1. */
  readonly relative: number;
  readonly of: UntilTarget;
}

/** Fewer worlds than this, and the spread between them says too little about the standard error. */
const FEWEST_WORLDS = 30;

const isTarget = (text: string): text is UntilTarget => UNTIL_TARGETS.some((target) => target === text);

/** Whether it is a stopping rule. */
export const isUntil = ({ relative, of }: Until): boolean => isTarget(of) && relative > 0 && relative < 1;

/** Reads `2% of tvar99`. @throws RangeError when it is not a string. */
export function parseUntil(text: string): Checked<Until> {
  checkArgument('what `parseUntil` reads', text, TEXT);
  const [, share = '', target = ''] = /^\s*(\d+(?:\.\d+)?)\s*%\s+of\s+(\S+)\s*$/.exec(text) ?? [];
  const relative = Number(share) / 100;
  if (isTarget(target) && isUntil({ relative, of: target })) return { ok: true, value: { relative, of: target } };
  const message = `"${text}" does not say when a run knows enough`;
  const near = share === '' || relative >= 1 ? null : didYouMean(target, UNTIL_TARGETS);
  const remedy =
    near === null
      ? `write a share and one of ${UNTIL_TARGETS.join(', ')}, such as "2% of tvar99"`
      : `did you mean "${share}% of ${near}"?`;
  return { ok: false, problems: [{ code: 'until', message, remedy, place: null }] };
}

/** The part of a result that a stopping rule looks at. */
type LossEstimates = Pick<LossResult, 'mean' | 'valueAtRisk' | 'tailValueAtRisk'>;

const ESTIMATES: Readonly<Record<UntilTarget, (loss: LossEstimates) => Estimate | undefined>> = {
  mean: ({ mean }) => mean,
  var95: ({ valueAtRisk }) => valueAtRisk['0.95'],
  var99: ({ valueAtRisk }) => valueAtRisk['0.99'],
  tvar95: ({ tailValueAtRisk }) => tailValueAtRisk['0.95'],
  tvar99: ({ tailValueAtRisk }) => tailValueAtRisk['0.99'],
};

function targetOf(loss: LossEstimates, target: UntilTarget): Estimate {
  const estimate = ESTIMATES[target](loss);
  if (estimate === undefined) throw new Error(`the result has no ${target}`);
  return estimate;
}

/**
 * True when the estimate is known well enough. Never for an estimate of 0, an unreliable one, or one from several but
 * fewer than 30 worlds.
 *
 * @see Glynn & Whitt (1992), The asymptotic validity of sequential stopping rules for stochastic simulations, Annals of
 * Applied Probability 2, 180-198.
 */
export function knowsEnough(
  loss: LossEstimates,
  until: Until,
  measured: { readonly byWorld: boolean; readonly worlds: number },
): boolean {
  if (measured.byWorld && measured.worlds < FEWEST_WORLDS) return false;
  const estimate = targetOf(loss, until.of);
  if (estimate.unreliable === true || !(estimate.value > 0)) return false;
  return estimate.standardError <= until.relative * estimate.value;
}

/** How well the estimate of a stopping rule is known. */
export const untilResult = (
  loss: LossEstimates,
  until: Until,
  measured: Parameters<typeof knowsEnough>[2],
): UntilResult => ({
  ...until,
  reached: knowsEnough(loss, until, measured),
  estimate: targetOf(loss, until.of),
});
