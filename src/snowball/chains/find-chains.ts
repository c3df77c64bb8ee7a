/** Chains of the tail of a run: at most five ways in which its loss comes about. */
import type { Model } from '../../model/model.ts';
import type { OtherWays, SnowballChain } from '../../results/snowball/chains.ts';
import type { Tail } from '../tail.ts';
import { type Happened, type LastMomentOptions, lastMomentOf } from '../time/last-moment.ts';
import { chainFigures, type TailCost } from './chain-figures.ts';
import { chainBegins, chainSteps, type MemberList, pathOf } from './chain-steps.ts';
import { mergedLists, type WeighedList } from './merged-lists.ts';
import { stepName } from './named-steps.ts';
import type { Occurrence } from './occurrences.ts';
import type { WaysRead } from './read-ways.ts';
import type { Step } from './step-lists.ts';
import { tailPeriods, type TailPeriod } from './tail-periods.ts';
import { type Twins, twinsOf } from './twins.ts';

/** A stretch of loss in a period of the tail. */
interface TailStretch {
  readonly period: TailPeriod;
  /** Number of the list among those that differ. */
  readonly list: number;
  readonly loss: number;
}

interface TailList {
  readonly steps: readonly Step[];
  readonly names: readonly string[];
  loss: number;
  readonly stepHours: (readonly (number | null)[])[];
}

interface TailOccurrence {
  readonly trial: number;
  readonly occurrence: Occurrence;
  readonly loss: number;
  /** Of its loss in the tail, by list. */
  readonly byList: ReadonlyMap<number, number>;
}

interface TailWays {
  readonly lists: readonly TailList[];
  readonly stretches: readonly TailStretch[];
  readonly occurrences: readonly TailOccurrence[];
}

/** Joins what the blocks read: lists that differ, stretches of the tail, occurrences with one of these. */
function joinedWays(
  parts: readonly WaysRead[],
  trials: Int32Array,
  tail: readonly TailPeriod[],
  periods: number,
  twins: Twins,
): TailWays {
  const inTail = new Map(tail.map((period) => [period.trial * periods + period.period, period]));
  const numbers = new Map<string, number>();
  const lists: TailList[] = [];
  const stretches: TailStretch[] = [];
  const occurrences: TailOccurrence[] = [];
  const numberOf = (steps: readonly Step[]): number => {
    const key = JSON.stringify(steps);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, lists.length);
    return lists.push({ steps, names: steps.map((step) => stepName(step, twins)), loss: 0, stepHours: [] }) - 1;
  };
  let at = 0;
  for (const part of parts) {
    const ofPart = part.lists.map((steps) => (steps.length === 0 ? -1 : numberOf(steps)));
    for (const ofTrial of part.trials) {
      const trial = trials[at++]!;
      for (const occurrence of ofTrial) {
        const byList = new Map<number, number>();
        let all = 0;
        for (const stretch of occurrence.stretches) {
          all += stretch.loss;
          const period = inTail.get(trial * periods + stretch.period);
          const list = ofPart[stretch.list] ?? -1;
          const known = lists[list];
          if (period === undefined || known === undefined) continue;
          known.loss += period.weight * stretch.loss;
          known.stepHours.push(stretch.stepHours);
          stretches.push({ period, list, loss: stretch.loss });
          byList.set(list, (byList.get(list) ?? 0) + stretch.loss);
        }
        if (byList.size > 0) occurrences.push({ trial, occurrence, loss: all, byList });
      }
    }
  }
  return { lists, stretches, occurrences };
}

/** The occurrences of each chain: those of whose loss it has the most. */
function occurrencesByChain(chains: readonly WeighedList[], { occurrences }: TailWays): readonly TailOccurrence[][] {
  const chainOf = new Map(chains.flatMap(({ of }, chain) => of.map((list) => [list, chain] as const)));
  const found: TailOccurrence[][] = chains.map(() => []);
  for (const one of occurrences) {
    const losses = chains.map(() => 0);
    for (const [list, loss] of one.byList) {
      const chain = chainOf.get(list);
      if (chain !== undefined) losses[chain]! += loss;
    }
    const most = Math.max(0, ...losses);
    if (most > 0) found[losses.indexOf(most)]?.push(one);
  }
  return found;
}

type Address = NonNullable<SnowballChain['typical']>;

/** The future of the occurrence whose loss is nearest to the median. */
function typicalOf(occurrences: readonly TailOccurrence[], addressOf: (trial: number) => Address): Address | null {
  const sorted = occurrences.toSorted((a, b) => a.loss - b.loss || a.trial - b.trial);
  const middle = sorted[(sorted.length - 1) >> 1];
  return middle === undefined ? null : addressOf(middle.trial);
}

/** The future in which most is lost along some lists. */
function dearestOf({ stretches }: TailWays, lists: ReadonlySet<number>): number | null {
  const sums = new Map<number, number>();
  for (const { period, list, loss } of stretches) {
    if (lists.has(list)) sums.set(period.trial, (sums.get(period.trial) ?? 0) + loss);
  }
  const [first] = [...sums].toSorted(([a, x], [b, y]) => y - x || a - b);
  return first?.[0] ?? null;
}

/** What happens in the tail. */
export interface Chains {
  /** At most five, the dearest first. */
  readonly chains: readonly SnowballChain[];
  readonly otherWays: OtherWays;
}

/**
 * Finds the chains of the tail, each with its probability, mean, share, hours, typical future and last moment.
 *
 * The sum of probability x mean, other ways too, is (1 - a) T.
 *
 * @param tail Of a run: its size in periods.
 */
export async function findChains(
  model: Model,
  { futures, size }: Pick<Tail, 'futures' | 'size'>,
  options: LastMomentOptions = {},
): Promise<Chains> {
  const { losses, periods, trialsPerWorld, worlds } = futures.sample;
  const tail = tailPeriods(losses, periods, size);
  const trials = Int32Array.from(new Set(tail.map(({ trial }) => trial))).toSorted();
  const parts = await futures.read<null, WaysRead>('ways', trials, null, options);
  const ways = joinedWays(parts, trials, tail, periods, twinsOf(model));
  const weighed = ways.lists.map(({ names, loss }, list): WeighedList => ({ steps: names, loss, of: [list] }));
  const merged = mergedLists(weighed);
  const clusters = worlds > 1 ? worlds : trialsPerWorld;
  const controls = new Set(model.controls.map(({ id }) => id));
  const addressOf = (trial: number): Address => ({
    world: Math.floor(trial / trialsPerWorld),
    trial: trial % trialsPerWorld,
  });

  const figuresOf = (lists: ReadonlySet<number>): ReturnType<typeof chainFigures> => {
    const costs = new Map<TailPeriod, number>();
    for (const { period, list, loss } of ways.stretches) {
      if (lists.has(list)) costs.set(period, (costs.get(period) ?? 0) + loss);
    }
    const ofTail = tail.map((period): TailCost => ({
      cluster: worlds > 1 ? Math.floor(period.trial / trialsPerWorld) : period.trial,
      weight: period.weight,
      cost: costs.get(period) ?? 0,
      loss: period.loss,
    }));
    return chainFigures(ofTail, losses.length, clusters);
  };

  const byChain = occurrencesByChain(merged.chains, ways);
  const chains: SnowballChain[] = [];
  for (const [number, chain] of merged.chains.entries()) {
    const lists = chain.of.flatMap((list): MemberList[] => {
      const known = ways.lists[list];
      return known === undefined ? [] : [known];
    });
    const occurrences = byChain[number] ?? [];
    const happened = occurrences.map(({ trial, occurrence, loss }): Happened => ({ trial, occurrence, loss }));
    const steps = chainSteps(chain.steps, lists, (id) => controls.has(id));
    chains.push({
      steps,
      path: pathOf(steps),
      ...figuresOf(new Set(chain.of)),
      begins: chainBegins(lists),
      ...(await lastMomentOf(futures, happened, options)),
      typical: typicalOf(occurrences, addressOf),
    });
  }
  const others = new Set(merged.others);
  const dearest = dearestOf(ways, others);
  return {
    chains,
    otherWays: {
      ...figuresOf(others),
      lists: others.size,
      typical: dearest === null ? null : addressOf(dearest),
    },
  };
}
