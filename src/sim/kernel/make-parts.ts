/** All parts of an engine, each made of what it builds on: the wiring of the kernel. */
import type { Sampler } from '../distributions/sampler.ts';
import { makeDraws, type Draws } from '../random/draws.ts';
import { streamKeys } from '../random/key.ts';
import { makeActions, type Actions } from './actions.ts';
import { makeAgenda, type Agenda } from './ground/agenda.ts';
import { makeBlackStart, type BlackStart } from './clocks/black-start.ts';
import { makeCalendar } from './ground/calendar.ts';
import { makeCauses, type Causes } from './network/causes.ts';
import { makeClocks, type Clocks } from './clocks/clocks.ts';
import { columnsOf, type Columns } from './ground/columns.ts';
import type { CompiledModel } from './ground/compiled-model.ts';
import { makeControls, type Controls } from './threats/controls.ts';
import { constantsOf, makeDurations } from './ground/durations.ts';
import { makeEffects, type Effects } from './network/effects.ts';
import { makeEventTable, type Extension, type ExtensionPart } from './extension.ts';
import { makeFallback } from './clocks/fallback.ts';
import { makeLedger, type Ledger } from './ledger/ledger.ts';
import { makeLoops, type Loops } from './network/loops.ts';
import { makeLosses, type Losses } from './ledger/losses.ts';
import { makeOrder } from './network/order.ts';
import { makeOutages, type Outages } from './network/outages.ts';
import { makePace, type Pace } from './threats/pace.ts';
import { makePools, type Pools } from './ledger/pools.ts';
import { makeQueue, type Queue } from './ground/queue.ts';
import { type Records } from './ground/records.ts';
import { makeRestart, type Restart } from './clocks/restart.ts';
import { makeRing } from './ring.ts';
import { roomFor, type Room } from './ground/room.ts';
import { makeSettle, type Settle } from './network/settle.ts';
import { makeState, type State } from './ground/state.ts';
import { makeStock, type GroupClock } from './clocks/stock.ts';
import { makeStrikes, type Strikes } from './threats/strikes.ts';
import { makeSupply, type Supply } from './network/supply.ts';
import { makeSwitchover } from './clocks/switchover.ts';
import { makeTape } from './ledger/tape.ts';
import { makeTimeline, type Timeline } from './threats/timeline.ts';
import { makeTransfers, type Transfers } from './ledger/transfers.ts';
import { joined, type Listener } from './ground/tell.ts';
import { makeWorld, type World } from './ground/world.ts';

export interface Parts {
  readonly actions: Actions;
  readonly agenda: Agenda;
  readonly blackStart: BlackStart;
  readonly causes: Causes;
  readonly clocks: Clocks;
  /** Of each sampler row, NaN for those that vary. */
  readonly constants: Float64Array;
  readonly controls: Controls;
  readonly effects: Effects;
  readonly fallback: GroupClock;
  readonly layout: Columns;
  readonly ledger: Ledger;
  readonly loops: Loops;
  readonly losses: Losses;
  readonly ofExtensions: readonly ExtensionPart[];
  readonly outages: Outages;
  readonly pace: Pace;
  readonly pools: Pools;
  readonly queue: Queue;
  readonly restart: Restart;
  /** Lets the part that planned an event have it when it comes. */
  readonly ring: (kind: number, target: number, generation: number) => void;
  readonly sampler: Sampler;
  readonly settle: Settle;
  readonly state: State;
  readonly stock: GroupClock;
  /** Of each stock: the generation of its latest event. */
  readonly stockPlans: Int32Array;
  readonly strikes: Strikes;
  readonly supply: Supply;
  readonly switchover: GroupClock;
  readonly timeline: Timeline;
  readonly transfers: Transfers;
  readonly world: World;
}

/** As of `makeEngine`. */
export function makeParts(
  model: CompiledModel,
  seed: string,
  keys: Uint32Array,
  records: Records,
  factors: Room,
  listener: Listener | undefined,
  extensions: readonly Extension[],
): Parts {
  const layout = columnsOf(model);
  const draws = makeDraws(keys);
  const state = makeState(model, records);
  const world = makeWorld(model, keys, state.id);
  const slots = world.slots;
  const room = roomFor(model, world, factors);
  const sampler = world.sampler;
  const { id } = state;
  const constants = constantsOf(sampler, model.samplers.kind.length);
  const queue = makeQueue(room.waiting);
  const calendar = makeCalendar(model);
  const timeline = makeTimeline(model, slots, draws, calendar, room);
  const pools = makePools(model.periods, room);
  const eventTable = makeEventTable();
  const drawsOf = (labels: readonly string[]): Draws => makeDraws(streamKeys(seed, labels));
  const ground = { model, layout, state, slots, sampler, queue, pools, drawsOf, kindOf: eventTable.add };
  const installed = extensions.map((install) => install(ground));
  const ofExtensions = installed.flatMap(({ part }) => (part === undefined ? [] : [part]));
  const heard = installed.flatMap(({ tell: of }) => (of === undefined ? [] : [of]));
  const tell = joined(listener === undefined ? heard : [...heard, listener]);
  const durations = makeDurations(sampler, draws, id, constants);
  const transfers = makeTransfers(model);
  const ledger = makeLedger(model, layout, records, state, pools, transfers, tell);
  const tape = makeTape(model, slots);
  const losses = makeLosses(model, slots, calendar, durations, ledger, pools, transfers, tape, tell);
  const supply = makeSupply(model, state);
  const agenda = makeAgenda(model);
  const effects = makeEffects(model, state, agenda, queue, room.effects);
  const stock = makeStock(model, state, supply, agenda, queue, durations, tell);
  const restart = makeRestart(model, state, agenda, queue, durations, tell);
  const fallback = makeFallback(model, state, agenda, queue, durations, slots, tell);
  const switchover = makeSwitchover(model, state, supply, agenda, queue, durations, tell);
  const clocks = makeClocks(model, state, stock, restart, fallback, switchover);
  const blackStart = makeBlackStart(model, state, supply, agenda, queue, durations, tell);
  const order = makeOrder(model, seed, id, draws, pools);
  const causes = makeCauses(model, state, supply, effects, order, pools, tell);
  const outages = makeOutages(model, layout, records, state, causes, ledger, losses, pools, room.links, tell);
  const loops = makeLoops(model, state, supply, slots, agenda, blackStart, causes, order);
  const looks = { atGroup: clocks.look, atStock: stock.look, atRestart: restart.look };
  const settle = makeSettle(model, state, supply, slots, agenda, causes, order, loops, outages, looks, tell);
  const controls = makeControls(model, layout, state, slots, draws, sampler, ledger, tell);
  const pace = makePace(model, state, calendar, controls, draws, queue);
  const strikes = makeStrikes(
    model,
    layout,
    state,
    slots,
    draws,
    sampler,
    queue,
    controls,
    effects,
    ledger,
    pools,
    tell,
  );
  const actions = makeActions(model, state, controls, effects, causes, order, pools, pace, strikes, transfers);
  const ring = makeRing(
    model,
    durations,
    strikes,
    pace,
    effects,
    { stock, restart, fallback, switchover, blackStart },
    eventTable,
  );
  for (const { join } of installed) join?.({ agenda, effects, controls, pace, strikes });
  return {
    actions,
    agenda,
    blackStart,
    causes,
    clocks,
    constants,
    controls,
    effects,
    fallback,
    layout,
    ledger,
    loops,
    losses,
    ofExtensions,
    outages,
    pace,
    pools,
    queue,
    restart,
    ring,
    sampler,
    settle,
    state,
    stock,
    stockPlans: stock.generation,
    strikes,
    supply,
    switchover,
    timeline,
    transfers,
    world,
  };
}
