/** A quantity in plain words, with what follows from it: its mean, and a value that one case in a thousand exceeds. */
import type { Model } from '../../model/model.ts';
import type { Quantity } from '../../model/quantity.ts';
import { recordOf } from '../../model/quantity/laws/laws.ts';
import { sureRange } from '../../model/quantity/laws/words.ts';
import { variesBy, varyingInputs } from '../../model/varying-inputs.ts';
import { listed, plainNumber } from '../../results/format/count.ts';
import { shortMoney } from '../../results/format/money.ts';
import { percent } from '../../results/format/share.ts';
import { duration, durationAs } from '../../results/format/time.ts';
import type { LawView } from './combined-law.ts';
import { makeLawReader, speaksOfHours, type LawOf } from './law-reader.ts';

/** Says quantities of one model. */
export interface Reader {
  readonly model: Model;
  readonly law: (quantity: Quantity, hours?: number) => LawView;
  /** `12 h to 60 h (90% sure); mean 29.8 h, 1 in 1000 above 118 h; varies`. */
  words(quantity: Quantity, options?: WordsOptions): string;
  /** A value in the words of a quantity's dimension. */
  value(quantity: Quantity, value: number): string;
}

export interface WordsOptions {
  /** Which end is the bad one: the value that one case in a thousand lies beyond. Default `upper`. */
  readonly tail?: 'upper' | 'lower' | undefined;
  /** Leaves the mean out: of a time between events it is not the time that their mean number a year makes. */
  readonly isWithoutMean?: boolean | undefined;
}

const SPANS = [
  [/per\s+(?:year|yr|a)\b/, 8760, 'year'],
  [/per\s+month\b/, 730, 'month'],
  [/per\s+week\b/, 168, 'week'],
  [/per\s+day\b/, 24, 'day'],
  [/per\s+(?:minute|min)\b/, 1 / 60, 'minute'],
  [/per\s+(?:second|s)\b/, 1 / 3600, 'second'],
] as const;

/** The stretch that a rate was stated for: what it says itself, an hour otherwise. */
function spanOf(text: string): { readonly hours: number; readonly name: string } {
  const found = SPANS.find(([pattern]) => pattern.test(text));
  return found === undefined ? { hours: 1, name: 'hour' } : { hours: found[1], name: found[2] };
}

function inWords(quantity: Quantity, value: number, currency: string): string {
  const span = spanOf(quantity.text);
  switch (quantity.dimension) {
    case 'money':
      return shortMoney(value, currency);
    case 'hours':
      return durationAs(value, quantity.text.replace(/\([^()]*\)\s*$/, ''));
    case 'share':
      return percent(value);
    case 'factor':
      return `x${plainNumber(value)}`;
    case 'number':
      return plainNumber(value);
    case 'money/hour':
      return `${shortMoney(value * span.hours, currency)} per ${span.name}`;
    case 'number/hour':
      return `${plainNumber(value * span.hours)} per ${span.name}`;
  }
}

/** The shape of a law, as its author stated it. */
const shape = ({ law, text }: Quantity, say: (value: number) => string): string =>
  recordOf(law).words?.(law, say, text) ?? text;

/**
 * What is simulated, and where that is not what was stated, that too: an interval is widened where its source was found to be
 * over-confident, and cut at its bounds.
 */
function simulated(quantity: Quantity, read: Reader['law'], say: (value: number) => string): string[] {
  const stated = shape(quantity, say);
  const cut = bounds(quantity, say);
  const plain = [stated, cut].filter((part) => part !== '');
  if (quantity.law.kind === 'constant' || quantity.law.kind === 'formula') return plain;
  const law = read(quantity);
  const [low, high] = [law.quantile(0.05), law.quantile(0.95)];
  const isWidened = quantity.widening > 1 && low !== read({ ...quantity, widening: 1 }).quantile(0.05);
  const isInterval = quantity.law.kind === 'interval' || quantity.law.kind === 'threePoint';
  if (!isWidened && (cut === '' || !isInterval)) return plain;
  const reason = isWidened ? `widened ${plainNumber(quantity.widening)} times from ${stated}` : `stated as ${stated}`;
  return [sureRange(low, high, say), cut === '' ? reason : `${reason}, ${cut}`];
}

function bounds(quantity: Quantity, say: (value: number) => string): string {
  const { min, max } = quantity;
  const low = min === undefined ? '' : `at least ${say(min)}`;
  const high = max === undefined ? '' : `at most ${say(max)}`;
  return [low, high].filter((part) => part !== '').join(', ');
}

/** Mean and value of the thousandth case; nothing for a constant. */
function derived(
  quantity: Quantity,
  law: LawView,
  { tail = 'upper', isWithoutMean = false }: WordsOptions,
  say: (value: number) => string,
): string {
  if (quantity.law.kind === 'constant') return '';
  const extreme = law.quantile(tail === 'upper' ? 0.999 : 0.001);
  if (extreme === law.mean) return quantity.law.kind === 'formula' ? `always ${say(law.mean)}` : '';
  const mean = `${isWithoutMean ? '' : `mean ${say(law.mean)}, `}1 in 1000`;
  if (recordOf(quantity.law).hasLumps === true)
    return `${mean} ${say(extreme)} or ${tail === 'upper' ? 'more' : 'less'}`;
  return `${mean} ${tail === 'upper' ? 'above' : 'below'} ${say(extreme)}`;
}

/** Of a formula that speaks of `hours`: what three outages would cost. */
function byLength(quantity: Quantity, read: Reader['law'], say: (value: number) => string): string {
  const lengths = [1, 24, 168].map((hours) => `${say(read(quantity, hours).mean)} for ${duration(hours)}`);
  return `mean ${lengths.join(', ')}`;
}

/** Whether a quantity has one value in each world; a formula varies with the inputs that do. */
function timing(quantity: Quantity, varying: ReadonlySet<string>): string {
  if (quantity.law.kind !== 'formula') return quantity.timing;
  const names = variesBy(quantity, varying);
  return names.length === 0 ? 'uncertain' : `varies with ${listed(names)}`;
}

/** Says values of quantities in the words of their dimension. */
export const makeSayer =
  ({ currency }: Model): Reader['value'] =>
  (quantity, amount) =>
    inWords(quantity, amount, currency);

/** @param lawOf Gives the law of a quantity that is no formula. */
export function makeReader(model: Model, lawOf: LawOf): Reader {
  const law = makeLawReader(model, lawOf);
  const value = makeSayer(model);
  const varying = varyingInputs(model.inputs);

  const words = (quantity: Quantity, options: WordsOptions = {}): string => {
    const say = (amount: number): string => value(quantity, amount);
    const isConstant = quantity.law.kind === 'constant';
    const follows = speaksOfHours(quantity)
      ? byLength(quantity, law, say)
      : derived(quantity, law(quantity), options, say);
    const isKnown = isConstant || follows === '' || follows.startsWith('always');
    const parts = [...simulated(quantity, law, say), follows, isKnown ? '' : timing(quantity, varying)];
    const cited = quantity.sources.length === 0 ? '' : ` [${quantity.sources.join(', ')}]`;
    return `${parts.filter((part) => part !== '').join('; ')}${cited}`;
  };
  return { model, law, words, value };
}
