/** When states come and how long they last, what runs at the start, and what is left of it. */
import type { Drivers } from '../../../model/drivers.ts';
import type { Occurrence } from '../../../model/model.ts';
import type { Quantity } from '../../../model/quantity.ts';
import { distributionOf } from '../../distributions/distribution-of.ts';
import { constantLaw } from '../../distributions/constant.ts';
import { leftTable } from '../../drivers/path/left.ts';
import { LEFT_POINT, NEVER, NOW, type DriverTables } from '../../drivers/tables.ts';
import { OCCURS, WORLD_OP } from '../../kernel/ground/compiled-model.ts';
import { offsets, type Context } from '../context.ts';
import { LAYER_SLACK, weibullOf } from '../occurrence.ts';
import type { Streams } from '../streams.ts';
import { rootName, type Names, type NumberedState } from './names.ts';

type StateTables = Pick<
  DriverTables,
  | 'driverIds'
  | 'stateStart'
  | 'nowState'
  | 'nowLeftSampler'
  | 'stateIds'
  | 'stateDriver'
  | 'stateOccurs'
  | 'stateRateSlot'
  | 'statePaceFactor'
  | 'statePaceProfile'
  | 'stateLayers'
  | 'stateOnce'
  | 'stateWeibullShape'
  | 'stateWeibullScale'
  | 'stateNeverChance'
  | 'stateOnStart'
  | 'stateOnHours'
  | 'stateStream'
  | 'stateMoreStream'
  | 'stateLastsSampler'
  | 'stateMeanSlot'
  | 'stateMayRun'
  | 'leftStart'
  | 'leftPoint'
  | 'stateSource'
  | 'sources'
>;

/** Hours of a year. */
const YEAR = 8760;

/** Slot of the arrivals per hour; -1 for a state that does not come at a rate. */
function rateSlot({ quantities, program }: Context, occurs: Occurrence | undefined, path: string): number {
  if (occurs?.kind === 'rate') {
    const amount = quantities.slot(occurs.amount, path);
    return occurs.per === 'rate' ? amount : program.apply(WORLD_OP.div, program.constant(1), amount);
  }
  if (occurs?.kind !== 'yearly') return -1;
  // The process of which a year passes without an arrival with chance 1 - p: -log(1 - p) a year.
  const stays = program.apply(WORLD_OP.sub, program.constant(1), quantities.slot(occurs.chance, path));
  const perYear = program.apply(WORLD_OP.neg, program.apply(WORLD_OP.log, stays));
  return program.apply(WORLD_OP.div, perYear, program.constant(YEAR));
}

function codeOf(occurs: Occurrence | undefined): number {
  if (occurs === undefined) return NEVER;
  return occurs.kind === 'within' || occurs.kind === 'on' ? OCCURS[occurs.kind] : OCCURS.poisson;
}

/** A table for each law: the selections of one file share nearly all of their quantities. */
const tablesBefore = new WeakMap<Quantity, Float64Array>();
const ofConstant = leftTable(constantLaw(1));

/** What is left of a spell, in means of its length. */
function leftPoints(lasts: Quantity | 'forever'): Float64Array {
  if (lasts === 'forever') return new Float64Array(0);
  if (lasts.law.kind === 'constant' || lasts.law.kind === 'formula' || lasts.timing === 'uncertain') return ofConstant;
  const known = tablesBefore.get(lasts);
  if (known !== undefined) return known;
  const made = leftTable(distributionOf(lasts));
  tablesBefore.set(lasts, made);
  return made;
}

/** Whether spells have a mean: an infinite one leaves a state that is never met at the start by chance. */
function hasMean(lasts: Quantity | 'forever'): boolean {
  if (lasts === 'forever') return false;
  return lasts.law.kind === 'formula' || Number.isFinite(distributionOf(lasts).mean);
}

/** Whether a state may run at the start without being known to. */
function mayRun({ driver, state: { occurs, lasts } }: NumberedState): boolean {
  if (driver.now?.state === null || !hasMean(lasts)) return false;
  return (occurs?.kind === 'rate' || occurs?.kind === 'yearly') && !occurs.once;
}

export function compileStates(
  context: Context,
  { states: drivers }: Drivers,
  names: Names,
  streams: Streams,
): StateTables {
  const { quantities, profiles } = context;
  const all = names.states;
  const occurrences = all.map(({ state }) => state.occurs);
  const within = occurrences.map((occurs) => (occurs?.kind === 'within' ? occurs : undefined));
  const weibulls = within.map((occurs) => (occurs === undefined ? undefined : weibullOf(occurs.low, occurs.high)));
  const dates = occurrences.map((occurs) => (occurs?.kind === 'on' ? occurs.atHours.toSorted((a, b) => a - b) : []));
  const profile = all.map(({ state }) => profiles.of(state.during));
  const left = all.map(({ state }) => (hasMean(state.lasts) ? leftPoints(state.lasts) : new Float64Array(0)));
  const roots = all.filter(({ state }) => names.isRoot(state));
  const path = ({ state }: NumberedState): string => `${state.drawLabel}.lasts`;
  return {
    driverIds: drivers.map(({ id }) => id),
    stateStart: names.stateStart,
    nowState: Int32Array.from(drivers, ({ id, now }) =>
      now === null ? NOW.drawn : now.state === null ? NOW.normal : names.state(id, now.state),
    ),
    nowLeftSampler: Int32Array.from(drivers, ({ drawLabel, now }) =>
      now?.left === undefined ? -1 : quantities.sampler(now.left, `${drawLabel}.now.${now.state}`),
    ),
    stateIds: all.map(({ driver, state }) => `${driver.id}.${state.id}`),
    stateDriver: Int32Array.from(all, ({ driverNumber }) => driverNumber),
    stateOccurs: Uint8Array.from(occurrences, codeOf),
    stateRateSlot: Int32Array.from(all, ({ state }) => rateSlot(context, state.occurs, `${state.drawLabel}.occurs`)),
    statePaceFactor: Float64Array.from(all, ({ state }) => state.rateFactor),
    statePaceProfile: Int32Array.from(profile),
    stateLayers: Int32Array.from(all, ({ state }, s) =>
      Math.max(1, Math.ceil(state.rateFactor * profiles.greatest(profile[s]!) - LAYER_SLACK)),
    ),
    stateOnce: Uint8Array.from(occurrences, (occurs) =>
      occurs !== undefined && occurs.kind !== 'on' && occurs.once ? 1 : 0,
    ),
    stateWeibullShape: Float64Array.from(weibulls, (law) => law?.shape ?? 0),
    stateWeibullScale: Float64Array.from(weibulls, (law) => law?.scale ?? 0),
    stateNeverChance: Float64Array.from(within, (occurs) => occurs?.never ?? 0),
    stateOnStart: offsets(dates.map(({ length }) => length)),
    stateOnHours: Float64Array.from(dates.flat()),
    stateStream: Int32Array.from(all, ({ state }) => streams.of(state.drawLabel)),
    stateMoreStream: Int32Array.from(all, ({ state }) => streams.of(`${state.drawLabel}.occurs.more`)),
    stateLastsSampler: Int32Array.from(all, (one) =>
      one.state.lasts === 'forever' ? -1 : quantities.sampler(one.state.lasts, path(one)),
    ),
    stateMeanSlot: Int32Array.from(all, (one) =>
      one.state.lasts === 'forever' || !hasMean(one.state.lasts) ? -1 : quantities.slot(one.state.lasts, path(one)),
    ),
    stateMayRun: Uint8Array.from(all, (one) => (mayRun(one) ? 1 : 0)),
    leftStart: offsets(left.map(({ length }) => length / LEFT_POINT)),
    leftPoint: Float64Array.from(left.flatMap((points) => [...points])),
    stateSource: Int32Array.from(all, (one) => roots.indexOf(one)),
    sources: roots.map(({ driver, state }) => rootName(driver, state)),
  };
}
