/** Drivers: what moves the world, from the value of a file to what each of them moves. */
import type { Drivers, Family, IndexDriver, StateDriver } from '../drivers.ts';
import type { LeftOut } from '../file-notes.ts';
import type { Control, ModelNode, Threat } from '../model.ts';
import type { SourcePath } from '../problem.ts';
import { driverShape, FAMILIES } from '../schema/driver-shapes.ts';
import { parseBrought } from './brought.ts';
import { parseCorrelations } from './correlations.ts';
import { parseNow, parseStates, parseWhile } from './driver-states.ts';
import type { Head } from './head.ts';
import { parseIndex, parseStep } from './indices.ts';
import type { BareState, DriverScope, Idle, Movables } from './movables.ts';
import { byId, type Names } from './names.ts';
import type { Reader } from './reader.ts';
import { didYouMean } from '../did-you-mean.ts';
import { type Fields, isFields } from './tree.ts';

const DRIVER_KEYS = Object.keys(driverShape);
/** Names that `holds` and `--given` use for something else. */
const TAKEN: ReadonlySet<string> = new Set(['all', 'node', 'threat']);

/** The drivers of a file, without what is held. */
export type BareDrivers = Omit<Drivers, 'holds'>;

/** What parsing the drivers of a file gives. */
export interface ParsedDrivers {
  /** Undefined where the file has none. */
  readonly drivers: BareDrivers | undefined;
  /** Paths that lead to nothing: faults, unless other faults explain them. */
  readonly idle: readonly Idle[];
  readonly leftOut: readonly LeftOut[];
}

/** The families of a driver, in the order of PESTLE. */
function parseFamilies(reader: Reader, fields: Fields, path: SourcePath, what: string): Family[] {
  reader.required(fields, 'factor', path, what, 'economic');
  const given = reader.texts(fields['factor'], [...path, 'factor'], 'a factor');
  const found = new Set<string>();
  for (const [text, at] of given) {
    if (FAMILIES.some((family) => family === text)) found.add(text);
    else {
      const near = didYouMean(text, FAMILIES);
      const remedy = near === null ? `write one of ${FAMILIES.join(', ')}` : `did you mean \`${near}\`?`;
      reader.report(at, 'choice', `\`${text}\` is none of the six families of factors`, remedy);
    }
  }
  return FAMILIES.filter((family) => found.has(family));
}

/** A driver before what it moves is known: its heading and its states. */
interface Bare {
  readonly id: string;
  readonly fields: Fields;
  readonly path: SourcePath;
  readonly head: Pick<StateDriver, 'id' | 'label' | 'families' | 'drawLabel'>;
  readonly isIndex: boolean;
  readonly isOptional: boolean;
  readonly states: readonly BareState[];
}

function parseBare(reader: Reader, names: Names, head: Head, id: string, value: unknown): Bare | null {
  const path = ['drivers', id];
  const what = `driver \`${id}\``;
  const fields = reader.fields(value, path, what, DRIVER_KEYS);
  if (fields === null) return null;
  if (TAKEN.has(id)) {
    const message = `\`${id}\` means something else in \`holds\` and \`--given\``;
    reader.report(path, 'id', message, 'call the driver by another name', 'key');
  }
  const families = parseFamilies(reader, fields, path, what);
  const label = reader.text(fields['title'], [...path, 'title'], '`title`') ?? id;
  reader.text(fields['description'], [...path, 'description'], '`description`');
  const was = reader.text(fields['was'], [...path, 'was'], '`was`');
  const isOptional = reader.flag(fields['optional'], [...path, 'optional']);
  const drawLabel = `drivers.${was ?? id}`;
  const [hasStates, isIndex] = ['states', 'index'].map((key) => fields[key] !== undefined);
  if (hasStates === isIndex) {
    const message =
      hasStates === true
        ? `${what} has both \`states\` and an \`index\``
        : `${what} has neither \`states\` nor an \`index\``;
    const remedy =
      hasStates === true ? 'make two drivers of it' : 'write `states: { crisis: { ... } }`, or `index: x0.7..x1.6`';
    const isSaid = ['states', 'index'].some((key) => reader.misspelt.has([...path, key].join('.')));
    if (!isSaid) reader.report(path, 'shape', message, remedy, 'key');
  }
  if (isIndex !== true) {
    for (const key of ['persists', 'scales']) {
      if (fields[key] === undefined || hasStates !== true) continue;
      const remedy = key === 'scales' ? 'write it under `while` of a state' : 'how long a state lasts is its `lasts`';
      reader.report([...path, key], 'shape', `\`${key}\` goes with \`index\``, remedy, 'key');
    }
  }
  const states = parseStates(reader, names, head, fields['states'], [...path, 'states'], drawLabel);
  return { id, fields, path, head: { id, label, families, drawLabel }, isIndex: isIndex === true, isOptional, states };
}

/** The states of a driver with what they move and bring. */
function withLinks(scope: DriverScope, { id, fields, path, head, states }: Bare): StateDriver {
  const { reader } = scope;
  const known = scope.movables.names.drivers.get(id) ?? [];
  const now = parseNow(reader, known, fields['now'], [...path, 'now']);
  const section = isFields(fields['states']) ? fields['states'] : {};
  const links = new Map(
    Object.entries(section).map(([state, own]) => {
      const at = [...path, 'states', state];
      const given: Fields = isFields(own) ? own : {};
      return [
        state,
        {
          moves: parseWhile(scope, given['while'], [...at, 'while']),
          brings: parseBrought(scope, given['brings'], [...at, 'brings']),
        },
      ] as const;
    }),
  );
  return {
    ...head,
    states: states.map((state) => ({ ...state, ...(links.get(state.id) ?? { moves: [], brings: [] }) })),
    now,
  };
}

/** The drivers of a file. */
export function parseDrivers(
  reader: Reader,
  names: Names,
  head: Head,
  root: Fields,
  section: Fields,
  parts: {
    readonly nodes: readonly ModelNode[];
    readonly threats: readonly Threat[];
    readonly controls: readonly Control[];
  },
): ParsedDrivers {
  const bare = Object.entries(section).flatMap(([id, value]) => parseBare(reader, names, head, id, value) ?? []);
  const movables: Movables = {
    names,
    nodes: new Map(parts.nodes.map((node) => [node.id, node])),
    threats: new Map(parts.threats.map((threat) => [threat.id, threat])),
    controls: new Map(parts.controls.map((control) => [control.id, control])),
    states: new Map(bare.map(({ id, states }) => [id, new Map(states.map((state) => [state.id, state]))])),
    indices: new Set(bare.filter(({ isIndex }) => isIndex).map(({ id }) => id)),
  };
  const idle: Idle[] = [];
  const leftOut: LeftOut[] = [];
  const states: StateDriver[] = [];
  const indices: IndexDriver[] = [];
  for (const one of bare) {
    const scope: DriverScope = { reader, movables, driver: one.id, isOptional: one.isOptional, idle, leftOut };
    if (!one.isIndex) states.push(withLinks(scope, one));
    else {
      const index = parseIndex(scope, one.fields, one.path, one.head);
      if (index !== null) indices.push(index);
    }
  }
  indices.sort(byId);
  const known = new Map(Object.entries(section));
  const correlations = parseCorrelations(reader, known, indices, root['correlations']);
  const indexStepHours = parseStep(reader, root['index step'], head.horizonHours, indices);
  const none = Object.keys(section).length === 0;
  return {
    drivers: none ? undefined : { states: states.toSorted(byId), indices, correlations, indexStepHours },
    idle,
    leftOut,
  };
}
