/** Known uncertain models over many seeds: how often intervals hold, how sure limits are found to be. */
import { compare, makeInlineRunner, openSession, readModelText } from '../../src/index.ts';
import type { Model } from '../../src/model/model.ts';
import type { Estimate } from '../../src/results/estimate.ts';
import type { Comparison } from '../../src/results/compare-document.ts';
import type { ScenarioResult } from '../../src/results/scenario-result.ts';
import { makeAccumulator } from '../../src/sim/accumulate/accumulator.ts';
import { makeUnitAccumulator } from '../../src/sim/accumulate/unit-accumulator.ts';
import { compileModel } from '../../src/sim/compile/compile-model.ts';
import { columnsOf } from '../../src/sim/kernel/ground/columns.ts';
import { makeKernel } from '../../src/sim/kernel/make-kernel.ts';
import { limitColumns } from '../../src/sim/measure/appetite/limit-columns.ts';
import { studentQuantile } from '../../src/sim/measure/errors/student.ts';
import { scenarioResult } from '../../src/sim/measure/measure.ts';
import { planRun } from '../../src/sim/session/plan.ts';
import { simulateBlock } from '../../src/sim/session/simulate-block.ts';
import { deviation, mean } from '../sim/measure/chance.ts';
import type { KnownModel } from './uncertain-models.ts';

export interface Size {
  readonly trials: number;
  readonly worlds: number;
}

/** Trials and worlds that people run. */
export const SIZES: readonly [Size, Size, Size] = [
  { trials: 2000, worlds: 40 },
  { trials: 20_000, worlds: 100 },
  { trials: 100_000, worlds: 316 },
];

export const SEEDS = 200;

/** How often the interval of a figure held the truth. */
export interface Coverage {
  readonly figure: string;
  readonly runs: number;
  readonly covered: number;
  /** Runs in which the figure is not marked, and those of them whose interval held. */
  readonly unmarked: number;
  readonly unmarkedCovered: number;
}

/** How sure a limit was found to be. */
export interface Sureness {
  readonly limit: string;
  readonly truth: number;
  readonly runs: number;
  /** Runs in which the limit was resolved, and the mean confidence in them. */
  readonly resolved: number;
  readonly confidence: number;
  /** Deviation of the confidence between runs. */
  readonly spread: number;
  readonly asked: number;
  readonly within: number;
  readonly outside: number;
}

export interface Proof {
  readonly model: string;
  readonly size: Size;
  readonly figures: readonly Coverage[];
  readonly limits: readonly Sureness[];
}

function modelOfText(text: string, portfolio?: string): Model {
  const read = readModelText(text, portfolio === undefined ? {} : { portfolio });
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('; '));
  return read.value;
}

/** The figures that known models know, by name. */
function figuresOf({ loss, threats, nodes }: ScenarioResult): Record<string, Estimate> {
  const [threat] = Object.values(threats);
  const [node] = Object.values(nodes);
  const named = (name: string, of: Readonly<Record<string, Estimate>>): [string, Estimate][] =>
    Object.entries(of).map(([level, known]) => [`${name} ${level}`, known]);
  return {
    mean: loss.mean,
    'standard deviation': loss.standardDeviation,
    'chance of loss': loss.probabilityOfLoss,
    ...Object.fromEntries([...named('VaR', loss.valueAtRisk), ...named('TVaR', loss.tailValueAtRisk)]),
    ...(threat === undefined ? {} : { events: threat.eventsPerHorizon, 'loss of threat': threat.lossCaused }),
    ...(node === undefined
      ? {}
      : {
          'time down': node.unavailability,
          ...Object.fromEntries([
            ...named('first outage', node.firstOutageHours),
            ...named('longest outage', node.longestOutageHours),
          ]),
        }),
  };
}

/** True when the 95 % interval of an estimate holds the truth; even about the value where it has none of its own. */
function holds(known: Estimate, truth: number, worlds: number): boolean {
  const half = studentQuantile(worlds) * known.standardError;
  const { low = known.value - half, high = known.value + half } = known;
  // Rounding of a figure that every trial shares
  const slack = 1e-9 * Math.abs(truth);
  return low - slack <= truth && truth <= high + slack;
}

/** Simulates and measures as a session does, without its threads. */
function makeRun(model: Model, size: Size): (seed: string) => ScenarioResult {
  const compiled = compileModel(model);
  const columns = columnsOf(compiled);
  const watched = limitColumns(model, compiled, columns);
  const planned = planRun(size, compiled.uncertain);
  if (!planned.ok) throw new Error(planned.problems.map(({ message }) => message).join('; '));
  const plan = planned.value;
  return (seed) => {
    const kernel = makeKernel(compiled, seed);
    const sums = makeUnitAccumulator(compiled, columns);
    const accumulator = makeAccumulator(compiled, columns, { ...plan, watched });
    for (let number = 0; number < plan.blocks; number++) {
      const block = simulateBlock(kernel, sums, plan.block(number));
      if (block === null) throw new Error(`block ${number} was given up`);
      accumulator.add(block);
      sums.takeBack(block);
    }
    return scenarioResult(model, compiled, columns, accumulator.measured());
  };
}

export function prove(known: KnownModel, size: Size, seeds: number): Proof {
  const model = modelOfText(known.text);
  const run = makeRun(model, size);
  // Other worlds for each model and size: the same ones would err together
  const name = `${known.name}, ${size.trials} in ${size.worlds}`;
  return proofOf(
    known,
    size,
    Array.from({ length: seeds }, (_, seed) => run(`${name}: ${seed}`)),
  );
}

/** Of runs that end when they know enough. */
export async function proveByItself(known: KnownModel, seeds: number): Promise<Proof> {
  const runner = makeInlineRunner();
  const session = openSession(modelOfText(known.text), runner);
  const results: ScenarioResult[] = [];
  for (let seed = 0; seed < seeds; seed++) {
    const { scenarios } = await session.run({ seed: `${known.name}, by itself: ${seed}` });
    results.push(scenarios['base']!);
  }
  await session.close();
  await runner.close();
  const size = { trials: mean(results.map(({ measured }) => measured.trials)), worlds: 0 };
  return proofOf(known, size, results);
}

function proofOf(known: KnownModel, size: Size, results: readonly ScenarioResult[]): Proof {
  const figures = Object.entries(known.figures).map(([figure, truth]) =>
    coverageOf(
      figure,
      results.flatMap((result) => figuresOf(result)[figure] ?? []),
      truth,
      size.worlds > 0 ? size.worlds : mean(results.map(({ measured }) => measured.worlds)),
    ),
  );
  const limits = Object.entries(known.confidence).map(([limit, truth]): Sureness => {
    const all = results.flatMap(({ appetite }) => appetite.filter(({ id }) => id === limit));
    const resolved = all.filter(({ status }) => status !== 'not resolved');
    const found = resolved.map(({ confidence }) => confidence.value);
    return {
      limit,
      truth,
      runs: all.length,
      resolved: resolved.length,
      confidence: mean(found),
      spread: deviation(found),
      asked: all[0]?.asked ?? NaN,
      within: all.filter(({ status }) => status === 'within').length,
      outside: all.filter(({ status }) => status === 'outside').length,
    };
  });
  return { model: known.name, size, figures, limits };
}

/** The figures of a comparison that known models know, by name. */
function differencesOf({ loss }: Comparison): Record<string, Estimate> {
  const named = (name: string, of: Readonly<Record<string, Estimate>>): [string, Estimate][] =>
    Object.entries(of).map(([level, known]) => [`${name} ${level}`, known]);
  return {
    mean: loss.mean,
    'standard deviation': loss.standardDeviation,
    'chance of loss': loss.probabilityOfLoss,
    ...Object.fromEntries([...named('VaR', loss.valueAtRisk), ...named('TVaR', loss.tailValueAtRisk)]),
  };
}

const coverageOf = (figure: string, all: readonly Estimate[], truth: number, worlds: number): Coverage => {
  const unmarked = all.filter(({ unreliable }) => unreliable !== true);
  const count = (of: readonly Estimate[]): number => of.filter((each) => holds(each, truth, worlds)).length;
  return { figure, runs: all.length, covered: count(all), unmarked: unmarked.length, unmarkedCovered: count(unmarked) };
};

/** Differences between two portfolios of a model, of which all figures are known. */
export async function proveDifferences(
  known: { readonly name: string; readonly text: string; readonly portfolio: string },
  figures: { readonly from: KnownModel['figures']; readonly to: KnownModel['figures'] },
  size: Size,
  seeds: number,
): Promise<Proof> {
  const runner = makeInlineRunner();
  const candidates = [
    { name: 'from', file: 'm.yaml', portfolio: 'from', model: modelOfText(known.text) },
    { name: 'to', file: 'm.yaml', portfolio: 'to', model: modelOfText(known.text, known.portfolio) },
  ] as const;
  const found: Record<string, Estimate>[] = [];
  for (let seed = 0; seed < seeds; seed++) {
    const document = await compare(candidates, runner, { ...size, seed: `${known.name}, ${size.worlds}: ${seed}` });
    found.push(...(document?.comparisons.map(differencesOf) ?? []));
  }
  await runner.close();
  const names = Object.keys(found[0] ?? {}).filter((name) => figures.from[name] !== undefined);
  return {
    model: known.name,
    size,
    figures: names.map((name) =>
      coverageOf(
        name,
        found.flatMap((each) => each[name] ?? []),
        figures.to[name]! - figures.from[name]!,
        size.worlds,
      ),
    ),
    limits: [],
  };
}

const per100 = (part: number, whole: number): string => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)}%`);

/** Lines of a proof, for people. */
export const proofLines = ({ model, size, figures, limits }: Proof): string[] => [
  size.worlds === 0
    ? `${model}: by itself, ${size.trials.toFixed(0)} trials on average`
    : `${model}: ${size.trials} trials in ${size.worlds} worlds`,
  ...figures.map(
    ({ figure, runs, covered, unmarked, unmarkedCovered }) =>
      `  ${figure.padEnd(20)} unmarked ${per100(unmarked, runs).padStart(6)}, of these covered ${per100(unmarkedCovered, unmarked).padStart(6)}; of all ${per100(covered, runs).padStart(6)}`,
  ),
  ...limits.map(
    ({ limit, truth, runs, resolved, confidence, within, outside }) =>
      `  ${limit.padEnd(20)} truth ${truth} found ${confidence.toFixed(3)} (resolved ${per100(resolved, runs)}, within ${per100(within, runs)}, outside ${per100(outside, runs)})`,
  ),
];

/** Standard errors of a share of runs by which it may miss its bound. */
const SLACK = 3;

/** Part of the runs from which on a figure is judged by the runs in which it is not marked; below, by all. */
const MOSTLY = 0.5;

/** By how much the mean sureness may be off. */
const BIAS = 0.02;

const deviationOf = (share: number, runs: number): number => Math.sqrt((share * (1 - share)) / runs);

/**
 * What a proof does not hold: figures that are not marked cover 90 to 98 %; those that are mostly marked are not marked and wrong
 * in more than one run of ten; sureness is off by more than .02; "within" or "outside" is false more often than the confidence
 * allows. Each with the noise of so many seeds.
 */
export function failuresOf({ model, size, figures, limits }: Proof): string[] {
  const where = `${model}, ${size.trials} in ${size.worlds}: `;
  const ofFigures = figures.flatMap(({ figure, runs, unmarked, unmarkedCovered }) => {
    const share = unmarkedCovered / unmarked;
    const isFalse = (unmarked - unmarkedCovered) / runs > 0.1 + SLACK * deviationOf(0.1, runs);
    const isLow = share < 0.9 - SLACK * deviationOf(0.9, unmarked);
    const isHigh = share > 0.98 + SLACK * deviationOf(0.98, unmarked);
    const isOff = unmarked > MOSTLY * runs ? isLow || isHigh : isFalse;
    return isOff
      ? [`${where}${figure} covers ${per100(unmarkedCovered, unmarked)} of ${unmarked} unmarked of ${runs}`]
      : [];
  });
  const ofLimits = limits.flatMap(({ limit, truth, runs, resolved, confidence, spread, within, outside, asked }) => {
    const isBiased =
      resolved > MOSTLY * runs && Math.abs(confidence - truth) > BIAS + (SLACK * spread) / Math.sqrt(resolved);
    const most = 1 - asked + SLACK * deviationOf(1 - asked, runs);
    const isFalse = (truth < asked ? within : outside) / runs > most;
    return [
      ...(isBiased ? [`${where}${limit} is found ${confidence.toFixed(3)} sure, ${truth} is true`] : []),
      ...(isFalse ? [`${where}${limit} is found within in ${within}, outside in ${outside} of ${runs}`] : []),
    ];
  });
  return [...ofFigures, ...ofLimits];
}
