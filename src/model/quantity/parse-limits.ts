/** Chances and curves of the board's limits. */
import { citedIn } from './citation.ts';
import type { Fragment } from './fragment.ts';
import { cut, fragmentOf, markOf, textOf } from './fragment.ts';
import type { Parsed, QuantityContext } from './parsed.ts';
import { attempt, noFormulas, refuse } from './parsed.ts';
import { readConstant } from './read-quantity.ts';

const NOTHING: QuantityContext = {
  currency: '',
  rates: new Map(),
  sources: new Map(),
  inputs: new Map(),
  formulaTree: noFormulas,
};

/** A fragment without `per year` at its end. */
function withoutPerYear(fragment: Fragment): Fragment {
  const per = /\s*(?:per\s+year|\/\s*year)$/.exec(textOf(fragment));
  return per === null ? fragment : cut(fragment, fragment.from, fragment.from + per.index);
}

function chanceIn(fragment: Fragment, context: QuantityContext): number {
  const { body } = citedIn(fragment, context);
  const other = /\bper\s+(?!year\b)\w*|\/\s*(?!year\b)\w*/.exec(textOf(body));
  if (other !== null) {
    refuse('unit', 'a chance is one per year', 'write `5% per year`', {
      offset: body.from + other.index,
      length: other[0].length,
    });
  }
  return readConstant(withoutPerYear(body), 'share', context);
}

/** A chance per year: `5% per year`, or `5%` for short; perhaps with its source. No formula. */
export function parseChance(raw: unknown, { sources }: Pick<QuantityContext, 'sources'>): Parsed<number> {
  return attempt(() => chanceIn(fragmentOf(raw, '5% per year'), { ...NOTHING, sources }));
}

/** A loss and the greatest chance of passing it. */
export interface CurvePoint {
  /** Money. */
  readonly loss: number;
  /** Per year, 0..1. */
  readonly chance: number;
}

function pointIn(fragment: Fragment, context: QuantityContext): CurvePoint {
  const plain = withoutPerYear(citedIn(fragment, context).body);
  const at = textOf(plain).search(/[^\s]+\s*%$/);
  if (at <= 0)
    return refuse('curve', 'a point of the curve has a loss and a chance', 'write `£10m 5%`', markOf(fragment));
  const loss = readConstant(cut(plain, plain.from, plain.from + at), 'money', context);
  return { loss, chance: chanceIn(cut(plain, plain.from + at, plain.to), context) };
}

/** The points of one text: `[£1m 50%, £10m 5%] per year`, brackets or not. */
function fragmentsOf(raw: unknown): Fragment[] {
  const whole = withoutPerYear(fragmentOf(raw, '[£1m 50%, £10m 5%]'));
  const text = textOf(whole);
  const bracketed = text.startsWith('[') && text.endsWith(']');
  const inner = bracketed ? cut(whole, whole.from + 1, whole.to - 1) : whole;
  let from = inner.from;
  return textOf(inner)
    .split(',')
    .map((part) => {
      const fragment = cut(inner, from, from + part.length);
      from += part.length + 1;
      return fragment;
    });
}

/**
 * The points of a curve, by rising loss; their chances must fall.
 *
 * @param raw A list such as `['£1m 50%', '£10m 5%']`, or one text with the list in it.
 */
export function parseCurve(raw: unknown, context: QuantityContext): Parsed<CurvePoint[]> {
  return attempt(() => {
    const list: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
    const fragments = list.flatMap(fragmentsOf);
    const points = fragments.map((fragment) => pointIn(fragment, context)).toSorted((a, b) => a.loss - b.loss);
    const [first] = fragments;
    if (first === undefined)
      return refuse('curve', 'the curve has no points', 'write `[£1m 50%, £10m 5%]`', { offset: 0, length: 0 });
    points.forEach((point, i) => {
      const before = points[i - 1];
      if (before === undefined || (before.loss < point.loss && before.chance > point.chance)) return;
      refuse('curve', 'a greater loss must have a smaller chance', 'write such as `[£1m 50%, £10m 5%]`', markOf(first));
    });
    return points;
  });
}
