/** Given events: `threat=ID` (or the id alone), `node=ID:30..60 h`, both optionally followed by `@2027-12-19T17:00`. */
import { didYouMean } from '../did-you-mean.ts';
import type { Hold } from '../drivers.ts';
import type { GivenEvent } from '../model.ts';
import type { SourcePath } from '../problem.ts';
import { attempt } from '../quantity/parsed.ts';
import { dateAfter, hoursWithin, type Span } from '../time/date-time.ts';
import type { Head } from './head.ts';
import { type Names, nodesNamed } from './names.ts';
import type { Origin } from './places.ts';
import type { Reader } from './reader.ts';
import { parseOutage } from './threats.ts';
import type { BareDrivers } from './drivers.ts';
import { parseHolds } from './holds.ts';
import type { HeldDriver } from './scenario-chain.ts';
import { order } from './tree.ts';

/** `energy=crisis`: a driver held all along. */
const HOLD = /^(?<driver>[^=:@]+)=(?<state>[^=:@]+)$/;

const FORM = /^(?:threat=|(?<node>node=))?(?<id>[^:@]+?)\s*(?::(?<outage>[^@]*))?(?:@(?<date>.*))?$/s;

const SHAPES =
  'write `threat=ID` or `node=ID:30..60 h`, with `@2027-12-19T17:00` behind for another time than the first hour, or `DRIVER=STATE`';

/** The path by which problems of the given event number `index` are reported. */
const pathOf = (index: number): SourcePath => ['given', String(index)];

/** Where problems of given events are shown: beside their own text. */
export const givenOrigins = (texts: readonly string[]): Origin[] =>
  texts.map((text, index) => {
    const shown = `--given ${text}`;
    return { path: pathOf(index), at: null, place: null, text: shown, from: 'command line', by: shown, scales: false };
  });

/** Hours from the start; undefined, reported, where the date is invalid or outside the horizon. */
function hourOf(reader: Reader, head: Head, date: string | undefined, path: SourcePath): number | undefined {
  if (date === undefined) return 0;
  return reader.parsed(
    attempt(() => hoursWithin(date, head)),
    path,
  );
}

/** A driver that is held all along; null for an event. */
function holdIn(names: Names, text: string): { readonly driver: string; readonly state: string } | null {
  const { driver, state } = HOLD.exec(text.trim())?.groups ?? {};
  if (driver === undefined || state === undefined || !names.drivers.has(driver.trim())) return null;
  return { driver: driver.trim(), state: state.trim() };
}

/**
 * What is held: by the scenario in force, and instead for a driver that is given.
 *
 * @param holds Of the scenario.
 * @param texts As asked for.
 */
export function heldOf(
  reader: Reader,
  names: Names,
  drivers: BareDrivers,
  holds: readonly Hold[],
  span: Span,
  texts: readonly string[],
): Hold[] {
  const held = new Map<string, HeldDriver>();
  texts.forEach((text, index) => {
    const found = holdIn(names, text);
    if (found === null) return;
    const path = pathOf(index);
    if (held.has(found.driver)) {
      const message = `\`${found.driver}\` is given twice`;
      reader.report(path, 'twice', message, 'hold it at one state');
    }
    held.set(found.driver, { driver: found.driver, whole: { value: found.state, path }, parts: [], path });
  });
  const given = parseHolds(reader, drivers, [...held.values()], span, true);
  return [...holds.filter(({ driver }) => !held.has(driver)), ...given].toSorted(
    (a, b) => order(a.driver, b.driver) || a.from - b.from,
  );
}

function parseOne(reader: Reader, names: Names, head: Head, text: string, path: SourcePath): GivenEvent[] {
  const { node, id, outage, date } = FORM.exec(text.trim())?.groups ?? {};
  if (id === undefined || id.trim() === '') {
    reader.report(path, 'given', `\`${text}\` is no event`, SHAPES);
    return [];
  }
  const atHours = hourOf(reader, head, date, path);
  const behind = atHours === undefined || atHours === 0 ? '' : `@${dateAfter(head.starts, atHours)}`;
  const kind = /^([^=]*)=/.exec(id)?.[1];
  const near = kind === undefined ? null : didYouMean(kind, ['threat', 'node', ...names.drivers.keys()]);
  if (near !== null) {
    const meant = text.trim().replace(/^[^=]*/, near);
    reader.report(path, 'given', `\`${kind}\` is no kind of event`, `did you mean \`${meant}\`?`);
    return [];
  }
  if (node === undefined) {
    if (outage !== undefined) {
      const message = 'a threat takes out what the model says, for as long as it says';
      reader.report(path, 'given', message, `write \`threat=${id}\`, or give a node: \`node=ID:30..60 h\``);
      return [];
    }
    if (!names.threats.has(id)) reader.unknown(path, 'threat', id, names.threats);
    if (atHours === undefined) return [];
    return [{ kind: 'threat', threat: id, atHours, text: behind === '' ? id : `threat=${id}${behind}` }];
  }
  const nodes = nodesNamed(reader, names, id, path);
  if (outage === undefined || outage.trim() === '') {
    reader.report(path, 'given', `how long is \`${id}\` out?`, `write \`node=${id}:30..60 h\``);
    return [];
  }
  const length = outage.trim();
  const hours = parseOutage(reader, length, path);
  if (hours === undefined || atHours === undefined) return [];
  return nodes.map((one) => ({
    kind: 'node',
    id: `given:${one}`,
    node: one,
    outage: hours,
    atHours,
    text: `node=${one}:${length}${behind}`,
  }));
}

const subjectOf = (event: GivenEvent): string => (event.kind === 'threat' ? event.threat : event.node);

/**
 * The given events, by time, then by what is struck.
 *
 * @param texts As asked for; problems are shown beside them.
 */
export function parseGiven(reader: Reader, names: Names, head: Head, texts: readonly string[]): GivenEvent[] {
  const found: GivenEvent[] = [];
  texts.forEach((text, index) => {
    const path = pathOf(index);
    if (holdIn(names, text) !== null) return;
    for (const event of parseOne(reader, names, head, text, path)) {
      const isThere = (other: GivenEvent): boolean =>
        other.kind === event.kind && other.atHours === event.atHours && subjectOf(other) === subjectOf(event);
      if (!found.some(isThere)) found.push(event);
      else
        reader.report(
          path,
          'twice',
          `\`${subjectOf(event)}\` is given twice for one time`,
          'leave one out, or give it another time',
        );
    }
  });
  const times = (node: string): number => found.filter((event) => event.kind === 'node' && event.node === node).length;
  return found
    .map((event) =>
      event.kind === 'node' && times(event.node) > 1
        ? { ...event, id: `${event.id}@${dateAfter(head.starts, event.atHours)}` }
        : event,
    )
    .toSorted((a, b) => a.atHours - b.atHours || order(subjectOf(a), subjectOf(b)) || order(a.kind, b.kind));
}
