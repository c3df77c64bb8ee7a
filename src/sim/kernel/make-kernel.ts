/** The kernel: an engine that is replaced by a roomier one when it is full, which resumes its trial where it was. */
import { streamKeys } from '../random/key.ts';
import { columnsOf } from './ground/columns.ts';
import type { CompiledModel } from './ground/compiled-model.ts';
import { sourcesOf, statesOf, type Extension } from './extension.ts';
import type { Kernel } from './ground/kernel.ts';
import { type Engine, makeEngine } from './make-engine.ts';
import { ownCopy, pourInto, sameButForChanges } from './ground/own-copy.ts';
import { makeRecords } from './ground/records.ts';
import { moreLabels } from './threats/rates.ts';
import { NoRoom, type Room } from './ground/room.ts';
import { heldBack, type Listener } from './ground/tell.ts';

/** By how much more room grows where it ran out. */
const GROWTH = 4;

export interface KernelOptions {
  /** Receives what happens; without one nothing is installed. */
  readonly listener?: Listener | undefined;
  /** Installed in this order. */
  readonly extensions?: readonly Extension[];
  /** Whether each trial tells with which levels it would take the same course (`Records.lowestLevel`); it then takes a little longer. */
  readonly leeway?: boolean;
  /** Multiple of the room the model seems to need that is allocated at first. It changes no result. */
  readonly share?: number;
}

/**
 * Makes the kernel of one thread. It keeps its own copy of the model.
 *
 * @param seed Any phrase, including the empty one.
 */
export function makeKernel(
  compiled: CompiledModel,
  seed: string,
  { listener, extensions = [], leeway: hasLeeway = false, share = 1 }: KernelOptions = {},
): Kernel {
  const model = ownCopy(compiled);
  const labelsOf = (of: CompiledModel): readonly string[] =>
    extensions.length === 0 ? of.streamLabels : [...of.streamLabels, ...moreLabels(of)];
  const keys = streamKeys(seed, labelsOf(model));
  const layout = columnsOf(model, sourcesOf(extensions).length, statesOf(extensions));
  const records = makeRecords(model, layout);
  const held = listener === undefined ? undefined : heldBack(listener);
  let room: Room = {
    block: share,
    waiting: share,
    effects: share,
    events: share,
    causes: share,
    links: share,
  };
  let expected: Parameters<Kernel['expect']> = [Infinity];
  const made = (): Engine =>
    makeEngine({ model, seed, keys, layout, records, share: room, listener: held?.listener, extensions, hasLeeway });
  let engine = made();
  let engines = 1;
  /** How the current trial came to where it is. */
  const steps: ((engine: Engine) => void)[] = [];

  /** Brings a roomier engine to where the last one was before its step. */
  function enlarge(fault: unknown): void {
    for (let full = fault; ;) {
      if (!(full instanceof NoRoom)) throw full;
      room = { ...room, [full.what]: Math.max(room[full.what], 1e-3) * GROWTH };
      for (const record of Object.values(records)) record.fill(0);
      engine = made();
      engines++;
      engine.expect(...expected);
      try {
        for (const step of steps) step(engine);
        held?.forget();
        return;
      } catch (error) {
        full = error;
      }
    }
  }

  function attempt<T>(what: (engine: Engine) => T): T {
    for (;;) {
      held?.forget();
      try {
        return what(engine);
      } catch (error) {
        enlarge(error);
      }
    }
  }

  function take(step: (engine: Engine) => void): void {
    attempt(step);
    held?.pass();
    steps.push(step);
  }

  return {
    start: (world, trial) => {
      steps.length = 0;
      take((on) => on.start(world, trial));
    },
    runTo: (hours) => take((on) => on.runTo(hours)),
    apply: (...actions) => take((on) => on.apply(...actions)),
    save: () => engine.save(),
    restore: (snapshot) => {
      steps.length = 0;
      take((on) => on.restore(snapshot));
    },
    record: () => attempt((on) => on.record()),
    simulate: (world, trial, actions) => {
      // Setting it each time takes longer.
      if (steps.length > 0) steps.length = 0;
      attempt((on) => on.simulate(world, trial, actions));
      held?.pass();
    },
    ...records,
    touchedColumns: () => engine.touchedColumns(),
    touchedNodes: () => engine.touchedNodes(),
    rootLosses: (take) => engine.rootLosses(take),
    expect: (...trials) => {
      expected = trials;
      engine.expect(...trials);
    },
    engines: () => engines,
    useLevels: (levels) => model.controlLevel.set(levels),
    pour: (next) => {
      engine.reset();
      const hasSameArrivals = sameButForChanges(model, next);
      if (!pourInto(model, next)) return false;
      keys.set(streamKeys(seed, labelsOf(next)));
      engine.prepare(hasSameArrivals);
      return true;
    },
  };
}
