/** The states of a driver: when they come, how long they last, and what is known of the start. */
import type { Movement, NowState } from '../drivers.ts';
import type { Occurrence } from '../model.ts';
import type { SourcePath } from '../problem.ts';
import type { Quantity } from '../quantity.ts';
import type { Parsed } from '../quantity/parsed.ts';
import { usualRange } from '../quantity/usual-range.ts';
import { variesBy } from '../varying-inputs.ts';
import { driverShape, stateShape } from '../schema/driver-shapes.ts';
import { hoursAfter, parseDateTime } from '../time/date-time.ts';
import type { Head } from './head.ts';
import type { BareState, DriverScope } from './movables.ts';
import { makeMovedReader } from './moved.ts';
import { checkIds, type Names } from './names.ts';
import { parsePace } from './pace.ts';
import type { Reader } from './reader.ts';
import { parseOutage } from './threats.ts';
import { isFields, kindOf, order, unscaled } from './tree.ts';

const STATE_KEYS = Object.keys(stateShape);
/** Names that would read as something else in a path: the keys of a driver, and the name for no state. */
const TAKEN: ReadonlySet<string> = new Set([...Object.keys(driverShape), 'normal']);

/** A date before the start is no arrival: what has begun before is known now. */
const retold =
  (head: Head, raw: unknown, state: string) =>
  (parsed: Parsed<Occurrence>): Parsed<Occurrence> => {
    if (parsed.ok || parsed.fault.code !== 'outside') return parsed;
    const texts: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
    const isBefore = texts.some((text) =>
      [...String(text).matchAll(/\d{4}-\d{2}-\d{2}/g)].some(([day]) => {
        const date = parseDateTime(day);
        return date.ok && hoursAfter(head.starts, date.value) < 0;
      }),
    );
    if (!isBefore) return parsed;
    const remedy = `say what is known at the start: \`now: ${state}\`, or \`now: { ${state}: 2..6 months }\` with what is left of it`;
    return { ok: false, fault: { ...parsed.fault, remedy } };
  };

/** A state that comes by a chance a year comes at a rate: one at which no year passes without it would have no end. */
function checkYearly(reader: Reader, chance: Quantity, path: SourcePath): void {
  if ((usualRange(chance, 1)?.high ?? 0) < 1) return;
  const message = 'a state that comes in 100 % of years would come without a pause: no rate is so high';
  const remedy =
    'write how often it comes, such as `2 per year`; a state that is always there has `now:` and `lasts: forever`';
  reader.report(path, 'range', message, remedy);
}

/** One state without what it moves and brings; null when it does not say how long it lasts. */
function parseState(
  reader: Reader,
  names: Names,
  head: Head,
  id: string,
  value: unknown,
  path: SourcePath,
  drawLabel: string,
): BareState | null {
  const fields = reader.fields(value, path, `state \`${id}\``, STATE_KEYS);
  if (fields === null) return null;
  reader.required(fields, 'lasts', path, `state \`${id}\``, '3..9 months');
  const lasts = parseOutage(reader, fields['lasts'], [...path, 'lasts']);
  if (lasts !== undefined && lasts !== 'forever') {
    const { law } = lasts;
    if ((law.kind === 'constant' && law.value === 0) || usualRange(lasts, 3)?.high === 0)
      reader.report([...path, 'lasts'], 'range', 'a spell lasts longer than no time', 'write such as `3..9 months`');
    const [varying] = variesBy(lasts, new Set(reader.context.varying));
    if (varying !== undefined) {
      const message = `what is left of a spell at the start needs the law of its length, and this formula uses \`${varying}\`, which is drawn anew at each use`;
      const remedy = `state its law here, such as \`3..9 months\`, or leave out \`varies\` where \`${varying}\` is stated`;
      reader.report([...path, 'lasts'], 'varies', message, remedy);
    }
  }
  const was = reader.text(fields['was'], [...path, 'was'], '`was`');
  const isTimed = fields['occurs'] !== undefined && fields['occurs'] !== null;
  const { raw } = unscaled(fields['occurs']);
  const what = isTimed ? `state \`${id}\`` : null;
  const pace = parsePace(reader, names, fields, path, head, what, retold(head, raw, id));
  if (pace?.occurs.kind === 'yearly') checkYearly(reader, pace.occurs.chance, [...path, 'occurs']);
  for (const key of isTimed ? [] : ['once', 'during']) {
    if (fields[key] === undefined) continue;
    reader.report(
      [...path, key],
      'shape',
      `\`${key}\` goes with \`occurs\``,
      'say when it comes, or leave it out',
      'key',
    );
  }
  if (lasts === undefined || (isTimed && pace === null)) return null;
  return {
    id,
    ...(pace ?? { occurs: undefined, rateFactor: 1, during: [] }),
    lasts,
    drawLabel: `${drawLabel}.${was ?? id}`,
  };
}

/** The states of a driver, in the order of the file, without what they move and bring. */
export function parseStates(
  reader: Reader,
  names: Names,
  head: Head,
  value: unknown,
  path: SourcePath,
  drawLabel: string,
): BareState[] {
  const fields = reader.fields(value, path, '`states`', null) ?? {};
  checkIds(reader, fields, path, 'state');
  if (isFields(value) && Object.keys(fields).length === 0)
    reader.report(path, 'shape', 'the driver has no states', 'write `states: { crisis: { ... } }`', 'key');
  return Object.entries(fields).flatMap(([id, raw]) => {
    const at = [...path, id];
    if (TAKEN.has(id)) {
      const why = id === 'normal' ? 'is the name for no state' : 'is a key of a driver';
      reader.report(at, 'id', `\`${id}\` ${why}`, 'call the state by another name', 'key');
    }
    return parseState(reader, names, head, id, raw, at, drawLabel) ?? [];
  });
}

/** What is known at the start of a driver with states. */
export function parseNow(reader: Reader, states: readonly string[], value: unknown, path: SourcePath): NowState | null {
  if (value === undefined || value === null) return null;
  const known = [...states, 'normal'];
  if (!isFields(value)) {
    const state = reader.text(value, path, '`now`');
    if (state === null || state === 'normal') return state === null ? null : { state: null };
    if (states.includes(state)) return { state };
    reader.unknown(path, 'state', state, known);
    return null;
  }
  const [state, ...others] = Object.keys(value);
  if (state === undefined || others.length > 0) {
    const message = state === undefined ? '`now` names no state' : 'one state is in force at a time';
    reader.report(path, 'shape', message, 'name the most severe: `now: crisis`', 'key');
    return null;
  }
  const at = [...path, state];
  if (state === 'normal') {
    reader.report(at, 'shape', '`normal` has no end of its own', 'write `now: normal`', 'key');
    return null;
  }
  if (!states.includes(state)) {
    reader.unknown(at, 'state', state, known, 'key');
    return null;
  }
  const left = reader.quantity(value[state], at, 'hours', 'varies');
  return left === undefined ? { state } : { state, left };
}

/** What a state makes of other figures, sorted by path. */
export function parseWhile(scope: DriverScope, value: unknown, path: SourcePath): Movement[] {
  const { reader } = scope;
  const readPath = makeMovedReader(scope);
  const fields = reader.fields(value, path, '`while`', null) ?? {};
  const seen = new Set<string>();
  return Object.entries(fields)
    .flatMap(([text, raw]): Movement[] => {
      const at = [...path, text];
      const moved = readPath(text, at, 'key');
      const isCeiling = /\.capacity\s*$/.test(text);
      const amount = parseAmount(reader, raw, at, text, isCeiling);
      if (moved === null || moved.target === null || amount === undefined) return [];
      if (seen.has(moved.path)) reader.report(at, 'twice', `\`${text}\` stands twice`, 'leave one of them out', 'key');
      seen.add(moved.path);
      return [{ path: moved.path, target: moved.target, amount }];
    })
    .toSorted((a, b) => order(a.path, b.path));
}

/** A factor, or what a ceiling leaves. */
function parseAmount(
  reader: Reader,
  raw: unknown,
  path: SourcePath,
  text: string,
  isCeiling: boolean,
): Movement['amount'] | undefined {
  const { raw: written } = unscaled(raw);
  if (written === null || isFields(written) || Array.isArray(written)) {
    const example = isCeiling ? '60..80%' : 'x1.5..x3';
    const found = written === null ? 'nothing' : kindOf(written);
    reader.report(
      path,
      'shape',
      `what becomes of \`${text}\` is ${isCeiling ? 'a share' : 'a factor'}, not ${found}`,
      `write \`${text}: ${example}\``,
      'key',
    );
    return undefined;
  }
  if (isCeiling && typeof written === 'string' && /^\s*(?:varies|uncertain)?\s*x\s*[\d.]/.test(written)) {
    const remedy = 'write the share that is left, such as `60..80%`';
    reader.report(path, 'ceiling', 'a capacity takes a ceiling, not a factor', remedy);
    return undefined;
  }
  return isCeiling ? reader.quantity(raw, path, 'share', 'varies') : reader.quantity(raw, path, 'factor', 'uncertain');
}
