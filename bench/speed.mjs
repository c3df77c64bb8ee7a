#!/usr/bin/env node
/**
 * Speed as ratios, beside the programs of others where they are at hand.
 *
 *     npm run build && node bench/speed.mjs [PART ...] [--peers DIR] [--rounds N]
 *
 * Parts: start, reading, defaults (the shipped cases without options), same-work (ours over the same work in C), hub (a small model, quiet trials), portfolios (what each of many costs beside its trials), choices (one control changed), w3, workers, w1, scale; without any, all. DIR holds the folders `w1` and `w3` and
 * `rng.h`; by default `../shared/peers` beside the project. What is absent is left out, with a word. The machine may be busy with other
 * things: contenders take turns, each round gives a ratio, and medians over rounds are printed. Reading and compiling a
 * model are not counted, but in start, reading and w1, which are whole processes. Every answer has a checksum, so that no speed is bought with
 * another answer. Bars are printed, not asserted.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { choices } from './speed/choices.mjs';
import { defaults } from './speed/defaults.mjs';
import { hub } from './speed/hub.mjs';
import { root } from './speed/peers.mjs';
import { portfolios } from './speed/portfolios.mjs';
import { reading } from './speed/reading.mjs';
import { sameWork } from './speed/same-work.mjs';
import { scale } from './speed/scale.mjs';
import { start } from './speed/start.mjs';
import { w1 } from './speed/w1.mjs';
import { w3 } from './speed/w3.mjs';
import { workers } from './speed/workers.mjs';

const PARTS = { start, reading, defaults, 'same-work': sameWork, hub, portfolios, choices, w3, workers, w1, scale };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { peers: { type: 'string' }, rounds: { type: 'string', default: '5' } },
});
const peers = path.resolve(values.peers ?? path.resolve(root, '../shared/peers'));
const wanted = positionals.length > 0 ? positionals : Object.keys(PARTS);
const scratch = mkdtempSync(path.join(tmpdir(), 'ringfence-bench-'));
try {
  console.log(`medians of ${values.rounds} rounds, node ${process.version}`);
  for (const part of wanted) {
    if (PARTS[part] === undefined) throw new Error(`no part ${part}; parts are ${Object.keys(PARTS).join(', ')}`);
    console.log(part);
    await PARTS[part]({ peers, scratch, rounds: Number(values.rounds) });
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
