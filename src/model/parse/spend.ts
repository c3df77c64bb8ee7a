/** How spend is judged, what controls share, and the business alongside. */
import type { Limit } from '../model.ts';
import type { SourcePath } from '../problem.ts';
import { parseChance } from '../quantity/parse-limits.ts';
import { opportunityShape, harmShape, sharedShape, spendShape } from '../schema/spend-shapes.ts';
import type { Opportunity, SharedCost, Spend, YearlyBudget } from '../spend.ts';
import { byId, checkIds, type Names } from './names.ts';
import type { Reader } from './reader.ts';
import { parseSpendItems } from './spend-items.ts';
import { type Fields, isFields, order } from './tree.ts';

const HOURS_PER_YEAR = 8760;
const DEFAULT_FACTOR = 3;
const PATH = ['spend'];

/** A rate per year, below 100 %. */
function parseDiscount(reader: Reader, value: unknown): number {
  const path = [...PATH, 'discount'];
  const discount = reader.constant(value, path, 'share', parseChance);
  if (discount === undefined || discount < 1) return discount ?? 0;
  reader.report(path, 'range', 'a discount rate lies below 100 % a year', 'write such as `discount: 3.5%`');
  return 0;
}

function parseHarm(reader: Reader, value: unknown): Spend['harm'] {
  const path = [...PATH, 'harm'];
  if (value === undefined || value === null) return null;
  const fields = reader.fields(value, path, '`harm`', Object.keys(harmShape));
  if (fields === null || !reader.required(fields, 'value', path, '`harm`', '£2m')) return null;
  const worth = reader.constant(fields['value'], [...path, 'value'], 'money');
  const factor = reader.constant(fields['factor'], [...path, 'factor'], 'factor') ?? DEFAULT_FACTOR;
  if (factor < 1) {
    const remedy = 'write 1 or more, such as `factor: 3`';
    reader.report(
      [...path, 'factor'],
      'range',
      'a disproportion factor below 1 would spend less than harm is worth',
      remedy,
    );
  }
  return worth === undefined ? null : { value: worth, factor };
}

/** Ids of controls that share something. */
function parseMembers(reader: Reader, names: Names, value: unknown, path: SourcePath): string[] {
  return reader
    .texts(value, path, '`of`')
    .flatMap(([name, at]) => {
      if (names.controls.has(name)) return [name];
      reader.unknown(at, 'control', name, names.controls);
      return [];
    })
    .toSorted(order);
}

function parseShared(reader: Reader, names: Names, value: unknown): SharedCost[] {
  const section = reader.fields(value, [...PATH, 'shared'], '`shared`', null) ?? {};
  checkIds(reader, section, [...PATH, 'shared'], 'shared cost');
  return Object.entries(section)
    .flatMap(([id, raw]): SharedCost[] => {
      const path = [...PATH, 'shared', id];
      const what = `shared cost \`${id}\``;
      const fields = reader.fields(raw, path, what, Object.keys(sharedShape));
      if (fields === null) return [];
      reader.text(fields['description'], [...path, 'description'], '`description`');
      const isSaid = reader.required(fields, 'of', path, what, '[cctv, alarms]');
      const of = parseMembers(reader, names, fields['of'], [...path, 'of']);
      if (isSaid && Array.isArray(fields['of']) && fields['of'].length === 0) {
        reader.report([...path, 'of'], 'missing', `${what} is shared by nothing`, 'name the controls that share it');
      }
      const label = reader.text(fields['label'], [...path, 'label'], '`label`') ?? id;
      return [{ id, label, of, ...parseSpendItems(reader, fields, path, what) }];
    })
    .toSorted(byId);
}

/** Budgets of years, or one for all. @param starts The date at which the first year begins. */
function parseBudget(reader: Reader, value: unknown, starts: string): Pick<Spend, 'budget' | 'budgets'> {
  const path = [...PATH, 'budget'];
  if (!isFields(value)) {
    const amount = reader.constant(value, path, 'money/hour');
    return { budget: amount === undefined ? null : amount * HOURS_PER_YEAR };
  }
  const first = Number(starts.slice(0, 4));
  const example = `from ${first}: £1.2m per year`;
  const years = Object.entries(reader.fields(value, path, '`budget`', null) ?? {});
  const named = new Set<number>();
  const budgets = years.flatMap(([name, raw]): YearlyBudget[] => {
    const at = [...path, name];
    const [, digits] = /^(?:from )?(\d{4})$/.exec(name) ?? [];
    const year = Number(digits);
    if (digits === undefined) {
      reader.report(at, 'value', `\`${name}\` is no year`, `write such as \`${example}\``, 'key');
      return [];
    }
    if (named.has(year)) reader.report(at, 'value', `${year} is named twice`, 'leave out one of them', 'key');
    named.add(year);
    if (year < first) {
      reader.report(at, 'range', `${year} lies before the start, in ${first}`, `begin with \`${example}\``, 'key');
      return [];
    }
    const amount = reader.constant(raw, at, 'money/hour');
    return amount === undefined ? [] : [{ year, amount: amount * HOURS_PER_YEAR }];
  });
  const sorted = budgets.toSorted((a, b) => a.year - b.year);
  if (!named.has(first)) {
    reader.report(path, 'missing', `the budget of the first year, ${first}, is not stated`, `add \`${example}\``);
  }
  return { budget: sorted[0]?.amount ?? null, budgets: sorted };
}

/** Undefined where the file says nothing. @param starts The date at which the horizon begins. */
export function parseSpend(reader: Reader, names: Names, value: unknown, starts: string): Spend | undefined {
  if (value === undefined || value === null) return undefined;
  const fields = reader.fields(value, PATH, '`spend`', Object.keys(spendShape));
  if (fields === null) return undefined;
  return {
    discount: parseDiscount(reader, fields['discount']),
    harm: parseHarm(reader, fields['harm']),
    tailPrice: reader.constant(fields['tail price'], [...PATH, 'tail price'], 'factor') ?? 0,
    ...parseBudget(reader, fields['budget'], starts),
    shared: parseShared(reader, names, fields['shared']),
  };
}

function parseRefusals(reader: Reader, names: Names, value: unknown, path: SourcePath): Opportunity['refusedBy'] {
  return Object.entries(reader.fields(value, path, '`refused by`', null) ?? {})
    .toSorted(([a], [b]) => order(a, b))
    .flatMap(([control, levels]) => {
      const at = [...path, control];
      if (!names.controls.has(control)) {
        reader.unknown(at, 'control', control, names.controls, 'key');
        return [];
      }
      const known = names.levels.get(control) ?? [];
      const found = Object.entries(reader.fields(levels, at, 'what is refused', null) ?? {});
      return found.flatMap(([level, raw]) => {
        if (!known.includes(level)) {
          reader.unknown([...at, level], `level of \`${control}\``, level, known, 'key');
          return [];
        }
        const share = reader.quantity(raw, [...at, level], 'share', 'uncertain', { fixed: 'what is refused' });
        return share === undefined ? [] : [{ control, level, share }];
      });
    })
    .toSorted((a, b) => order(a.control, b.control) || order(a.level, b.level));
}

/**
 * The opportunities, sorted by id; undefined when there are none.
 *
 * @param parseLimit Reads the condition for accepting one.
 */
export function parseOpportunities(
  reader: Reader,
  names: Names,
  value: unknown,
  parseLimit: (id: string, raw: unknown, path: SourcePath) => Limit | null,
): readonly Opportunity[] | undefined {
  if (value === undefined || value === null) return undefined;
  const section: Fields = reader.fields(value, ['opportunities'], '`opportunities`', null) ?? {};
  checkIds(reader, section, ['opportunities'], 'opportunity');
  const found = Object.entries(section).flatMap(([id, raw]): Opportunity[] => {
    const path = ['opportunities', id];
    const fields = reader.fields(raw, path, `opportunity \`${id}\``, Object.keys(opportunityShape));
    if (fields === null) return [];
    reader.text(fields['description'], [...path, 'description'], '`description`');
    reader.required(fields, 'worth', path, `opportunity \`${id}\``, '£500k per year');
    const worth = reader.quantity(fields['worth'], [...path, 'worth'], 'money/hour', 'uncertain', { fixed: 'a worth' });
    const when = fields['accepted when'];
    const acceptedWhen = when === undefined || when === null ? null : parseLimit(id, when, [...path, 'accepted when']);
    const refusedBy = parseRefusals(reader, names, fields['refused by'], [...path, 'refused by']);
    const label = reader.text(fields['label'], [...path, 'label'], '`label`') ?? id;
    return worth === undefined ? [] : [{ id, label, worth, acceptedWhen, refusedBy }];
  });
  return found.length === 0 ? undefined : found.toSorted(byId);
}
