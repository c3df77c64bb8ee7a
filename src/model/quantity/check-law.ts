/** What the parameters of a law must satisfy. */
import type { Dimension, Law } from '../quantity.ts';
import { EXAMPLE } from './base-units.ts';
import { metalogRises } from './metalog-rises.ts';
import { metalogRisesEverywhere, metalogThroughAll } from './metalog-terms.ts';
import type { Mark } from './parsed.ts';
import { fromNought } from './from-nought.ts';
import { refuse } from './parsed.ts';

/** Whether the values of an interval lie below 1: shares, and factors whose interval does. */
export function liesBelowOne(dimension: Dimension, high: number): boolean {
  return dimension === 'share' || (dimension === 'factor' && high < 1);
}

function checkAscending(values: readonly number[], mark: Mark): void {
  const falls = values.some((value, i) => i > 0 && value <= (values[i - 1] ?? value));
  if (falls)
    refuse('order', 'the ends do not rise from left to right', 'write the lower number first: `low..high`', mark);
}

function checkInterval(low: number, high: number, dimension: Dimension, mark: Mark, written: string): void {
  if (dimension === 'share') {
    if (low > 0 && high < 1) return;
    refuse(
      'interval',
      'an interval of a share lies between 0 and 100 % without touching them: one case in twenty lies beyond each end',
      fromNought(written, dimension),
      mark,
    );
  }
  if (low > 0) return;
  if (low < 0) {
    refuse(
      'interval',
      'an interval lies above 0',
      'write `normal mean sd` or `uniform low high` where values may lie below 0',
      mark,
    );
  }
  refuse(
    'interval',
    'an interval needs a low end above 0: one case in twenty lies below it',
    fromNought(written, dimension),
    mark,
  );
}

function checkShape(values: readonly number[], what: string, mark: Mark): void {
  if (values.every((value) => value > 0)) return;
  refuse('law', `${what} of this law lies above 0`, 'write a positive number', mark);
}

/** Shapes for which gamma and beta functions can be reckoned with. */
const SHAPES = { least: 1e-3, most: 1e9 };

function checkPower(values: readonly number[], what: string, mark: Mark): void {
  checkShape(values, what, mark);
  if (values.every((value) => value >= SHAPES.least && value <= SHAPES.most)) return;
  refuse('law', `${what} of this law lies between 0.001 and 1e9`, 'write a number of that size', mark);
}

/** Mean from which a count is told from a normal law by nobody. */
const MOST_COUNT = 10_000;

/** The scale on which a metalog is fitted: the logarithm above 0, the logit below 1, plain for numbers of any sign. */
export function metalogScale(dimension: Dimension, high: number): 'identity' | 'log' | 'logit' {
  return dimension === 'number' ? 'identity' : liesBelowOne(dimension, high) ? 'logit' : 'log';
}

function checkMetalog(law: Extract<Law, { kind: 'metalog' }>, dimension: Dimension, mark: Mark): void {
  const { chances, values } = law;
  const rise = (list: readonly number[]): boolean => list.every((x, i) => i === 0 || x > (list[i - 1] ?? x));
  if (!rise(chances) || !rise(values)) {
    refuse('order', 'chances and values of a metalog rise together', 'write them from the lowest to the highest', mark);
  }
  const scale = metalogScale(dimension, values.at(-1) ?? 1);
  const inside = scale === 'identity' || values.every((x) => x > 0 && (scale === 'log' || x < 1));
  if (!inside) {
    const between = scale === 'log' ? 'above 0' : 'between 0 and 100 %';
    refuse(
      'support',
      `values of this metalog lie ${between}`,
      'leave out those at the ends: tails follow by themselves',
      mark,
    );
  }
  const onScale = (x: number): number =>
    scale === 'identity' ? x : scale === 'log' ? Math.log(x) : Math.log(x / (1 - x));
  const logits = chances.map((p) => Math.log(p / (1 - p)));
  const coefficients = metalogThroughAll(logits, chances, values.map(onScale));
  if (coefficients !== null && metalogRisesEverywhere(coefficients)) return;
  refuse(
    'infeasible',
    'no metalog has these points: between or beyond them its quantiles would fall',
    'leave out a point, move it nearer to a smooth curve, or write a mixture',
    mark,
  );
}

/**
 * Refuses a law whose parameters no distribution has.
 *
 * @param written The text of the law, for remedies.
 */
export function checkLaw(law: Law, dimension: Dimension, mark: Mark, written: string): void {
  switch (law.kind) {
    case 'interval':
      checkAscending([law.low, law.high], mark);
      checkInterval(law.low, law.high, dimension, mark, written);
      return;
    case 'threePoint': {
      checkAscending([law.low, law.mid, law.high], mark);
      checkInterval(law.low, law.high, dimension, mark, written);
      const scale = liesBelowOne(dimension, law.high) ? (x: number) => Math.log(x / (1 - x)) : Math.log;
      if (metalogRises(scale(law.low), scale(law.mid), scale(law.high))) return;
      return refuse(
        'infeasible',
        'the median lies too near to one end: no metalog has these three points',
        'move the median towards the middle, or write `pert low mode high`',
        mark,
      );
    }
    case 'uniform':
      checkAscending([law.low, law.high], mark);
      return;
    case 'poisson':
      if (law.mean <= MOST_COUNT) return;
      return refuse('law', 'the mean of this count is above 10,000', 'write `normal mean sd` instead', mark);
    case 'metalog':
      return checkMetalog(law, dimension, mark);
    case 'triangular':
    case 'pert':
    case 'pertMoments':
      checkAscending([law.low, law.high], mark);
      if (law.mode >= law.low && law.mode <= law.high) return;
      return refuse(
        'order',
        'the mode does not lie between the ends',
        `write \`${law.kind === 'pertMoments' ? 'pert-moments' : law.kind} low mode high\``,
        mark,
      );
    case 'normal':
      checkShape([law.sd], 'the standard deviation', mark);
      return;
    case 'lognormal':
      checkShape([law.median, law.sigma], 'each number', mark);
      return;
    case 'exponential':
      checkShape([law.mean], 'the mean', mark);
      return;
    case 'gamma':
    case 'weibull':
      checkPower([law.shape], 'the shape', mark);
      checkShape([law.scale], 'the scale', mark);
      return;
    case 'beta':
      checkPower([law.a, law.b], 'each number', mark);
      return;
    case 'constant':
    case 'discrete':
    case 'mixture':
    case 'formula':
      return;
  }
}

/** Least and greatest value that a law can give. */
export function supportOf(law: Law, dimension: Dimension): readonly [number, number] {
  switch (law.kind) {
    case 'constant':
      return [law.value, law.value];
    case 'interval':
    case 'threePoint':
      return [0, liesBelowOne(dimension, law.high) ? 1 : Infinity];
    case 'uniform':
    case 'triangular':
    case 'pert':
    case 'pertMoments':
      return [law.low, law.high];
    case 'metalog':
      return dimension === 'number'
        ? [-Infinity, Infinity]
        : [0, liesBelowOne(dimension, law.values.at(-1) ?? 1) ? 1 : Infinity];
    case 'mixture': {
      const supports = law.parts.map((part) => {
        const [low, high] = supportOf(part.law, dimension);
        return [Math.max(low, part.min ?? low), Math.min(high, part.max ?? high)] as const;
      });
      return [Math.min(...supports.map(([low]) => low)), Math.max(...supports.map(([, high]) => high))];
    }
    case 'lognormal':
    case 'exponential':
    case 'gamma':
    case 'weibull':
    case 'poisson':
      return [0, Infinity];
    case 'beta':
      return [0, law.high ?? 1];
    case 'discrete':
      return [Math.min(...law.values), Math.max(...law.values)];
    case 'normal':
    case 'formula':
      return [-Infinity, Infinity];
  }
}

/** Refuses a law that gives values which its dimension does not have; bounds can shut them out. */
export function checkSupport(
  law: Law,
  dimension: Dimension,
  min: number | undefined,
  max: number | undefined,
  mark: Mark,
): void {
  if (law.kind === 'formula' || dimension === 'number') return;
  const [low, high] = supportOf(law, dimension);
  if (Math.max(low, min ?? low) < 0) {
    const zero = EXAMPLE[dimension].replace(/[\d.]+k?/, '0');
    refuse(
      'support',
      'this law gives values below 0, which have no meaning here',
      `add \`min ${zero}\`, or write an interval`,
      mark,
    );
  }
  if (dimension === 'share' && Math.min(high, max ?? high) > 1) {
    refuse('support', 'this law gives shares above 100 %', 'add `max 100%`, or write an interval', mark);
  }
}
