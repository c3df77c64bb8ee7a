/**
 * The last moment: until when acting saves half of what is lost, and in which stretches of time it does.
 *
 * What is saved is no falling curve: it jumps where something begins or ends, and rises where acting too early makes things worse. So
 * it is looked at on both sides of every hour at which anything happens and midway between these; between neighbours that differ the
 * crossing is found. Plain bisection would miss windows.
 */

/** Asks for what acting at these hours saves, as a share of what is lost; is told. */
export type Asking<R> = Generator<readonly number[], R, readonly number[]>;

export interface Moments {
  /** Hours; null when acting saves less than half at any time. */
  readonly last: number | null;
  /** Ascending. */
  readonly windows: readonly (readonly [from: number, to: number])[];
  /** What is saved a little before and a little after the last moment, and by how much that lies apart [hours]. */
  readonly around: readonly { readonly hours: number; readonly saved: number }[];
}

const HALF = 0.5;
/** Of what is saved, for rounding. */
const LEAST = 1e-9;
/** Hours on either side of something that happens. */
const BESIDE = 1e-7;
/** Points that are looked at, of many. */
const MOST_POINTS = 24;
/** How near to a crossing is near enough, as a share of its hour: where few points are, and where many futures make it smooth. */
const [NEAR, NEAR_OF_MANY] = [1e-6, 1e-3];
const MOST_ROUNDS = 60;

interface Look {
  readonly hours: number;
  readonly saved: number;
}

interface Bracket {
  low: Look;
  high: Look;
}

const isEnough = ({ saved }: Look): boolean => saved >= HALF - LEAST;

/** At the crossing itself. */
const isHalf = ({ saved }: Look): boolean => Math.abs(saved - HALF) <= LEAST;

/** Points at even ranks, the first and the last among them. */
function thinned(points: readonly number[]): number[] {
  const last = points.length - 1;
  return Array.from({ length: MOST_POINTS }, (_, i) => points[Math.round((i * last) / (MOST_POINTS - 1))] ?? 0);
}

/** Hours to look at, ascending. */
function hoursToLookAt(points: readonly number[]): number[] {
  const hours = new Set([0]);
  const isMany = points.length > MOST_POINTS;
  const chosen = isMany ? thinned(points) : points;
  for (const [place, point] of chosen.entries()) {
    const next = chosen[place + 1];
    if (point > 0) hours.add(point + BESIDE);
    if (!isMany && point > 2 * BESIDE) hours.add(point - BESIDE);
    if (next !== undefined && next - point > 4 * BESIDE) hours.add((point + next) / 2);
  }
  return [...hours].toSorted((a, b) => a - b);
}

/** Where to look next: beside an end that is the crossing itself, as it seems; where a straight line would cross; midway. */
function between({ low, high }: Bracket, round: number): number {
  const isEven = round % 2 === 0;
  if (isEven && isHalf(low)) return low.hours + BESIDE;
  if (isEven && isHalf(high)) return high.hours - BESIDE;
  const middle = (low.hours + high.hours) / 2;
  const rise = high.saved - low.saved;
  if (!isEven || rise === 0) return middle;
  const guess = low.hours + ((HALF - low.saved) / rise) * (high.hours - low.hours);
  return guess > low.hours && guess < high.hours ? guess : middle;
}

/**
 * Finds the moments.
 *
 * @param points Hours at which something happens, ascending.
 * @param lastAlone Only the last moment is to be near; the ends of windows before it are where they were seen.
 */
export function* momentsOf(points: readonly number[], lastAlone = false): Asking<Moments> {
  const near = points.length > MOST_POINTS ? NEAR_OF_MANY : NEAR;
  const hours = hoursToLookAt(points);
  const first = yield hours;
  const looks = hours.map((at, place): Look => ({ hours: at, saved: first[place] ?? 0 }));
  const brackets: Bracket[] = [];
  for (const [place, low] of looks.entries()) {
    const high = looks[place + 1];
    if (high !== undefined && isEnough(low) !== isEnough(high)) brackets.push({ low, high });
  }
  const sought = lastAlone ? brackets.slice(-1) : brackets;
  const isOpen = ({ low, high }: Bracket): boolean => high.hours - low.hours > Math.max(3 * BESIDE, near * high.hours);
  for (let round = 0; round < MOST_ROUNDS && sought.some(isOpen); round++) {
    const open = sought.filter(isOpen);
    const wanted = open.map((bracket) => between(bracket, round));
    const saved = yield wanted;
    for (const [place, bracket] of open.entries()) {
      const look: Look = { hours: wanted[place] ?? 0, saved: saved[place] ?? 0 };
      if (isEnough(look) === isEnough(bracket.low)) bracket.low = look;
      else bracket.high = look;
    }
  }
  return windowsOf(looks, brackets, points);
}

/** The hour of a crossing: that at which something happens, if that lies there. */
function crossing({ low, high }: Bracket, points: readonly number[]): number {
  if (isHalf(low)) return low.hours;
  if (isHalf(high)) return high.hours;
  const at = points.find((point) => point >= low.hours - BESIDE && point <= high.hours + BESIDE);
  return high.hours - low.hours <= 3 * BESIDE && at !== undefined ? at : (low.hours + high.hours) / 2;
}

function windowsOf(looks: readonly Look[], brackets: readonly Bracket[], points: readonly number[]): Moments {
  const windows: (readonly [number, number])[] = [];
  let from = looks[0] !== undefined && isEnough(looks[0]) ? 0 : null;
  for (const bracket of brackets) {
    const at = crossing(bracket, points);
    if (from === null) from = at;
    else {
      windows.push([from, at]);
      from = null;
    }
  }
  const end = looks.at(-1)?.hours ?? 0;
  if (from !== null) windows.push([from, end]);
  const last = windows.at(-1)?.[1] ?? null;
  const bracket = brackets.at(-1);
  return { last, windows, around: bracket === undefined ? [] : slopeAround(looks, last ?? 0) };
}

/** The looks next to an hour on either side. */
function slopeAround(looks: readonly Look[], hours: number): readonly Look[] {
  const before = looks.findLast((look) => look.hours <= hours);
  const after = looks.find((look) => look.hours > hours);
  return before === undefined || after === undefined ? [] : [before, after];
}

/**
 * Has questions answered, all that are open at once.
 *
 * @param answer What acting at the hours saves, for each of the questions by number; no hours for one that has its answer.
 */
export async function answered<R>(
  questions: readonly Asking<R>[],
  answer: (wanted: readonly (readonly number[])[]) => Promise<readonly (readonly number[])[]>,
): Promise<readonly R[]> {
  const results = new Map<number, R>();
  let told: readonly (readonly number[])[] = [];
  for (let isFirst = true; results.size < questions.length; isFirst = false) {
    const wanted = questions.map((question, place): readonly number[] => {
      if (results.has(place)) return [];
      const step = isFirst ? question.next([]) : question.next(told[place] ?? []);
      if (step.done !== true) return step.value;
      results.set(place, step.value);
      return [];
    });
    if (results.size < questions.length) told = await answer(wanted);
  }
  return questions.map((_, place): R => {
    const result = results.get(place);
    if (result === undefined) throw new Error(`question ${place} has no answer`);
    return result;
  });
}
