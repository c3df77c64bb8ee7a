/**
 * Time per event from 500 nodes and threats to 100,000, at the same events a trial: what a model does not use should not cost.
 *
 * The networks are alike at every size: each node needs one or two of the 40 before it, some with a stock, and there are 60
 * threat events a year in all, so that outages a trial are nearly the same.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { line, one } from './peers.mjs';

const TRIALS = 20_480;
/** By then every node has had an outage, so that the results are as long as those of all trials. */
const SHORTER = 4_096;
const SIZES = [500, 5_000, 100_000];
const EVENTS = 60;
const REACH = 40;
const CHECKSUMS = { 500: 'd42e4987eeba', 5000: 'ac8088a3a2e3', 100000: '0c2f1c95cb47' };

/** Whole numbers below a bound, the same on every machine. */
function makeNumbers(seed) {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * bound);
  };
}

/** A network of so many nodes and threats. */
export function scaleText(nodes) {
  const below = makeNumbers(nodes);
  const id = (index) => `n${String(index).padStart(6, '0')}`;
  const lines = ['ringfence: 1', `title: Scale ${nodes}`, 'currency: GBP', 'starts: 2027-01-01', 'horizon: 1 year'];
  lines.push('bearers: { own: count }', 'nodes:');
  for (let index = 0; index < nodes; index++) {
    const needs = [];
    if (index > REACH && below(3) > 0) {
      const members = new Set([id(index - 1 - below(REACH)), id(index - 1 - below(REACH))]);
      needs.push(`all: [${[...members].join(', ')}]`);
      if (below(2) > 0) needs.push(`buffer: ${1 + below(24)} h`);
    }
    const inputs = needs.length > 0 ? `, needs: { inputs: { ${needs.join(', ')} } }` : '';
    lines.push(`  ${id(index)}: { kind: asset${inputs}, loss: [{ own: £${100 + below(900)} per hour }] }`);
  }
  lines.push('threats:');
  for (let index = 0; index < nodes; index++) {
    const struck = id(below(nodes));
    lines.push(
      `  t${index}: { occurs: ${EVENTS / nodes} per year, affects: { ${struck}: { outage: lognormal 12 0.8 h } } }`,
    );
  }
  return `${lines.join('\n')}\n`;
}

export async function scale({ scratch, rounds }) {
  const perEvent = [];
  for (const nodes of SIZES) {
    const file = path.join(scratch, `scale-${nodes}.yaml`);
    writeFileSync(file, scaleText(nodes));
    const { read, perTrial, outages } = one(file, TRIALS, rounds, CHECKSUMS[nodes], SHORTER);
    perEvent.push(perTrial / (EVENTS + outages));
    const what = `${nodes.toLocaleString('en-GB')} nodes and threats, ${outages.toFixed(1)} outages a trial`;
    const nanoseconds = `${Math.round(perEvent.at(-1) * 1e9).toLocaleString('en-GB')} ns an event`;
    const ratio = (perEvent.at(-1) / perEvent[0]).toFixed(2);
    line(what, nanoseconds, `${ratio} of the first, bar 3; read in ${read.toFixed(1)} s`);
  }
}
