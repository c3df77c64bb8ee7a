import { readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { MODEL } from '../tui/host/host-of.ts';
import { hasTmux, openTerminal, PROGRAM } from './terminal.ts';

/** `script` keeps every byte that the program writes. */
const hasScript = spawnSync('script', ['--version']).status === 0;

describe.skipIf(!hasTmux || !hasScript)('the program in a terminal that can only add lines', () => {
  test('says what each key changes, writes no byte that steers, and leaves the terminal as it was', async () => {
    const terminal = openTerminal();
    writeFileSync(path.join(terminal.folder, 'works.yaml'), MODEL);
    terminal.type(`TERM=dumb script -qec "node ${PROGRAM} works.yaml" said.txt; echo "status $?"`);
    await terminal.shows(/Next: 2, try a change|Next: 5, what could go wrong/);
    expect(terminal.modes()).toEqual({ isAlternate: false, hasCursor: true });
    terminal.press('2');
    await terminal.shows('What-if, Controls.');
    terminal.press('j');
    await terminal.shows('switching, none, costs nothing, level 1 of 2, 2 of 2.');
    terminal.press('Right');
    await terminal.shows('switching, automatic, 1.00 thousand pounds a year, level 2 of 2.');
    await terminal.shows('Next: s, save it.');
    terminal.press('Escape');
    await terminal.shows('not now: there is nothing to go back from.');
    terminal.press('q');
    await terminal.shows('Leave without saving?');
    terminal.press('d');
    const end = await terminal.ended();
    expect(end).toContain('status 0');
    terminal.type('stty -a | grep -o " -\\?icanon\\| -\\?echo " | tr -d "\\n"; echo " :modes"');
    expect(await terminal.shows(' :modes\n')).toContain(' icanon echo  :modes');

    const said = readFileSync(path.join(terminal.folder, 'said.txt'), 'utf8');
    // oxlint-disable-next-line no-control-regex -- lines and nothing else
    expect(said.replace(/\r?\n/g, '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    const lines = said.split(/\r?\n/).filter((line) => !line.startsWith('Script '));
    expect(lines[0]).toBe('Reading works.yaml.');
    expect(lines).toContain('Ringfence. A small works.');
    expect(lines).toContain('Overview.');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    lines.forEach((line, index) => expect(line === '' || line !== lines[index - 1]).toBe(true));
    // Whoever leaves hears nothing more
    expect(lines.filter((line) => line !== '').at(-1)).toBe('escape stays.');
  });
});
