/**
 * Patient rule induction: from all cases, peel a thin slice off one feature at a time, the one whose loss raises the share of broken
 * periods most for what it takes away; of all boxes on the way keep the one that agrees best with what is broken.
 *
 * @see Friedman & Fisher (1999), Bump hunting in high-dimensional data, Statistics and Computing 9, 123-143 (peeling, pasting).
 * @see Kwakkel & Jaxa-Rozen (2016), Improving scenario discovery for handling heterogeneous uncertainties and multinomial classified
 *   outcomes, Environmental Modelling & Software 79, 311-321 (gain by what is taken away, for features that have few values).
 */
import type { Box, Cases, Condition } from './cases.ts';
import { meets } from './cases.ts';

const MOST_CONDITIONS = 3;
/** Share of the box that a peel takes at least. */
const PEEL = 0.05;
/** Broken cases in a box, at least. */
export const FEWEST_BROKEN = 20;
/** First peels that are followed: the greediest one may lead past a rule of two conditions. */
const STARTS = 8;
/** A condition without which the box agrees nearly as well says nothing. */
const WORTH_SAYING = 0.02;
const ROUNDS = 4;

interface Sums {
  readonly weight: number;
  readonly broken: number;
  readonly brokenCases: number;
}

/** Correlation of being in the box with being broken (phi), -1..1. */
function agreement(box: Sums, all: Sums): number {
  const { weight: W, broken: H } = all;
  const { weight: w, broken: h } = box;
  const spread = H * (W - H) * w * (W - w);
  return spread <= 0 ? 0 : (h * W - H * w) / Math.sqrt(spread);
}

/** A bound put on a feature, and what is left. */
interface Peel {
  readonly feature: number;
  readonly above: number;
  readonly atMost: number;
  readonly left: Sums;
  /** Rise of the share of broken ones by the share that is taken away. */
  readonly gain: number;
}

const isSame = (a: Peel, b: Peel): boolean => a.feature === b.feature && a.above === b.above && a.atMost === b.atMost;

function boundedBy(box: Box, feature: number, above: number, atMost: number): Box {
  const old = box.find((condition) => condition.feature === feature);
  const merged: Condition = {
    feature,
    above: Math.max(above, old?.above ?? -Infinity),
    atMost: Math.min(atMost, old?.atMost ?? Infinity),
  };
  return [...box.filter((condition) => condition.feature !== feature), merged];
}

/** Searches one table of cases; what it sorts it sorts once. */
export function makeBoxSearch({ values, broken, weight }: Cases): {
  /** The box that agrees best with what is broken, among cases marked as left; null when none does. Shape of `left` [cases]. */
  readonly find: (left: Uint8Array) => Box | null;
} {
  const cases = broken.length;
  const orders = values.map((column) =>
    Int32Array.from({ length: cases }, (_, i) => i).sort((a, b) => column[a]! - column[b]! || a - b),
  );

  function sumsOf(inside: Uint8Array): Sums {
    let [w, h, n] = [0, 0, 0];
    for (let i = 0; i < cases; i++) {
      if (inside[i] === 0) continue;
      w += weight[i]!;
      if (broken[i] === 1) {
        h += weight[i]!;
        n++;
      }
    }
    return { weight: w, broken: h, brokenCases: n };
  }

  function insideOf(box: Box, left: Uint8Array): Uint8Array {
    const inside = left.slice();
    for (const condition of box) {
      const column = values[condition.feature]!;
      for (let i = 0; i < cases; i++) if (inside[i] === 1 && !meets(column[i]!, condition)) inside[i] = 0;
    }
    return inside;
  }

  /** The thinnest slice at one end of a feature, whole values only; null where the feature has one value left. */
  function peelAt(feature: number, isLow: boolean, inside: Uint8Array, sums: Sums): Peel | null {
    const column = values[feature]!;
    const order = orders[feature]!;
    const wanted = PEEL * sums.weight;
    let [w, h, n] = [0, 0, 0];
    let last: number | null = null;
    for (let k = 0; k < cases; k++) {
      const i = order[isLow ? k : cases - 1 - k]!;
      if (inside[i] === 0) continue;
      const value = column[i]!;
      if (last !== null && value !== last && w >= wanted) {
        const left: Sums = { weight: sums.weight - w, broken: sums.broken - h, brokenCases: sums.brokenCases - n };
        const rise = left.broken / left.weight - sums.broken / sums.weight;
        return {
          feature,
          above: isLow ? last : -Infinity,
          atMost: isLow ? Infinity : value,
          left,
          gain: rise / (w / sums.weight),
        };
      }
      last = value;
      w += weight[i]!;
      if (broken[i] === 1) {
        h += weight[i]!;
        n++;
      }
    }
    return null;
  }

  function peels(box: Box, inside: Uint8Array, sums: Sums): Peel[] {
    const bound = box.map(({ feature }) => feature);
    const features = box.length >= MOST_CONDITIONS ? bound : values.map((_, feature) => feature);
    return features
      .flatMap((feature) => [peelAt(feature, true, inside, sums), peelAt(feature, false, inside, sums)])
      .filter((peel): peel is Peel => peel !== null && peel.gain > 0 && peel.left.brokenCases >= FEWEST_BROKEN);
  }

  /** The best box on the way that begins with a peel. */
  function follow(first: Peel, left: Uint8Array, all: Sums): { box: Box; score: number } {
    let box: Box = [];
    let best = { box, score: 0 };
    const inside = left.slice();
    for (let peel: Peel | undefined = first; peel !== undefined;) {
      box = boundedBy(box, peel.feature, peel.above, peel.atMost);
      const column = values[peel.feature]!;
      const condition = { feature: peel.feature, above: peel.above, atMost: peel.atMost };
      for (let i = 0; i < cases; i++) if (inside[i] === 1 && !meets(column[i]!, condition)) inside[i] = 0;
      const score = agreement(peel.left, all);
      if (score > best.score) best = { box, score };
      peel = peels(box, inside, peel.left).reduce<Peel | undefined>(
        (a, b) => (a === undefined || b.gain > a.gain ? b : a),
        undefined,
      );
    }
    return best;
  }

  /** The best bound of one condition with the others as they are: pasting, over all values at once. */
  function rebound(box: Box, feature: number, isLow: boolean, left: Uint8Array, all: Sums): Box {
    const own = box.find((condition) => condition.feature === feature)!;
    const open = isLow ? { ...own, above: -Infinity } : { ...own, atMost: Infinity };
    const others = box.map((condition) => (condition.feature === feature ? open : condition));
    const inside = insideOf(others, left);
    const whole = sumsOf(inside);
    const column = values[feature]!;
    const order = orders[feature]!;
    let best = { bound: isLow ? -Infinity : Infinity, score: agreement(whole, all) };
    let [w, h, n] = [0, 0, 0];
    let last: number | null = null;
    for (let k = 0; k < cases; k++) {
      const i = order[isLow ? k : cases - 1 - k]!;
      if (inside[i] === 0) continue;
      const value = column[i]!;
      if (last !== null && value !== last) {
        const rest: Sums = { weight: whole.weight - w, broken: whole.broken - h, brokenCases: whole.brokenCases - n };
        const score = rest.brokenCases < FEWEST_BROKEN ? 0 : agreement(rest, all);
        if (score > best.score) best = { bound: isLow ? last : value, score };
      }
      last = value;
      w += weight[i]!;
      if (broken[i] === 1) {
        h += weight[i]!;
        n++;
      }
    }
    const made: Condition = isLow ? { ...own, above: best.bound } : { ...own, atMost: best.bound };
    const isBound = made.above > -Infinity || made.atMost < Infinity;
    return box.flatMap((condition) => (condition.feature === feature ? (isBound ? [made] : []) : [condition]));
  }

  function refined(start: Box, left: Uint8Array, all: Sums): Box {
    const scoreOf = (box: Box): number => agreement(sumsOf(insideOf(box, left)), all);
    let box = start;
    let score = scoreOf(box);
    for (let round = 0; round < ROUNDS; round++) {
      for (const { feature, above, atMost } of box) {
        for (const isLow of [true, false]) {
          const isThere = box.some((condition) => condition.feature === feature);
          if (isThere && (isLow ? above > -Infinity : atMost < Infinity)) box = rebound(box, feature, isLow, left, all);
        }
      }
      for (const { feature } of box) {
        const without = box.filter((condition) => condition.feature !== feature);
        if (without.length > 0 && scoreOf(without) >= (1 - WORTH_SAYING) * scoreOf(box)) box = without;
      }
      const next = scoreOf(box);
      if (next <= score) break;
      score = next;
    }
    return box;
  }

  return {
    find: (left) => {
      const all = sumsOf(left);
      if (all.brokenCases < FEWEST_BROKEN || all.broken === all.weight) return null;
      const first = peels([], left, all);
      const byGain = first.toSorted((a, b) => b.gain - a.gain).slice(0, STARTS);
      const byAgreement = first
        .toSorted((a, b) => agreement(b.left, all) - agreement(a.left, all))
        .slice(0, STARTS)
        .filter((peel) => !byGain.some((other) => isSame(peel, other)));
      const found = [...byGain, ...byAgreement]
        .map((peel) => follow(peel, left, all))
        .map(({ box }) => refined(box, left, all))
        .map((box) => ({ box, score: agreement(sumsOf(insideOf(box, left)), all) }));
      const best = found.reduce<{ box: Box; score: number }>((a, b) => (b.score > a.score ? b : a), {
        box: [],
        score: 0,
      });
      return best.box.length === 0 ? null : best.box.toSorted((a, b) => a.feature - b.feature);
    },
  };
}
