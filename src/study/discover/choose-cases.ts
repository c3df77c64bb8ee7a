/** Which periods are looked at: those that break the limit, and ten times as many others. */

const OTHERS_PER_BROKEN = 10;

export interface ChosenCases {
  /** Numbers of periods (trial x periods + period), ascending. Shape [cases]. */
  readonly period: Int32Array;
  readonly broken: Uint8Array;
  /** Periods of its kind in its half by those looked at. Shape [cases]. */
  readonly weight: Float64Array;
  /** Half of the worlds, or of the trials where there is one world: 0 to find rules on, 1 to measure them. Shape [cases]. */
  readonly half: Uint8Array;
  readonly cluster: Int32Array;
}

/** So many of a list, evenly over it. */
function spread(list: Int32Array, wanted: number): Int32Array {
  if (wanted >= list.length) return list;
  return Int32Array.from({ length: wanted }, (_, i) => list[Math.floor(((i + 0.5) * list.length) / wanted)]!);
}

/**
 * @param broken 1 for each period that breaks the limit. Shape [trials * periods].
 * @param most Cases at most.
 */
export function chooseCases(
  broken: Uint8Array,
  { worlds, trialsPerWorld, periods, most }: { worlds: number; trialsPerWorld: number; periods: number; most: number },
): ChosenCases {
  const clusterOf = (period: number): number => {
    const trial = Math.floor(period / periods);
    return worlds > 1 ? Math.floor(trial / trialsPerWorld) : trial;
  };
  const chosen: { period: number; broken: 0 | 1; weight: number; half: 0 | 1 }[] = [];
  for (const half of [0, 1] as const) {
    const lists: [number[], number[]] = [[], []];
    broken.forEach((isBroken, period) => {
      if (clusterOf(period) % 2 === half) lists[isBroken === 1 ? 1 : 0].push(period);
    });
    const [others, hits] = lists.map((list) => Int32Array.from(list)) as [Int32Array, Int32Array];
    const looked = spread(hits, Math.floor(most / 2 / (1 + OTHERS_PER_BROKEN)));
    for (const [list, part, isBroken] of [
      [hits, looked, 1],
      [others, spread(others, Math.max(OTHERS_PER_BROKEN * looked.length, 1)), 0],
    ] as const) {
      for (const period of part) chosen.push({ period, broken: isBroken, weight: list.length / part.length, half });
    }
  }
  chosen.sort((a, b) => a.period - b.period);
  return {
    period: Int32Array.from(chosen, ({ period }) => period),
    broken: Uint8Array.from(chosen, (one) => one.broken),
    weight: Float64Array.from(chosen, ({ weight }) => weight),
    half: Uint8Array.from(chosen, ({ half }) => half),
    cluster: Int32Array.from(chosen, ({ period }) => clusterOf(period)),
  };
}
