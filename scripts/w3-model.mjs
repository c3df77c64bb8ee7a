#!/usr/bin/env node
/**
 * Writes benchmark W3 (200 components, a cascade with buffers) as a Ringfence model file.
 *
 *     npm run build && node scripts/w3-model.mjs --data DIR [--out FILE] [--extras]
 *
 * DIR holds `model.json`; without it a word is printed to standard error and the exit status is 0. How the benchmark's rules become
 * the model's, and what `--extras` adds, stands in `src/study/verify/w3-model.ts`.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { w3ModelText } from '../dist/study/verify/w3-model.js';

const { values } = parseArgs({
  options: { data: { type: 'string' }, out: { type: 'string' }, extras: { type: 'boolean' } },
});
if (values.data === undefined) {
  console.error('usage: node scripts/w3-model.mjs --data DIR [--out FILE] [--extras]');
  process.exitCode = 1;
} else {
  const file = path.join(values.data, 'model.json');
  if (existsSync(file)) {
    const text = w3ModelText(JSON.parse(readFileSync(file, 'utf8')), values.extras);
    if (values.out === undefined) process.stdout.write(text);
    else writeFileSync(values.out, text);
  } else console.error(`data absent: no model.json in ${values.data}; nothing written`);
}
