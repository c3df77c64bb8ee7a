#!/usr/bin/env node
/**
 * Writes benchmark W3 (200 components, a cascade with buffers) as a Ringfence model file.
 *
 *     node scripts/w3-model.mjs --data DIR [--out FILE] [--extras]
 *
 * DIR holds `model.json`; without it a word is printed to standard error and the exit status is 0.
 *
 * How the benchmark's rules become the model's:
 *
 * - A component that works fails after an exponential time and is repaired in a lognormal one; a threat event that
 *   strikes it makes its pending failure void, and repair starts a new exponential time. Here each component has a
 *   Poisson threat at the rate 1 / MTTF whose effect has `overlap: ignore`. That is the same law: from any moment, the
 *   time to the next arrival of a Poisson process is exponential with the same mean, whatever came before, so the time
 *   from a repair to the next arrival is, too; arrivals during an outage do nothing. A pending exponential time that is
 *   drawn anew keeps its law, so that making it void changes nothing.
 * - `mu` is the mean of the logarithm of hours: the median is exp(mu).
 * - A component works while all its parents do, or for `buffer` hours after the first of them has stopped. The time
 *   starts afresh once all are back: a stock that fills at once.
 * - Every figure is a constant: nothing is uncertain, a run has one world.
 *
 * `--extras` adds one of each thing that the benchmark lacks: the last components with two parents get a switchover, shares
 * over 100 % and a fallback, and one failure leaves half of the capacity. It is no longer the benchmark, only of its size.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

/** Id of component or threat `index`, padded so that the order of ids is the order of numbers. */
const id = (word, index) => `${word}-${String(index).padStart(3, '0')}`;

/** Flow map of YAML from pairs; pairs without a value are left out. */
const flow = (pairs) =>
  `{ ${pairs
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ')} }`;

/** What `--extras` adds, by component: a function of its members and its buffer. */
const EXTRAS = [
  ([...members], buffer) => [['any', `[${members.join(', ')}]`], ['switchover', '2 h'], buffer],
  ([...members], buffer) => [['share', flow(members.map((member) => [member, '60%']))], buffer],
  ([...members], buffer) => [['all', `[${members.join(', ')}]`], ['fallback', '30%'], buffer],
];

function componentLines({ parents, buf, cost, extras }, index) {
  const members = parents[index].map((parent) => id('component', parent));
  const buffer = ['buffer', buf[index] > 0 ? `${buf[index]} h` : undefined];
  const extra = EXTRAS[extras.indexOf(index)];
  const group = flow(extra === undefined ? [['all', `[${members.join(', ')}]`], buffer] : extra(members, buffer));
  return [
    `  ${id('component', index)}:`,
    '    kind: asset',
    ...(members.length > 0 ? [`    needs: { inputs: ${group} }`] : []),
    `    loss: [{ own: £${cost[index]} per hour }]`,
  ];
}

function failureLine(data, index) {
  const median = Math.exp(data.mu[index]);
  const effect = flow([
    ['outage', `lognormal ${median} ${data.sigma} h`],
    ['leaves', data.extras[0] === index ? '50%' : undefined],
    ['overlap', 'ignore'],
  ]);
  const affects = flow([[id('component', index), effect]]);
  return `  ${id('failure', index)}: ${flow([
    ['occurs', `every ${data.mttf[index]} h`],
    ['affects', affects],
  ])}`;
}

function threatLines(data, kind) {
  const { rate, p, targets } = data.threats[kind];
  const effects = targets.map((target) => {
    const effect = flow([
      ['chance', `${p * 100}%`],
      ['outage', `lognormal ${Math.exp(data.mu[target])} ${data.sigma} h`],
      ['overlap', 'ignore'],
    ]);
    return `      ${id('component', target)}: ${effect}`;
  });
  return [`  ${id('threat', kind)}:`, `    occurs: ${rate} per year`, '    affects:', ...effects];
}

function modelText(data) {
  const components = data.parents.map((_, index) => index);
  return [
    '# Benchmark W3, written by scripts/w3-model.mjs.',
    'ringfence: 1',
    'title: Benchmark W3, a cascade with buffers',
    'currency: GBP',
    'starts: 2027-01-01',
    `horizon: ${data.horizon} h`,
    'bearers: { own: count }',
    '',
    'nodes:',
    ...components.flatMap((index) => componentLines(data, index)),
    '',
    'threats:',
    ...components.map((index) => failureLine(data, index)),
    ...data.threats.flatMap((_, kind) => threatLines(data, kind)),
    '',
  ].join('\n');
}

const { values } = parseArgs({
  options: { data: { type: 'string' }, out: { type: 'string' }, extras: { type: 'boolean' } },
});
if (values.data === undefined) {
  console.error('usage: node scripts/w3-model.mjs --data DIR [--out FILE]');
  process.exitCode = 1;
} else {
  const file = path.join(values.data, 'model.json');
  if (existsSync(file)) {
    const data = JSON.parse(readFileSync(file, 'utf8'));
    const pairs = data.parents.flatMap((parents, index) => (parents.length === 2 ? [index] : []));
    const text = modelText({ ...data, extras: values.extras === true ? pairs.slice(-EXTRAS.length) : [] });
    if (values.out === undefined) process.stdout.write(text);
    else writeFileSync(values.out, text);
  } else console.error(`data absent: no model.json in ${values.data}; nothing written`);
}
