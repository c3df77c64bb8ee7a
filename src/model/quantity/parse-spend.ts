/** What spend is written as: posts, secondment, friction, overruns, coverage. */
import type { Friction, People, Secondment } from '../spend.ts';
import type { Quantity } from '../quantity.ts';
import { type Cited, citedIn } from './citation.ts';
import { cut, type Fragment, fragmentOf, markOf, textOf } from './fragment.ts';
import { attemptWithWords } from './near-words.ts';
import { type Parsed, type QuantityContext, refuse } from './parsed.ts';
import { readFixed } from './read-fixed.ts';
import { readQuantity } from './read-quantity.ts';
import { splitAt } from './split-at.ts';

const PEOPLE = '3 at £55k per year';
const SECONDMENT = '200 h at £60 per hour x1.5';
const DELAY = '4 s per customer, 2m per year, £0.5 per minute';
const OVERRUN = '0..40%';

/** Posts: `3 at £55k per year`. */
export function parsePeople(raw: unknown, context: QuantityContext): Parsed<People> {
  return attemptWithWords(raw, ['at', 'per'], () => {
    const cited = citedIn(fragmentOf(raw, PEOPLE), context);
    const parts = splitAt(cited.body, 'at');
    if (parts === null)
      return refuse('people', 'posts are a number at money per time', `write \`${PEOPLE}\``, markOf(cited.body));
    return {
      count: readFixed(parts[0], 'number', context, cited, 'spend'),
      each: readFixed(parts[1], 'money/hour', context, cited, 'spend'),
    };
  });
}

/** A fragment without ` per year` at its end. */
function withoutPerYear(fragment: Fragment): Fragment {
  const per = /\s+per\s+(?:year|yr)$/i.exec(textOf(fragment));
  return per === null ? fragment : cut(fragment, fragment.from, fragment.from + per.index);
}

/** The factor at the end of a fragment, and what stands before it. */
function factorAfter(fragment: Fragment): readonly [Fragment, Fragment | null] {
  const found = /\s+x\s*[\d.]+(?:\s*\.\.\s*x?\s*[\d.]+)*$/i.exec(textOf(fragment));
  if (found === null) return [fragment, null];
  const at = fragment.from + found.index;
  return [cut(fragment, fragment.from, at), cut(fragment, at, fragment.to)];
}

/** Hours a year at what one is worth: `200 h at £60 per hour x1.5`. */
export function parseSecondment(raw: unknown, context: QuantityContext): Parsed<Secondment> {
  return attemptWithWords(raw, ['at', 'per'], () => {
    const cited = citedIn(fragmentOf(raw, SECONDMENT), context);
    const parts = splitAt(cited.body, 'at');
    if (parts === null) {
      const message = 'a secondment is hours a year at money per hour';
      return refuse('secondment', message, `write \`${SECONDMENT}\``, markOf(cited.body));
    }
    const [value, displacement] = factorAfter(parts[1]);
    return {
      hours: readFixed(withoutPerYear(parts[0]), 'hours', context, cited, 'spend'),
      value: readFixed(value, 'money/hour', context, cited, 'spend'),
      ...(displacement === null ? {} : { displacement: readFixed(displacement, 'factor', context, cited, 'spend') }),
    };
  });
}

/** The parts of a fragment between commas. */
function partsOf(fragment: Fragment): readonly Fragment[] {
  const parts: Fragment[] = [];
  let from = fragment.from;
  for (const { index } of textOf(fragment).matchAll(/,/g)) {
    parts.push(cut(fragment, from, fragment.from + index));
    from = fragment.from + index + 1;
  }
  return [...parts, cut(fragment, from, fragment.to)];
}

function delayIn(cited: Cited, context: QuantityContext): Friction {
  const [each, many, worth, ...more] = partsOf(cited.body);
  const per = each === undefined ? null : /\s+per\s+(\p{L}[\p{L}\d -]*)$/u.exec(textOf(each));
  if (each === undefined || per === null || many === undefined || worth === undefined || more.length > 0) {
    const message =
      'a friction is money per time; or a delay per customer, how many there are, and what their time is worth';
    return refuse('friction', message, `write \`£80k per year\`, or \`"${DELAY}"\``, markOf(cited.body));
  }
  return {
    kind: 'delay',
    delay: readFixed(cut(each, each.from, each.from + per.index), 'hours', context, cited, 'spend'),
    of: per[1] ?? '',
    volume: readFixed(many, 'number/hour', { ...context, suffixes: true }, cited, 'spend'),
    value: readFixed(worth, 'money/hour', context, cited, 'spend'),
  };
}

/** Money per time, or `4 s per customer, 2m per year, £0.5 per minute`. */
export function parseFriction(raw: unknown, context: QuantityContext): Parsed<Friction> {
  return attemptWithWords(raw, ['per'], () => {
    const cited = citedIn(fragmentOf(raw, '£80k per year'), context);
    const text = textOf(cited.body);
    const isDelay = text.includes(',') || text.split(/\sper\s/).length > 2;
    if (isDelay && !text.startsWith('=')) return delayIn(cited, context);
    return { kind: 'amount', amount: readFixed(cited.body, 'money/hour', context, cited, 'spend') };
  });
}

const SHARES = /^(?:(uniform|triangular|pert) +)?((?:-?[\d.]+ *%?(?: *\.\. *| +|$))+)$/i;

/**
 * The factor on capex of an overrun: 1 and the share. An interval of overruns is one of the factor, which is above 0, so that it
 * may begin at 0 % or below.
 */
export function parseOverrun(raw: unknown, context: QuantityContext): Parsed<Quantity> {
  return attemptWithWords(raw, ['uniform', 'triangular', 'pert'], () => {
    const whole = fragmentOf(raw, OVERRUN);
    const cited = citedIn(whole, context);
    const text = textOf(cited.body);
    const found = SHARES.exec(text);
    const numbers = [...(found?.[2] ?? '').replaceAll('..', ' .. ').matchAll(/-?\d+(?:\.\d+)?/g)].map(Number);
    if (found === null || !text.endsWith('%') || numbers.length === 0) {
      const remedy = `write \`overrun: ${OVERRUN}\`, or \`uniform\`, \`triangular\` or \`pert\` of shares`;
      return refuse('overrun', 'an overrun is a share of the price', remedy, markOf(cited.body));
    }
    const lowest = Math.min(...numbers);
    if (!(lowest > -100))
      refuse('overrun', 'what falls short by 100 % costs nothing', `write \`${OVERRUN}\``, markOf(cited.body));
    const factors = numbers.map((percent) => String(Number((1 + percent / 100).toPrecision(12))));
    const law = found[1];
    const written = law === undefined ? factors.join('..') : `${law} ${factors.join(' ')}`;
    const quantity = readQuantity(fragmentOf(written, OVERRUN), 'factor', 'uncertain', context, cited);
    return { ...quantity, text };
  });
}

const COVERAGE = /^\s*(\d+(?:\.\d+)?)\s*%?\s*\.\.\s*(\d+(?:\.\d+)?)\s*%\s+in\s+steps\s+of\s+(\d+(?:\.\d+)?)\s*%\s*$/i;

/** Steps between coverages that are told apart. */
const FINEST = 0.5;

/**
 * The coverages, in percent, at which a level can be bought beside 0 % and 100 %; null for what is none.
 *
 * @param text `0%..100% in steps of 25%`.
 */
export function coverageSteps(text: unknown): readonly number[] | null {
  const found = typeof text === 'string' ? COVERAGE.exec(text) : null;
  if (found === null) return null;
  const [low = 0, high = 0, step = 0] = found.slice(1).map(Number);
  const steps = (high - low) / step;
  if (high !== 100 || low >= high || step < FINEST || Math.abs(steps - Math.round(steps)) > 1e-9) return null;
  return Array.from({ length: Math.round(steps) }, (_, i) => Number((low + i * step).toPrecision(12))).filter(
    (percent) => percent > 0,
  );
}
