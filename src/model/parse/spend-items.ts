/** What a level, or something shared, may cost. */
import type { SourcePath } from '../problem.ts';
import type { Parsed } from '../quantity/parsed.ts';
import { parseFriction, parsePeople, parseSecondment } from '../quantity/parse-spend.ts';
import { usualRange } from '../quantity/usual-range.ts';
import type { Quantity } from '../quantity.ts';
import type { SpendItems } from '../spend.ts';
import type { FormulaLimits } from './formula-fault.ts';
import type { Reader } from './reader.ts';
import { type Fields, unscaled } from './tree.ts';

const FIXED: FormulaLimits = { fixed: 'spend' };

/** Period over which `capex` is spread: a time above 0. */
function parseLife(reader: Reader, value: unknown, path: SourcePath): Quantity | undefined {
  const life = reader.quantity(value, path, 'hours', 'uncertain', { mustBePositive: true, fixed: 'a life' });
  const least = life === undefined ? null : usualRange(life, 3);
  if (least === null || least.low > 0) return life;
  reader.report(path, 'range', 'a life lies above 0', 'write such as `life: 12 years`');
  return undefined;
}

/**
 * A value of several quantities, one of which takes the factor by which an override scales the whole.
 *
 * @param quantities Its quantities, by key, with the constraints on their formulas.
 * @param scaled The key of the one that is scaled.
 */
function parseJoined<T extends object>(
  reader: Reader,
  value: unknown,
  path: SourcePath,
  parse: (raw: unknown, context: Reader['context']) => Parsed<T>,
  quantities: (of: T) => Readonly<Record<string, FormulaLimits>>,
  scaled: (of: T) => string,
): T | undefined {
  if (value === undefined || value === null) return undefined;
  const { raw, factor } = unscaled(value);
  const joined = reader.parsed(parse(raw, reader.context), path);
  if (joined === undefined) return undefined;
  const read: Record<string, Quantity> = {};
  for (const [key, limits] of Object.entries(quantities(joined))) {
    const quantity = (joined as Record<string, Quantity | undefined>)[key];
    if (quantity === undefined) continue;
    const times = reader.times(quantity, key === scaled(joined) ? factor : 1, path, limits);
    if (times === undefined) return undefined;
    read[key] = times;
  }
  return { ...joined, ...read };
}

/** The stated cost of a level, or of something shared. */
export function parseSpendItems(reader: Reader, fields: Fields, path: SourcePath, what: string): SpendItems {
  const at = (key: string): SourcePath => [...path, key];
  const stands = (key: string): boolean => fields[key] !== undefined && fields[key] !== null;
  if (stands('capex') && !stands('life')) {
    const message = `${what} costs \`capex\` and does not say how long that lasts`;
    reader.report(at('capex'), 'life', message, 'write such as `life: 12 years` beside it', 'key');
  }
  const people = parseJoined(
    reader,
    fields['people'],
    at('people'),
    parsePeople,
    () => ({ count: { ...FIXED, counts: true }, each: FIXED }),
    () => 'count',
  );
  const fewest = people === undefined ? null : usualRange(people.count, 3);
  if (fewest !== null && fewest.low < 0) {
    reader.report(at('people'), 'range', 'there are no fewer than 0 posts', 'write such as `3 at £55k per year`');
  }
  const secondment = parseJoined(
    reader,
    fields['secondment'],
    at('secondment'),
    parseSecondment,
    () => ({ hours: FIXED, value: FIXED, displacement: FIXED }),
    () => 'hours',
  );
  const friction = parseJoined(
    reader,
    fields['friction'],
    at('friction'),
    parseFriction,
    ({ kind }) => (kind === 'amount' ? { amount: FIXED } : { delay: FIXED, volume: FIXED, value: FIXED }),
    ({ kind }) => (kind === 'amount' ? 'amount' : 'delay'),
  );
  const items: SpendItems = {
    capex: reader.quantity(fields['capex'], at('capex'), 'money', 'uncertain', FIXED),
    life: parseLife(reader, fields['life'], at('life')),
    opex: reader.quantity(fields['opex'], at('opex'), 'money/hour', 'uncertain', FIXED),
  };
  return {
    ...items,
    ...(people === undefined ? {} : { people }),
    ...(secondment === undefined ? {} : { secondment }),
    ...(friction === undefined ? {} : { friction }),
  };
}
