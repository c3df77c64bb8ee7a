/** The head of a model file: what it is called, when it plays, in which money, by which sources. */
import type { Bearer, CalendarStretch, SourceNote } from '../model.ts';
import { dimensionOf } from '../quantity/parse-quantity.ts';
import type { Dimension, Quantity } from '../quantity.ts';
import { parseCalendar } from '../time/calendar.ts';
import { parseDateTime } from '../time/date-time.ts';
import { sourceShape } from '../schema/shapes.ts';
import type { Fields, Reader } from './reader.ts';
import { DEFAULT_DISCIPLINES } from './names.ts';

const YEAR = 8760;

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
  readonly inputs: readonly { readonly name: string; readonly quantity: Quantity }[];
}

function parseSources(reader: Reader, value: unknown): SourceNote[] {
  const fields = reader.fields(value, ['sources'], '`sources`', null) ?? {};
  return Object.entries(fields)
    .flatMap(([id, raw]): SourceNote[] => {
      const path = ['sources', id];
      const source = reader.fields(raw, path, `source \`${id}\``, Object.keys(sourceShape));
      if (source === null) return [];
      const date =
        source['date'] === undefined ? undefined : reader.parsed(parseDateTime(source['date']), [...path, 'date']);
      const calibration = reader.constant(source['calibration'], [...path, 'calibration'], 'share');
      if (calibration !== undefined && !(calibration > 0 && calibration < 1)) {
        reader.report(
          [...path, 'calibration'],
          'range',
          '`calibration` lies between 0 and 100 %',
          'write the share of intervals that held the truth: `calibration: 60%`',
        );
      }
      return [
        {
          id,
          title: reader.text(source['title'], [...path, 'title'], '`title`') ?? id,
          date: date ?? null,
          by: reader.texts(source['by'], [...path, 'by'], '`by`').map(([name]) => name),
          confidence: reader.oneOf(
            source['confidence'],
            [...path, 'confidence'],
            ['official', 'company', 'estimate', 'press'] as const,
            'confidence',
          ),
          origin: reader.oneOf(
            source['origin'],
            [...path, 'origin'],
            ['before', 'fitted', 'assumed'] as const,
            'origin',
          ),
          calibration: calibration ?? null,
          url: reader.text(source['url'], [...path, 'url'], '`url`'),
        },
      ];
    })
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function parseBearers(reader: Reader, root: Fields): Bearer[] {
  if (!reader.required(root, 'bearers', [], 'the file', '{ own: count }')) return [];
  const fields = reader.fields(root['bearers'], ['bearers'], '`bearers`', null) ?? {};
  const bearers = Object.entries(fields).map(([id, raw]): Bearer => {
    const choice = reader.oneOf(raw, ['bearers', id], ['count', 'show'] as const, 'way to treat a bearer');
    if (['harm', 'goodwill', 'id', 'after', 'during'].includes(id)) {
      reader.report(
        ['bearers', id],
        'id',
        `\`${id}\` means something else in a loss`,
        'call the bearer by another name',
        'key',
      );
    }
    return { id, counted: choice !== 'show' };
  });
  return bearers.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** A year, a shorter horizon, or whole years. */
function parseHorizon(reader: Reader, root: Fields): number {
  if (!reader.required(root, 'horizon', [], 'the file', '1 year')) return YEAR;
  const hours = reader.constant(root['horizon'], ['horizon'], 'hours');
  if (hours === undefined) return YEAR;
  if (hours <= 0 || hours > 100 * YEAR || (hours > YEAR && hours % YEAR !== 0)) {
    reader.report(
      ['horizon'],
      'horizon',
      'a horizon is a year or less, or whole years up to a hundred',
      'write `horizon: 1 year`',
    );
    return YEAR;
  }
  return hours;
}

/** Reads the head, and sets the context in which the reader parses quantities. */
export function parseHead(reader: Reader, root: Fields): Head {
  const version = root['ringfence'];
  if (reader.required(root, 'ringfence', [], 'the file', '1') && version !== 1) {
    reader.report(
      ['ringfence'],
      'version',
      `this is version ${String(version)} of the format; this program reads version 1`,
      'write `ringfence: 1`',
    );
  }
  reader.required(root, 'title', [], 'the file', 'What is modelled');
  const currency = reader.text(root['currency'], ['currency'], '`currency`') ?? 'GBP';
  if (!/^[A-Z]{3}$/.test(currency)) {
    reader.report(['currency'], 'currency', `\`${currency}\` is no currency code`, 'write the ISO code: GBP, EUR, USD');
  }
  const starts = reader.required(root, 'starts', [], 'the file', '2027-01-01')
    ? (reader.parsed(parseDateTime(root['starts']), ['starts']) ?? '2027-01-01T00:00')
    : '2027-01-01T00:00';
  const horizonHours = parseHorizon(reader, root);
  const sources = parseSources(reader, root['sources']);
  const context = {
    currency,
    rates: new Map<string, number>(),
    sources: new Map(sources.map((source) => [source.id, validCalibration(source.calibration)])),
    inputs: new Map<string, Dimension>(),
  };
  reader.context = context;
  for (const [code, raw] of Object.entries(reader.fields(root['rates'], ['rates'], '`rates`', null) ?? {})) {
    const worth = reader.constant(raw, ['rates', code], 'money');
    if (worth !== undefined) context.rates.set(code, worth);
  }
  const inputs: { name: string; quantity: Quantity }[] = [];
  for (const [name, raw] of Object.entries(reader.fields(root['inputs'], ['inputs'], '`inputs`', null) ?? {})) {
    const path = ['inputs', name];
    if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name) || name === 'hours') {
      reader.report(
        path,
        'id',
        `\`${name}\` is no name of an input`,
        'names of inputs are letters, digits and _, and not `hours`',
        'key',
      );
      continue;
    }
    const dimension = reader.parsed(dimensionOf(raw, reader.context), path);
    if (dimension === undefined) continue;
    const quantity = reader.quantity(raw, path, dimension, 'uncertain');
    if (quantity === undefined) continue;
    inputs.push({ name, quantity });
    context.inputs.set(name, dimension);
  }
  const calendar: Record<string, readonly CalendarStretch[]> = {};
  const names = reader.fields(root['calendar'], ['calendar'], '`calendar`', null) ?? {};
  for (const name of Object.keys(names).toSorted()) {
    calendar[name] = reader.parsed(parseCalendar(names[name], starts, horizonHours), ['calendar', name]) ?? [];
  }
  const listed = reader.texts(root['disciplines'], ['disciplines'], '`disciplines`').map(([name]) => name);
  return {
    title: reader.text(root['title'], ['title'], '`title`') ?? '',
    currency,
    starts,
    horizonHours,
    periodHours: Math.min(YEAR, horizonHours),
    bearers: parseBearers(reader, root),
    disciplines: listed.length > 0 ? listed : [...DEFAULT_DISCIPLINES],
    calendar,
    sources,
    inputs: inputs.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

function validCalibration(calibration: number | null): number | null {
  return calibration !== null && calibration > 0 && calibration < 1 ? calibration : null;
}
