/** The head of a model file: its name, its dates, its currency, its sources. */
import type { Bearer, CalendarStretch, SourceNote } from '../model.ts';
import type { SourcePath } from '../problem.ts';
import type { Dimension } from '../quantity.ts';
import { CONFIDENCES, ORIGINS, sourceShape } from '../schema/model-shape.ts';
import { mergedStretches, parseCalendar } from '../time/calendar.ts';
import { parseDateTime } from '../time/date-time.ts';
import { type Input, parseInputs } from './inputs.ts';
import { byId } from './names.ts';
import type { Reader } from './reader.ts';
import { type Fields, kindOf, order } from './tree.ts';

const YEAR = 8760;
const MOST_YEARS = 100;
const DEFAULT_START = '2027-01-01T00:00';
const DEFAULT_CURRENCY = 'GBP';
const DEFAULT_DISCIPLINES = ['cyber', 'people', 'physical', 'supply'] as const;

export interface Head {
  readonly title: string;
  readonly currency: string;
  readonly starts: string;
  readonly horizonHours: number;
  readonly periodHours: number;
  readonly bearers: readonly Bearer[];
  readonly disciplines: readonly string[];
  readonly calendar: Readonly<Record<string, readonly CalendarStretch[]>>;
  readonly sources: readonly SourceNote[];
  readonly inputs: readonly Input[];
}

/** A date, as `2027-01-01T00:00`; undefined when it is absent or invalid. */
export function parseDate(reader: Reader, value: unknown, path: SourcePath): string | undefined {
  const raw = reader.plain(value, path);
  return raw === undefined ? undefined : reader.parsed(parseDateTime(raw), path);
}

/** The share of intervals that contained the truth; null when it is not stated, or invalid. */
function parseCalibration(reader: Reader, value: unknown, path: SourcePath): number | null {
  const calibration = reader.constant(value, path, 'share');
  if (calibration === undefined) return null;
  if (calibration > 0 && calibration < 1) return calibration;
  const remedy = 'write the share of intervals that held the truth: `calibration: 60%`';
  reader.report(path, 'range', '`calibration` lies between 0 and 100 %', remedy);
  return null;
}

function parseSources(reader: Reader, value: unknown): SourceNote[] {
  const sources = reader.fields(value, ['sources'], '`sources`', null);
  if (sources === null) {
    reader.excused.push(({ code, message }) => code === 'unknown-name' && message.includes('source'));
  }
  return Object.entries(sources ?? {})
    .map(([id, raw]): SourceNote => {
      const path = ['sources', id];
      const fields = reader.fields(raw, path, `source \`${id}\``, Object.keys(sourceShape)) ?? {};
      return {
        id,
        title: reader.text(fields['title'], [...path, 'title'], '`title`') ?? id,
        date: parseDate(reader, fields['date'], [...path, 'date']) ?? null,
        by: reader
          .texts(fields['by'], [...path, 'by'], '`by`')
          .map(([name]) => name)
          .toSorted(order),
        confidence: reader.oneOf(fields['confidence'], [...path, 'confidence'], CONFIDENCES, 'confidence'),
        origin: reader.oneOf(fields['origin'], [...path, 'origin'], ORIGINS, 'origin'),
        calibration: parseCalibration(reader, fields['calibration'], [...path, 'calibration']),
        url: reader.text(fields['url'], [...path, 'url'], '`url`'),
      };
    })
    .toSorted(byId);
}

/** Keys with another meaning where bearers are named. */
const NO_BEARERS = new Set(['harm', 'goodwill', 'id', 'after', 'during', 'amount']);

function parseBearers(reader: Reader, root: Fields): Bearer[] {
  const isThere = reader.required(root, 'bearers', [], 'the file', '{ own: count }');
  const fields = isThere ? reader.fields(root['bearers'], ['bearers'], '`bearers`', null) : null;
  if (fields === null) reader.unsure.add('bearer');
  return Object.entries(fields ?? {})
    .map(([id, raw]): Bearer => {
      const path = ['bearers', id];
      const choice = reader.oneOf(raw, path, ['count', 'show'] as const, 'way to treat a bearer');
      if (raw === null)
        reader.report(path, 'missing', `the bearer \`${id}\` is not said to count`, 'write count or show');
      if (NO_BEARERS.has(id)) {
        const message = `\`${id}\` means something else in a loss`;
        reader.report(path, 'id', message, 'call the bearer by another name', 'key');
      }
      return { id, counted: choice !== 'show' };
    })
    .toSorted(byId);
}

/** A year, a shorter horizon, or whole years. */
function parseHorizon(reader: Reader, root: Fields): number {
  if (!reader.required(root, 'horizon', [], 'the file', '1 year')) return YEAR;
  const hours = reader.constant(root['horizon'], ['horizon'], 'hours');
  if (hours === undefined) return YEAR;
  const isWhole = hours <= YEAR || hours % YEAR === 0;
  if (hours > 0 && isWhole && hours <= MOST_YEARS * YEAR) return hours;
  const message = `a horizon is a year or less, or whole years up to ${MOST_YEARS}`;
  reader.report(['horizon'], 'horizon', message, 'write `horizon: 1 year`');
  return YEAR;
}

/**
 * The model's currency. While it is invalid, problems of amounts of money that only follow from it are not reported.
 */
function parseCurrency(reader: Reader, root: Fields): string {
  const currency = reader.text(root['currency'], ['currency'], '`currency`') ?? DEFAULT_CURRENCY;
  if (/^[A-Z]{3}$/.test(currency)) return currency;
  const message = `\`${currency}\` is no currency code`;
  reader.report(['currency'], 'currency', message, 'write the ISO code: GBP, EUR, USD');
  reader.excused.push(({ code }) => code === 'currency');
  return DEFAULT_CURRENCY;
}

function parseRates(reader: Reader, root: Fields): Map<string, number> {
  const rates = new Map<string, number>();
  const fields = reader.fields(root['rates'], ['rates'], '`rates`', null);
  for (const [code, raw] of Object.entries(fields ?? {})) {
    const path = ['rates', code];
    const worth = reader.constant(raw, path, 'money');
    if (worth !== undefined && worth > 0) rates.set(code, worth);
    else if (worth !== undefined) reader.report(path, 'range', 'a rate lies above 0', 'write such as `EUR: £0.86`');
    if (!/^[A-Z]{3}$/.test(code)) {
      reader.report(path, 'currency', `\`${code}\` is no currency code`, 'write the ISO code: EUR, USD', 'key');
    }
  }
  const wrong = Object.keys(fields ?? {}).filter((code) => !rates.has(code));
  if (fields === null || wrong.length > 0) reader.excused.push(({ code }) => code === 'currency');
  return rates;
}

/** The stretches in which each name of the calendar is in force. */
function parseCalendarNames(reader: Reader, root: Fields, starts: string, horizonHours: number): Head['calendar'] {
  const calendar: Record<string, readonly CalendarStretch[]> = {};
  const names = reader.fields(root['calendar'], ['calendar'], '`calendar`', null);
  if (names === null) reader.unsure.add('calendar name');
  // Under another horizon than the file's a season may not occur; nothing else changes.
  const mayMiss = reader.isSet(['starts']) || reader.isSet(['horizon']);
  for (const [name, raw] of Object.entries(names ?? {}).toSorted(([a], [b]) => order(a, b))) {
    const path = ['calendar', name];
    const times = reader.plain(raw, path);
    if (raw === null || (Array.isArray(times) && times.length === 0))
      reader.report(path, 'missing', `\`${name}\` has no times`, `write \`${name}: 23:00..05:00\``);
    const entries: readonly (readonly [unknown, SourcePath])[] = Array.isArray(times)
      ? times.map((one: unknown, i) => [one, [...path, i]])
      : times === undefined
        ? []
        : [[times, path]];
    calendar[name] = mergedStretches(
      entries.flatMap(([one, at]) => reader.parsed(parseCalendar(one, starts, horizonHours, mayMiss), at) ?? []),
    );
  }
  return calendar;
}

/** Reads the head, and sets the context in which the reader parses quantities. */
export function parseHead(reader: Reader, root: Fields): Head {
  const version = root['ringfence'];
  if (reader.required(root, 'ringfence', [], 'the file', '1') && version !== 1) {
    const message = `this is version ${kindOf(version)} of the format; this program reads version 1`;
    reader.report(['ringfence'], 'version', message, 'write `ringfence: 1`');
  }
  reader.required(root, 'title', [], 'the file', 'What is modelled');
  reader.text(root['description'], ['description'], '`description`');
  const currency = parseCurrency(reader, root);
  const isStarted = reader.required(root, 'starts', [], 'the file', '2027-01-01');
  const starts = (isStarted ? parseDate(reader, root['starts'], ['starts']) : undefined) ?? DEFAULT_START;
  const horizonHours = parseHorizon(reader, root);
  const bearers = parseBearers(reader, root);
  const none = { currency, rates: new Map<string, number>(), sources: new Map(), inputs: new Map<string, Dimension>() };
  reader.context = { ...reader.context, ...none };
  const sources = parseSources(reader, root['sources']);
  reader.context = {
    ...reader.context,
    ...none,
    sources: new Map(sources.map(({ id, calibration }) => [id, calibration])),
  };
  reader.context = { ...reader.context, rates: parseRates(reader, root) };
  const inputs = parseInputs(reader, root['inputs']);
  const calendar = parseCalendarNames(reader, root, starts, horizonHours);
  const listed = reader.texts(root['disciplines'], ['disciplines'], '`disciplines`').map(([name]) => name);
  if (root['disciplines'] !== undefined && listed.length === 0) reader.unsure.add('discipline');
  return {
    title: reader.text(root['title'], ['title'], '`title`') ?? '',
    currency,
    starts,
    horizonHours,
    periodHours: Math.min(YEAR, horizonHours),
    bearers,
    disciplines: listed.length > 0 ? [...new Set(listed)].toSorted(order) : DEFAULT_DISCIPLINES,
    calendar,
    sources,
    inputs,
  };
}
