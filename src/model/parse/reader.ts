/** Typed access to the values of a model file that collects every problem with its position. */
import { didYouMean } from '../did-you-mean.ts';
import { asItLooks, notAsItLooks } from '../look-alikes.ts';
import { formatPath } from '../path.ts';
import type { Place, Problem, Source, SourcePath } from '../problem.ts';
import type { Parsed, QuantityContext, QuantityFault } from '../quantity/parsed.ts';
import { constantQuantity, scaleFault, scaleQuantity } from '../quantity/parse-quantity.ts';
import { fixedFault } from '../quantity/read-fixed.ts';
import type { Dimension, Quantity, Timing } from '../quantity.ts';
import { formulaFault, type FormulaLimits } from './formula-fault.ts';
import { type FormulaValues, makeFormulaValues } from './formula-values.ts';
import { type Memo, textsOf } from './memo.ts';
import { makePlaces, type Origin } from './places.ts';
import { cutOff, listRemedy, mapOr, mapRemedy, namesRemedy, wantsNames } from './shapes.ts';
import { isFields, kindOf, type Fields, Scaled, unscaled } from './tree.ts';

type Part = 'key' | 'value';

/** The kinds of names that other fields refer to. */
export type NameKind = 'node' | 'threat' | 'control' | 'driver' | 'bearer' | 'discipline' | 'calendar name' | 'source';

export interface Reader {
  readonly problems: Problem[];
  /** Those of the problems that are shown at an override. */
  readonly overridden: Set<Problem>;
  /** Kinds of names whose section is itself invalid: an unknown name is not reported, since it may well be there. */
  readonly unsure: Set<NameKind>;
  /** Ids suggested for misspelt keys: a name like that is not reported, because it is right. */
  readonly offered: Set<string>;
  /** Paths of keys suggested for misspelt ones: they are not reported as missing. */
  readonly misspelt: Set<string>;
  /** Problems of quantities that only follow from another one, already reported. */
  readonly excused: ((fault: QuantityFault) => boolean)[];
  /** What `like` copied: `nodes.grid-south` from `grid-north`. Problems in a copy are shown at the original. */
  readonly copies: Map<string, string>;
  context: QuantityContext;
  /** Values of formulas, by the inputs that have been read. */
  readonly formulas: FormulaValues;
  /** Whether an override sets the value at a path. */
  isSet(path: SourcePath): boolean;
  /** Parsed texts of the context; null while the context is being made. */
  memo: Memo | null;
  report(path: SourcePath, code: string, message: string, remedy: string, part?: Part): void;
  /** Reports a problem of a text at its offset within the value. */
  fault(path: SourcePath, fault: QuantityFault): void;
  /**
   * A map; null, reported, for anything else. Absent and null give an empty one. Keys outside `keys` are reported, with
   * the nearest valid one, or what `otherwise` says about the key.
   */
  fields(
    value: unknown,
    path: SourcePath,
    what: string,
    keys: readonly string[] | null,
    otherwise?: (key: string) => string,
  ): Fields | null;
  list(value: unknown, path: SourcePath, what: string): readonly unknown[] | null;
  /** A text; null for absent, or reported. */
  text(value: unknown, path: SourcePath, what: string): string | null;
  /** A text or a list of texts, each with its path. A duplicate is reported, and returned twice. */
  texts(value: unknown, path: SourcePath, what: string): readonly (readonly [string, SourcePath])[];
  /**
   * Reports an entry of a list that adds nothing to those before it: naming a thing twice suggests that two were meant.
   */
  twice(path: SourcePath, text: string): void;
  /**
   * A value that cannot be scaled, as written; undefined when it is absent, or scaled all the same, which is reported.
   */
  plain(value: unknown, path: SourcePath): unknown;
  flag(value: unknown, path: SourcePath): boolean;
  oneOf<T extends string>(value: unknown, path: SourcePath, choices: readonly T[], what: string): T | null;
  parsed<T>(result: Parsed<T>, path: SourcePath): T | undefined;
  /** A value as written, or its problem, which is not reported. */
  readQuantity(raw: unknown, dimension: Dimension, timing: Timing): Parsed<Quantity>;
  quantity(
    value: unknown,
    path: SourcePath,
    dimension: Dimension,
    timing: Timing,
    limits?: FormulaLimits,
  ): Quantity | undefined;
  /** A quantity times a factor; undefined, reported, where there is none, or a formula gives an invalid value. */
  times(quantity: Quantity, factor: number, path: SourcePath, limits?: FormulaLimits): Quantity | undefined;
  /** A plain number, such as a count, times its factor if any; anything else as written. */
  plainNumber(value: unknown, path: SourcePath): unknown;
  /** One number, in base units. `parse` for a text with a special form. */
  constant(
    value: unknown,
    path: SourcePath,
    dimension: Dimension,
    parse?: (raw: unknown, context: QuantityContext) => Parsed<number>,
  ): number | undefined;
  /**
   * Reports a name that matches nothing, with the nearest that does; if there is none, with what else would be right.
   */
  unknown(
    path: SourcePath,
    what: string,
    name: string,
    candidates: Iterable<string>,
    part?: Part,
    otherwise?: string,
  ): void;
  required(fields: Fields, key: string, path: SourcePath, what: string, example: string): boolean;
}

/** Keys that people expect but that are not supported: why, and what to do instead. */
const NOT_READ: ReadonlyMap<string, readonly [message: string, remedy: string]> = new Map([
  ['detect', ['`detect` comes with the incident layer', 'use prevent, contain or recover until then']],
]);

/** What the sections of a file name. */
const SECTION_NAMES: Readonly<Record<string, NameKind>> = {
  nodes: 'node',
  threats: 'threat',
  controls: 'control',
  drivers: 'driver',
  bearers: 'bearer',
  disciplines: 'discipline',
  calendar: 'calendar name',
  sources: 'source',
};

/** Shares for which a bare 1 clearly means the whole; for a chance it could be one in a hundred. */
const WHOLES: ReadonlySet<string | number> = new Set(['capacity', 'fallback', 'leaves', 'mbco']);

const MOST_SHOWN = 8;

/** Some of the existing names. */
export function someOf(names: readonly string[]): string {
  return `${names.slice(0, MOST_SHOWN).join(', ')}${names.length > MOST_SHOWN ? ', ...' : ''}`;
}

/** The part of a position that a problem marks, where the text is plainly on the line. */
function within(place: Place, fault: QuantityFault): Place {
  const quote = /^["']/.test(place.text.slice(place.column - 1)) ? 1 : 0;
  const column = place.column + quote + fault.offset;
  if (column - 1 >= place.text.length) return place;
  return { ...place, column, length: Math.max(1, Math.min(fault.length, place.text.length - column + 1)) };
}

/**
 * A reader of a file to which overrides have been applied.
 *
 * @param origins Where overridden parts come from, in the order in which they were set.
 */
export function makeReader(
  source: Source,
  origins: readonly Origin[],
  formulaTree: QuantityContext['formulaTree'],
): Reader {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const copies = new Map<string, string>();
  const places = makePlaces(source, origins, copies);

  function push(path: SourcePath, problem: Omit<Problem, 'place'>, part: Part, fault?: QuantityFault): void {
    const { place, text } = places.find(path, part, fault !== undefined && fault.code !== 'scale');
    const message = place === null && text !== null ? `${problem.message} (in ${text})` : problem.message;
    const marked = place !== null && fault !== undefined && fault.code !== 'scale' ? within(place, fault) : place;
    const key = `${marked?.file}:${marked?.line}:${marked?.column}:${message}`;
    if (seen.has(key)) return;
    seen.add(key);
    const shown = { ...problem, message, place: marked };
    problems.push(shown);
    if (text !== null) reader.overridden.add(shown);
  }

  /** Whether a value is scaled, which is reported. */
  function isScaled(value: unknown, path: SourcePath): boolean {
    if (!(value instanceof Scaled)) return false;
    reader.report(path, 'scale', 'this cannot be scaled', 'write its value');
    return true;
  }

  /** Whether a share is a bare 1, which is reported: all, or one in a hundred? */
  function isDoubtfulOne(raw: unknown, path: SourcePath, dimension: Dimension): boolean {
    if (dimension !== 'share' || WHOLES.has(path.at(-1) ?? '')) return false;
    if (raw !== 1 && (typeof raw !== 'string' || !/^\s*1(?:\.0*)?(?:\s+per\s+year)?\s*$/.test(raw))) return false;
    reader.report(path, 'share', `is \`${raw}\` all, 100 %, or one in a hundred?`, 'write `100%` or `1%`');
    return true;
  }

  const reader: Reader = {
    problems,
    overridden: new Set(),
    unsure: new Set(),
    offered: new Set(),
    misspelt: new Set(),
    excused: [],
    copies,
    context: { currency: 'GBP', rates: new Map(), sources: new Map(), inputs: new Map(), formulaTree },
    formulas: makeFormulaValues(),
    memo: null,
    isSet: (path) => origins.some((origin) => formatPath(origin.path) === formatPath(path)),
    report: (path, code, message, remedy, part = 'value') => push(path, { code, message, remedy }, part),
    fault: (path, fault) => {
      if (reader.excused.some((isExcused) => isExcused(fault))) return;
      const at = fault.item === undefined ? path : [...path, fault.item];
      push(at, { code: fault.code, message: fault.message, remedy: fault.remedy }, 'value', fault);
    },
    fields: (value, path, what, keys, otherwise) => {
      if (value === undefined || value === null) return {};
      if (isScaled(value, path)) return null;
      if (!isFields(value)) {
        reader.report(path, 'shape', `${what} is ${mapOr(path)}, not ${kindOf(value)}`, mapRemedy(path, value));
        return null;
      }
      for (const key of keys === null ? [] : Object.keys(value)) {
        if (keys === null || keys.includes(key)) continue;
        const cut = cutOff(value, key);
        if (cut !== null) {
          if (cut.from !== null) reader.misspelt.add(formatPath([...path, cut.from]));
          reader.report([...path, key], 'comma', cut.message, cut.remedy, 'key');
          continue;
        }
        const later = NOT_READ.get(key);
        if (later !== undefined) {
          reader.report([...path, key], 'later', later[0], later[1], 'key');
          continue;
        }
        if (key === '<<') {
          reader.misspelt.add(formatPath([...path, key]));
          const remedy = 'write `like:` with the name of another entry, or the keys themselves';
          reader.report([...path, key], 'merge', 'merge keys (`<<`) are not read', remedy, 'key');
          continue;
        }
        const near = didYouMean(asItLooks(key), keys) ?? keys.find((one) => one === asItLooks(key)) ?? null;
        if (near !== null) {
          reader.misspelt.add(formatPath([...path, near]));
          const kind = path.length === 0 ? SECTION_NAMES[near] : undefined;
          if (kind !== undefined && value[near] === undefined) reader.unsure.add(kind);
        }
        const strange = near === null ? null : notAsItLooks(key);
        if (strange !== null) {
          const remedy = `write it anew: \`${near ?? ''}\``;
          reader.report([...path, key], 'unknown-key', `\`${near ?? ''}\` holds ${strange}`, remedy, 'key');
          continue;
        }
        const there = [...(otherwise === undefined ? [] : [otherwise(key)]), `its keys are ${keys.join(', ')}`];
        const remedy = near === null ? there.join('; ') : `did you mean \`${near}\`?`;
        reader.report([...path, key], 'unknown-key', `${what} has no key \`${key}\``, remedy, 'key');
      }
      return value;
    },
    list: (value, path, what) => {
      if (value === undefined || value === null) return [];
      if (isScaled(value, path)) return null;
      if (Array.isArray(value)) return value;
      reader.report(path, 'shape', `${what} is a list, not ${kindOf(value)}`, listRemedy(path, value));
      return null;
    },
    text: (value, path, what) => {
      if (value === undefined || value === null || isScaled(value, path)) return null;
      if (typeof value === 'string') return value;
      if (typeof value === 'number' || typeof value === 'boolean') return String(value);
      reader.report(path, 'shape', `${what} is a text, not ${kindOf(value)}`, 'write one text');
      return null;
    },
    texts: (value, path, what) => {
      if (value === undefined || value === null) return [];
      if (!Array.isArray(value)) {
        const isNames = wantsNames(path);
        if (isFields(value) && isNames) {
          const message = `\`${String(path.at(-1))}\` is a list of names, not a map`;
          reader.report(path, 'shape', message, namesRemedy(path, value));
          return [];
        }
        const one = reader.text(value, path, what);
        if (one === null) return [];
        if (!isNames || !one.includes(',')) return [[one, path]];
        reader.report(path, 'shape', `\`${one}\` is one text, not a list`, namesRemedy(path, one));
        return [];
      }
      const before = new Set<string>();
      return value.flatMap((item: unknown, i): [string, SourcePath][] => {
        const at = [...path, i];
        if (item === null) reader.report(at, 'shape', `${what} is a text, not nothing`, 'write one text');
        const one = reader.text(item, at, what);
        if (one === null) return [];
        if (before.has(one.trim())) reader.twice(at, one);
        before.add(one.trim());
        return [[one, at]];
      });
    },
    twice: (path, text) => {
      reader.report(path, 'twice', `\`${text.trim()}\` stands in this list already`, 'name it once');
    },
    plain: (value, path) => (value === null || isScaled(value, path) ? undefined : value),
    flag: (value, path) => {
      if (value === undefined || value === null || value === false) return false;
      if (value === true) return true;
      if (!isScaled(value, path)) {
        const near = typeof value === 'string' ? didYouMean(value, ['true', 'false']) : null;
        const remedy = near === null ? 'write true or false' : `did you mean \`${near}\`?`;
        reader.report(path, 'shape', `this is true or false, not ${kindOf(value)}`, remedy);
      }
      return false;
    },
    oneOf: (value, path, choices, what) => {
      if (value === undefined || value === null || isScaled(value, path)) return null;
      const found = choices.find((choice) => choice === value);
      if (found !== undefined) return found;
      const near = typeof value === 'string' ? didYouMean(value, choices) : null;
      const remedy = near === null ? `write one of ${choices.join(', ')}` : `did you mean \`${near}\`?`;
      reader.report(path, 'choice', `${kindOf(value)} is no ${what}`, remedy);
      return null;
    },
    parsed: (result, path) => {
      if (result.ok) return result.value;
      reader.fault(path, result.fault);
      return undefined;
    },
    readQuantity: (raw, dimension, timing) => textsOf(reader).quantity(raw, dimension, timing),
    quantity: (value, path, dimension, timing, limits) => {
      if (value === undefined || value === null) return undefined;
      const { raw, factor } = unscaled(value);
      if (isDoubtfulOne(raw, path, dimension)) return undefined;
      const quantity = reader.parsed(reader.readQuantity(raw, dimension, timing), path);
      return quantity === undefined ? undefined : reader.times(quantity, factor, path, limits);
    },
    times: (quantity, factor, path, limits = {}) => {
      const varies = fixedFault(quantity, limits, reader.context);
      if (varies !== null) {
        reader.report(path, varies.code, varies.message, varies.remedy);
        return undefined;
      }
      const fault = scaleFault(quantity, factor);
      if (fault !== null) {
        reader.fault(path, fault);
        return undefined;
      }
      const scaled = scaleQuantity(quantity, factor);
      if (scaled.law.kind !== 'formula') return scaled;
      const cases = reader.formulas.cases(scaled, limits.fromHours);
      const found = formulaFault(cases, scaled.dimension, quantity.text, reader.context, limits);
      if (found === null) return scaled;
      reader.fault(path, found);
      return undefined;
    },
    plainNumber: (value, path) => {
      const { raw, factor } = unscaled(value);
      return typeof raw === 'number' ? raw * factor : reader.plain(value, path);
    },
    constant: (value, path, dimension, parse) => {
      if (value === undefined || value === null) return undefined;
      const { raw, factor } = unscaled(value);
      if (isDoubtfulOne(raw, path, dimension)) return undefined;
      const parsed = parse === undefined ? textsOf(reader).constant(raw, dimension) : parse(raw, reader.context);
      const number = reader.parsed(parsed, path);
      if (number === undefined || factor === 1) return number;
      const fault = scaleFault(constantQuantity(number, dimension), factor);
      if (fault === null) return number * factor;
      reader.fault(path, fault);
      return undefined;
    },
    unknown: (path, what, name, candidates, part = 'value', otherwise) => {
      if (reader.unsure.has(what as NameKind) || reader.offered.has(name)) return;
      const all = [...candidates].toSorted();
      const strange = notAsItLooks(name);
      const looks = asItLooks(name);
      if (strange !== null && all.includes(looks)) {
        reader.report(path, 'unknown-name', `\`${looks}\` holds ${strange}`, `write it anew: \`${looks}\``, part);
        return;
      }
      const near = didYouMean(name, all);
      const some = all.length === 0 ? `this file names no ${what}` : `there are ${someOf(all)}`;
      const remedy = near === null ? [some, otherwise].filter(Boolean).join('; ') : `did you mean \`${near}\`?`;
      reader.report(path, 'unknown-name', `unknown ${what} \`${name}\``, remedy, part);
    },
    required: (fields, key, path, what, example) => {
      if (fields[key] !== undefined && fields[key] !== null) return true;
      // Misspelt keys, and those that were to be merged, are reported there.
      const isSaid = [key, '<<'].some((one) => reader.misspelt.has(formatPath([...path, one])));
      if (isSaid) return false;
      reader.report(path, 'missing', `${what} needs \`${key}\``, `write \`${key}: ${example}\``, 'key');
      return false;
    },
  };
  return reader;
}
