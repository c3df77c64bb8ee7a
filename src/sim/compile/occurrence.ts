/** When threats arrive: the law of their events and the factors on their pace. */
import type { Occurrence, Threat } from '../../model/model.ts';
import { distributionOf } from '../distributions/distribution-of.ts';
import { exp, log } from '../random/elementary.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import { OCCURS, WORLD_OP } from '../kernel/ground/compiled-model.ts';
import type { Context } from './context.ts';
import { offsets } from './context.ts';

type OccurrenceArrays = Pick<
  CompiledModel,
  | 'threatIds'
  | 'occurs'
  | 'rateSlot'
  | 'weibullShape'
  | 'weibullScale'
  | 'neverChance'
  | 'once'
  | 'onStart'
  | 'onHours'
  | 'paceFactor'
  | 'paceProfile'
  | 'layers'
  | 'frequent'
  | 'threatStream'
>;

/** A factor this little above a whole number needs no further layer: it is rounding. */
export const LAYER_SLACK = 1e-9;

/** Shape and scale [the unit of the times] of a Weibull law. */
export interface WeibullParameters {
  readonly shape: number;
  readonly scale: number;
}

/**
 * The Weibull law with P(T < low) = 5 % and P(T < high) = 95 %, exactly: shape ln(ln 20 / -ln .95) / ln(high / low),
 * scale high / (ln 20)^(1 / shape).
 *
 * @param low Time, 0 < low <= high; where they are equal, the time is certain (shape Infinity).
 */
export function weibullOf(low: number, high: number): WeibullParameters {
  const shape = low < high ? log(log(20) / -log(0.95)) / log(high / low) : Infinity;
  return { shape, scale: high * exp(-log(log(20)) / shape) };
}

/** Slot of the events per hour, or of the chance in a year; -1 for anything else. */
function rateSlotOf(context: Context, occurs: Occurrence, path: string): number {
  const { quantities, program } = context;
  switch (occurs.kind) {
    case 'rate': {
      const amount = quantities.slot(occurs.amount, path);
      return occurs.per === 'rate' ? amount : program.apply(WORLD_OP.div, program.constant(1), amount);
    }
    case 'yearly':
      return quantities.slot(occurs.chance, path);
    case 'within':
    case 'on':
      return -1;
  }
}

function codeOf(occurs: Occurrence): number {
  return occurs.kind === 'rate' ? OCCURS.poisson : OCCURS[occurs.kind];
}

/** Hours of the dates of an `on`, ascending. */
function datesOf(threat: Threat): readonly number[] {
  return threat.occurs.kind === 'on' ? threat.occurs.atHours.toSorted((a, b) => a - b) : [];
}

/** Whether a rate brings at least one event a horizon, by the median of what is stated. */
function isFrequent(occurs: Occurrence, horizonHours: number): boolean {
  if (occurs.kind !== 'rate') return false;
  const { law } = occurs.amount;
  if (law.kind === 'formula') return true;
  const middle = law.kind === 'constant' ? law.value : distributionOf(occurs.amount).quantile(0.5);
  return occurs.per === 'rate' ? middle * horizonHours >= 1 : middle <= horizonHours;
}

export function compileOccurrences(context: Context): OccurrenceArrays {
  const { threats, streams, profiles } = context;
  const count = threats.length;
  const shape = new Float64Array(count);
  const scale = new Float64Array(count);
  const never = new Float64Array(count);
  const once = new Uint8Array(count);
  const profile = new Int32Array(count);
  const layers = new Int32Array(count);
  threats.forEach(({ occurs, during, rateFactor }, t) => {
    if (occurs.kind === 'within') {
      const weibull = weibullOf(occurs.low, occurs.high);
      shape[t] = weibull.shape;
      scale[t] = weibull.scale;
      never[t] = occurs.never;
    }
    once[t] = occurs.kind !== 'on' && occurs.once ? 1 : 0;
    const ofThreat = profiles.of(during);
    profile[t] = ofThreat;
    layers[t] = Math.max(1, Math.ceil(rateFactor * profiles.greatest(ofThreat) - LAYER_SLACK));
  });
  const dates = threats.map(datesOf);
  return {
    threatIds: threats.map((threat) => threat.id),
    occurs: new Uint8Array(threats.map((threat) => codeOf(threat.occurs))),
    rateSlot: new Int32Array(threats.map((threat) => rateSlotOf(context, threat.occurs, `${threat.drawLabel}.occurs`))),
    weibullShape: shape,
    weibullScale: scale,
    neverChance: never,
    once,
    onStart: offsets(dates.map((list) => list.length)),
    onHours: new Float64Array(dates.flat()),
    paceFactor: new Float64Array(threats.map((threat) => threat.rateFactor)),
    paceProfile: profile,
    layers,
    frequent: new Uint8Array(threats.map(({ occurs }) => (isFrequent(occurs, context.model.horizonHours) ? 1 : 0))),
    threatStream: new Int32Array(threats.map((threat) => streams.of(threat.drawLabel))),
  };
}
