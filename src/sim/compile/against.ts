/** What controls act against: lists per threat and per effect, from what any level of the control does. */
import type { Control, Level } from '../../model/model.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import type { Context } from './context.ts';
import { offsets } from './context.ts';
import type { PlacedEffect } from './effects.ts';
import { positionOf } from './order.ts';

type AgainstArrays = Pick<
  CompiledModel,
  | 'deterStart'
  | 'deterControl'
  | 'eventControlStart'
  | 'eventControl'
  | 'eventControlStream'
  | 'effectControlStart'
  | 'effectControl'
  | 'effectControlStream'
  | 'repairControlStart'
  | 'repairControl'
  | 'repairControlStream'
>;

/** A control that acts against a threat. */
interface Standing {
  readonly control: number;
  /** Against the whole event: one draw at its arrival, so its effects need none. */
  event: boolean;
  /** Ids of the nodes whose effects it is drawn for. */
  readonly nodes: ReadonlySet<string>[];
}

/** Whether the level can do something of a kind. */
interface Reach {
  readonly deters: boolean;
  readonly prevents: boolean;
  readonly repairs: boolean;
}

function reachOf({ levels }: Control): Reach {
  const some = (does: (level: Level) => boolean): boolean => levels.some(does);
  return {
    deters: some((level) => level.deter !== undefined),
    prevents: some((level) => level.prevent !== undefined),
    repairs: some((level) => level.contain !== undefined || level.recover !== undefined),
  };
}

/** Controls that act against each threat, in order of id. */
function standings(context: Context): readonly (readonly Standing[])[] {
  const { threats, controls, threatPosition } = context;
  const lists: Standing[][] = threats.map(() => []);
  // One list of nodes often serves many threats.
  const sets = new Map<readonly string[], ReadonlySet<string>>();
  controls.forEach(({ against }, control) => {
    for (const { threat, nodes } of against) {
      const list = lists[positionOf(threatPosition, threat)]!;
      let standing = list.at(-1);
      if (standing?.control !== control) {
        standing = { control, event: false, nodes: [] };
        list.push(standing);
      }
      if (nodes === null) {
        standing.event = true;
        continue;
      }
      let set = sets.get(nodes);
      if (set === undefined) {
        set = new Set(nodes);
        sets.set(nodes, set);
      }
      standing.nodes.push(set);
    }
  });
  return lists;
}

/** A compressed row of controls, with their streams, under construction. */
interface Rows {
  readonly lengths: number[];
  readonly control: number[];
  readonly stream: number[];
}

const noRows = (): Rows => ({ lengths: [], control: [], stream: [] });

export function compileAgainst(context: Context, effects: readonly PlacedEffect[]): AgainstArrays {
  const { threats, controls, streams } = context;
  const against = standings(context);
  const reach = controls.map(reachOf);
  const deter = noRows();
  const event = noRows();
  const prevent = noRows();
  const repair = noRows();

  function add(rows: Rows, chosen: readonly Standing[], label: string): void {
    rows.lengths.push(chosen.length);
    for (const { control } of chosen) {
      rows.control.push(control);
      rows.stream.push(streams.of(`${controls[control]!.drawLabel}/${label}`));
    }
  }

  threats.forEach((threat, t) => {
    const list = against[t]!;
    const deterring = list.filter(({ control }) => reach[control]!.deters);
    deter.lengths.push(deterring.length);
    for (const { control } of deterring) deter.control.push(control);
    const drawn = list.filter((standing) => standing.event && reach[standing.control]!.prevents);
    add(event, drawn, threat.drawLabel);
  });
  for (const { effect, threat, label } of effects) {
    const list = against[threat]!.filter(
      (standing) => standing.event || standing.nodes.some((nodes) => nodes.has(effect.node)),
    );
    const drawn = list.filter((standing) => !standing.event && reach[standing.control]!.prevents);
    add(prevent, drawn, label);
    const repairing = list.filter((standing) => reach[standing.control]!.repairs);
    add(repair, repairing, label);
  }
  return {
    deterStart: offsets(deter.lengths),
    deterControl: new Int32Array(deter.control),
    eventControlStart: offsets(event.lengths),
    eventControl: new Int32Array(event.control),
    eventControlStream: new Int32Array(event.stream),
    effectControlStart: offsets(prevent.lengths),
    effectControl: new Int32Array(prevent.control),
    effectControlStream: new Int32Array(prevent.stream),
    repairControlStart: offsets(repair.lengths),
    repairControl: new Int32Array(repair.control),
    repairControlStream: new Int32Array(repair.stream),
  };
}
