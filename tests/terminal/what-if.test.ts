import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { MODEL } from '../tui/host/host-of.ts';
import { hasTmux, openTerminal, PROGRAM } from './terminal.ts';

/** A model none of whose portfolios is the what-if: what has a name in the file is not asked for on the way out. */
const WORKS = MODEL.replace('careful: { guard: night }', 'careful: { guard: day-and-night }');

describe.skipIf(!hasTmux)('an analyst at a terminal', () => {
  test('tries a control, saves it with the comments of the file, takes it out again, and leaves', async () => {
    const terminal = openTerminal();
    const file = path.join(terminal.folder, 'works.yaml');
    writeFileSync(file, WORKS);
    terminal.type(`node ${PROGRAM} works.yaml; echo "status $?"`);
    await terminal.shows(/A big +\d/);
    terminal.press('2');
    await terminal.shows('[Controls]');
    terminal.press('Right');
    await terminal.shows(/guard +◇─●─○ night/);
    await terminal.shows(/loss, mean +£\S+ +→ £\S+ +− £/);
    terminal.press('s');
    await terminal.shows('1 line more, all else as it is');
    terminal.press('C-u');
    terminal.press('guarded');
    await terminal.shows('+   guarded: { guard: night }');
    terminal.press('Enter');
    await terminal.shows('saved as portfolio guarded');
    expect(readFileSync(file, 'utf8')).toBe(
      WORKS.replace(
        '  careful: { guard: day-and-night }\n',
        '  careful: { guard: day-and-night }\n  guarded: { guard: night }\n',
      ),
    );
    // Where the line was gone before the key came, it is said once more first
    terminal.press('u');
    await terminal.shows(/taken out of the file|last step: saved as portfolio guarded/);
    if (!/taken out of the file/.test(terminal.screen())) terminal.press('u');
    await terminal.shows('taken out of the file');
    expect(readFileSync(file, 'utf8')).toBe(WORKS);
    terminal.press('q');
    await terminal.shows('Leave without saving?');
    terminal.press('d');
    expect(await terminal.ended()).toContain('status 0');
  });
});
