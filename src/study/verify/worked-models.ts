/** Small models whose snowballs were worked out by hand, and what is true of each. */
import type { NoneForm, PointKind } from '../../results/snowball-document.ts';
import { modelText } from './model-text.ts';

/** What is true of a model. Money [GBP], hours; by id of a node or threat, of a goal, of a discipline. */
export interface WorkedOut {
  /** Mean a year, the same in every future; what the worst years lose; the mean where chance decides, and how far it is off at most. */
  readonly loss?: number;
  readonly tail99?: number;
  readonly meanAbout?: { readonly value: number; readonly half: number };
  readonly points: readonly {
    readonly id: string;
    readonly kind: PointKind;
    readonly madeHere?: number;
    readonly share: number;
  }[];
  /** Why there is none. */
  readonly none?: NoneForm;
  /** What goes from the tail if nobody feels the outages of a node, or it has none. */
  readonly decoupled?: Readonly<Record<string, number>>;
  readonly hardened?: Readonly<Record<string, number>>;
  /** Null: too late as soon as it has begun. */
  readonly lastMomentHours?: number | null;
  readonly windows?: readonly (readonly [number, number])[];
  readonly chain?: readonly string[];
  /** Outages of each generation, those of generation 0 being as many as the first. */
  readonly generations?: readonly number[];
  readonly reproductionOverall?: number;
  readonly recoverHours?: Readonly<Record<string, number>>;
  /** Null: never felt. */
  readonly surviveHours?: Readonly<Record<string, number | null>>;
  /** Null: for ever. */
  readonly neededHours?: Readonly<Record<string, number | null>>;
  /** Nodes whose promise breaks, and what takes too long. */
  readonly broken?: readonly { readonly node: string; readonly why: 'rto' | 'restart'; readonly hours?: number }[];
  readonly singlePoints?: Readonly<Record<string, readonly string[]>>;
  readonly hidden?: readonly string[];
  readonly starts?: readonly string[];
  /** Fair shares of the tail. */
  readonly shapley?: Readonly<Record<string, number>>;
  readonly disciplines?: Readonly<Record<string, number>>;
  /** By what is scaled; null: there is none. */
  readonly tipping?: Readonly<Record<string, number>> | null;
}

/** A model and its answers. */
export interface WorkedModel {
  readonly id: string;
  /** Whose answer it is. */
  readonly source: string;
  readonly text: string;
  readonly answers: WorkedOut;
}

export const WORKED_MODELS: readonly WorkedModel[] = [
  {
    // Down from 0.25 h (stock) to 11 h (changeover) + 6 h (restart): 16.75 h x 10k. dist plain: in-b takes over at once, 0. crit
    // plain: 0.25 to 11: 10.75 h, so 6 h are made there. in-a plain: the same as is. Restored at t (0.25 < t < 11): back at t + 6,
    // loss (t + 5.75) x 10k; half is 8.375 h, t = 2.625. By decoupling alone in-a, dist and crit tie.
    id: 'slow-changeover',
    source: 'worked out by hand',
    text: modelText(
      'Two feeds and a slow changeover',
      `nodes:
  in-a: { kind: infrastructure }
  in-b: { kind: infrastructure }
  dist: { kind: asset, needs: { feed: { any: [in-a, in-b], switchover: 11 h } } }
  crit: { kind: asset, needs: { dist: { buffer: 15 min } }, restart: 6 h }
  goal: { kind: service, goal: open, needs: [crit], tolerance: { mtpd: 4 h, rto: 2 h, mbco: 50% }, loss: [ { own: £10k per hour } ] }
threats:
  cable-cut: { discipline: physical, occurs: on 2027-02-01, affects: { in-a: { outage: 20 h } } }`,
    ),
    answers: {
      loss: 167500,
      tail99: 167500,
      points: [
        { id: 'dist', kind: 'node', madeHere: 167500, share: 1.0 },
        { id: 'crit', kind: 'node', madeHere: 60000, share: 0.3582089552238806 },
      ],
      decoupled: { 'in-a': 167500, dist: 167500, crit: 167500, 'in-b': 0 },
      lastMomentHours: 2.625,
      windows: [[0, 2.625]],
      generations: [1, 1, 1, 1],
      recoverHours: { 'in-a': 20, dist: 11, crit: 16.75, goal: 16.75 },
      surviveHours: { 'in-a': 0.25, dist: 0.25, crit: 0, 'in-b': null },
      singlePoints: { goal: ['crit', 'dist'] },
      hidden: [],
      broken: [{ node: 'crit', why: 'restart', hours: 6 }],
    },
  },
  {
    // Both down from hour 48 to 100 after the first: 52 h. Without either nothing: I = 520k - 0 - 0 + 0. Everything struck restored at
    // t: up to 48 h the first is back before the second falls; then (t - 48) x 10k is at most half up to 74.
    id: 'harmless-alone',
    source: 'worked out by hand',
    text: modelText(
      'Two that are harmless alone',
      `nodes:
  east:  { kind: infrastructure }
  west:  { kind: infrastructure }
  plant: { kind: process, needs: { feed: { any: [east, west] } }, loss: [ { own: £10k per hour } ] }
threats:
  storm:  { discipline: physical, occurs: on 2027-02-01, affects: { east: { outage: 100 h } } }
  strike: { discipline: people, occurs: on 2027-02-03, affects: { west: { outage: 100 h } } }`,
    ),
    answers: {
      loss: 520000,
      tail99: 520000,
      points: [{ kind: 'coincidence', madeHere: 520000, share: 1.0, id: 'east & west' }],
      decoupled: { east: 520000, west: 520000 },
      lastMomentHours: 74,
      windows: [[0, 74]],
      generations: [2, 1],
      shapley: { storm: 260000, strike: 260000 },
      disciplines: { physical: 260000, people: 260000 },
      singlePoints: { plant: [] },
      recoverHours: { east: 100, west: 100, plant: 52 },
      surviveHours: { east: null, west: null },
    },
  },
  {
    // No clock, no branch: every link passes on what it gets. 20 h x 10k; half after 10 h. Proportional to repair times at every
    // scale: no tipping.
    id: 'plain-chain',
    source: 'worked out by hand',
    text: modelText(
      'A chain that only passes on',
      `nodes:
  source: { kind: supplier }
  a: { kind: process, needs: [source] }
  b: { kind: process, needs: [a] }
  goal: { kind: service, needs: [b], loss: [ { own: £10k per hour } ] }
threats:
  stop: { discipline: supply, occurs: on 2027-02-01, affects: { source: { outage: 20 h } } }`,
    ),
    answers: {
      loss: 200000,
      tail99: 200000,
      points: [],
      decoupled: { source: 200000, a: 200000, b: 200000 },
      lastMomentHours: 10,
      windows: [[0, 10]],
      generations: [1, 1, 1, 1],
      singlePoints: { goal: ['a', 'b', 'source'] },
      tipping: null,
      none: 'below least',
    },
  },
  {
    // Felt by one shop alone a quarter of the loss is left, in every future, so the share is 3/4 with a standard error of 0 (the money
    // has one: test the share). grid has one dependant and no clock: 0. Mean: .2 x 20.2 h x 4k, less what overlaps or is cut at the
    // horizon.
    id: 'one-becomes-four',
    source: 'worked out by hand',
    text: modelText(
      'One becomes four',
      `nodes:
  grid: { kind: infrastructure }
  hub:  { kind: asset, needs: [grid] }
  shop: { kind: service, count: 4, needs: [hub], loss: [ { own: £1k per hour } ] }
threats:
  fault: { discipline: supply, occurs: 0.2 per year, affects: { grid: { outage: 5..50 h } } }`,
    ),
    answers: {
      meanAbout: { value: 16161, half: 50 },
      points: [{ id: 'hub', kind: 'node', share: 0.75 }],
      starts: ['grid'],
      reproductionOverall: 0.8333333333333334,
      singlePoints: { 'shop-1': ['grid', 'hub'] },
      tipping: null,
      generations: [1, 1, 4],
    },
  },
  {
    // The alarm receives an outage that costs nothing and lets 30 h x 20k through. The coincidence of power and store has the same
    // money; a single point stands before a pair. Before hour 24 restoring the power saves all; from 24 on everything struck is
    // restored: (t - 24) x 20k is at most half up to 39.
    id: 'power-and-alarm',
    source: 'worked out by hand',
    text: modelText(
      'An alarm that dies with the power',
      `nodes:
  power:  { kind: infrastructure }
  store:  { kind: service, loss: [ { own: £20k per hour } ] }
threats:
  cut:      { discipline: supply, occurs: on 2027-02-01, affects: { power: { outage: 48 h } } }
  burglars: { discipline: physical, occurs: on 2027-02-02, affects: { store: { outage: 30 h } } }
controls:
  alarm:
    discipline: physical
    against: [burglars]
    needs: [power]
    current: fitted
    levels: { none: {}, fitted: { opex: £1k per year, prevent: 100% } }`,
    ),
    answers: {
      loss: 600000,
      tail99: 600000,
      points: [
        { id: 'alarm', kind: 'control', madeHere: 600000, share: 1.0 },
        { kind: 'coincidence', madeHere: 600000, share: 1.0, id: 'power & store' },
      ],
      decoupled: { power: 600000, alarm: 600000 },
      lastMomentHours: 39,
      windows: [[0, 39]],
      shapley: { cut: 300000, burglars: 300000 },
      disciplines: { supply: 300000, physical: 300000 },
      chain: ['cut', 'power', 'alarm', 'burglars', 'store'],
    },
  },
  {
    // 30 min of supply lost become 20.5 h; plain it would be 0.5 h. The one who pays makes it: decoupling it saves nothing, yet it is
    // first. Restored at any moment the restart of 20 h follows: no last moment.
    id: 'half-an-hour',
    source: 'worked out by hand',
    text: modelText(
      'Half an hour becomes a day',
      `nodes:
  supply: { kind: infrastructure }
  goal:   { kind: service, needs: [supply], restart: 20 h, loss: [ { own: £10k per hour } ] }
threats:
  blip: { discipline: supply, occurs: on 2027-02-01, affects: { supply: { outage: 30 min } } }`,
    ),
    answers: {
      loss: 205000,
      tail99: 205000,
      points: [{ id: 'goal', kind: 'node', madeHere: 200000, share: 0.975609756097561 }],
      decoupled: { supply: 205000, goal: 0 },
      hardened: { goal: 205000 },
      lastMomentHours: null,
      windows: [],
      generations: [1, 1],
    },
  },
  {
    // 36 h of outage, 48 h of stock. Losses begin at 48/36.
    id: 'stock-with-a-margin',
    source: 'worked out by hand',
    text: modelText(
      'A stock that lasts a third longer than the outage',
      `nodes:
  supplier: { kind: supplier }
  line:     { kind: process, needs: { supplier: { buffer: 48 h } }, restart: 30 h }
  goal:     { kind: service, needs: [line], loss: [ { own: £10k per hour } ] }
threats:
  stop: { discipline: supply, occurs: on 2027-02-01, affects: { supplier: { outage: 36 h } } }`,
    ),
    answers: {
      loss: 0,
      tail99: 0,
      points: [],
      tipping: { repairs: 1.3333333333333333, stocks: 1.3333333333333333, 'repairs+stocks': 1.1547005383792515 },
      recoverHours: { supplier: 36 },
      surviveHours: { supplier: 48 },
      none: 'no loss',
    },
  },
  {
    // Littlechild and Owen 1973: 10/3, 10/3 + 10/2, 10/3 + 10/2 + 10. Each threat has a discipline of its own.
    id: 'airport-game',
    source: 'Littlechild and Owen 1973',
    text: modelText(
      'Three causes of one closure',
      `nodes:
  site: { kind: site, loss: [ { own: £1k per hour } ] }
threats:
  short:  { discipline: cyber, occurs: on 2027-02-01, affects: { site: { outage: 10 h } } }
  middle: { discipline: people, occurs: on 2027-02-01, affects: { site: { outage: 20 h } } }
  long:   { discipline: physical, occurs: on 2027-02-01, affects: { site: { outage: 30 h } } }`,
    ),
    answers: {
      loss: 30000,
      tail99: 30000,
      points: [],
      shapley: { short: 3333.3333333333335, middle: 8333.333333333334, long: 18333.333333333332 },
      disciplines: { cyber: 3333.3333333333335, people: 8333.333333333334, physical: 18333.333333333332 },
      lastMomentHours: 15,
      windows: [[0, 15]],
      none: 'below least',
    },
  },
  {
    // Loss per outage (12x - 10), proportion 2x: twice that at 12x - 10 = 4x, x = 1.25. Stocks divided by x: 12 - 10/x = 4. Both: 12x
    // - 10/x = 4x, x^2 = 1.25.
    id: 'tipping',
    source: 'worked out by hand',
    text: modelText(
      'A stock that is short already',
      `nodes:
  supplier: { kind: supplier }
  goal:     { kind: service, needs: { supplier: { buffer: 10 h } }, loss: [ { own: £10k per hour } ] }
threats:
  stop: { discipline: supply, occurs: 0.1 per year, affects: { supplier: { outage: 12 h } } }`,
    ),
    answers: {
      meanAbout: { value: 2000, half: 4 },
      points: [],
      tipping: { repairs: 1.25, stocks: 1.25, 'repairs+stocks': 1.118033988749895 },
      recoverHours: { supplier: 12, goal: 2 },
      surviveHours: { supplier: 10 },
      none: 'below least',
    },
  },
  {
    // line: 24 + 4 (stock) - 2 (restart of orders) = 26, declared 30. hall: 26 - 6 = 20, declared 10. depot: 26 + 60 - 6 = 80,
    // declared 96. grid-a alone: the changeover of 3 h fits in 20 h, so no limit. Lost for 26, 20 and 80 h orders is down 24.0 h
    // exactly; 0.1 h more and mtpd is broken.
    id: 'broken-promises',
    source: 'worked out by hand',
    text: modelText(
      'Promises that cannot be kept',
      `nodes:
  grid-a: { kind: infrastructure, tolerance: { rto: 30 h } }
  grid-b: { kind: infrastructure }
  depot:  { kind: supplier, tolerance: { rto: 96 h } }
  hall:   { kind: site, tolerance: { rto: 10 h }, needs: { power: { any: [grid-a, grid-b], switchover: 3 h } } }
  line:   { kind: process, tolerance: { rto: 30 h }, needs: { hall: {}, depot: { buffer: 60 h } }, restart: 6 h }
  orders: { kind: service, goal: delivered, needs: { line: { buffer: 4 h } }, restart: 2 h, tolerance: { mtpd: 24 h, mbco: 50% }, loss: [ { own: £10k per hour } ] }
threats:
  theft: { discipline: physical, occurs: 1 per year, cost: { own: £1k } }`,
    ),
    answers: {
      points: [],
      neededHours: { line: 26, hall: 20, depot: 80, 'grid-a': null },
      broken: [
        { node: 'line', why: 'rto' },
        { node: 'depot', why: 'rto' },
      ],
      none: 'below least',
    },
  },
];
