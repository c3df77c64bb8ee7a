/** Whether more of a control ever makes a limit less sure, looked for where it would matter. */
import type { Asked } from '../rings/evaluated-set.ts';
import { shortOf } from './aims.ts';
import { lowerings } from './beam.ts';
import type { Chance } from './chance.ts';
import type { Judged } from './oracle.ts';
import type { Tried } from './tried.ts';

/** Portfolios whose controls are lowered one by one. */
const PORTFOLIOS = 20;
/** Standard errors by which a confidence may rise when a control is lowered: portfolios meet the same futures. */
const LENIENT = 0.25;

export interface MonotoneCheck {
  /** Steps down that were looked at. */
  readonly checked: number;
}

/** Whether less is better for a limit. */
function isBetterLow(lower: Judged, x: Judged, asked: Asked): boolean {
  if (shortOf(lower, asked.limits) === 0 && shortOf(x, asked.limits) > 0) return true;
  return lower.confidences.some(({ value, standardError }, limit) => {
    const before = x.confidences[limit]!;
    return value > before.value + LENIENT * Math.max(standardError, before.standardError) + 1e-9;
  });
}

/** A portfolio on a random way up, the last one that is not adequate; null where the lowest is. */
async function belowEdge(tried: Tried, asked: Asked, chance: Chance): Promise<Judged | null> {
  const { space } = tried.oracle;
  const controls = chance.some([...space.counts.keys()], space.counts.length);
  const way = [space.least];
  for (const control of controls) {
    const last = way.at(-1)!;
    const next = space.raised(last, control, Math.max(last[control]!, chance.below(space.counts[control]!)));
    if (next !== null) way.push(next);
  }
  // The first that is adequate, by halving
  let [low, high] = [0, way.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (shortOf(await tried.of(way[middle]!), asked.limits) === 0) high = middle;
    else low = middle + 1;
  }
  return low === 0 ? null : tried.of(way[low - 1]!);
}

/** A portfolio by chance. */
function anywhere(tried: Tried, chance: Chance): Promise<Judged> {
  const { space } = tried.oracle;
  const positions = space.counts.reduce<Int32Array>(
    (at, count, control) => space.raised(at, control, Math.max(at[control]!, chance.below(count))) ?? at,
    space.least,
  );
  return tried.of(positions);
}

/**
 * Lowers each control of twenty portfolios: half of them by chance, half of them just short of what is asked, where it would matter.
 *
 * @param hurting Gets the controls of which less was better for a limit.
 * @throws SearchOver
 */
export async function monotoneCheck(
  tried: Tried,
  asked: Asked,
  chance: Chance,
  hurting: Set<number>,
): Promise<MonotoneCheck> {
  let checked = 0;
  for (let k = 0; k < PORTFOLIOS; k++) {
    const x = (k % 2 === 0 ? await belowEdge(tried, asked, chance) : null) ?? (await anywhere(tried, chance));
    // Of several controls lowered at once none can be blamed
    const isOne = (positions: Int32Array | null): boolean =>
      positions !== null && positions.filter((level, control) => level !== x.positions[control]).length === 1;
    const lower = await tried.ofAll(lowerings(tried, x).filter(isOne));
    checked += lower.length;
    for (const y of lower) {
      const control = y.positions.findIndex((level, each) => level !== x.positions[each]);
      if (isBetterLow(y, x, asked)) hurting.add(control);
    }
  }
  return { checked };
}

/** Whether some pair that was tried shows that more was worse, for what cannot hurt: an adequate one within an inadequate one. */
export function isContradicted(all: readonly Judged[], asked: Asked, hurting: ReadonlySet<number>): boolean {
  const good = all.filter((judged) => shortOf(judged, asked.limits) === 0);
  const bad = all.filter((judged) => shortOf(judged, asked.limits) > 0);
  return good.some((low) =>
    bad.some((high) =>
      high.positions.every((level, control) =>
        hurting.has(control) ? level === low.positions[control] : level >= low.positions[control]!,
      ),
    ),
  );
}
