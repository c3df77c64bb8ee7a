/** When a threat arrives: `every 8..40 years`, `5..20 per year`, `1..5% per year`, `within 6..24 months never 30%`, `on 2027-03-31`. */
import type { Occurrence } from '../model.ts';
import { hoursWithin, type Span } from '../time/date-time.ts';
import type { Cited } from './citation.ts';
import { citedIn } from './citation.ts';
import type { Fragment } from './fragment.ts';
import { after, cut, fragmentOf, markOf, textOf, writtenOf } from './fragment.ts';
import type { Parsed, QuantityContext } from './parsed.ts';
import { attempt, refuse, valueOf } from './parsed.ts';
import { recordOf } from './laws/laws.ts';
import { attemptWithWords } from './near-words.ts';
import { readFixed } from './read-fixed.ts';
import { readConstant, readQuantity } from './read-quantity.ts';

const FORMS = 'write `every 8..40 years`, `5..20 per year`, `1..5% per year`, `within 6..24 months` or `on 2027-03-31`';

const WORDS = ['every', 'within', 'never', 'once', 'on', 'per', 'min', 'max', 'uncertain', 'varies'];

/** Hours of a date that is not among those before, to which it is added. */
const dateHours = (raw: unknown, span: Span, before: Set<number>): Parsed<number> =>
  attempt(() => {
    const hours = hoursWithin(raw, span);
    const text = String(raw);
    const mark = { offset: text.indexOf(text.trim()), length: text.trim().length };
    if (before.has(hours)) refuse('twice', `\`${text.trim()}\` stands twice`, 'name each date once', mark);
    before.add(hours);
    return hours;
  });

/** Hours of the dates of a text, parted by commas or `and`. */
function datesOf(fragment: Fragment, span: Span): number[] {
  const hours = new Set<number>();
  let offset = fragment.from;
  // Parts and what parts them, in turn.
  for (const [i, part] of textOf(fragment)
    .split(/(,| and )/)
    .entries()) {
    if (i % 2 === 0) valueOf(dateHours(part, span, hours), offset);
    offset += part.length;
  }
  return [...hours];
}

/** Dates, ascending; of those that come once the first. */
function on(atHours: readonly number[], once: boolean): Occurrence {
  return { kind: 'on', atHours: atHours.toSorted((a, b) => a - b).slice(0, once ? 1 : undefined) };
}

function within(body: Fragment, once: boolean, context: QuantityContext, cited: Cited): Occurrence {
  const split = /\snever\s/.exec(textOf(body));
  const at = split === null ? body.to : body.from + split.index;
  const span = cut(body, body.from, at);
  const { law, min, max, timing, widening } = readQuantity(span, 'hours', 'varies', context, cited);
  if (law.kind !== 'interval') {
    refuse('occurrence', '`within` wants an interval of time', 'write `within 6..24 months`', markOf(span));
  }
  if (min !== undefined || max !== undefined || timing !== 'varies') {
    refuse(
      'occurrence',
      min === undefined && max === undefined
        ? 'the interval of `within` is chance and cannot be uncertain'
        : 'the interval of `within` has no `min` or `max`',
      'write `within 6..24 months`, and `never 30%` after it',
      markOf(span),
    );
  }
  const never = split === null ? 0 : readConstant(cut(body, at + split[0].length, body.to), 'share', context, cited);
  // Over-confident assessors: the interval is widened about its geometric middle, as every interval of theirs.
  const middle = Math.sqrt(law.low) * Math.sqrt(law.high);
  const stretch = Math.exp((widening * (Math.log(law.high) - Math.log(law.low))) / 2);
  const [low, high] = widening === 1 ? [law.low, law.high] : [middle / stretch, middle * stretch];
  return { kind: 'within', low, high, never, once };
}

/** `1..5% per year`: the part before `per year`, when it is a share. */
function yearlyShare(body: Fragment): Fragment | null {
  const text = textOf(body);
  const per = /\s*(?:per\s|\/)\s*(?:year|yr)$/.exec(text);
  if (per === null) return null;
  const before = text.slice(0, per.index).replace(/^(?:uncertain|varies)\s+/, '');
  const share = /^discrete\s/.test(before)
    ? /^discrete\s+[\d.]+\s*%/.test(before)
    : before.includes('%') || before.startsWith('beta ');
  return share ? cut(body, body.from, body.from + per.index) : null;
}

/** The text without the word `once` at its beginning or its end. */
function withoutOnce(body: Fragment): Fragment | null {
  const text = textOf(body);
  if (/^once\s+per\s/i.test(text))
    return refuse(
      'occurrence',
      '`once per year` could be a rate or a single event',
      'write `1 per year`, or `every 1 year once` for a single event',
      markOf(body),
    );
  if (/^once\s/i.test(text)) return cut(body, body.from + 4, body.to);
  return /\sonce$/i.test(text) ? cut(body, body.from, body.to - 4) : null;
}

function readOccurrence(
  body: Fragment,
  once: boolean,
  horizon: Span,
  context: QuantityContext,
  cited: Cited,
): Occurrence {
  const dates = after(body, 'on');
  if (dates !== null) return on(datesOf(dates, horizon), once);
  const span = after(body, 'within');
  if (span !== null) return within(span, once, context, cited);
  const interval = after(body, 'every');
  if (interval !== null) {
    const amount = {
      ...readFixed(interval, 'hours', context, cited, 'a mean time between events'),
      text: writtenOf(interval),
    };
    const { law } = amount;
    if (recordOf(law).reachesNought(law) && !((amount.min ?? 0) > 0)) {
      refuse(
        'occurrence',
        'the mean time between events lies above 0, and not as near to it as this law allows',
        'write `every 8..40 years`, or add a bound such as `min 1 month`',
        markOf(interval),
      );
    }
    return { kind: 'rate', per: 'interval', amount, once };
  }
  const share = yearlyShare(body);
  if (share !== null) {
    return {
      kind: 'yearly',
      chance: { ...readFixed(share, 'share', context, cited, 'a chance per year'), text: writtenOf(body) },
      once,
    };
  }
  const text = textOf(body);
  if (!text.startsWith('=') && !/\bper\s|\//.test(text)) {
    const small = text.toLowerCase();
    if (text !== small && /\bper\s/.test(small))
      refuse('occurrence', 'units are written in small letters', `write \`${small}\``, markOf(body));
    const remedy = text.endsWith('%') ? `write \`${text} per year\`` : FORMS;
    refuse('occurrence', `\`${text}\` does not say how often`, remedy, markOf(body));
  }
  if (text.includes('%') && !/^(?:(?:uncertain|varies)\s+)?discrete\s/.test(text)) {
    refuse(
      'occurrence',
      'a chance of arriving is one per year',
      'write `1..5% per year`, `per year` last',
      markOf(body),
    );
  }
  return { kind: 'rate', per: 'rate', amount: readFixed(body, 'number/hour', context, cited, 'a rate'), once };
}

/**
 * When a threat arrives.
 *
 * @param raw A text, or a list of dates.
 * @param once Whether it comes at most once; the word `once` in the text says so too.
 * @param horizon In which its dates lie; they become hours after its start.
 */
export function parseOccurrence(
  raw: unknown,
  once: boolean,
  horizon: Span,
  context: QuantityContext,
): Parsed<Occurrence> {
  return attemptWithWords(raw, WORDS, () => {
    if (Array.isArray(raw)) {
      const list: readonly unknown[] = raw;
      if (list.length === 0) refuse('occurrence', 'the list of dates is empty', FORMS, { offset: 0, length: 0 });
      const seen = new Set<number>();
      for (const [i, entry] of list.entries()) {
        const skipped = typeof entry === 'string' ? (/^\s*on\s+/.exec(entry)?.[0].length ?? 0) : 0;
        valueOf(dateHours(skipped > 0 ? String(entry).slice(skipped) : entry, horizon, seen), skipped, i);
      }
      return on([...seen], once);
    }
    const cited = citedIn(fragmentOf(raw, 'every 8..40 years'), context);
    const rest = withoutOnce(cited.body);
    return readOccurrence(rest ?? cited.body, once || rest !== null, horizon, context, cited);
  });
}
