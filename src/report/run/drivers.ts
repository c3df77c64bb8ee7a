/** What moves the world: how often each state of a driver is in force, what is lost meanwhile, and which states the bad years were in. */
import type { BadPeriods, DriverResult, IndexResult, StateResult } from '../../results/driver-result.ts';
import type { Estimate } from '../../results/estimate.ts';
import { listed, plainNumber } from '../../results/format/count.ts';
import { doubted } from '../../results/format/doubted.ts';
import { money } from '../../results/format/money.ts';
import { percent } from '../../results/format/share.ts';
import type { Cell } from '../text/cell.ts';
import { prose, section } from '../text/section.ts';
import { table } from '../text/table.ts';
import { isCase, periodHoursOf, perOf, type Scene } from './scene.ts';

const YEAR = 8760;
/** Rank correlations nearer to 0 than this hardly go with anything. */
const HARDLY = 0.1;
/** Shares over a tenth are shown in whole percentage points. */
const COARSE = 0.02;
const BIG = 0.1;

/** What a figure is counted in: years, or what the horizon is where it is shorter. */
const spanOf = (scene: Scene): string => (isCase(scene) ? 'case' : periodHoursOf(scene) === YEAR ? 'year' : 'period');

function share(estimate: Estimate | undefined): string {
  if (estimate === undefined) return '-';
  if (estimate.value === 0) return '-';
  const { value, standardError } = estimate;
  return doubted(percent(value, value > BIG ? Math.max(standardError, COARSE) : standardError), estimate);
}

const number = (estimate: Estimate): string =>
  estimate.value === 0 ? '-' : doubted(plainNumber(estimate.value, estimate.standardError), estimate);

/** By what it adds to the loss. */
const weightOf = ({ states = {}, normal }: DriverResult): number =>
  normal === undefined ? 0 : Math.max(0, ...Object.values(states).map(({ shareOfLoss }) => shareOfLoss.value));

const factor = ({ value, standardError }: Estimate): string =>
  `x${plainNumber(value, Math.max(standardError, value / 50))}`;

function stateRow(
  { page, result }: Scene,
  head: readonly [string, string],
  state: StateResult,
  isBad: boolean,
  held: string | undefined,
): Cell[] {
  const mark = isBad ? ' !' : '';
  const periods = result.conditions.horizonHours / Math.min(YEAR, result.conditions.horizonHours);
  const { spellsPerHorizon } = state;
  const begins = {
    ...spellsPerHorizon,
    value: spellsPerHorizon.value / periods,
    standardError: spellsPerHorizon.standardError / periods,
  };
  const worst = `${share(state.probabilityInTail)}${mark}`;
  return [
    ...head,
    share(state.shareOfTime),
    // Of what is held all along it says nothing how often it would begin
    held === undefined ? number(begins) : held === head[1] ? 'held' : '-',
    share(state.probabilityInPeriod),
    isBad ? { text: worst, paint: page.style.bad } : worst,
    share(state.shareOfLoss),
    share(state.shareOfTail),
  ];
}

/** Where a driver is held all along; undefined where it is not. */
const heldAt = ({ result }: Scene, id: string): string | undefined =>
  result.conditions.held?.find(({ driver, from }) => driver === id && from === null)?.at;

function statesTable(scene: Scene, bad: BadPeriods | undefined): string[] {
  const { page, result } = scene;
  const isBad = (driver: string, state: string): boolean =>
    bad?.states.some((one) => one.driver === driver && one.state === state) === true;
  const rows = Object.entries(result.drivers ?? {})
    .filter(([, { states }]) => states !== undefined)
    .sort(([a, x], [b, y]) => weightOf(y) - weightOf(x) || (a < b ? -1 : 1))
    .flatMap(([driver, { states = {} }]) =>
      Object.entries(states)
        .toReversed()
        .map(([id, state], at) =>
          stateRow(scene, [at === 0 ? driver : '', id], state, isBad(driver, id), heldAt(scene, driver)),
        ),
    );
  if (rows.length === 0) return [];
  const span = spanOf(scene);
  const columns = [
    { header: 'driver', shrinksTo: 6 },
    { header: 'state', shrinksTo: 5 },
    { header: 'of the time', align: 'right', shrinksTo: 6 },
    { header: `begins ${perOf(scene, periodHoursOf(scene))}`, align: 'right', shrinksTo: 6 },
    { header: `seen in a ${span}`, align: 'right', shrinksTo: 6 },
    { header: `in a worst ${span}`, align: 'right', shrinksTo: 6 },
    { header: 'of the mean loss', align: 'right', shrinksTo: 8 },
    { header: 'of the worst', align: 'right', shrinksTo: 7 },
  ] as const;
  return table(columns, rows, page);
}

function indexWords(id: string, { mean, low, high, rankCorrelation }: IndexResult, held: string | undefined): string {
  if (held !== undefined) return `${id}: held at ${held}.`;
  const { value, standardError } = rankCorrelation;
  const figure = plainNumber(value, standardError);
  const goes =
    Math.abs(value) < Math.max(HARDLY, 2 * standardError)
      ? 'it hardly goes with the loss'
      : value > 0
        ? 'the higher it is, the more is lost'
        : 'the higher it is, the less is lost';
  return `${id}: ${factor(mean)} on average, 90% within ${factor(low)}..${factor(high)}; ${goes} (rank correlation ${figure}).`;
}

/** States by driver: `conflict (war)`, most often seen first. */
function statesNamed({ states }: BadPeriods): string {
  const byDriver = new Map<string, string[]>();
  for (const { driver, state } of states) byDriver.set(driver, [...(byDriver.get(driver) ?? []), state]);
  const named = [...byDriver].map(([driver, of]) => `${driver} (${of.join(' or ')})`);
  return listed(named);
}

function badWords(scene: Scene, { states, seen }: BadPeriods): string {
  const span = spanOf(scene);
  const { document } = scene;
  if (seen === null) {
    return `No state stands out in the worst ${span}s: none is seen in them 3 times as often as in all ${span}s.`;
  }
  const cost = (estimate: Estimate): string => money(estimate.value, document.currency, estimate.standardError);
  const one = states.length === 1 ? 'it' : 'one of them';
  const costs =
    seen.lossWith === null || seen.lossWithout === null
      ? ''
      : ` A ${span} with ${states.length === 1 ? 'it' : 'one'} costs ${cost(seen.lossWith)} on average, a ${span} without ${cost(seen.lossWithout)}.`;
  return `The bad ${span}s were ${span}s of ${statesNamed({ states, seen })}: ${share(seen.inTail)} of the worst 1 in 20 ${span}s saw ${one}, ${share(seen.inPeriod)} of all ${span}s did.${costs}`;
}

/** Nothing where no driver is stated. */
export function drivers(scene: Scene): string[] {
  const { result, page } = scene;
  if (result.drivers === undefined || Object.keys(result.drivers).length === 0) return [];
  const bad = result.badPeriods;
  const states = statesTable(scene, bad);
  const indices = Object.entries(result.drivers).flatMap(([id, { index }]) =>
    index === undefined ? [] : prose(indexWords(id, index, heldAt(scene, id)), page),
  );
  const span = spanOf(scene);
  const mark = bad !== undefined && bad.states.length > 0 ? ' !: seen at least 3 times as often as in all.' : '';
  const note =
    states.length === 0
      ? []
      : prose(
          `Worst ${span}: one of the worst 5%.${mark} Of the loss: what began while the state was in force; with calm times each driver adds up to 100%.`,
          page,
        ).map(page.style.quiet);
  const words = bad === undefined ? [] : ['', ...prose(badWords(scene, bad), page)];
  return section('What moves the world', [...states, ...indices, ...words, ...note], page);
}
