/** Rings of a part of the spend, with all else as in the best portfolio. */
import { SHARED } from '../segments.ts';
import { adequate, MARGIN } from './adequate.ts';
import type { Asked } from './evaluated-set.ts';
import { leastSpend, ringsOf, type Amount, type Field, type Ring } from './rings.ts';
import type { View } from './view.ts';

/** Name of the segment of each control, in the order of the set's; `shared` of those for several. Shape [controls]. */
export type Grouping = readonly string[];

/** One segment. They are taken one at a time, and do not add up to the rings of the whole; spend at the optimum does. */
export interface Segment {
  readonly id: string;
  readonly actual: number;
  /** At least, best and at most, all else as in the best portfolio. */
  readonly necessary: Ring;
  readonly optimum: Ring;
  readonly sufficient: Ring;
  /** The least that any adequate portfolio spends here: indispensable even if all else were perfect. */
  readonly indispensable: Amount;
  readonly shortfall: Amount;
  readonly overshoot: Amount;
}

/** Segment of each part of the spend: that of its controls, `shared` where they are of several. Shape [parts]. */
const partSegments = ({ set }: View, grouping: Grouping): string[] =>
  set.parts.map(({ controls }) => {
    const [name, ...others] = new Set(controls.map((control) => grouping[control]!));
    return name === undefined || others.length > 0 ? SHARED : name;
  });

/** Spend of each segment by portfolio, of those that may be chosen and of today. Shape [segments][size]. */
interface Spends {
  readonly whole: readonly Float64Array[];
  readonly budget: readonly Float64Array[];
}

function spendsOf({ set, allowed }: View, ids: readonly string[], segmentOfPart: readonly string[]): Spends {
  const empty = (): Float64Array[] => ids.map(() => new Float64Array(set.size));
  const spends = { whole: empty(), budget: empty() };
  const placeOf = segmentOfPart.map((name) => ids.indexOf(name));
  for (const portfolio of new Set([...allowed, set.today])) {
    const { whole, budget } = set.partCosts(portfolio);
    for (const [part, place] of placeOf.entries()) {
      spends.whole[place]![portfolio]! += whole[part]!;
      spends.budget[place]![portfolio]! += budget[part]!;
    }
  }
  return spends;
}

/** Portfolios that differ from the best in the controls of one segment alone. */
function sliceOf({ set, allowed }: View, best: number, grouping: Grouping, id: string): number[] {
  const levels = Array.from(set.levels(best));
  const fixed = levels.flatMap((level, control) => (grouping[control] === id ? [] : [{ control, level }]));
  return allowed.filter((portfolio) => {
    const there = set.levels(portfolio);
    return fixed.every(({ control, level }) => there[control] === level);
  });
}

/**
 * The rings of each segment, sorted by id: portfolios that differ from the best one in this segment alone, adequate and justified
 * among themselves.
 *
 * @param best The best portfolio, which is adequate.
 */
export function segmentsOf(view: View, asked: Asked, best: number, grouping: Grouping): Segment[] {
  const { set, allowed } = view;
  const segmentOfPart = partSegments(view, grouping);
  const ids = [...new Set([...grouping, ...segmentOfPart])].sort();
  const spends = spendsOf(view, ids, segmentOfPart);
  const within = [-MARGIN, 0, MARGIN].map((errors) => adequate(view, asked, allowed, errors));
  return ids.map((id, place): Segment => {
    const [spend, budget] = [spends.whole[place]!, spends.budget[place]!];
    const field: Field = { among: sliceOf(view, best, grouping, id), spend, budget };
    const rings = ringsOf(view, asked, field);
    if (rings === null) throw new Error(`segment ${id}: the best portfolio ${best} is not adequate`);
    const { necessary, sufficient } = rings;
    const [low, value, high] = within.map((portfolios) => leastSpend(spend, portfolios));
    const actual = spend[set.today]!;
    const lacks = (ring: number): number => Math.max(0, ring - actual);
    const exceeds = (ring: number): number => Math.max(0, actual - ring);
    return {
      id,
      actual,
      ...rings,
      indispensable: { value: value!, low: low!, high: high! },
      shortfall: { value: lacks(necessary.value), low: lacks(necessary.low), high: lacks(necessary.high) },
      overshoot: { value: exceeds(sufficient.value), low: exceeds(sufficient.high), high: exceeds(sufficient.low) },
    };
  });
}
