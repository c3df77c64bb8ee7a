/**
 * Ours over the same work in C, CPU per trial, taken in turns: W3, and the networks of 500 to 100,000 nodes. The C programs keep the
 * records that ours keeps (causes, outages, sums of columns, histograms), from a dump of the compiled model. What a trial loses must
 * be the same to the last digits: they cut a loss in two where its cause changes by older rules, so that a few differ in the last bit.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { line, median, oneProcess, w3Text } from './peers.mjs';
import { scaleText } from './scale.mjs';

const SIZES = [500, 5_000, 100_000];
const TRIALS = { w3: 20_480, 500: 20_480, 5000: 20_480, 100_000: 4_096 };
const COMPARED = 2_048;
/** Of the size of a loss: what the order of adding may change. */
const TOLERANCE = 1e-12;

/** The program, or undefined, with a word, where it cannot be built. */
function built(peers, scratch, name) {
  const source = path.join(peers, 'same-work', `${name}.c`);
  if (!existsSync(source)) return console.log(`  not run: no same-work/${name}.c`);
  cpSync(source, path.join(scratch, `${name}.c`));
  try {
    const flags = ['-O3', '-march=native', '-ffp-contract=off', '-o', name, `${name}.c`, '-lm'];
    execFileSync('gcc', flags, { cwd: scratch, stdio: 'pipe' });
  } catch (fault) {
    return console.log(`  not run: ${fault.code === 'ENOENT' ? 'no gcc' : fault.message}`);
  }
  return path.join(scratch, name);
}

const numbersOf = (file) => {
  const bytes = readFileSync(file);
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
};

/** How many trials lose the same to the last bit; an error where one differs by more than rounding. */
function sameBits(ours, theirs, name) {
  const [a, b] = [numbersOf(ours), numbersOf(theirs)];
  let same = 0;
  a.forEach((loss, trial) => {
    if (Math.abs(loss - b[trial]) > TOLERANCE * Math.abs(loss)) {
      throw new Error(`${name}: trial ${trial} loses ${loss}, and ${b[trial]} in C`);
    }
    if (loss === b[trial]) same++;
  });
  return `${((100 * same) / a.length).toFixed(1)}% the same bits`;
}

export async function sameWork({ peers, scratch, rounds }) {
  const w3 = w3Text(peers);
  const cases = [
    ...(w3 === undefined ? [] : [{ name: 'w3', program: 'w3rf', text: w3 }]),
    ...SIZES.map((nodes) => ({ name: String(nodes), program: 'scrf', text: scaleText(nodes) })),
  ];
  const programs = new Map();
  for (const { name, program, text } of cases) {
    if (!programs.has(program)) programs.set(program, built(peers, scratch, program));
    const c = programs.get(program);
    if (c === undefined) continue;
    const at = (extension) => path.join(scratch, `same-${name}.${extension}`);
    writeFileSync(at('yaml'), text);
    const dump = path.join(import.meta.dirname, 'dump.mjs');
    execFileSync(process.execPath, [dump, at('yaml'), at('bin'), at('ours'), String(COMPARED)], { stdio: 'inherit' });
    execFileSync(c, [at('bin'), String(COMPARED), at('theirs')]);
    const bits = sameBits(at('ours'), at('theirs'), name);
    const trials = TRIALS[name];
    const ratios = [];
    for (let round = 0; round < rounds; round++) {
      const { cpuPerTrial } = oneProcess(at('yaml'), trials, 1, Math.min(4_096, trials / 2));
      const { cpu_us: ofC } = JSON.parse(execFileSync(c, [at('bin'), String(trials)], { encoding: 'utf8' }));
      ratios.push((cpuPerTrial * 1e6) / ofC);
    }
    line(
      name === 'w3' ? 'W3' : `${Number(name).toLocaleString('en-GB')} nodes and threats`,
      median(ratios).toFixed(2),
      bits,
    );
  }
}
