/** What to write in place of an interval that touches the end of what is possible, with the numbers at hand. */
import type { Dimension } from '../quantity.ts';

/** A number with its sign of currency and its suffix. */
const NUMBER = String.raw`([^\d\s]*)(\d[\d_]*(?:\.\d+)?)([^\s.]*)`;
const INTERVAL = new RegExp(String.raw`^${NUMBER}\s*\.\.\s*(?:${NUMBER}\s*\.\.\s*)?${NUMBER}(.*)$`, 's');

/** The part of the high end that is offered as the low one. */
const LOW_SHARE = 0.05;

const digits = (value: number): string => String(Number(value.toPrecision(3)));

/**
 * The remedy: `uniform 0 2 h`, or `0.1..2 h`.
 *
 * @param written The text of the interval, such as `0..2 h`.
 */
export function fromNought(written: string, dimension: Dimension): string {
  const isShare = dimension === 'share';
  const found = INTERVAL.exec(written);
  if (found === null) return `write \`uniform low high\`, or an interval that lies above 0`;
  const [, sign = '', low = '', suffix = '', midSign = '', mid, midSuffix = '', highSign = '', high = '', ending = ''] =
    found;
  const rest = found[10] ?? '';
  // `0..20%` has its sign once, at the end; the parts of a law by name have it each.
  const unit = isShare && suffix === '' && ending === '%' ? '%' : suffix;
  const of = (one: string, before: string, after: string): string => `${before}${one}${after}`;
  const ends = [
    of(low, sign, unit),
    ...(mid === undefined ? [] : [of(mid, midSign, isShare ? ending : midSuffix)]),
    of(high, highSign, ending),
  ];
  const law = `${mid === undefined ? 'uniform' : 'triangular'} ${ends.join(' ')}${rest}`;
  const whole = ending === '%' ? 100 : 1;
  const isAtTop = isShare && Number(high) >= whole;
  const top = isAtTop ? digits(whole * 0.99) : high;
  const from =
    Number(low) > 0 ? of(low, sign, suffix) : of(digits(Number(top) * LOW_SHARE), highSign, isShare ? '' : ending);
  const middle = mid === undefined ? '' : `..${of(mid, midSign, midSuffix)}`;
  return `write \`${law}\`, or \`${from}${middle}..${of(top, highSign, ending)}${rest}\``;
}
