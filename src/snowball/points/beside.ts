/** What stands beside each point: unfelt, hard, lost for a day, how often it plays, where its outages begin. */
import { estimate, type Estimate } from '../../results/estimate.ts';
import type { PassesOn, SnowballPoint } from '../../results/snowball-document.ts';
import type { FuturesOptions } from '../../sim/session/futures.ts';
import { changedTail, tailSaved, tailSum, type Tail, type TailMean } from '../tail.ts';
import { inDocument, type Made } from './made-here.ts';
import type { Place, Search } from './places.ts';

/** Trials in which a node is lost. */
const TRIALS_LOST = 2000;

const HOURS_OF_YEAR = 8760;

/** Standard errors of a 95 % interval. */
const WIDTH = 1.96;

/** Shares of what it passes on that a place may receive and still be said to receive nothing. */
const NOTHING = 1e-9;

/** What losing a node for a day costs on average, over trials from all over the run; its error is clustered by world. */
async function lossOfDay({ futures }: Tail, node: string, options: FuturesOptions): Promise<Estimate> {
  const { losses, periods, worlds, trialsPerWorld } = futures.sample;
  const all = worlds * trialsPerWorld;
  const count = Math.min(TRIALS_LOST, all);
  const trials = Int32Array.from({ length: count }, (_, index) => Math.floor(((index + 0.5) * all) / count));
  const lost = await futures.changed({ lost: node }, trials, options);
  const sums = new Map<number, { sum: number; trials: number }>();
  let whole = 0;
  trials.forEach((trial, index) => {
    const cluster = worlds > 1 ? Math.floor(trial / trialsPerWorld) : trial;
    const known = sums.get(cluster) ?? { sum: 0, trials: 0 };
    sums.set(cluster, known);
    known.trials++;
    for (let p = 0; p < periods; p++) {
      const more = lost[index * periods + p]! - losses[trial * periods + p]!;
      known.sum += more;
      whole += more;
    }
  });
  const mean = whole / count;
  if (sums.size < 2) return estimate(mean, Infinity, true);
  let squares = 0;
  for (const of of sums.values()) squares += (of.sum - mean * of.trials) * (of.sum - mean * of.trials);
  return estimate(mean, Math.sqrt((squares * sums.size) / (sums.size - 1)) / count);
}

/** X / H and H / (H - X), with H what hardening saves; null where next to nothing is received. */
function passesOn(tail: Tail, made: Made, hard: TailMean): PassesOn | null {
  const saved = tail.mean - hard.mean;
  const rest = saved - made.madeHere.value;
  if (!(rest > NOTHING * tail.mean)) return null;
  const share = made.madeHere.value / saved;
  const { standardError } = tailSum(tail, [
    { of: tail, factor: 1 - share },
    { of: made.without, factor: -1 },
    { of: hard, factor: share },
  ]);
  const at = (of: number): number => (of < 1 ? 1 / (1 - of) : Infinity);
  const width = (WIDTH * standardError) / saved;
  return { value: at(share), low: at(share - width), high: at(share + width) };
}

/** How often it plays, a year: outages of a node, events of a threat that get through; of anything else periods of the tail. */
function plays({ place }: Made, { futures }: Tail): Estimate {
  const { sample } = futures;
  const { horizonHours, threatIds, nodeIds } = sample.variant.compiled;
  const years = horizonHours / HOURS_OF_YEAR;
  const ofYear = ({ value, standardError, unreliable }: Estimate, of: number): Estimate =>
    estimate(value / of, standardError / of, unreliable === true);
  const scenario = Object.values(sample.document.scenarios)[0]!;
  const known =
    place.kind === 'threat' && threatIds.includes(place.id)
      ? scenario.threats[place.id]?.gotThroughPerHorizon
      : place.node === null
        ? undefined
        : scenario.nodes[nodeIds[place.node]!]?.outagesPerHorizon;
  if (known !== undefined) return ofYear(known, years);
  const { periods } = place.inTail;
  const trials = sample.worlds * sample.trialsPerWorld;
  return ofYear(estimate(periods / trials, Math.sqrt(periods) / trials), years);
}

/** Share of its outages in the tail that effects on its own nodes began. */
function startsHere({ members, hard }: Place, { facts }: Search): number | null {
  if (hard === null) return null;
  const nodes = members.map((node) => facts.nodes[node]!);
  const outages = nodes.reduce((sum, of) => sum + of.outages, 0);
  return outages > 0 ? nodes.reduce((sum, of) => sum + of.own, 0) / outages : null;
}

/** A point with all that stands beside it. */
export async function besides(
  tail: Tail,
  search: Search,
  made: Made,
  surerThanNext: number | null,
  options: FuturesOptions = {},
): Promise<SnowballPoint> {
  const { place } = made;
  const unfelt = await changedTail(tail, { changes: [place.unfelt] }, options);
  const hard = place.hard === null ? null : await changedTail(tail, { changes: [place.hard] }, options);
  const node = place.node === null ? null : search.network.compiled.nodeIds[place.node]!;
  return {
    ...inDocument(made, search.network),
    startsHere: startsHere(place, search),
    surerThanNext,
    tailSaved: tailSaved(tail, unfelt),
    hardened: hard === null ? null : tailSaved(tail, hard),
    lost: node === null ? null : await lossOfDay(tail, node, options),
    plays: plays(made, tail),
    playsInTail: { periods: place.inTail.periods, of: search.facts.periods },
    passesOn: hard === null ? null : passesOn(tail, made, hard),
  };
}
