/**
 * Writes what a compiled model is made of for a program in C that does the same work, and what each trial loses.
 *
 *     node bench/speed/dump.mjs MODEL.yaml MODEL.bin LOSSES.bin TRIALS
 *
 * It reads the inner modules of the build. The C program holds models of a kind: one world, rates, needs of `all`, stocks of one
 * length, lognormal outages, losses per hour. Anything else is an error here.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { readModelText } from '../../dist/index.js';
import { root, valueOf } from './peers.mjs';

const inner = (file) => import(pathToFileURL(path.join(root, 'dist/sim', file)).href);
const { compileModel } = await inner('compile/compile-model.js');
const { makeKernel } = await inner('kernel/make-kernel.js');
const { columnsOf } = await inner('kernel/ground/columns.js');
const { streamKeys } = await inner('random/key.js');
const { normalQuantile } = await inner('random/normal.js');
const { segmentTable } = await inner('random/segments.js');
const { log, log1p } = await inner('random/elementary.js');

const SEED = 'bench';
/** Row of a sampler's parameters, and the number of the lognormal law. */
const PARAMETERS = 8;
const LOGNORMAL = 2;
/** Bins of outage lengths to a node; fewer where there are many nodes, whose histograms would not fit. */
const BINS = 1536;
const MOST_BINS = 8_000_000;

const [file, out, outLosses, trials] = process.argv.slice(2);
const model = compileModel(valueOf(readModelText(readFileSync(file, 'utf8'))));
const columns = columnsOf(model);
const { samplers, slotConstants } = model;

const middle = (word) => (word + 0.5) / 4294967296;
const NORMAL = segmentTable((word) => normalQuantile(middle(word)));
const EXPONENTIAL = segmentTable(
  (word) => -log(middle(word)),
  (word) => -log1p(-middle(word)),
);
/** 2 to the power of j / 64, by the series of the elementary functions. */
const powersOfTwo = () => {
  const [high, low] = [6.9314718036912382e-1 / 64, 1.9082149292705877e-10 / 64];
  const less1 = (x) => {
    let sum = 0;
    for (let n = 16; n >= 2; n--) sum = (x / n) * (1 + sum);
    return x * (1 + sum);
  };
  return Float64Array.from({ length: 64 }, (_, j) =>
    j <= 32 ? 1 + less1(j * high + j * low) : 2 * (1 + less1((j - 64) * high + (j - 64) * low)),
  );
};

if (model.uncertain || model.nodeLoop.some((loop) => loop >= 0)) throw new Error('the model has worlds or loops');
for (const row of model.effectOutageSampler) {
  if (samplers.kind[row] !== LOGNORMAL || samplers.shift[row] >= 0) throw new Error('an outage is not lognormal');
}
const parameter = (rows, place) =>
  Float64Array.from(rows, (row) => (row < 0 ? -1 : samplers.params[row * PARAMETERS + place]));
const { nodeIds, threatIds, groupNode, edgeNode, effectNode, lossMode, kinds } = model;
const scalars = Int32Array.of(
  ...[nodeIds, threatIds, groupNode, edgeNode, effectNode, lossMode].map(({ length }) => length),
  columns.count,
  columns.loss,
  columns.lossAtStruck,
  columns.endsInOutage,
  columns.periodsWithLoss,
  columns.kind,
  columns.nodeDownHours,
  columns.perNode,
  columns.threatEvents,
  columns.perSource,
  columns.cascadeSize,
  columns.cascades,
  columns.cascadeNodes,
  columns.episodeSize,
  columns.episodes,
  columns.episodeNodes,
  columns.sizes,
  kinds.length,
  Math.max(16, Math.min(BINS, Math.floor(MOST_BINS / nodeIds.length))),
);
const arrays = [
  scalars,
  Float64Array.of(model.horizonHours),
  streamKeys(SEED, model.streamLabels),
  NORMAL,
  EXPONENTIAL,
  powersOfTwo(),
  Float64Array.from(model.rateSlot, (slot) => slotConstants[slot]),
  model.threatStream,
  model.effectStart,
  effectNode,
  model.effectStream,
  Float64Array.from(model.effectChanceSlot, (slot) => (slot < 0 ? 2 : slotConstants[slot])),
  parameter(model.effectOutageSampler, 0),
  parameter(model.effectOutageSampler, 1),
  model.nodeRank,
  model.groupStart,
  groupNode,
  parameter(model.groupBufferSampler, 0),
  model.edgeStart,
  edgeNode,
  model.outStart,
  model.outEdge,
  model.edgeGroup,
  model.lossStart,
  model.lossKind,
  Float64Array.from(model.lossAmountSlot, (slot) => slotConstants[slot]),
  Int32Array.from(model.effectIgnoresOverlap),
];
const typeOf = (array) => (array instanceof Float64Array ? 1 : array instanceof Uint32Array ? 2 : 0);
const bytes = ({ buffer, byteOffset, byteLength }) => Buffer.from(buffer.slice(byteOffset, byteOffset + byteLength));
writeFileSync(
  out,
  Buffer.concat(arrays.flatMap((array) => [bytes(Int32Array.of(typeOf(array), array.length)), bytes(array)])),
);

const kernel = makeKernel(model, SEED);
kernel.expect(Number(trials));
const losses = new Float64Array(Number(trials));
for (let trial = 0; trial < losses.length; trial++) {
  kernel.simulate(0, trial);
  losses[trial] = kernel.periodLoss[0];
}
writeFileSync(outLosses, bytes(losses));
