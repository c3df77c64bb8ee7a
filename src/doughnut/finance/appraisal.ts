/**
 * What a step is worth over years: its net present value and how likely that is above nothing, its return, when it has paid itself
 * back, and from what saving on it pays.
 *
 * Running costs and savings of a year are paid at its end, capex when it is due; what is left of lives at the end counts. So where
 * nothing is bought already or begins later, the net present value is that of the yearly totals by which rings are drawn, and it is
 * above nothing in the same worlds.
 *
 * @see Brealey, Myers & Allen (2020), Principles of Corporate Finance, 13th ed., ch. 2, 5 and 6.
 */
import { bandOverWorlds } from '../../sim/measure/appetite/confidence.ts';
import { chanceOfLess, noisyDifferences } from '../../sim/measure/appetite/chance-of-less.ts';
import { presentFactor } from '../cost/annuity.ts';
import { YEAR } from '../cost/item-readers.ts';
import { moneyOver, partOfYear, type YearOfMoney } from '../cost/money-by-year.ts';
import { portfolioCost } from '../cost/portfolio-cost.ts';
import type { Confidence } from '../rings/evaluated-set.ts';
import { meanOver, quantileOver } from '../rings/over-worlds.ts';
import { errorOverWorlds } from '../rings/paired-totals.ts';
import { yearNames, type Ledger } from './ledger.ts';
import { pathTo, type InForce } from './path.ts';
import { breakEvenOf, paybacks, type BreakEven, type Outcome, type Payback, type YearOfStep } from './payback.ts';

export interface Appraisal {
  readonly years: readonly YearOfStep[];
  /** Worth at the end of what has not lived out its life [money, not discounted]. */
  readonly residual: number;
  /** Net present value [money]. */
  readonly npv: Outcome;
  /** P over worlds that it is above nothing. */
  readonly pays: Confidence;
  /** Present value of what it costs, less what is left, and of what it saves [money]. */
  readonly cost: Outcome;
  readonly saved: Outcome;
  /** Net present value per pound of cost; null where it costs nothing. */
  readonly returned: Outcome | null;
  readonly payback: Payback;
  /** From here on it pays; null where nothing could be saved. */
  readonly breakEven: BreakEven | null;
}

const sumOf = (arrays: readonly Float64Array[], worlds: number): Float64Array =>
  Float64Array.from({ length: worlds }, (_, world) => arrays.reduce((sum, values) => sum + values[world]!, 0));

const minus = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, world) => value - b[world]!);

const scaled = (values: Float64Array, factor: number): Float64Array => values.map((value) => value * factor);

/** Business that the controls of a portfolio turn away, money a year. Shape [worlds]. */
export function turnedAway({ costs, view }: Ledger, portfolio: number): Float64Array {
  const positions = Int32Array.from(view.set.levels(portfolio));
  const { open } = portfolioCost(costs, positions);
  return sumOf(
    costs.opportunities.map(({ worth }, i) => minus(worth, open[i]!)),
    costs.worlds,
  );
}

/** A stretch in which two paths may differ. */
interface Together {
  readonly from: number;
  readonly to: number;
  readonly before: number | null;
  readonly after: number | null;
}

function together(a: readonly InForce[], b: readonly InForce[]): Together[] {
  const times = [...new Set([...a, ...b].flatMap(({ from, to }) => [from, to]))].toSorted((x, y) => x - y);
  const at = (path: readonly InForce[], hour: number): number | null =>
    path.find(({ from, to }) => from <= hour && hour < to)?.portfolio ?? null;
  return times.slice(0, -1).map((from, i) => ({ from, to: times[i + 1]!, before: at(a, from), after: at(b, from) }));
}

/** What a stretch saves, a year. What is not known saves nothing. */
interface Saving extends Together {
  /** Losses to expect, and business turned away that is not turned away any more [money a year]. Shape [worlds] each. */
  readonly losses: Float64Array;
  readonly business: Float64Array;
  readonly noise: Float64Array | null;
}

function savingOf(ledger: Ledger, stretch: Together): Saving | null {
  const { before, after } = stretch;
  if (before === null || after === null || before === after) return null;
  const { set } = ledger.view;
  return {
    ...stretch,
    losses: minus(set.costs(before).risk, set.costs(after).risk),
    business: minus(turnedAway(ledger, before), turnedAway(ledger, after)),
    noise: set.noise(before, after),
  };
}

/** Of each stretch the years of it that are paid for, each worth what it is at the start. */
export function presentYears({ from, to }: { readonly from: number; readonly to: number }, ledger: Ledger): number {
  const { horizonHours: end, spend } = ledger.model;
  const years = Math.ceil(end / YEAR);
  let sum = 0;
  for (let year = 0; year < years; year++) {
    const paid = Math.min(year + 1, end / YEAR);
    sum += partOfYear({ from, to }, year) * presentFactor(spend?.discount ?? 0, paid);
  }
  return sum;
}

/** Mean, error and band of a figure of worlds. */
function outcomeOf({ view }: Ledger, values: Float64Array, noise: Float64Array | null): Outcome {
  const { weights } = view.set;
  const noisy = noise === null ? null : noisyDifferences(values, noise);
  return {
    value: meanOver(values, weights),
    standardError: errorOverWorlds(view, values, noise),
    ...(noisy === null
      ? { low: quantileOver(values, weights, 0.05), high: quantileOver(values, weights, 0.95) }
      : bandOverWorlds(noisy)),
  };
}

/** P over worlds that a figure is above 0; nothing at all is not above. */
function chanceAbove(
  { view }: Ledger,
  values: Float64Array,
  noise: Float64Array | null,
  tolerance: number,
): Confidence {
  const { set } = view;
  const noisy = noise === null ? null : noisyDifferences(scaled(values, -1), noise);
  if (noisy !== null) return chanceOfLess(noisy);
  const value = values.reduce((sum, each, world) => sum + (each > tolerance ? set.weights[world]! : 0), 0);
  const worlds = values.length;
  if (!set.isSample || worlds === 1) return { value, standardError: 0 };
  const smoothed = (value * worlds + 1) / (worlds + 2);
  return { value, standardError: Math.sqrt((smoothed * (1 - smoothed)) / worlds) };
}

/** Present value of running costs. Shape [worlds]. */
export function running({ model, costs }: Ledger, years: readonly YearOfMoney[]): Float64Array {
  const present = new Float64Array(costs.worlds);
  for (const [year, { opex, business }] of years.entries()) {
    const factor = presentFactor(model.spend?.discount ?? 0, Math.min(year + 1, model.horizonHours / YEAR));
    for (let world = 0; world < present.length; world++) present[world]! += factor * (opex[world]! + business[world]!);
  }
  return present;
}

/**
 * What a step from one portfolio to another is worth, both bought from what stands today, each control from the day on which its new
 * level can work.
 *
 * @param from Position in the view. @param to Likewise.
 */
export function appraise(ledger: Ledger, from: number, to: number): Appraisal {
  const { view, model, costs } = ledger;
  const { set } = view;
  const booksOf = (portfolio: number): ReturnType<typeof moneyOver> =>
    moneyOver(model, costs, Int32Array.from(set.levels(portfolio)));
  const [before, after] = [booksOf(from), booksOf(to)];
  const stretches = together(pathTo(ledger, from), pathTo(ledger, to));
  const savings = stretches.flatMap((stretch) => savingOf(ledger, stretch) ?? []);
  const weights = savings.map((saving) => presentYears(saving, ledger));
  const { worlds } = costs;
  const end = presentFactor(model.spend?.discount ?? 0, model.horizonHours / YEAR);
  const spread = (values: Float64Array): Float64Array =>
    values.length === set.weights.length ? values : new Float64Array(set.weights.length).fill(values[0]!);

  const residual = minus(after.residual, before.residual);
  const turned = sumOf(
    savings.map(({ business }, i) => scaled(business, -weights[i]!)),
    worlds,
  );
  const cost = spread(
    sumOf(
      [
        minus(after.capexNow, before.capexNow),
        minus(running(ledger, after.years), running(ledger, before.years)),
        scaled(residual, -end),
        turned,
      ],
      worlds,
    ),
  );
  const saved = sumOf(
    savings.map(({ losses }, i) => scaled(losses, weights[i]!)),
    set.weights.length,
  );
  const noise = noiseOf(savings, weights, set.weights.length);
  const npv = minus(saved, cost);
  const mean = (values: Float64Array): number => meanOver(spread(values), set.weights);
  const years = yearNames(ledger).map((name, year): YearOfStep => {
    const [then, now] = [after.years[year]!, before.years[year]!];
    const inYear = (kind: 'losses' | 'business'): number =>
      savings.reduce((sum, saving) => sum + partOfYear(saving, year) * mean(saving[kind]), 0);
    return {
      year: name,
      capex: mean(minus(then.capex, now.capex)),
      opex: mean(minus(then.opex, now.opex)),
      business: mean(minus(then.business, now.business)) - inYear('business'),
      saved: inYear('losses'),
    };
  });
  const savedOutcome = outcomeOf(ledger, saved, noise);
  const costOutcome = outcomeOf(ledger, cost, null);
  const npvOutcome = outcomeOf(ledger, npv, noise);
  const working = savings.reduce((sum, _, i) => sum + weights[i]!, 0);
  return {
    years,
    residual: mean(residual),
    npv: npvOutcome,
    pays: chanceAbove(ledger, npv, noise, view.tolerance * Math.max(1, years.length)),
    cost: costOutcome,
    saved: savedOutcome,
    returned: returnOf(npvOutcome, costOutcome.value, view.tolerance),
    payback: paybacks(years, savedOutcome),
    breakEven: working > 0 ? breakEvenOf(costOutcome.value, savedOutcome, working) : null,
  };
}

/** Squared error inside each world of a weighted sum of savings; of several stretches the most it can be. */
function noiseOf(savings: readonly Saving[], weights: readonly number[], worlds: number): Float64Array | null {
  if (savings.every(({ noise }) => noise === null)) return null;
  return Float64Array.from({ length: worlds }, (_, world) => {
    const error = savings.reduce((sum, { noise }, i) => sum + weights[i]! * Math.sqrt(noise?.[world] ?? 0), 0);
    return error * error;
  });
}

function returnOf(npv: Outcome, cost: number, tolerance: number): Outcome | null {
  if (cost <= tolerance) return null;
  const { value, standardError, low, high } = npv;
  return { value: value / cost, standardError: standardError / cost, low: low / cost, high: high / cost };
}
