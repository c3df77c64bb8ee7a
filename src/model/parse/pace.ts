/** When something comes, and at what pace: of threats, and of states of drivers. */
import type { CalendarFactor, Occurrence } from '../model.ts';
import type { SourcePath } from '../problem.ts';
import type { Parsed } from '../quantity/parsed.ts';
import { parseOccurrence } from '../quantity/parse-occurrence.ts';
import { mostEvents } from './events.ts';
import type { Head } from './head.ts';
import { parseDuring } from './losses.ts';
import type { Names } from './names.ts';
import type { Reader } from './reader.ts';
import { type Fields, unscaled } from './tree.ts';

/** More events than this in a horizon are an error: no organisation meets so many, and no run would end. */
const MOST_EVENTS = 1e6;

export interface Pace {
  readonly occurs: Occurrence;
  /** Constant factor on the pace, from an override. */
  readonly rateFactor: number;
  readonly during: readonly CalendarFactor[];
}

/** An occurrence whose formula, if any, gives valid values; undefined, reported, otherwise. */
function soundOccurrence(reader: Reader, occurs: Occurrence | undefined, path: SourcePath): Occurrence | undefined {
  if (occurs?.kind !== 'rate' && occurs?.kind !== 'yearly') return occurs;
  const quantity = occurs.kind === 'rate' ? occurs.amount : occurs.chance;
  const mustBePositive = occurs.kind === 'rate' && occurs.per === 'interval';
  return reader.times(quantity, 1, path, { mustBePositive }) === undefined ? undefined : occurs;
}

/**
 * What `occurs`, `once` and `during` say.
 *
 * @param what What comes, in a sentence; null where nothing says when.
 * @param retold Rewords a fault of `occurs`.
 * @returns Null where nothing says when, or it is invalid.
 */
export function parsePace(
  reader: Reader,
  names: Names,
  fields: Fields,
  path: SourcePath,
  head: Head,
  what: string | null,
  retold: (parsed: Parsed<Occurrence>) => Parsed<Occurrence> = (parsed) => parsed,
): Pace | null {
  const once = reader.flag(fields['once'], [...path, 'once']);
  const at = [...path, 'occurs'];
  const { raw, factor } = unscaled(fields['occurs']);
  const occurs =
    what === null
      ? undefined
      : soundOccurrence(reader, reader.parsed(retold(parseOccurrence(raw, once, head, reader.context)), at), at);
  const during = parseDuring(reader, names, fields['during'], [...path, 'during']);
  if (occurs === undefined) return null;
  if (occurs.kind === 'on' && factor !== 1) {
    reader.report(at, 'scale', 'a date cannot be scaled', 'write another date');
  } else if (mostEvents(occurs, factor, during, head.horizonHours, reader.formulas) > MOST_EVENTS) {
    const message = `${what} would bring more than a million events to every trial`;
    reader.report(
      at,
      'too-many-events',
      message,
      'state how often it truly happens, or join many small events into one',
    );
  }
  return { occurs, rateFactor: occurs.kind === 'on' ? 1 : factor, during };
}
