/** Rules that tell broken periods from others: found on half of the cases, measured on the other half. */
import { makeBoxSearch, FEWEST_BROKEN } from './box-search.ts';
import { binomialAtLeast } from './binomial.ts';
import { isIn, type Box, type Cases } from './cases.ts';
import { luckOf, measuredPart, type MeasuredPart } from './measured-rules.ts';
import { roundBounds, type Measure } from './round-bounds.ts';

const MOST_RULES = 4;
const MOST_TRIES = 8;
/** Chance of luck above which a condition does not stay, and a rule is none. */
const MOST_LUCK = 0.05;
const MOST_LUCK_OF_RULE = 0.001;
/** Standard errors by which a rule has to be denser than what is left. */
const CLEAR = 2;

export interface FoundRule {
  readonly box: Box;
  /** Of each condition, the chance that it stands there by luck. */
  readonly luck: readonly number[];
  /** On the half on which it was found, and on the other; of what no earlier rule has. */
  readonly found: MeasuredPart;
  readonly measured: MeasuredPart;
}

export interface FoundRules {
  /** Each of what those before it leave; the one with the most of the broken periods first. */
  readonly rules: readonly FoundRule[];
  /** Those that the other half did not bear out. */
  readonly dropped: readonly FoundRule[];
  /** What no rule has. */
  readonly rest: MeasuredPart;
}

/** Cases that lie in a box and in no earlier one. */
function partOf({ values, broken }: Cases, box: Box, earlier: readonly Box[]): Uint8Array {
  return Uint8Array.from(broken, (_, i) =>
    isIn(values, box, i) && !earlier.some((other) => isIn(values, other, i)) ? 1 : 0,
  );
}

const notIn = ({ values, broken }: Cases, boxes: readonly Box[]): Uint8Array =>
  Uint8Array.from(broken, (_, i) => (boxes.some((box) => isIn(values, box, i)) ? 0 : 1));

/** Without what says nothing: conditions that may stand there by luck go, the likeliest first. */
function withoutLuck(cases: Cases, left: Uint8Array, box: Box): Box {
  let kept = box;
  while (kept.length > 0) {
    const luck = luckOf(cases, left, kept);
    const worst = luck.indexOf(Math.max(...luck));
    if (luck[worst]! <= MOST_LUCK) break;
    kept = kept.filter((_, place) => place !== worst);
  }
  return kept;
}

/** Whether a box bounds the same features from the same sides. */
const isLooser = (box: Box, rule: Box): boolean =>
  box.length === rule.length &&
  box.every((condition) =>
    rule.some(
      ({ feature, above, atMost }) =>
        feature === condition.feature &&
        Number.isFinite(above) === Number.isFinite(condition.above) &&
        Number.isFinite(atMost) === Number.isFinite(condition.atMost),
    ),
  );

/** Whether the other half bears a rule out: it is denser there than all that is left, beyond luck. */
function isBorneOut(cases: Cases, left: Uint8Array, measured: MeasuredPart): boolean {
  const { broken } = cases;
  let [n, k] = [0, 0];
  for (let i = 0; i < broken.length; i++) {
    n += left[i]!;
    k += left[i]! * broken[i]!;
  }
  if (measured.cases === 0 || n === 0) return false;
  const luck = binomialAtLeast(measured.brokenCases, measured.cases, k / n);
  const all = measuredPart(cases, left).density.value;
  return luck <= MOST_LUCK_OF_RULE && measured.density.value - CLEAR * measured.density.standardError > all;
}

/**
 * @param first Cases on which rules are found.
 * @param second Cases on which they are measured.
 */
export function findRules(first: Cases, second: Cases, measures: readonly Measure[]): FoundRules {
  const search = makeBoxSearch(first);
  const rules: Box[] = [];
  const dropped: { box: Box; earlier: readonly Box[] }[] = [];
  for (let tries = 0; tries < MOST_TRIES && rules.length < MOST_RULES; tries++) {
    const left = notIn(first, [...rules, ...dropped.map(({ box }) => box)]);
    const found = search.find(left);
    if (found === null) break;
    const box = withoutLuck(first, left, roundBounds(found, measures));
    // What only loosens a rule that stands is the edge of it, not another one
    if (box.length === 0 || rules.some((rule) => isLooser(box, rule))) break;
    const open = notIn(second, rules);
    const part = partOf(second, box, rules);
    const isGood = isBorneOut(second, open, measuredPart(second, part));
    if (isGood) rules.push(box);
    else dropped.push({ box, earlier: [...rules] });
  }
  const coverage = (box: Box, at: number): number =>
    measuredPart(second, partOf(second, box, rules.slice(0, at))).coverage.value;
  const sorted = rules
    .map((box, at) => ({ box, coverage: coverage(box, at) }))
    .toSorted((a, b) => b.coverage - a.coverage)
    .map(({ box }) => box);
  const stated = (box: Box, earlier: readonly Box[]): FoundRule => ({
    box,
    luck: luckOf(second, notIn(second, earlier), box),
    found: measuredPart(first, partOf(first, box, earlier)),
    measured: measuredPart(second, partOf(second, box, earlier)),
  });
  return {
    rules: sorted.map((box, at) => stated(box, sorted.slice(0, at))),
    dropped: dropped.map(({ box, earlier }) => stated(box, earlier)),
    rest: measuredPart(second, notIn(second, sorted)),
  };
}

/** Broken cases of both halves together, at least. */
export const FEWEST_TO_LEARN: number = 2 * FEWEST_BROKEN;
