/** Models of `tests/fixtures/drivers` with answers in closed form, simulated. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readModelText } from '../../../src/io/read-model.ts';
import { compileModel } from '../../../src/sim/compile/compile-model.ts';
import { kernelOf, recordColumns } from '../../../src/sim/compile/kernel-of.ts';
import { driversOf } from '../../../src/sim/drivers/tables.ts';
import type { Columns } from '../../../src/sim/kernel/ground/columns.ts';
import type { CompiledModel } from '../../../src/sim/kernel/ground/compiled-model.ts';
import type { TrialRecord } from '../../../src/sim/kernel/ground/kernel.ts';
import type { Selection } from '../../../src/model/selection.ts';

const SEED = 'cases';
const YEAR = 8760;

/** Standard errors within which a mean over fixed draws must lie. */
const MOST = 4;

const FOLDER = 'tests/fixtures/drivers';

interface Exact {
  readonly [id: string]: { readonly [name: string]: number };
}

const exact = JSON.parse(readFileSync(`${FOLDER}/exact.json`, 'utf8')) as Exact;

function compiledOf(name: string, selection: Selection = {}): CompiledModel {
  const read = readModelText(readFileSync(`${FOLDER}/${name}.yaml`, 'utf8'), selection);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return compileModel(read.value);
}

/** Figures of a trial. */
interface Trial {
  readonly model: CompiledModel;
  readonly columns: Columns;
  readonly loss: () => number;
  /** Of a node: hours below full capacity. */
  readonly down: (node: string) => number;
  /** Of the second loss entry's kind and the like: money of a bearer. */
  readonly bearer: (bearer: string) => number;
  readonly events: (threat: string) => number;
  readonly through: (threat: string) => number;
  /** Loss by a root. */
  readonly by: (source: string) => number;
  readonly outages: (node: string) => number;
}

function trialOf(model: CompiledModel, record: () => TrialRecord): Trial {
  const columns = recordColumns(model);
  const read = (column: number): number => record().columns[column]!;
  const nodeAt = (id: string): number => columns.perNode * model.nodeIds.indexOf(id);
  const sourceAt = (id: string): number => {
    const threat = model.threatIds.indexOf(id);
    const of = threat >= 0 ? threat : columns.extendedSource + driversOf(model)!.sources.indexOf(id);
    return columns.perSource * of;
  };
  return {
    model,
    columns,
    loss: () => record().periodLoss.reduce((sum, loss) => sum + loss, 0),
    down: (node) => read(columns.nodeDownHours + nodeAt(node)),
    outages: (node) => read(columns.nodeOutages + nodeAt(node)),
    bearer: (bearer) => read(columns.kind + model.kinds.indexOf(bearer)),
    events: (threat) => read(columns.threatEvents + sourceAt(threat)),
    through: (threat) => read(columns.threatGotThrough + sourceAt(threat)),
    by: (source) => read(columns.sourceLoss + sourceAt(source)),
  };
}

/** Means of figures over the trials of one world, each with the answer that it must have. */
function expectMeans(
  model: CompiledModel,
  trials: number,
  of: (trial: Trial) => readonly (readonly [found: number, exact: number])[],
): void {
  const kernel = kernelOf(model, SEED);
  let record: TrialRecord;
  const trial = trialOf(model, () => record);
  const sums: number[] = [];
  const squares: number[] = [];
  const wanted: number[] = [];
  for (let i = 0; i < trials; i++) {
    kernel.simulate(0, i);
    record = kernel.record();
    of(trial).forEach(([found, answer], k) => {
      sums[k] = (sums[k] ?? 0) + found;
      squares[k] = (squares[k] ?? 0) + found * found;
      wanted[k] = answer;
    });
  }
  wanted.forEach((answer, k) => {
    const mean = sums[k]! / trials;
    const error = Math.sqrt(Math.max(0, squares[k]! / trials - mean * mean) / trials);
    const most = Math.max(MOST * error, 1e-9 * Math.abs(answer));
    expect(Math.abs(mean - answer), `figure ${k}: ${mean} ± ${error} for ${answer}`).toBeLessThanOrEqual(most);
  });
}

const indicator = (is: boolean): number => (is ? 1 : 0);

describe('cases in closed form', () => {
  const { d01, d02, d03, d04, d05, d06, d07, d08, d09, d10, d11, d12, d13, d14, d15, d17 } = exact as Required<Exact>;

  test('d01: share of time, a ceiling, its cause, and a need that follows', () => {
    expectMeans(compiledOf('d01-share-and-spell'), 2000, (trial) => [
      [trial.down('n') / YEAR, d01!['unavailability n']!],
      [indicator(trial.down('n') > 0), d01!['seen']!],
      [trial.loss(), d01!['loss']!],
      [trial.by('driver:energy=crisis'), d01!['loss']!],
    ]);
  });

  test('d02: two states of one driver scale a loss', () => {
    expectMeans(compiledOf('d02-two-states'), 2500, (trial) => [[trial.loss(), d02!['loss']!]]);
  });

  test('d03: a rate mixed by a driver', () => {
    const { mean, sd } = d03 as { mean: number; sd: number };
    expectMeans(compiledOf('d03-mixed-poisson'), 2500, (trial) => [
      [trial.loss(), mean],
      [(trial.loss() - mean) ** 2, sd ** 2],
      [indicator(trial.loss() === 0), d03!['P(0)']!],
    ]);
  });

  test('d04: a rate scaled by an index that is gamma: the negative binomial', () => {
    const { mean, sd } = d04 as { mean: number; sd: number };
    expectMeans(compiledOf('d04-negative-binomial'), 2500, (trial) => [
      [trial.loss(), mean],
      [(trial.loss() - mean) ** 2, sd ** 2],
      [indicator(trial.loss() === 0), d04!['P(0)']!],
    ]);
  });

  test('d05: a clock runs at the pace', () => {
    expectMeans(compiledOf('d05-within-clock'), 2000, (trial) => [[trial.events('attack'), d05!['P']!]]);
  });

  test('d06: a chance a year under a factor that changes', () => {
    expectMeans(compiledOf('d06-chance-a-year'), 2500, (trial) => [
      [trial.events('strike'), d06!['strike']!],
      [trial.events('certain'), 1],
    ]);
  });

  test('d07: durations from an hour on', () => {
    expectMeans(compiledOf('d07-duration-factor'), 3000, (trial) => [
      [trial.down('n') / YEAR, d07!['unavailability']!],
    ]);
  });

  test('d08: what a beginning brings', () => {
    expectMeans(compiledOf('d08-brings'), 2000, (trial) => [
      [trial.outages('depot'), d08!['effects']!],
      [trial.down('depot'), d08!['down hours']!],
      [trial.events('fraud'), d08!['fraud']!],
      [trial.through('fraud'), d08!['fraud through']!],
      [trial.events('driver:energy=crisis'), d08!['effects']!],
    ]);
  });

  test('d09: one driver makes another more likely, and a world that holds it', () => {
    expectMeans(compiledOf('d09-excitation'), 2000, (trial) => [
      [trial.down('x') / YEAR, d09!['share a']!],
      [trial.down('y') / YEAR, d09!['share b']!],
      [trial.down('both') / YEAR, d09!['both']!],
    ]);
    expectMeans(compiledOf('d09-excitation', { scenario: 'a-all-year' }), 2000, (trial) => [
      [trial.down('y') / YEAR, d09!['a held all year: share b']!],
      [trial.down('x'), YEAR],
    ]);
    expectMeans(compiledOf('d09-excitation', { scenario: 'no-a' }), 2000, (trial) => [
      [trial.down('y') / YEAR, d09!['no a: share b']!],
    ]);
  });

  test('d10: correlated indices, and one of them held', () => {
    expectMeans(compiledOf('d10-indices'), 3000, (trial) => [[trial.loss(), d10!['mean']!]]);
    expectMeans(compiledOf('d10-indices', { scenario: 'dear' }), 2000, (trial) => [[trial.loss(), d10!['price x2']!]]);
  });

  test('d11: what controls miss', () => {
    expectMeans(compiledOf('d11-misses', { scenario: 'held' }), 2000, (trial) => [
      [trial.through('a'), d11!['gate']!],
      [trial.through('b'), d11!['guard']!],
      [trial.events('c'), d11!['clerk']!],
    ]);
  });

  test('d12: losses follow at once, those once an outage by its start', () => {
    expectMeans(compiledOf('d12-loss-factor', { scenario: 'x' }), 3, (trial) => [[trial.loss(), d12!['loss']!]]);
  });

  test('d13: what is known at the start', () => {
    // Each driver holds a node of its own at nothing.
    const text = readFileSync(`${FOLDER}/d13-now.yaml`, 'utf8')
      .replaceAll(
        /(\n {2}([abcd]):.*lasts: (?:exponential )?\d+ months?) \}/g,
        '$1, while: { nodes.n-$2.capacity: 0% } }',
      )
      .replace('n: { kind: asset }', ['a', 'b', 'c', 'd'].map((id) => `n-${id}: { kind: asset }`).join(', '));
    const read = readModelText(text);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expectMeans(compileModel(read.value), 2000, (trial) =>
      ['a', 'b', 'c', 'd'].map((id) => [trial.down(`n-${id}`) / YEAR, d13![id]!] as const),
    );
  });

  test('d14: held states, settings and shocks together', () => {
    const { v } = d14 as unknown as { readonly v: Readonly<Record<string, number>> };
    for (const [scenario, loss] of Object.entries(v)) {
      const selection = scenario === '' ? {} : { scenario };
      expectMeans(compiledOf('d14-shapley', selection), 2, (trial) => [[trial.loss(), loss]]);
    }
  });

  test('d15: a planted rule', () => {
    expectMeans(compiledOf('d15-planted-rule'), 3000, (trial) => [
      [indicator(trial.loss() > 50), d15!['breach']!],
      [indicator(trial.outages('plant') > 0), d15!['rule']!],
    ]);
  });

  test('d17: an index that is known at the start, and a calm world', () => {
    const text = readFileSync(`${FOLDER}/d17-index-now.yaml`, 'utf8');
    for (const crisis of [1, 3]) {
      const read = readModelText(text, crisis === 1 ? { scenario: 'calm' } : {});
      if (!read.ok) throw new Error(JSON.stringify(read.problems));
      expectMeans(compileModel(read.value), 2000, (trial) => [
        [trial.bearer('own'), crisis * d17!['price']!],
        [trial.bearer('other'), crisis * d17!['wages']!],
      ]);
    }
  });
});
