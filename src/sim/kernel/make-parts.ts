/** All parts of an engine, each made from those it builds on: the wiring of the kernel. */
import type { Sampler } from '../distributions/sampler.ts';
import { makeDraws, type Draws } from '../random/draws.ts';
import { streamKeys } from '../random/key.ts';
import { makeActions, type Actions } from './actions.ts';
import { makeAgenda, type Agenda } from './ground/agenda.ts';
import { makeBlackStart, type BlackStart } from './clocks/black-start.ts';
import { makeCalendar } from './ground/calendar.ts';
import { makeCauses, type Causes } from './network/causes.ts';
import { makeClocks, type Clocks } from './clocks/clocks.ts';
import type { Columns } from './ground/columns.ts';
import type { CompiledModel } from './ground/compiled-model.ts';
import { makeControls, type Controls } from './threats/controls.ts';
import { constantsOf, makeDurations } from './ground/durations.ts';
import { makeEffects, type Effects } from './network/effects.ts';
import {
  makeEventTable,
  sourcesOf,
  type Extension,
  type ExtensionPart,
  type Ground,
  type Installed,
} from './extension.ts';
import { makeFactors, type Factors } from './ground/factors.ts';
import { makeFloor } from './ground/floor.ts';
import { makeAmounts } from './ledger/amounts.ts';
import { makeRates, type Rates } from './threats/rates.ts';
import { makeRoots } from './threats/roots.ts';
import { makeFallback } from './clocks/fallback.ts';
import { makeLedger, type Ledger } from './ledger/ledger.ts';
import { makeLoops, type Loops } from './network/loops.ts';
import { makeLosses, type Losses } from './ledger/losses.ts';
import { makeOrder } from './network/order.ts';
import { makeOutages } from './network/outages.ts';
import type { Outages } from './network/outages-part.ts';
import { makeMore, type More } from './threats/more.ts';
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
  readonly factors: Factors;
  readonly fallback: GroupClock;
  readonly ledger: Ledger;
  readonly loops: Loops;
  readonly losses: Losses;
  /** Absent where no extension moves a rate. */
  readonly more: More | undefined;
  readonly ofExtensions: readonly ExtensionPart[];
  /** Called when the ledger is closed. */
  readonly closings: readonly (() => void)[];
  readonly outages: Outages;
  readonly pace: Pace;
  readonly pools: Pools;
  readonly queue: Queue;
  readonly rates: Rates;
  readonly restart: Restart;
  /** Passes an event to the part that planned it. */
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

/** Dependencies of an engine. */
export interface Makings {
  /** Kept, not copied: parameters may be overwritten. */
  readonly model: CompiledModel;
  readonly seed: string;
  /** Of the model's streams under the seed, followed, with extensions, by those of `moreLabels`; also kept. */
  readonly keys: Uint32Array;
  readonly layout: Columns;
  /** Where trials leave what is read. */
  readonly records: Records;
  /** Multiples of the room the model seems to need. */
  readonly share: Room;
  /** Receives what happens; without one nothing is installed. */
  readonly listener: Listener | undefined;
  /** Installed in this order. */
  readonly extensions: readonly Extension[];
  /** Whether the leeway of each trial is recorded. */
  readonly hasLeeway: boolean;
}

/** Makes changes of a factor take effect at once. */
function react({ model, factors, outages, agenda, state, pace, more }: Reacting): void {
  const { lossStart } = model;
  const nodeOfLoss = new Int32Array(model.lossMode.length);
  for (let node = 0; node + 1 < lossStart.length; node++) nodeOfLoss.fill(node, lossStart[node], lossStart[node + 1]);
  factors.react('loss', { before: (entry) => outages.cut(nodeOfLoss[entry]!) });
  factors.react('rate', {
    after: (threat) => {
      pace.hasMoved(threat);
      more?.hasMoved(threat);
    },
  });
  factors.react('misses', { after: () => pace.look(true) });
  factors.react('fallback', {
    after: (group) => {
      state.touchGroup(group);
      agenda.pushGroup(group);
    },
  });
}

type Reacting = Pick<Parts, 'factors' | 'outages' | 'agenda' | 'state' | 'pace' | 'more'> & {
  readonly model: CompiledModel;
};

/** Installs the extensions on what is available before any part is made. */
function install(extensions: readonly Extension[], ground: Omit<Ground, 'firstSource'>): readonly Installed[] {
  let firstSource = 0;
  return extensions.map((extension) => {
    const installed = extension.install({ ...ground, firstSource });
    firstSource += extension.sources?.length ?? 0;
    return installed;
  });
}

export function makeParts({
  model,
  seed,
  keys,
  layout,
  records,
  share,
  listener,
  extensions,
  hasLeeway,
}: Makings): Parts {
  const draws = makeDraws(keys);
  const state = makeState(model, records);
  const world = makeWorld(model, keys, state.id);
  const slots = world.slots;
  const room = roomFor(model, world, share);
  const sampler = world.sampler;
  const { id } = state;
  const constants = constantsOf(sampler, model.samplers.kind.length);
  const queue = makeQueue(room.waiting);
  const calendar = makeCalendar(model);
  const pools = makePools(model.periods, room);
  const eventTable = makeEventTable();
  const drawsOf = (labels: readonly string[]): Draws => makeDraws(streamKeys(seed, labels));
  const factors = makeFactors(model);
  const offered = { drawsOf, kindOf: eventTable.add, factor: factors.ask, rateFactor: factors.askRate };
  const installed = install(extensions, { model, layout, state, slots, sampler, queue, pools, calendar, ...offered });
  const canHold = extensions.some(({ holds }) => holds === true);
  const ofExtensions = installed.flatMap(({ part }) => (part === undefined ? [] : [part]));
  const closings = installed.flatMap(({ close }) => (close === undefined ? [] : [close]));
  const heard = installed.flatMap(({ tell: of }) => (of === undefined ? [] : [of]));
  const tell = joined(listener === undefined ? heard : [...heard, listener]);
  const rates = makeRates(model, slots, factors);
  const timeline = makeTimeline({ model, slots, draws, calendar, room, rates });
  const durations = makeDurations(sampler, draws, id, constants);
  const amountOf = makeAmounts(model, { sampler, draws, id, constants });
  const floorOf = makeFloor(model, slots, factors);
  const transfers = makeTransfers(model, hasLeeway);
  const ledger = makeLedger({ model, layout, records, state, pools, transfers, tell });
  const tape = makeTape(model, slots);
  const losses = makeLosses({
    model,
    slots,
    calendar,
    durations,
    amountOf,
    ledger,
    pools,
    transfers,
    tape,
    tell,
    factors,
  });
  const supply = makeSupply(model, state);
  const agenda = makeAgenda(model);
  const effects = makeEffects({ model, state, agenda, queue, room: room.effects, canHold });
  const stock = makeStock({ model, state, supply, agenda, queue, durations, tell, factors });
  const restart = makeRestart({ model, state, agenda, queue, durations, tell, factors });
  const fallback = makeFallback({ model, state, agenda, queue, durations, floorOf, tell });
  const switchover = makeSwitchover({ model, state, supply, agenda, queue, durations, tell, factors });
  const clocks = makeClocks({ model, state, stock, restart, fallback, switchover });
  const blackStart = makeBlackStart({ model, state, supply, agenda, queue, durations, tell, factors });
  const order = makeOrder(model, id, draws, pools);
  const causes = makeCauses({ model, state, supply, effects, order, pools, tell });
  const outages = makeOutages({
    model,
    layout,
    records,
    state,
    causes,
    ledger,
    losses,
    pools,
    room: room.links,
    tell,
    canHold,
  });
  const loops = makeLoops({ model, state, supply, floorOf, agenda, blackStart, causes, order });
  const looks = { atGroup: clocks.look, atStock: stock.look, atRestart: restart.look };
  const settle = makeSettle({ model, state, supply, floorOf, agenda, causes, order, loops, outages, looks, tell });
  const controls = makeControls({
    model,
    layout,
    records,
    state,
    slots,
    draws,
    sampler,
    ledger,
    tell,
    factors,
    hasLeeway,
  });
  const pace = makePace({ model, state, calendar, controls, draws, queue, rates });
  const more = rates.factor === undefined ? undefined : makeMore({ model, state, slots, draws, queue, rates });
  const strikes = makeStrikes({
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
    factors,
  });
  const actions = makeActions({
    model,
    state,
    controls,
    effects,
    causes,
    order,
    pools,
    pace,
    strikes,
    transfers,
    drawsOf,
  });
  const sources = sourcesOf(extensions);
  const roots = makeRoots({
    model,
    layout,
    state,
    effects,
    ledger,
    order,
    pools,
    strikes,
    sources,
    draws: drawsOf(sources),
  });
  react({ model, factors, outages, agenda, state, pace, more });
  const ring = makeRing({
    model,
    durations,
    strikes,
    pace,
    more,
    effects,
    planners: { stock, restart, fallback, switchover, blackStart },
    extensions: eventTable,
  });
  for (const { join } of installed) join?.({ agenda, effects, controls, pace, roots, strikes, ledger });
  return {
    actions,
    agenda,
    blackStart,
    causes,
    clocks,
    closings,
    constants,
    controls,
    effects,
    factors,
    fallback,
    ledger,
    loops,
    losses,
    more,
    ofExtensions,
    outages,
    pace,
    pools,
    queue,
    rates,
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
