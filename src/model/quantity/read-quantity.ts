/** Reads a quantity from a fragment of text. */
import { parseFormula } from '../formula/parse-formula.ts';
import { notAsItLooks } from '../look-alikes.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Dimension, Law, Quantity, Timing } from '../quantity.ts';
import type { Amount } from './amount.ts';
import { beginsBound, readAmount } from './amount.ts';
import { inBaseUnits } from './base-units.ts';
import { checkBounds } from './check-bounds.ts';
import { checkSpread } from './check-spread.ts';
import { checkSupport } from './check-support.ts';
import type { Cited } from './citation.ts';
import { citedIn } from './citation.ts';
import type { Fragment } from './fragment.ts';
import { after, cut, markOf, textOf, writtenOf } from './fragment.ts';
import { recordOf } from './laws/laws.ts';
import { readNamedLaw } from './named-laws.ts';
import type { Mark, QuantityContext } from './parsed.ts';
import { refuse, valueOf } from './parsed.ts';
import type { Tokens } from './scan.ts';
import { scan } from './scan.ts';
import { hoursOf, TIMES } from './units.ts';

/** What people write, and what it is called here. */
const CALLED: ReadonlyMap<string, string> = new Map([
  ['to', 'write the interval with two dots, such as `10..12 h`'],
  ['d', 'write `days`'],
  ['w', 'write `weeks`'],
  ['y', 'write `years`'],
  ['mo', 'write `months`'],
  ['fortnight', 'write `2 weeks`'],
  ['quarter', 'write `3 months`'],
  ['b', 'write `bn` for a thousand million'],
  ['mn', 'write `m` for a million'],
  ['pa', 'write `per year`'],
  ['a', 'write `per year`, `per day` or another `per`'],
  ['an', 'write `per hour`'],
]);

/** What would be right in place of a word after a number; null where nothing comes near. */
function wordRemedy(word: string): string | null {
  const lower = word.toLowerCase();
  if (lower === 'min' || lower === 'max') return `write a number after \`${lower}\`, with its unit`;
  const called = CALLED.get(lower.length > 2 ? lower.replace(/s$/, '') : lower);
  if (called !== undefined) return called;
  const near = hoursOf(lower) === undefined ? didYouMean(lower, [...TIMES, 'per', 'max', 'million', 'billion']) : null;
  return near === null ? null : `did you mean \`${near}\`?`;
}

/** Refuses what stands after a number, or after all that a quantity can have. */
function refuseRest(tokens: Tokens, example: string): never {
  const token = tokens.peek();
  const mark = tokens.mark();
  if (token?.kind === 'hyphen') {
    return refuse(
      'hyphen',
      'a hyphen between numbers could be a minus sign',
      `write the interval with two dots: \`${example}\``,
      mark,
    );
  }
  if (token?.kind === 'number') {
    return refuse(
      'number',
      'two numbers stand side by side',
      `write an interval with two dots, \`${example}\`, or one number without blanks`,
      mark,
    );
  }
  const found = token?.text ?? '';
  const strange = notAsItLooks(`1${found}`);
  if (strange !== null) return refuse('word', `here stands ${strange}`, 'type it anew', mark);
  const remedy = wordRemedy(found);
  if (remedy !== null) return refuse('word', `\`${found}\` has no meaning here`, remedy, mark);
  if (hoursOf(found) !== undefined || token?.kind === 'percent') {
    return refuse(
      'unit',
      `the unit \`${found}\` does not fit here`,
      'leave it out, or write the unit of this place once, at the end',
      mark,
    );
  }
  return refuse(
    'word',
    `\`${found}\` has no meaning here`,
    `write such as \`${example}\`, with \`min\` or \`max\` after it`,
    mark,
  );
}

function readPoints(tokens: Tokens, dimension: Dimension, context: QuantityContext): Law {
  const amounts: Amount[] = [];
  const money = dimension.startsWith('money') || context.suffixes === true;
  do {
    if (amounts.length > 0) tokens.take();
    if (amounts.length === 3)
      refuse(
        'interval',
        'an interval has two or three numbers',
        'write `low..high` or `low..mid..high`',
        tokens.mark(),
      );
    amounts.push(readAmount(tokens, money || (amounts[0]?.currency ?? null) !== null));
  } while (tokens.peek()?.kind === 'range');
  const next = tokens.peek();
  const isRest = next?.kind === 'word' ? hoursOf(next.text) === undefined && !beginsBound(tokens) : next !== undefined;
  if (isRest) refuseRest(tokens, '10..12 h');
  const [low = 0, mid = 0, high] = inBaseUnits(amounts, dimension, context);
  if (amounts.length === 1) return { kind: 'constant', value: low };
  return high === undefined ? { kind: 'interval', low, high: mid } : { kind: 'threePoint', low, mid, high };
}

function readBounds(tokens: Tokens, dimension: Dimension, context: QuantityContext): { min?: number; max?: number } {
  const bounds: { min?: number; max?: number } = {};
  while (beginsBound(tokens)) {
    const mark = tokens.mark();
    const name = tokens.take()?.text.toLowerCase() === 'min' ? 'min' : 'max';
    if (bounds[name] !== undefined) refuse('bounds', `\`${name}\` stands twice`, 'leave one of them out', mark);
    const [value] = inBaseUnits([readAmount(tokens, dimension.startsWith('money'))], dimension, context);
    if (value !== undefined) bounds[name] = value;
  }
  return bounds;
}

function formulaOf(body: Fragment, dimension: Dimension, context: QuantityContext): Law {
  return { kind: 'formula', tape: valueOf(parseFormula(writtenOf(body), dimension, context), body.from) };
}

/** A formula varies when an input that it uses does, whatever is usual in its place; what it says of itself has to fit. */
function timingOf(law: Law, stated: Timing | null, usual: Timing, { varying }: QuantityContext, mark: Mark): Timing {
  if (law.kind !== 'formula') return stated ?? usual;
  const name = law.tape.flatMap((step) => (step.op === 'input' && varying?.has(step.name) ? [step.name] : [])).at(0);
  if (name !== undefined && stated === 'uncertain') {
    return refuse(
      'varies',
      `this formula uses \`${name}\`, which is drawn anew at each use, and cannot have one value in a world`,
      `leave out \`uncertain\`, or \`varies\` where \`${name}\` is stated`,
      mark,
    );
  }
  if (name === undefined && stated === 'varies') {
    return refuse(
      'varies',
      'a formula varies when an input that it uses does, and none of these is stated to vary',
      'leave out `varies`, or write it at the input, such as `k: varies 1..10`',
      mark,
    );
  }
  return name === undefined ? usual : 'varies';
}

/** A weight before a bracket, and what stands in the bracket. */
interface WrittenPart {
  readonly weight: number;
  readonly law: Fragment;
}

const MIXTURE = 'mixture 70% (2..8 h) 30% (1..5 days)';

/** The parts of a mixture, and what follows them: bounds. */
function partsOf(fragment: Fragment): { readonly parts: readonly WrittenPart[]; readonly rest: Fragment } {
  const parts: WrittenPart[] = [];
  let rest = fragment;
  for (;;) {
    const head = /^(\d+(?:\.\d+)?)\s*%\s*\(/.exec(textOf(rest));
    if (head === null) break;
    const from = rest.from + head[0].length;
    let depth = 1;
    let to = from;
    while (to < rest.to && depth > 0) {
      const sign = rest.text[to];
      depth += sign === '(' ? 1 : sign === ')' ? -1 : 0;
      to++;
    }
    if (depth > 0) return refuse('bracket', 'a bracket is not closed', `write \`${MIXTURE}\``, markOf(rest));
    parts.push({ weight: Number(head[1]) / 100, law: cut(rest, from, to - 1) });
    rest = cut(rest, to, rest.to);
  }
  if (parts.length < 2) {
    return refuse('mixture', 'a mixture has two parts or more', `write \`${MIXTURE}\``, markOf(fragment));
  }
  return { parts, rest };
}

/** Weights may be off the whole by what two decimals of a percentage round away. */
const WEIGHT_TOLERANCE = 1e-6;

function mixtureOf(
  written: readonly WrittenPart[],
  dimension: Dimension,
  timing: Timing,
  context: QuantityContext,
  mark: Mark,
): Law {
  const total = written.reduce((sum, { weight }) => sum + weight, 0);
  if (Math.abs(total - 1) > WEIGHT_TOLERANCE) {
    const found = Number((100 * total).toPrecision(6));
    return refuse(
      'weight',
      `the weights of the mixture make ${found} %, not 100 %`,
      'let the weights make 100 %',
      mark,
    );
  }
  const parts = written.map(({ weight, law: fragment }) => {
    const { law, min, max } = readQuantity(fragment, dimension, timing, context, nothingCited(fragment));
    const at = markOf(fragment);
    if (!(weight > 0)) return refuse('weight', 'a part without weight is none', 'leave it out', at);
    if (law.kind === 'formula' || law.kind === 'mixture') {
      const name = law.kind === 'formula' ? 'a formula' : 'another mixture';
      return refuse('mixture', `${name} cannot be a part of a mixture`, 'write an interval or a law by its name', at);
    }
    return { weight, law, ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
  });
  return { kind: 'mixture', parts };
}

/** Within a bracket nothing is cited: the source stands at the end of the whole. */
const nothingCited = (body: Fragment): Cited => ({ body, sources: [], widening: 1 });

/**
 * The quantity that a fragment states.
 *
 * @param cited Sources of the text around it, when they have been taken from its end already.
 */
export function readQuantity(
  fragment: Fragment,
  dimension: Dimension,
  timing: Timing,
  context: QuantityContext,
  cited?: Cited,
): Quantity {
  const { body, sources, widening } = cited === undefined ? citedIn(fragment, context) : { ...cited, body: fragment };
  const uncertain = after(body, 'uncertain');
  const varies = after(body, 'varies');
  const rest = uncertain ?? varies ?? body;
  const mark = markOf(rest);
  if (mark.length === 0) refuse('empty', 'a quantity is missing', 'write `4 h`, `4..9 h` or a formula in quotes', mark);
  const formula = textOf(rest).startsWith('=');
  const mixture = formula ? null : after(rest, 'mixture');
  const split = mixture === null ? null : partsOf(mixture);
  const tokens = scan(formula ? { ...rest, to: rest.from } : (split?.rest ?? rest));
  const law = formula
    ? formulaOf(rest, dimension, context)
    : split === null
      ? (readNamedLaw(tokens, dimension, context) ?? readPoints(tokens, dimension, context))
      : mixtureOf(split.parts, dimension, timing, context, mark);
  const bounds = readBounds(tokens, dimension, context);
  if (tokens.peek() !== undefined) refuseRest(tokens, '10..12 h');
  recordOf(law).check?.(law, { dimension, mark, written: textOf(rest) });
  checkSupport(law, dimension, bounds.min, bounds.max, mark);
  checkBounds(law, bounds.min, bounds.max, mark);
  checkSpread(law, dimension, widening, mark);
  return {
    dimension,
    law,
    ...bounds,
    timing: timingOf(law, uncertain !== null ? 'uncertain' : varies !== null ? 'varies' : null, timing, context, mark),
    widening: law.kind === 'constant' || law.kind === 'formula' ? 1 : widening,
    sources,
    text: writtenOf(fragment),
  };
}

/** The one number that a fragment states. */
export function readConstant(
  fragment: Fragment,
  dimension: Dimension,
  context: QuantityContext,
  cited?: Cited,
): number {
  const { law } = readQuantity(fragment, dimension, 'uncertain', context, cited);
  if (law.kind === 'constant') return law.value;
  return refuse('constant', 'here stands one number, not a law', 'write one number with its unit', markOf(fragment));
}
