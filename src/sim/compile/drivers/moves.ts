/** What states and indices make of other figures, by figure; ceilings apart. */
import type { Drivers, EffectAt, Target } from '../../../model/drivers.ts';
import type { Quantity } from '../../../model/quantity.ts';
import { SCALED, type DriverTables } from '../../drivers/tables.ts';
import { OCCURS, type CompiledModel } from '../../kernel/ground/compiled-model.ts';
import { offsets, type Context } from '../context.ts';
import type { PlacedEffect } from '../effects.ts';
import { positionOf, positionsById, sortedById } from '../order.ts';
import type { Streams } from '../streams.ts';
import type { Names } from './names.ts';

type MoveTables = Pick<
  DriverTables,
  | 'moveState'
  | 'moveIndex'
  | 'moveSlot'
  | 'moveSampler'
  | 'moveStream'
  | 'movePower'
  | 'paceStart'
  | 'paceMove'
  | 'lastsStart'
  | 'lastsMove'
  | 'valueStart'
  | 'valueMove'
  | 'targetKind'
  | 'targetOf'
  | 'targetStart'
  | 'targetMove'
  | 'movedStart'
  | 'movedTarget'
  | 'opexControl'
  | 'opexStart'
  | 'opexMove'
  | 'ceilingStart'
  | 'ceilingSlot'
  | 'ceilingSampler'
  | 'ceilingStream'
  | 'ceilingNodeStart'
  | 'ceilingNode'
>;

/** What drivers need of the arrays of the model. */
export type MovedArrays = Pick<
  CompiledModel,
  'effectCostStart' | 'threatCostStart' | 'lossStart' | 'groupStart' | 'occurs'
>;

type ScaledKind = (typeof SCALED)[number];

/** A figure of the kernel: its kind, and its number there. */
type Figure = readonly [kind: ScaledKind, of: number];

/** Numbers from one to before another. */
const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, i) => from + i);

/** The figures of the kernel that a target names. */
function figuresOf(context: Context, effects: readonly PlacedEffect[], arrays: MovedArrays) {
  const { threatPosition, nodePosition, nodes, controls } = context;
  const { effectCostStart, threatCostStart, lossStart, groupStart, occurs } = arrays;
  const controlPosition = positionsById(controls);
  const threatOf = (id: string): number => positionOf(threatPosition, id);

  function effectOf({ threat, key, node }: EffectAt): number {
    const at = [threatOf(threat), positionOf(nodePosition, node)] as const;
    return effects.findIndex((one) => one.threat === at[0] && one.node === at[1] && one.effect.key === key);
  }

  /** Number of an entry among those of its node, which stand in order of id. */
  function entryOf(node: string, id: string, of: 'needs' | 'loss', start: Int32Array): number {
    const position = positionOf(nodePosition, node);
    const entries: readonly { readonly id: string }[] = nodes[position]![of];
    return start[position]! + sortedById(entries).findIndex((entry) => entry.id === id);
  }

  return (target: Target): readonly Figure[] => {
    switch (target.kind) {
      case 'threatOccurs':
        return target.threats
          .map(threatOf)
          .filter((threat) => occurs[threat] !== OCCURS.on)
          .map((threat) => ['rate', threat]);
      case 'threatCost':
        return target.threats
          .map(threatOf)
          .flatMap((threat) => range(threatCostStart[threat]!, threatCostStart[threat + 1]!))
          .map((cost) => ['cost', cost]);
      case 'effectCost':
        return target.effects
          .map(effectOf)
          .flatMap((effect) => range(effectCostStart[effect]!, effectCostStart[effect + 1]!))
          .map((cost) => ['cost', cost]);
      case 'effectOutage':
        return target.effects.map((effect) => ['outage', effectOf(effect)]);
      case 'restart':
      case 'blackStart':
        return target.nodes.map((node) => [target.kind, positionOf(nodePosition, node)]);
      case 'switchover':
      case 'buffer':
      case 'refill':
      case 'fallback':
        return target.needs.map(({ node, need }) => [target.kind, entryOf(node, need, 'needs', groupStart)]);
      case 'loss':
        return target.losses.map(({ node, loss }) => ['loss', entryOf(node, loss, 'loss', lossStart)]);
      case 'misses':
      case 'recover':
        return target.controls.map((control) => [
          target.kind === 'misses' ? 'misses' : 'recover',
          positionOf(controlPosition, control),
        ]);
      case 'capacity':
      case 'opex':
      case 'stateOccurs':
      case 'stateLasts':
      case 'index':
        return [];
    }
  };
}

/** Lists by number. */
interface Lists {
  add(row: number, what: number): void;
  start(rows: number): Int32Array;
  all(rows: number): Int32Array;
}

function makeLists(): Lists {
  const lists: number[][] = [];
  const of = (row: number): number[] => (lists[row] ??= []);
  const rowsOf = (rows: number): number[][] => Array.from({ length: rows }, (_, row) => of(row));
  return {
    add: (row, what) => void of(row).push(what),
    start: (rows) => offsets(rowsOf(rows).map(({ length }) => length)),
    all: (rows) => Int32Array.from(rowsOf(rows).flat()),
  };
}

export function compileMoves(
  context: Context,
  { states: drivers, indices }: Drivers,
  names: Names,
  streams: Streams,
  effects: readonly PlacedEffect[],
  arrays: MovedArrays,
): MoveTables {
  const { quantities, nodePosition, controls } = context;
  const controlPosition = positionsById(controls);
  const figures = figuresOf(context, effects, arrays);
  const moves: { state: number; index: number; slot: number; row: number; stream: number; power: number }[] = [];
  const [pace, lasts, values, ofTarget, moved, opex] = Array.from({ length: 6 }, makeLists) as [
    Lists,
    Lists,
    Lists,
    Lists,
    Lists,
    Lists,
  ];
  const targets = new Map<string, number>();
  const found: Figure[] = [];
  const opexControls: number[] = [];
  const movedBefore = new Set<string>();

  /** Where an amount stands: in a slot, or in a row that is drawn for each spell. */
  function placed(amount: Quantity, path: string) {
    const { law, timing } = amount;
    const isDrawn =
      quantities.varies(amount) || (timing === 'varies' && law.kind !== 'constant' && law.kind !== 'formula');
    return isDrawn
      ? { slot: -1, row: quantities.sampler(amount, path), stream: streams.of(path) }
      : { slot: quantities.slot(amount, path), row: -1, stream: -1 };
  }

  function targetOf(figure: Figure): number {
    const key = figure.join(' ');
    const known = targets.get(key);
    if (known !== undefined) return known;
    targets.set(key, found.length);
    return found.push(figure) - 1;
  }

  /** @param mover Its number among drivers with states, and indices after these. */
  function join(move: number, target: Target, mover: number): void {
    for (const figure of figures(target)) {
      const at = targetOf(figure);
      ofTarget.add(at, move);
      if (!movedBefore.has(`${mover} ${at}`)) moved.add(mover, at);
      movedBefore.add(`${mover} ${at}`);
    }
    if (target.kind === 'stateOccurs') pace.add(names.state(target.driver, target.state), move);
    if (target.kind === 'stateLasts') lasts.add(names.state(target.driver, target.state), move);
    if (target.kind === 'index') values.add(names.index(target.driver), move);
    if (target.kind !== 'opex') return;
    for (const id of target.controls) {
      const control = positionOf(controlPosition, id);
      if (!opexControls.includes(control)) opexControls.push(control);
      opex.add(opexControls.indexOf(control), move);
    }
  }

  const ceilings: { slot: number; row: number; stream: number; nodes: readonly number[] }[] = [];
  const ceilingsOf = names.states.map(({ state, number, driverNumber }) => {
    const first = ceilings.length;
    for (const { path, target, amount } of state.moves) {
      const at = placed(amount, `${state.drawLabel}.while.${path}`);
      if (target.kind === 'capacity') {
        ceilings.push({ ...at, nodes: target.nodes.map((node) => positionOf(nodePosition, node)) });
      } else join(moves.push({ state: number, index: -1, power: 1, ...at }) - 1, target, driverNumber);
    }
    return ceilings.length - first;
  });
  indices.forEach(({ scales }, index) => {
    for (const { target, power } of scales) {
      join(moves.push({ state: -1, index, slot: -1, row: -1, stream: -1, power }) - 1, target, drivers.length + index);
    }
  });

  const states = names.states.length;
  const movers = drivers.length + indices.length;
  return {
    moveState: Int32Array.from(moves, ({ state }) => state),
    moveIndex: Int32Array.from(moves, ({ index }) => index),
    moveSlot: Int32Array.from(moves, ({ slot }) => slot),
    moveSampler: Int32Array.from(moves, ({ row }) => row),
    moveStream: Int32Array.from(moves, ({ stream }) => stream),
    movePower: Float64Array.from(moves, ({ power }) => power),
    paceStart: pace.start(states),
    paceMove: pace.all(states),
    lastsStart: lasts.start(states),
    lastsMove: lasts.all(states),
    valueStart: values.start(indices.length),
    valueMove: values.all(indices.length),
    targetKind: Uint8Array.from(found, ([kind]) => SCALED.indexOf(kind)),
    targetOf: Int32Array.from(found, ([, of]) => of),
    targetStart: ofTarget.start(found.length),
    targetMove: ofTarget.all(found.length),
    movedStart: moved.start(movers),
    movedTarget: moved.all(movers),
    opexControl: Int32Array.from(opexControls),
    opexStart: opex.start(opexControls.length),
    opexMove: opex.all(opexControls.length),
    ceilingStart: offsets(ceilingsOf),
    ceilingSlot: Int32Array.from(ceilings, ({ slot }) => slot),
    ceilingSampler: Int32Array.from(ceilings, ({ row }) => row),
    ceilingStream: Int32Array.from(ceilings, ({ stream }) => stream),
    ceilingNodeStart: offsets(ceilings.map(({ nodes }) => nodes.length)),
    ceilingNode: Int32Array.from(ceilings.flatMap(({ nodes }) => nodes)),
  };
}
