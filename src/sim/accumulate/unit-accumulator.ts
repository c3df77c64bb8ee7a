/** Forms the sums of a unit, trial by trial, alongside the kernel. */
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import type { Kernel } from '../kernel/ground/kernel.ts';
import { TRIALS_PER_UNIT, type BlockResult, type Samples, type UnitSums } from './block.ts';
import { GAUGE, ROW, ROW_BITS, type Columns } from '../kernel/ground/columns.ts';
import { denominatorsOf } from './denominators.ts';
import { makeSampleBuffer } from './sample-buffer.ts';
import { OF_GAUGE, OF_NODE, sampleItems } from './sample-items.ts';
import { makeTouched } from './touched.ts';

export interface UnitAccumulator {
  /** Begins a unit of at most `capacity` trials, 1 to TRIALS_PER_UNIT. */
  begin(world: number, firstTrial: number, capacity: number): void;
  /** Adds the trial that the kernel has just simulated. */
  addTrial(kernel: Kernel): void;
  endUnit(): UnitSums;
  /** Samples of all trials since they were last taken. */
  takeSamples(): Samples;
  /** Reclaims the memory of a result that is no longer read, to write the next ones into it. */
  takeBack(result: BlockResult): void;
}

/** Memory for the sums of a unit. */
type SumsRoom = Pick<UnitSums, 'index' | 'sum' | 'square' | 'cross' | 'node' | 'rows'>;

/** Units whose memory is kept: those of blocks that may be in flight, and no more. */
const MOST_SPARE = 16;

export function makeUnitAccumulator(model: CompiledModel, columns: Columns): UnitAccumulator {
  const { periods, bearers } = model;
  const harmColumn = columns.kind + bearers;
  const gauges = model.gaugeNode.length;
  const denominator = denominatorsOf(columns);
  const items = sampleItems(model);
  const { perNode, nodes } = columns;
  const width = 2 * perNode;
  const inRow = ROW;
  /** Columns between these have no denominator. */
  const lastAlone = columns.loss;
  const firstSize = columns.cascadeSize;
  const samples = makeSampleBuffer();

  const sum = new Float64Array(columns.count);
  const square = new Float64Array(columns.count);
  const cross = new Float64Array(columns.count);
  const touched = makeTouched(columns.count);
  /** A unit's figures for a node are adjacent, since uncached memory costs more than the addition. */
  const rows = new Float64Array(nodes * width);
  const touchedNodes = makeTouched(nodes);

  const spare: SumsRoom[] = [];

  let world = 0;
  let firstTrial = 0;
  let trials = 0;
  let loss = new Float64Array(0);
  let largest = new Float64Array(0);
  let harm = new Float64Array(0);
  let most = 0;

  const addColumns = (kernel: Kernel): void => {
    const value = kernel.columns;
    const touchedThere = kernel.touched;
    const count = kernel.touchedColumns();
    for (let k = 0; k < count; k++) {
      const column = touchedThere[k]!;
      const x = value[column]!;
      touched.add(column);
      sum[column]! += x;
      square[column]! += x * x;
      if (column > lastAlone && column < firstSize) continue;
      const of = denominator[column]!;
      if (of >= 0) cross[column]! += x * value[of]!;
    }
  };

  const addRows = (kernel: Kernel): void => {
    const nodesThere = kernel.touchedNode;
    const values = kernel.rows;
    const count = kernel.touchedNodes();
    for (let k = 0; k < count; k++) {
      const node = nodesThere[k]!;
      touchedNodes.add(node);
      const from = k << ROW_BITS;
      const to = node * width;
      for (let place = 0; place < perNode; place++) {
        const x = values[from + place]!;
        rows[to + place]! += x;
        rows[to + perNode + place]! += x * x;
      }
      const longest = values[from + inRow.longestOutage]!;
      if (longest === 0) continue;
      const first = values[from + inRow.firstOutage]!;
      samples.add(items.ofNode(node, first > 0 ? OF_NODE.first : OF_NODE.firstCut), Math.abs(first));
      samples.add(items.ofNode(node, longest > 0 ? OF_NODE.longest : OF_NODE.longestCut), Math.abs(longest));
    }
  };

  const addPositive = (item: number, value: number): void => {
    if (value > 0) samples.add(item, value);
  };

  const addGauges = ({ columns: value }: Kernel): void => {
    for (let gauge = 0; gauge < gauges; gauge++) {
      const first = columns.gauge + columns.perGauge * gauge;
      if (value[first + GAUGE.belowFull] === 0) continue;
      samples.add(items.ofGauge(gauge, OF_GAUGE.belowFull), value[first + GAUGE.belowFull]!);
      samples.add(items.ofGauge(gauge, OF_GAUGE.depth), value[first + GAUGE.depth]!);
      addPositive(items.ofGauge(gauge, OF_GAUGE.down), value[first + GAUGE.down]!);
    }
  };

  const addBearers = ({ columns: value }: Kernel): void => {
    for (let bearer = 0; bearer < bearers; bearer++) addPositive(items.ofBearer(bearer), value[columns.kind + bearer]!);
  };

  const addTrial = (kernel: Kernel): void => {
    addColumns(kernel);
    addRows(kernel);
    addGauges(kernel);
    addBearers(kernel);
    const at = trials * periods;
    for (let period = 0; period < periods; period++) {
      loss[at + period] = kernel.periodLoss[period]!;
      largest[at + period] = kernel.periodLargest[period]!;
    }
    const harmed = kernel.columns[harmColumn]!;
    if (harmed !== 0) {
      if (harm.length === 0) harm = new Float64Array(most);
      harm[trials] = harmed;
    }
    trials++;
  };

  /** Memory for the sums of what was touched, and some spare, so that a later unit fits too. */
  const room = (): SumsRoom => {
    const [needed, nodesNeeded] = [touched.count(), touchedNodes.count()];
    const kept = spare.pop();
    if (kept !== undefined && kept.index.length >= needed && kept.node.length >= nodesNeeded) return kept;
    const length = needed + (needed >> 3);
    const nodeLength = nodesNeeded + (nodesNeeded >> 3);
    return {
      index: new Int32Array(length),
      sum: new Float64Array(length),
      square: new Float64Array(length),
      cross: new Float64Array(length),
      node: new Int32Array(nodeLength),
      rows: new Float64Array(nodeLength * width),
    };
  };

  /** Sums of what was touched; reset to 0. */
  const takeSums = (): SumsRoom => {
    const into = room();
    const [count, nodeCount] = [touched.count(), touchedNodes.count()];
    for (let k = 0; k < count; k++) {
      const column = touched.list[k]!;
      into.index[k] = column;
      into.sum[k] = sum[column]!;
      into.square[k] = square[column]!;
      into.cross[k] = cross[column]!;
      sum[column] = 0;
      square[column] = 0;
      cross[column] = 0;
    }
    for (let k = 0; k < nodeCount; k++) {
      const node = touchedNodes.list[k]!;
      into.node[k] = node;
      const from = node * width;
      const to = k * width;
      for (let place = 0; place < width; place++) {
        into.rows[to + place] = rows[from + place]!;
        rows[from + place] = 0;
      }
    }
    touched.clear();
    touchedNodes.clear();
    return {
      index: into.index.subarray(0, count),
      sum: into.sum.subarray(0, count),
      square: into.square.subarray(0, count),
      cross: into.cross.subarray(0, count),
      node: into.node.subarray(0, nodeCount),
      rows: into.rows.subarray(0, nodeCount * width),
    };
  };

  const begin = (ofWorld: number, first: number, capacity: number): void => {
    if (capacity < 1 || capacity > TRIALS_PER_UNIT) throw new RangeError(`a unit of ${capacity} trials`);
    // Of an abandoned unit
    if (touched.count() > 0 || touchedNodes.count() > 0) takeSums();
    world = ofWorld;
    firstTrial = first;
    trials = 0;
    loss = new Float64Array(capacity * periods);
    largest = new Float64Array(capacity * periods);
    harm = new Float64Array(0);
    most = capacity;
    samples.begin(world);
  };

  const endUnit = (): UnitSums => ({
    world,
    firstTrial,
    trials,
    ...takeSums(),
    loss: loss.length === trials * periods ? loss : loss.slice(0, trials * periods),
    largest: largest.length === trials * periods ? largest : largest.slice(0, trials * periods),
    harm: harm.length <= trials ? harm : harm.slice(0, trials),
  });

  return {
    begin,
    addTrial,
    endUnit,
    takeSamples: samples.take,
    takeBack: (result) => {
      for (const unit of result.units) {
        if (spare.length === MOST_SPARE) break;
        spare.push({
          index: new Int32Array(unit.index.buffer),
          sum: new Float64Array(unit.sum.buffer),
          square: new Float64Array(unit.square.buffer),
          cross: new Float64Array(unit.cross.buffer),
          node: new Int32Array(unit.node.buffer),
          rows: new Float64Array(unit.rows.buffer),
        });
      }
      samples.takeBack(result.samples);
    },
  };
}
