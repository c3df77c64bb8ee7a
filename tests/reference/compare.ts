/** Compares a kernel's record of a trial with the reference's. */
import { compileModel } from '../../src/sim/compile/compile-model.ts';
import type { Columns } from '../../src/sim/kernel/ground/columns.ts';
import { kernelOf, recordColumns } from '../../src/sim/compile/kernel-of.ts';
import type { Model } from '../../src/model/model.ts';
import type { PlainRecord } from './simulator/record.ts';
import { recordOf } from './simulator/record.ts';
import { simulate } from './simulator/simulate.ts';

/** Names of the blocks of columns that are counts. */
const COUNTS = new Set([
  'endsInOutage',
  'periodsWithLoss',
  'nodeOutages',
  'nodeDown',
  'watch',
  'threatEvents',
  'threatGotThrough',
  'stopped',
  'stoppedAlone',
  'cascadeSize',
  'cascades',
  'cascadeNodes',
  'episodeSize',
  'episodes',
  'episodeNodes',
  'harmOver',
]);

const TOLERANCE = 1e-6;

/** A number on which the two do not agree. */
export interface Difference {
  readonly trial: number;
  readonly what: string;
  readonly kernel: number;
  readonly reference: number;
  /** The reference found the trial too close to call. */
  readonly close: boolean;
}

/** Columns that stand in rows: one row for each node, or source of loss. */
const rowsOf = (columns: Columns) => [
  {
    names: ['nodeDownHours', 'nodeLostHours', 'nodeOutages', 'nodeLossCaused', 'nodeLossBorne', 'nodeDown'] as const,
    first: columns.nodeDownHours,
    width: columns.perNode,
    rows: columns.nodes,
  },
  {
    names: ['threatEvents', 'threatGotThrough', 'sourceLoss'] as const,
    first: columns.threatEvents,
    width: columns.perSource,
    rows: columns.sources,
  },
];

/** The name of the block that a column lies in, and its place there. */
function blockOf(columns: Columns, column: number): { readonly name: string; readonly place: number } {
  for (const { names, first, width, rows } of rowsOf(columns)) {
    const at = column - first;
    if (at < 0 || at >= width * rows) continue;
    const name = names.find((each) => columns[each] === first + (at % width)) ?? '';
    return { name, place: Math.floor(at / width) };
  }
  let found = { name: '', place: 0 };
  for (const [name, first] of Object.entries(columns)) {
    if (['count', 'sources', 'sizes', 'nodes', 'perNode', 'perSource', 'perGauge'].includes(name)) continue;
    if (first <= column && (found.name === '' || column - first <= found.place)) {
      found = { name, place: column - first };
    }
  }
  return found;
}

function apart(kernel: number, reference: number, isCount: boolean): boolean {
  if (isCount) return kernel !== reference;
  return !(Math.abs(kernel - reference) <= TOLERANCE * Math.max(1, Math.abs(kernel), Math.abs(reference)));
}

/** All on which kernel and reference do not agree in the first trials of a world. */
export function differences(model: Model, seed: string, world: number, trials: number): Difference[] {
  const compiled = compileModel(model);
  const columns = recordColumns(compiled);
  const kernel = kernelOf(compiled, seed);
  const { plain, calendar, chance, stories } = simulate(model, seed, world, trials);
  const found: Difference[] = [];
  for (const [trial, story] of stories.entries()) {
    kernel.simulate(world, trial);
    const ours = kernel.record();
    const record = recordOf(plain, chance, calendar, columns, story);
    const { close } = story;
    const look = (what: string, kernels: Float64Array, references: Float64Array): void => {
      references.forEach((reference, i) => {
        if (apart(kernels[i]!, reference, false)) {
          found.push({
            trial,
            what: `${what} ${i}`,
            kernel: kernels[i]!,
            reference,
            close,
          });
        }
      });
    };
    record.columns.forEach((reference, column) => {
      const { name, place } = blockOf(columns, column);
      const value = ours.columns[column]!;
      if (apart(value, reference, COUNTS.has(name))) {
        found.push({
          trial,
          what: `${name} ${place}`,
          kernel: value,
          reference,
          close,
        });
      }
    });
    const arrays: readonly (keyof PlainRecord)[] = [
      'periodLoss',
      'periodLargest',
      'firstOutageHours',
      'longestOutageHours',
    ];
    for (const name of arrays) look(name, ours[name as 'periodLoss'], record[name]);
  }
  return found;
}
