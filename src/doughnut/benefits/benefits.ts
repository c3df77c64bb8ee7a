/**
 * What a change is good for, in four lines that do not count anything twice: surprises that it avoids, the cost of ordinary risk by how often, how
 * long and how much, spend that it gives up, and business that is accepted. Less what it adds to the spend they are the fall of the mean total.
 *
 * Surprise is loss beyond what one year in twenty brings as things stand, and the price of the tail. Of the rest, what each node or
 * threat without nodes costs is how often it is hit, times how long (where losses run by the hour alone), times how much, each taken in its turn.
 */
import { errorOverWorlds } from '../rings/paired-totals.ts';
import type { View } from '../rings/view.ts';
import type { Ground, LossItem } from './ground.ts';
import { shapleyOfProduct } from './shapley.ts';

/** Money a year with its standard error. */
export interface Part {
  readonly value: number;
  readonly standardError: number;
}

export interface Benefits {
  readonly surprise: Part;
  readonly frequency: Part;
  readonly duration: Part;
  readonly impact: Part;
  readonly harm: Part;
  /** Spend that falls, by what is paid for. */
  readonly givenUp: Part;
  /** Business that is no longer refused for lack of assurance. */
  readonly accepted: Part;
  /** Spend that rises. */
  readonly price: Part;
  /** All of them, less the price: the fall of the mean total. */
  readonly total: Part;
}

type RiskPart = 'surprise' | 'frequency' | 'duration' | 'impact' | 'harm';
type RiskParts = Readonly<Record<RiskPart, number>>;

const RISK_PARTS: readonly RiskPart[] = ['surprise', 'frequency', 'duration', 'impact', 'harm'];

/** Groups of clusters of which each is left out once. */
const GROUPS = 10;

/** Whether a cluster counts. */
type Counts = (cluster: number) => boolean;

const sum = (values: Float64Array, counts: Counts): number =>
  values.reduce((total, value, cluster) => (counts(cluster) ? total + value : total), 0);

/** Means of a trial, money a year where it is money. */
interface Means {
  readonly ordinary: number;
  readonly surprise: number;
  readonly harm: number;
  /** By item: how often, how long (null where not told apart), how much each time or hour. */
  readonly items: ReadonlyMap<string, { readonly times: number; readonly hours: number | null; readonly loss: number }>;
}

function meansOf(ground: Ground, counts: Counts): Means {
  const { trials, perYear, ordinary, surprise, harm, tail, items } = ground;
  const count = sum(trials, counts);
  const mean = (values: Float64Array): number => sum(values, counts) / count;
  const isByWorld = tail.length === trials.length;
  const worlds = tail.filter((_, world) => !isByWorld || counts(world));
  const tailMean = worlds.reduce((total, value) => total + value, 0) / worlds.length;
  const itemOf = ({ times, hours, loss }: LossItem) => ({
    times: mean(times) * perYear,
    hours: hours === null ? null : mean(hours) * perYear,
    loss: mean(loss) * perYear,
  });
  return {
    ordinary: mean(ordinary),
    surprise: mean(surprise) + tailMean,
    harm: mean(harm),
    items: new Map(items.map((item) => [item.id, itemOf(item)])),
  };
}

/** What an item loses by how often, how long and how much; scales take recoveries and surprises off it. */
function itemParts(
  before: { times: number; hours: number | null; loss: number } | undefined,
  after: { times: number; hours: number | null; loss: number } | undefined,
  scales: readonly [number, number],
): readonly [frequency: number, duration: number, impact: number] {
  const [a, b] = [before ?? after, after ?? before];
  if (a === undefined || b === undefined) return [0, 0, 0];
  // Where something never happens any more, how long and how much it would be is as before: all of it is how often
  const [timesA, timesB] = [before?.times ?? 0, after?.times ?? 0];
  if (timesA === 0 || timesB === 0) {
    const [lossA, lossB] = [(before?.loss ?? 0) * scales[0], (after?.loss ?? 0) * scales[1]];
    return [lossA - lossB, 0, 0];
  }
  const [hoursA, hoursB] = [a.hours ?? 0, b.hours ?? 0];
  if (hoursA === 0 || hoursB === 0) {
    const [frequency, impact] = shapleyOfProduct(
      [timesA, (a.loss / timesA) * scales[0]],
      [timesB, (b.loss / timesB) * scales[1]],
    );
    return [frequency!, 0, impact!];
  }
  const [frequency, duration, impact] = shapleyOfProduct(
    [timesA, hoursA / timesA, (a.loss / hoursA) * scales[0]],
    [timesB, hoursB / timesB, (b.loss / hoursB) * scales[1]],
  );
  return [frequency!, duration!, impact!];
}

function riskParts(before: Ground, after: Ground, counts: Counts): RiskParts {
  const [a, b] = [meansOf(before, counts), meansOf(after, counts)];
  const scaleOf = ({ ordinary, items }: Means): number => {
    const gross = [...items.values()].reduce((total, { loss }) => total + loss, 0);
    return gross === 0 ? 0 : ordinary / gross;
  };
  const scales = [scaleOf(a), scaleOf(b)] as const;
  let [frequency, duration, impact] = [0, 0, 0];
  for (const id of [...new Set([...a.items.keys(), ...b.items.keys()])].toSorted()) {
    const [often, long, much] = itemParts(a.items.get(id), b.items.get(id), scales);
    frequency += often;
    duration += long;
    impact += much;
  }
  // What belongs to no node and no threat is how much
  impact += a.ordinary - b.ordinary - (frequency + duration + impact);
  return { surprise: a.surprise - b.surprise, frequency, duration, impact, harm: a.harm - b.harm };
}

/**
 * Standard errors by leaving out each tenth of the clusters once.
 *
 * @see Efron & Stein (1981), The jackknife estimate of variance, Annals of Statistics 9, 586-596.
 */
function errorsOf(before: Ground, after: Ground): RiskParts {
  const clusters = before.trials.length;
  const groups = Math.min(GROUPS, clusters);
  if (groups < 2) return Object.fromEntries(RISK_PARTS.map((part) => [part, Infinity])) as Record<RiskPart, number>;
  const left = Array.from({ length: groups }, (_, group) =>
    riskParts(before, after, (cluster) => cluster % groups !== group),
  );
  const errorOf = (part: RiskPart): number => {
    const mean = left.reduce((total, each) => total + each[part], 0) / groups;
    const squares = left.reduce((total, each) => total + (each[part] - mean) * (each[part] - mean), 0);
    return Math.sqrt((squares * (groups - 1)) / groups);
  };
  return Object.fromEntries(RISK_PARTS.map((part) => [part, errorOf(part)])) as Record<RiskPart, number>;
}

/** Spend that rises or falls, by what is paid for. */
function spendParts({ set }: View, from: number, to: number): { readonly rises: number; readonly falls: number } {
  const [before, after] = [set.partCosts(from).whole, set.partCosts(to).whole];
  let [rises, falls] = [0, 0];
  for (let part = 0; part < before.length; part++) {
    const more = after[part]! - before[part]!;
    if (more > 0) rises += more;
    else falls -= more;
  }
  return { rises, falls };
}

/**
 * @param from Position of the portfolio that `before` was gathered of; likewise `to`.
 */
export function benefitsOf(view: View, from: number, to: number, before: Ground, after: Ground): Benefits {
  const { set, total } = view;
  const parts = riskParts(before, after, () => true);
  const errors = errorsOf(before, after);
  const ofRisk = RISK_PARTS.reduce((all, part) => all + parts[part], 0);
  const { rises, falls } = spendParts(view, from, to);
  const [costsBefore, costsAfter] = [set.costs(from), set.costs(to)];
  const change = costsBefore.whole.map((value, world) => value - costsAfter.whole[world]!);
  const spendError = errorOverWorlds(view, change, null);
  const all = change.map((value, world) => value + costsBefore.risk[world]! - costsAfter.risk[world]!);
  const part = (name: RiskPart): Part => ({ value: parts[name], standardError: errors[name] });
  return {
    surprise: part('surprise'),
    frequency: part('frequency'),
    duration: part('duration'),
    impact: part('impact'),
    harm: part('harm'),
    givenUp: { value: falls, standardError: falls === 0 ? 0 : spendError },
    // What the risk cost has beside losses, their tail and harm
    accepted: acceptedWorth(view, from, to, ofRisk, before, after),
    price: { value: rises, standardError: rises === 0 ? 0 : spendError },
    total: {
      value: total[from]! - total[to]!,
      standardError: errorOverWorlds(view, all, set.noise(from, to)),
    },
  };
}

/** Nothing where no opportunity is accepted that was not; rounding is none. */
function acceptedWorth(view: View, from: number, to: number, ofRisk: number, before: Ground, after: Ground): Part {
  const isSame = before.accepted.every((one, i) => one === after.accepted[i]);
  const hasRefused = before.accepted.some((one) => !one);
  if (isSame && !hasRefused) return { value: 0, standardError: 0 };
  return { value: view.risk[from]! - view.risk[to]! - ofRisk, standardError: 0 };
}
