import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'vitest';
import { until } from '../fixtures/until.ts';
import { MODEL } from '../tui/host/host-of.ts';
import { assertRestored, hasTmux, openTerminal, PROGRAM } from './terminal.ts';

/** Looks at the screen between two arrows. */
const LOOKS = 100;

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
    // An arrow in two pieces. On a machine that is too busy to read the second one in time it is an Esc, and is sent again after many
    // looks; where the first was only slow, both are taken
    let looks = 0;
    await until(() => {
      if (/▸ +· (grid|spare)/.test(terminal.screen())) return true;
      if (looks % LOOKS === 0) terminal.send('\u001b', '[B');
      looks++;
      if (looks > 50 * LOOKS) throw new Error(`No arrow was taken:\n${terminal.screen()}`);
      return false;
    });

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
  });
});
