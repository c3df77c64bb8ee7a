/** Known uncertain models over many seeds: how often intervals hold, how sure limits are found to be. */
import { readModelText } from '../../src/index.ts';
import type { Model } from '../../src/model/model.ts';
import type { Estimate } from '../../src/results/estimate.ts';
import type { ScenarioResult } from '../../src/results/scenario-result.ts';
import { makeAccumulator } from '../../src/sim/accumulate/accumulator.ts';
import { makeUnitAccumulator } from '../../src/sim/accumulate/unit-accumulator.ts';
import { compileModel } from '../../src/sim/compile/compile-model.ts';
import { columnsOf } from '../../src/sim/kernel/columns.ts';
import { makeKernel } from '../../src/sim/kernel/make-kernel.ts';
import { limitColumns } from '../../src/sim/measure/appetite/limit-columns.ts';
import { studentQuantile } from '../../src/sim/measure/errors/student.ts';
import { scenarioResult } from '../../src/sim/measure/measure.ts';
import { planRun } from '../../src/sim/session/plan.ts';
import { simulateBlock } from '../../src/sim/session/simulate-block.ts';
import type { KnownModel } from './uncertain-models.ts';

export interface Size {
  readonly trials: number;
  readonly worlds: number;
}

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
  readonly within: number;
  readonly outside: number;
}

export interface Proof {
  readonly model: string;
  readonly size: Size;
  readonly figures: readonly Coverage[];
  readonly limits: readonly Sureness[];
}

export async function modelOfText(text: string, portfolio?: string): Promise<Model> {
  const read = await readModelText(text, portfolio === undefined ? {} : { portfolio });
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('; '));
  return read.value;
}

/** The figures that known models know, by name. */
export function figuresOf({ loss, threats, nodes }: ScenarioResult): Record<string, Estimate> {
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
export function holds(known: Estimate, truth: number, worlds: number): boolean {
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

export async function prove(known: KnownModel, size: Size, seeds: number): Promise<Proof> {
  const model = await modelOfText(known.text);
  const run = makeRun(model, size);
  // Other worlds for each model and size: the same ones would err together
  const name = `${known.name}, ${size.trials} in ${size.worlds}`;
  const results = Array.from({ length: seeds }, (_, seed) => run(`${name}: ${seed}`));
  const figures = Object.entries(known.figures).map(([figure, truth]): Coverage => {
    const all = results.flatMap((result) => figuresOf(result)[figure] ?? []);
    const sure = all.filter(({ unreliable }) => unreliable !== true);
    const count = (of: readonly Estimate[]): number => of.filter((each) => holds(each, truth, size.worlds)).length;
    return {
      figure,
      runs: all.length,
      covered: count(all),
      unmarked: sure.length,
      unmarkedCovered: count(sure),
    };
  });
  const limits = Object.entries(known.confidence).map(([limit, truth]): Sureness => {
    const all = results.flatMap(({ appetite }) => appetite.filter(({ id }) => id === limit));
    const resolved = all.filter(({ status }) => status !== 'not resolved');
    const total = resolved.reduce((sum, { confidence }) => sum + confidence.value, 0);
    return {
      limit,
      truth,
      runs: all.length,
      resolved: resolved.length,
      confidence: resolved.length === 0 ? NaN : total / resolved.length,
      within: all.filter(({ status }) => status === 'within').length,
      outside: all.filter(({ status }) => status === 'outside').length,
    };
  });
  return { model: known.name, size, figures, limits };
}

const per100 = (part: number, whole: number): string => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)}%`);

/** Lines of a proof, for people. */
export const proofLines = ({ model, size, figures, limits }: Proof): string[] => [
  `${model}: ${size.trials} trials in ${size.worlds} worlds`,
  ...figures.map(
    ({ figure, runs, covered, unmarked, unmarkedCovered }) =>
      `  ${figure.padEnd(20)} unmarked ${per100(unmarked, runs).padStart(6)} covered ${per100(unmarkedCovered, unmarked).padStart(6)}, all ${per100(covered, runs).padStart(6)}`,
  ),
  ...limits.map(
    ({ limit, truth, runs, resolved, confidence, within, outside }) =>
      `  ${limit.padEnd(20)} truth ${truth} found ${confidence.toFixed(3)} (resolved ${per100(resolved, runs)}, within ${per100(within, runs)}, outside ${per100(outside, runs)})`,
  ),
];
