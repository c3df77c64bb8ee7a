import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { assertRestored, hasTmux, openTerminal, PROGRAM, SCENARIOS } from './terminal.ts';

const SHOP = path.join(SCENARIOS, 'corner-shop/shop.yaml');

describe.skipIf(!hasTmux)('the program in a terminal', () => {
  test('opens the airport, answers keys, survives any size, comes back from fg, and leaves', async () => {
    const terminal = openTerminal();
    terminal.type(`node ${PROGRAM} ${path.join(SCENARIOS, 'hub-airport/as-was.yaml')}; echo "status $?"`);
    await terminal.shows(/C closure +\d/);
    expect(terminal.modes()).toEqual({ isAlternate: true, hasCursor: false });
    const first = terminal.screen().split('\n');
    expect(first[0]).toMatch(/^Ringfence {2}Hub airport, one intake lost \(as it was\) +as-was\.yaml$/);
    expect(first[1]).toContain('[1 Overview]');
    expect(first[23]).toMatch(/^ next: .*\? help {2}q quit$/);
    expect(terminal.title()).toMatch(/Hub airport, one intake lost \(as it was\)$/);

    terminal.press('jj');
    await terminal.shows('▸ C closure');
    terminal.press('w');
    await terminal.shows('Why: closure is');
    terminal.press('Escape', '?');
    await terminal.shows('Help: Overview');
    terminal.press('Escape', '/', 'c', 'l', 'Enter');
    await terminal.shows('/cl: 1 of 7');

    terminal.resize(1, 1);
    terminal.resize(40, 10);
    await terminal.shows('This terminal has 40 and 10.');
    terminal.resize(120, 40);
    await terminal.shows('Where it starts');
    terminal.resize(80, 24);
    await terminal.shows(/^ next: .*q quit$/m);

    terminal.press('C-z');
    await terminal.shows('Stopped');
    expect(terminal.modes()).toEqual({ isAlternate: false, hasCursor: true });
    terminal.type('fg');
    await terminal.shows('▸ C closure');
    terminal.press('Escape');
    await terminal.shows('▸ C closure');
    terminal.press('q');
    await assertRestored(terminal);
    // The state file has what was open, and nothing that somebody else may read
    const kept = JSON.parse(readFileSync(path.join(terminal.folder, 'state/ringfence/state.json'), 'utf8'));
    expect(kept.files[0]).toMatchObject({ title: 'Hub airport, one intake lost (as it was)', screen: 'overview' });
  });

  test('shows the faults of a file, opens the editor at their line, and reads the file anew', async () => {
    const terminal = openTerminal(80, 24, { EDITOR: 'sh ./edit.sh' });
    const file = path.join(terminal.folder, 'shop.yaml');
    copyFileSync(SHOP, file);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^currency: .*$/m, 'curency: GBP'));
    // Waits inside the editor, so that one sees that nothing paints over it
    writeFileSync(
      path.join(terminal.folder, 'edit.sh'),
      'echo "editor $@"; for i in 1 2 3 4 5 6 7 8; do read answer; echo "$answer" >> heard; done\n' +
        'sed -i "s/^curency/currency/" shop.yaml; echo "$@" > asked\n',
    );
    terminal.type(`node ${PROGRAM} shop.yaml; echo "status $?"`);
    await terminal.shows('[Faults]');
    await terminal.shows(/next: e edit line \d+/);
    terminal.press('e');
    const inside = await terminal.shows(/editor \+\d+ .*shop\.yaml/);
    expect(inside).not.toContain('next:');
    // Every key is the editor's
    const lines = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];
    for (const line of lines) terminal.type(line);
    await terminal.shows('[1 Overview]');
    expect(readFileSync(path.join(terminal.folder, 'heard'), 'utf8').trimEnd().split('\n')).toEqual(lines);
    expect(readFileSync(path.join(terminal.folder, 'asked'), 'utf8')).toMatch(/^\+\d+ .*shop\.yaml\n$/);
    await terminal.shows(/A corner shop/);
    terminal.press('q');
    await assertRestored(terminal);
  });

  test('without a model it looks for some; without a terminal it says what to use', async () => {
    const terminal = openTerminal();
    copyFileSync(SHOP, path.join(terminal.folder, 'shop.yaml'));
    terminal.type(`node ${PROGRAM}; echo "status $?"`);
    await terminal.shows(/▸ A corner shop +shop\.yaml/);
    terminal.press('q');
    await terminal.shows('status 0');
    terminal.type(`node ${PROGRAM} | cat; node ${PROGRAM} < /dev/null; echo "status $?"`);
    const said = await terminal.shows('status 1');
    expect(said.match(/needs a terminal/g)).toHaveLength(2);
    expect(existsSync(path.join(terminal.folder, 'state'))).toBe(false);
  });
});
