/** What an outage costs, and the tolerances of a node. */
import type { CalendarFactor, LossEntry, Tolerance } from '../model.ts';
import type { SourcePath } from '../problem.ts';
import { usualRange } from '../quantity/usual-range.ts';
import type { Quantity } from '../quantity.ts';
import { lossShape, toleranceShape } from '../schema/node-shapes.ts';
import { LOSS_KEYS } from './addresses.ts';
import { byId, type Names } from './names.ts';
import type { Reader } from './reader.ts';
import { order, Scaled, unscaled } from './tree.ts';

const TOLERANCE_KEYS = Object.keys(toleranceShape);

/** What to do about a name that is not a bearer. */
export const declareBearer = (name: string): string =>
  `declare it in \`bearers\`: \`${name}: count\` where its losses are your own, \`${name}: show\` where they are only reported`;

/** Factors while a calendar name is in force, sorted; unknown names are reported. */
export function parseDuring(reader: Reader, names: Names, value: unknown, path: SourcePath): CalendarFactor[] {
  const fields = reader.fields(value, path, '`during`', null) ?? {};
  return Object.entries(fields)
    .flatMap(([name, raw]): CalendarFactor[] => {
      const at = [...path, name];
      if (!names.calendar.has(name)) {
        const declare = `state it under \`calendar\`: \`${name}: 23:00..05:00\``;
        reader.unknown(at, 'calendar name', name, names.calendar, 'key', declare);
      }
      if (raw === null) reader.report(at, 'missing', `no factor is given for \`${name}\``, `write \`${name}: x0.5\``);
      const factor = reader.constant(raw, at, 'factor');
      return factor === undefined ? [] : [{ name, factor }];
    })
    .toSorted((a, b) => order(a.name, b.name));
}

type Amount = Pick<LossEntry, 'mode'> & { readonly amount: Quantity | undefined };

/** `£50 once`: an amount that says itself that it is lost once in an outage. */
const ONCE = /\s+once(?=\s*(?:\([^()]*\)\s*)?$)/;

/** An amount that is lost once in an outage. */
function lumpOf(reader: Reader, value: unknown, path: SourcePath, dimension: 'money' | 'number'): Quantity | undefined {
  const { raw, factor } = unscaled(value);
  if (typeof raw !== 'string' || !ONCE.test(raw)) return reader.quantity(value, path, dimension, 'varies');
  const plain = raw.replace(ONCE, '');
  const amount = reader.quantity(factor === 1 ? plain : new Scaled(plain, factor), path, dimension, 'varies');
  return amount === undefined ? undefined : { ...amount, text: raw.trim() };
}

/** An amount per time, one per outage, or one per outage by a formula of its `hours`. */
function parseAmount(
  reader: Reader,
  value: unknown,
  path: SourcePath,
  kind: LossEntry['kind'],
  after: Quantity | undefined,
): Amount {
  const perTime = kind === 'money' ? 'money/hour' : 'number/hour';
  const once = kind === 'money' ? 'money' : 'number';
  const { raw } = unscaled(value);
  const rate = (): Amount => ({ mode: 'rate', amount: reader.quantity(value, path, perTime, 'uncertain') });
  if (typeof raw !== 'string' || !raw.trimStart().startsWith('=')) {
    const isRate = typeof raw === 'string' && /\bper\b|\//.test(raw.replace(/\([^)]*\)\s*$/, ''));
    if (isRate) return rate();
    const amount = lumpOf(reader, value, path, once);
    if (amount === undefined || (usualRange(amount, 5)?.low ?? 0) >= 0) return { mode: 'outage', amount };
    reader.report(path, 'negative', 'a loss is not less than nothing', 'add `min 0`, or turn its sign');
    return { mode: 'outage', amount: undefined };
  }
  const usesHours = /\bhours\b/.test(raw);
  if (!usesHours && reader.readQuantity(raw, perTime, 'uncertain').ok) return rate();
  const outer = reader.context;
  reader.context = { ...outer, hours: true };
  const isLump = usesHours || reader.readQuantity(raw, once, 'varies').ok;
  // An outage no longer than `after` costs nothing, whatever the formula gives for it.
  const fromHours = after === undefined ? 0 : (usualRange(after, 3)?.low ?? 0);
  const lump = isLump ? reader.quantity(value, path, once, 'varies', { fromHours, counts: true }) : undefined;
  reader.context = outer;
  return isLump ? { mode: 'formula', amount: lump } : rate();
}

function parseLoss(reader: Reader, names: Names, value: unknown, path: SourcePath): LossEntry | null {
  const known = reader.unsure.has('bearer') ? null : [...Object.keys(lossShape), ...names.bearers];
  const fields = reader.fields(value, path, 'a loss', known, declareBearer);
  if (fields === null) return null;
  const keys = Object.keys(fields).filter((key) => !LOSS_KEYS.includes(key));
  const [key, second] = keys;
  if (key === undefined) {
    const example = [...names.bearers].toSorted(order)[0] ?? 'own';
    reader.report(path, 'shape', 'a loss names who bears it', `write \`${example}: £1k per hour\``);
    return null;
  }
  const isKnown = (one: string): boolean => known === null || known.includes(one);
  if (second !== undefined && keys.every(isKnown)) {
    reader.report(path, 'shape', `one loss names one bearer, not ${keys.join(' and ')}`, 'make two entries of it');
  }
  const after = reader.quantity(fields['after'], [...path, 'after'], 'hours', 'varies');
  const during = parseDuring(reader, names, fields['during'], [...path, 'during']);
  const id = reader.text(fields['id'], [...path, 'id'], '`id`') ?? key;
  if (second !== undefined || !isKnown(key)) return null;
  const kind = key === 'harm' || key === 'goodwill' ? key : 'money';
  const at = [...path, key];
  if (fields[key] === null)
    reader.report(
      at,
      'missing',
      'this loss has no amount',
      `write \`${key}: ${kind === 'money' ? '£1k' : '0.1'} per hour\``,
    );
  const { mode, amount } = parseAmount(reader, fields[key], at, kind, after);
  return amount === undefined ? null : { id, kind, bearer: kind === 'money' ? key : null, mode, amount, after, during };
}

/** The losses of a node, sorted by id: one, or a list. */
export function parseLosses(reader: Reader, names: Names, value: unknown, path: SourcePath): LossEntry[] {
  if (value === undefined || value === null) return [];
  const entries: readonly (readonly [unknown, SourcePath])[] = Array.isArray(value)
    ? value.map((item: unknown, i) => [item, [...path, i]])
    : [[value, path]];
  const losses = new Map<string, LossEntry>();
  for (const [item, at] of entries) {
    const loss = parseLoss(reader, names, item, at);
    if (loss === null) continue;
    if (losses.has(loss.id)) {
      reader.report(at, 'twice', `two losses are called \`${loss.id}\``, 'give one of them an `id:`');
    }
    losses.set(loss.id, loss);
  }
  return [...losses.values()].toSorted(byId);
}

export function parseTolerance(reader: Reader, value: unknown, path: SourcePath): Tolerance | undefined {
  if (value === undefined || value === null) return undefined;
  const fields = reader.fields(value, path, '`tolerance`', TOLERANCE_KEYS);
  if (fields === null) return undefined;
  return {
    mtpd: reader.constant(fields['mtpd'], [...path, 'mtpd'], 'hours'),
    rto: reader.constant(fields['rto'], [...path, 'rto'], 'hours'),
    mbco: reader.constant(fields['mbco'], [...path, 'mbco'], 'share') ?? 1,
  };
}
