import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { MODEL } from '../tui/host/host-of.ts';
import { assertRestored, hasTmux, openTerminal, PROGRAM } from './terminal.ts';

describe.skipIf(!hasTmux)('keys as terminals send them', () => {
  test('in one burst, in pieces, and pasted: each is taken once, and pasted text is no command', async () => {
    const terminal = openTerminal();
    writeFileSync(path.join(terminal.folder, 'works.yaml'), MODEL);
    terminal.type(`node ${PROGRAM} works.yaml; echo "status $?"`);
    await terminal.shows(/A big +\d/);
    terminal.press('3');
    await terminal.shows(/▸ . works/);
    // Four of them at once, and three back
    terminal.send('jjjj');
    await terminal.shows(/▸ · guard/);
    terminal.send('kkk');
    await terminal.shows(/▸ +▾ feed/);
    // An arrow in two pieces. On a machine that is too busy to read the second one in time it is an Esc, and pressed again
    let presses = 0;
    const pressArrow = (): void => {
      presses++;
      terminal.send('\u001b', '[B');
    };
    pressArrow();
    while (!/▸ +· grid/.test(terminal.screen()) && presses < 50) {
      await terminal.shows(/▸ +(· grid|▾ feed)/);
      if (/▸ +▾ feed/.test(terminal.screen())) pressArrow();
    }
    await terminal.shows(/▸ +· grid/);

    // Not one of these letters is a key
    terminal.paste('q\nq\n2\nd\n');
    terminal.press('1');
    await terminal.shows('[1 Overview]');
    terminal.press('/');
    await terminal.shows(/next: ↵/);
    // In a field it is one line of text
    terminal.paste('big\nor q\n');
    await terminal.shows('/big or q');
    terminal.press('C-u');
    terminal.paste('mean\n');
    await terminal.shows(/\/mean\W*1 of 2/);
    terminal.press('Enter', 'q');
    await terminal.shows('status 0');
    await assertRestored(terminal);
    expect(presses).toBeLessThan(50);
  });
});
