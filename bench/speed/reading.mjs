/**
 * Reading a model of 100,000 nodes and threats, in YAML and in JSON: CPU and memory of a process of its own, and CPU per node beside that
 * of a file of a tenth of the size.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { valueInPieces } from '../../dist/io/value-in-pieces.js';
import { line, median } from './peers.mjs';
import { scaleText } from './scale.mjs';

const SIZES = [10_000, 100_000];

/** Reads the file in a process of its own. */
function read(file) {
  const script = path.join(import.meta.dirname, 'reading-one.mjs');
  return JSON.parse(execFileSync(process.execPath, [script, file], { encoding: 'utf8' }));
}

export async function reading({ scratch, rounds }) {
  const hashes = new Map();
  for (const kind of ['yaml', 'json']) {
    let first;
    for (const nodes of SIZES) {
      const file = path.join(scratch, `reading-${nodes}.${kind}`);
      const yaml = scaleText(nodes);
      writeFileSync(file, kind === 'yaml' ? yaml : JSON.stringify(valueInPieces(yaml), null, 1));
      const figures = Array.from({ length: Math.min(rounds, 3) }, () => read(file));
      const seconds = median(figures.map((one) => one.seconds));
      const memory = median(figures.map((one) => one.megabytes));
      first ??= seconds / nodes;
      const known = hashes.get(nodes) ?? figures[0].hash;
      hashes.set(nodes, known);
      if (figures.some(({ hash }) => hash !== known)) throw new Error(`${file} is another model than it is in YAML`);
      const ratio = `${(seconds / nodes / first).toFixed(2)} a node of the first, ${Math.round(memory)} MB`;
      line(
        `${nodes.toLocaleString('en-GB')} nodes and threats, ${kind.toUpperCase()}`,
        `${seconds.toFixed(1)} s of CPU`,
        ratio,
      );
    }
  }
}
