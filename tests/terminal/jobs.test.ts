import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { assertRestored, hasTmux, openTerminal, PROGRAM } from './terminal.ts';

/** No figure is in doubt, so that rings take no time. */
const KNOWN = `ringfence: 1
title: A works whose figures are known
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
nodes:
  grid: { kind: infrastructure }
  works:
    kind: service
    goal: bread
    needs: { power: { any: [grid] } }
    loss: [{ own: £2k per hour }]
threats:
  fault:
    occurs: 0.5 per year
    affects: { grid: { outage: 10 h } }
controls:
  guard:
    against: [fault]
    current: none
    levels:
      none: {}
      night: { order: 1, opex: £2k per year, prevent: 50% }
      day-and-night: { order: 2, opex: £5k per year, prevent: 90% }
appetite:
  limits:
    mean: { mean loss: £6k per year }
    big: { loss over: £1k, chance: 10% per year }
`;

describe.skipIf(!hasTmux)('jobs at a terminal', () => {
  test('finance: what should it cost, which limit is dear, what does a budget buy; the export is what the command says', async () => {
    const terminal = openTerminal();
    const file = path.join(terminal.folder, 'works.yaml');
    writeFileSync(file, KNOWN);
    terminal.type(`node ${PROGRAM} works.yaml; echo "status $?"`);
    await terminal.shows(/B mean +£\d/);
    terminal.press('2', ']', ']');
    await terminal.shows('[Spend]');
    await terminal.shows(/whole +£5\.00k +£5\.00k +£5\.00k/);
    await terminal.shows(/A big +£3\.00k without it £2\.00k is enough/);
    // The dear limit is left out, and what is enough without it is the least
    terminal.press('g', 'Space');
    await terminal.shows('left out of what security should cost');
    await terminal.shows(/whole +£2\.00k +£5\.00k /);
    terminal.press('Right');
    await terminal.shows(/# (?:[a-z ,]+: )?£\S+, .*loses £/);
    terminal.press('Left');
    await terminal.shows(/# £0, .*loses £.*: as today/);
    terminal.press('x');
    await terminal.shows('Export');
    terminal.press('Down', 'Tab', 'Down', 'Enter');
    await terminal.shows('written: ');
    // A limit that is left out is nothing that a file could hold
    terminal.press('q');
    await terminal.shows('status 0');
    await assertRestored(terminal);

    const words = [PROGRAM, 'doughnut', file, '--without', 'big', '--csv', terminal.folder, '--quiet'];
    execFileSync(process.execPath, words, { stdio: 'ignore' });
    const [shown, said] = ['works-spend.csv', 'frontier.csv'].map((name) =>
      readFileSync(path.join(terminal.folder, name), 'utf8'),
    );
    expect(shown).toBe(said);
    // The model file is as it was: what was left out is nobody's limit
    expect(readFileSync(file, 'utf8')).toBe(KNOWN);
  });

  test('an analyst: which risk is worse, and what does a typical bad year look like', async () => {
    const terminal = openTerminal();
    writeFileSync(path.join(terminal.folder, 'works.yaml'), KNOWN);
    terminal.type(`node ${PROGRAM} works.yaml; echo "status $?"`);
    await terminal.shows(/B mean +£\d/);
    terminal.press('4');
    await terminal.shows(/▸ fault .*£/);
    terminal.press('o');
    await terminal.shows(/o sort: (?!cost)/);
    terminal.press('5');
    await terminal.shows('[Points]');
    terminal.press(']');
    await terminal.shows('[Chains]');
    await terminal.shows(/▸ +\d+%/);
    terminal.press('f');
    await terminal.shows('[Cascade]');
    await terminal.shows(/Hour 0\.0 of/);
    terminal.press('Right');
    await terminal.shows(/Hour (?!0\.0)\S+ of/);
    terminal.press('q');
    await terminal.shows('status 0');
    await assertRestored(terminal);
  });
});
