/** What a scenario, or `--given`, does to drivers: states held all along or at times, values of indices. */
import type { Hold, IndexDriver, StateDriver } from '../drivers.ts';
import type { BareDrivers } from './drivers.ts';
import type { SourcePath } from '../problem.ts';
import type { Span } from '../time/date-time.ts';
import { parsePeriod, type Period } from '../time/period.ts';
import { hasValue, parseValue } from './indices.ts';
import { textsOf } from './memo.ts';
import type { Reader } from './reader.ts';
import type { HeldDriver, Placed } from './scenario-chain.ts';
import { kindOf, order } from './tree.ts';

/** What a text holds a driver at: a state or null for `normal`, or a value; undefined, reported, for anything else. */
type Held =
  | { readonly kind: 'state'; readonly state: string | null }
  | { readonly kind: 'index'; readonly value: number };

function heldState(
  reader: Reader,
  { states, id }: StateDriver,
  text: string,
  path: SourcePath,
  part: 'key' | 'value',
): Held | undefined {
  if (text === 'normal') return { kind: 'state', state: null };
  if (states.some((state) => state.id === text)) return { kind: 'state', state: text };
  reader.unknown(path, `state of ${id}`, text, [...states.map((state) => state.id), 'normal'], part);
  return undefined;
}

function heldValue(
  reader: Reader,
  index: IndexDriver,
  drivers: BareDrivers,
  raw: unknown,
  path: SourcePath,
): Held | undefined {
  const value = parseValue(reader, raw, path);
  if (value === undefined) return undefined;
  const partner = drivers.correlations
    .find(({ between }) => between.includes(index.id))
    ?.between.find((id) => id !== index.id);
  if (partner !== undefined && !hasValue(index.law, value)) {
    const message = `the law \`${index.law.text}\` does not have the value x${value}, so nothing follows from it for \`${partner}\``;
    reader.report(path, 'outside', message, 'hold it at a value that it has, or widen its law');
    return undefined;
  }
  return { kind: 'index', value };
}

/** The periods of a text, or of a list of them. */
function periods(reader: Reader, span: Span, { value, path, key }: Placed, isBound: boolean): Period[] {
  const list: (readonly [unknown, SourcePath])[] = Array.isArray(value)
    ? value.map((one: unknown, i) => [one, [...path, i]])
    : [[value, path]];
  const hoursOf = (text: string) => textsOf(reader).constant(text, 'hours');
  return list.flatMap(([one, at]) => {
    if (typeof one !== 'string') {
      reader.report(
        at,
        'period',
        `when \`${key}\` is held is a stretch of time, not ${kindOf(one)}`,
        'write `2027-01-10..2027-04-05`, or `30 days..90 days` from the start',
        one === null ? 'key' : 'value',
      );
      return [];
    }
    return reader.parsed(parsePeriod(one, span, hoursOf, isBound), at) ?? [];
  });
}

/** Holds of one driver by time; two at one time are reported. */
function inTurn(reader: Reader, holds: readonly Hold[], path: SourcePath): Hold[] {
  const sorted = holds.filter(({ from, to }) => from < to).toSorted((a, b) => a.from - b.from || a.to - b.to);
  const clash = sorted.find((hold, i) => hold.from < (sorted[i - 1]?.to ?? 0));
  if (clash !== undefined) {
    const message = `\`${clash.driver}\` is held twice at one time`;
    reader.report(path, 'twice', message, 'let one stretch end where the next begins', 'key');
  }
  return sorted;
}

/**
 * What the scenarios of a chain hold, by driver, then by time.
 *
 * @param isBound Whether times must lie in the horizon.
 */
export function parseHolds(
  reader: Reader,
  drivers: BareDrivers | undefined,
  held: readonly HeldDriver[],
  span: Span,
  isBound: boolean,
): Hold[] {
  const states = new Map((drivers?.states ?? []).map((driver) => [driver.id, driver]));
  const indices = new Map((drivers?.indices ?? []).map((driver) => [driver.id, driver]));
  const always = { from: 0, to: span.horizonHours };

  const ofDriver = (id: string, { whole, parts, path }: HeldDriver): Hold[] => {
    const driver = states.get(id);
    const index = indices.get(id);
    const read = (raw: unknown, at: SourcePath, part: 'key' | 'value'): Held | undefined => {
      if (index !== undefined && drivers !== undefined) return heldValue(reader, index, drivers, raw, at);
      const text = reader.text(raw, at, 'a state');
      if (text === null)
        reader.report(at, 'shape', `nothing says at what \`${id}\` is held`, 'write a state, or `normal`', 'key');
      return driver === undefined || text === null ? undefined : heldState(reader, driver, text, at, part);
    };
    if (whole !== null) {
      const one = read(whole.value, whole.path, 'value');
      return one === undefined ? [] : [{ driver: id, ...always, ...one }];
    }
    const found = parts.flatMap((part): Hold[] => {
      const one = read(part.key, part.path, 'key');
      const times = periods(reader, span, part, isBound);
      return one === undefined ? [] : times.map((time) => ({ driver: id, ...time, ...one }));
    });
    return inTurn(reader, found, path);
  };

  const named = new Set(held.map(({ driver }) => driver));
  return held
    .flatMap((one): Hold[] => {
      if (one.driver === 'all') {
        const others = [...states.keys()].filter((id) => !named.has(id));
        const wrong =
          one.whole === null
            ? one.parts.find(({ key }) => key !== 'normal')
            : one.whole.value === 'normal'
              ? undefined
              : one.whole;
        if (wrong !== undefined) {
          reader.report(
            wrong.path,
            'hold',
            '`all` are held at `normal` alone',
            'write `all: normal`, or name the driver',
            one.whole === null ? 'key' : 'value',
          );
          return [];
        }
        return others.flatMap((id) => ofDriver(id, one));
      }
      if (states.has(one.driver) || indices.has(one.driver)) return ofDriver(one.driver, one);
      reader.unknown(one.path, 'driver', one.driver, [...states.keys(), ...indices.keys(), 'all'], 'key');
      return [];
    })
    .toSorted((a, b) => order(a.driver, b.driver) || a.from - b.from);
}
