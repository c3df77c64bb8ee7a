import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasTmux, openTerminal, PROGRAM, SCENARIOS } from './terminal.ts';

describe.skipIf(!hasTmux)('the job of a crisis team', () => {
  test('intake A is gone: how long do we have, what shuts when, what helps', async () => {
    const terminal = openTerminal();
    terminal.type(`node ${PROGRAM} ${path.join(SCENARIOS, 'hub-airport/as-was.yaml')}`);
    await terminal.shows(/C closure +\d/);
    terminal.press('3', '/', 'i', 'n', 't', 'a', 'k', 'e', 'Enter');
    await terminal.shows(/▸ · intake-a/);
    terminal.press('f');
    await terminal.shows(/Hour 0\.0 of/);
    const ranges = await terminal.shows(/terminals is down in all 200 after \d/);
    expect(ranges).toMatch(/It costs £\d/);
    terminal.press('Right', 'Right', 'Right');
    await terminal.shows(/terminals down for/);
    terminal.press('Left', 'n');
    await terminal.shows('future 2 of 200');
    await terminal.shows(/network-switching: automatic saves £\d/);
    // What stands before it: the control that would save most
    terminal.press('2');
    await terminal.shows(/▸ network-switching|▸ standby-generation/);
    terminal.press('q');
    await terminal.ended();
  });
});
