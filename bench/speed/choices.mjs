/**
 * What one control changed costs beside a full simulation, at 500 nodes, 100 threats and 60 controls of four levels: trials are remembered, and
 * only those run again that take another course.
 *
 * Ten events a year strike one to three nodes each; one to four controls are against each threat. Every portfolio is checked against a run of
 * its own, loss by loss.
 */
import { makeInlineRunner, openSession, readModelFileText } from '../../dist/index.js';
import { line, median } from './peers.mjs';

const SIZE = { worlds: 200, trialsPerWorld: 100 };
const TRIALS = SIZE.worlds * SIZE.trialsPerWorld;
const NODES = 500;
const THREATS = 100;
const CONTROLS = 60;
const REACH = 40;
const MOVES = 12;

/** Whole numbers below a bound, the same on every machine. */
function makeNumbers(seed) {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * bound);
  };
}

/** A network with choices. @param events A year. */
export function choicesText(events) {
  const below = makeNumbers(7);
  const id = (index) => `n${String(index).padStart(3, '0')}`;
  const lines = ['ringfence: 1', 'title: Choices', 'currency: GBP', 'starts: 2027-01-01', 'horizon: 1 year'];
  lines.push('bearers: { own: count }', 'nodes:');
  for (let index = 0; index < NODES; index++) {
    const members = new Set([id(index - 1 - below(REACH)), id(index - 1 - below(REACH))]);
    const isFed = index > REACH && below(3) > 0;
    const buffer = below(2) > 0 ? `, buffer: ${1 + below(24)} h` : '';
    const needs = isFed ? `, needs: { inputs: { all: [${[...members].join(', ')}]${buffer} } }` : '';
    lines.push(`  ${id(index)}: { kind: asset${needs}, loss: [{ own: £${100 + below(900)} per hour }] }`);
  }
  lines.push('threats:');
  for (let index = 0; index < THREATS; index++) {
    const struck = new Set(Array.from({ length: 1 + below(3) }, () => id(below(NODES))));
    const affects = [...struck].map((node) => `${node}: { outage: lognormal 12 0.8 h }`).join(', ');
    lines.push(
      `  t${index}: { occurs: ${events / 2 / THREATS}..${(2 * events) / THREATS} per year, affects: { ${affects} } }`,
    );
  }
  const against = Array.from({ length: CONTROLS }, () => new Set());
  for (let index = 0; index < THREATS; index++) {
    for (let k = 1 + below(4); k > 0; k--) against[below(CONTROLS)].add(`t${index}`);
  }
  lines.push('controls:');
  for (const [index, threats] of against.entries()) {
    const of = threats.size === 0 ? 't0' : [...threats].join(', ');
    lines.push(`  c${index}:`, `    against: [${of}]`, '    current: l1', '    levels:', '      l0: { order: 0 }');
    for (let level = 1; level < 4; level++) {
      const low = 15 * level + below(10);
      lines.push(`      l${level}: { order: ${level}, opex: £${level * 10}k per year, prevent: ${low}..${low + 20}% }`);
    }
  }
  lines.push(
    'appetite:',
    '  limits:',
    '    big: { loss over: £2m, chance: 10% per year }',
    '    mean: { mean loss: £1m per year }',
  );
  return `${lines.join('\n')}\n`;
}

async function cpu(work) {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, seconds: (user + system) / 1e6 };
}

async function ofEvents(events, rounds) {
  const file = readModelFileText(choicesText(events), 'choices.yaml');
  const runner = makeInlineRunner();
  const session = openSession(file, runner);
  const { model } = session;
  const levels = model.controls.map(() => 1);
  const below = makeNumbers(11);
  const sample = (at) =>
    session.sample({
      portfolio: Object.fromEntries(model.controls.map(({ id, levels: all }, i) => [id, all[at[i]].id])),
      trials: TRIALS,
      worlds: SIZE.worlds,
    });
  await sample(levels);
  const asked = { ...SIZE, columns: new Int32Array(), memory: 2 ** 28 };
  const ratios = { recording: [], again: [], up: [], down: [], 'three at once': [] };
  const shares = { up: [], down: [], 'three at once': [] };
  for (let round = 0; round < rounds; round++) {
    const other = levels.with(round, 2);
    const full = await cpu(() => sample(other));
    const courses = openSession(file, runner).courses(asked);
    const of = async (at, isGlance = true) => {
      let losses;
      const spent = await cpu(() => courses.of([at], SIZE, (found) => void (losses = found.losses), { isGlance }));
      return { losses, seconds: spent.seconds };
    };
    const recorded = await of(other);
    if (!recorded.losses.every((loss, i) => loss === full.result.losses[i])) throw new Error('other losses');
    ratios.recording.push(recorded.seconds / full.seconds);
    ratios.again.push((await of(other)).seconds / full.seconds);
    for (let move = 0; move < MOVES; move++) {
      const kind = ['up', 'down', 'three at once'][move % 3];
      const at = [...other];
      for (let k = kind === 'three at once' ? 3 : 1; k > 0; k--) {
        at[below(CONTROLS)] = kind === 'down' ? 0 : 3;
      }
      const before = courses.counts().run;
      const { losses, seconds } = await of(at);
      shares[kind].push((courses.counts().run - before) / TRIALS);
      ratios[kind].push(seconds / full.seconds);
      if (move > 2) continue;
      const own = await sample(at);
      if (!losses.every((loss, i) => loss === own.losses[i])) throw new Error('other losses');
    }
  }
  line(
    `${events} events a year, first, recording leeway`,
    `${median(ratios.recording).toFixed(2)} of a full simulation`,
  );
  line('asked again', median(ratios.again).toFixed(4));
  for (const kind of ['up', 'down', 'three at once']) {
    const share = (100 * median(shares[kind])).toFixed(1);
    line(
      `one control ${kind}`.replace('one control three', 'three controls'),
      `${median(ratios[kind]).toFixed(3)}, ${share} % of trials run`,
    );
  }
}

export async function choices({ rounds }) {
  await ofEvents(2, rounds);
  await ofEvents(10, rounds);
}
