import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readAnswers } from '../../src/tui/first/first-model.ts';
import { draftOf } from '../../src/tui/host/draft.ts';
import { hasTmux, openTerminal, PROGRAM } from './terminal.ts';

const ANSWERS = [
  'A small railway',
  'ticket sales, open 06:00..22:00',
  '£400..£1500, borne by us',
  'payment provider 2 h, electricity, network 10..30 min, two clerks',
  'power cut hits electricity every 1..3 years for 2..8 h',
  '',
  'over £20k 1 year in 20',
];

describe.skipIf(!hasTmux)('a newcomer at a terminal', () => {
  test('answers seven questions, changes a guess, suspends, writes the file beside another, and sees the verdict', async () => {
    const terminal = openTerminal();
    writeFileSync(path.join(terminal.folder, 'a-small-railway.yaml'), 'somebody else’s\n');
    terminal.type(`node ${PROGRAM}`);
    await terminal.shows('build a first model: seven questions');
    terminal.press('n');
    for (const [index, answer] of ANSWERS.entries()) {
      await terminal.shows(`question ${index + 1} of 7`);
      if (answer !== '') terminal.press('-l', answer);
      if (index === 3) {
        await terminal.shows('1 of 2 is enough?');
        terminal.press('Tab');
        await terminal.shows('both are needed?');
        terminal.press('C-z');
        await terminal.ended();
        terminal.type('fg');
        await terminal.shows('both are needed?');
        terminal.resize(60, 16);
        terminal.resize(80, 24);
      }
      if (answer !== '') await terminal.shows('take it, ');
      terminal.press('Enter');
    }
    await terminal.shows('write it and open it');
    terminal.press('Enter');
    await terminal.shows('it is there already');
    terminal.press('C-u');
    terminal.press('-l', 'mine');
    await terminal.shows('write it and open it');
    terminal.press('Enter');
    await terminal.shows(/big-loss +\S/);
    const text = readFileSync(path.join(terminal.folder, 'mine.yaml'), 'utf8');
    const starts = /^starts: (\S+)$/m.exec(text)?.[1] ?? '';
    const { model } = readAnswers(ANSWERS, { '3/clerk': 1 }, starts);
    expect({ ok: true, text }).toEqual(model && draftOf(model, 'mine.yaml'));
    expect(text).toContain('enough-clerk: { at least: 2, of: clerk }');
    terminal.press('q');
    await terminal.ended();
    expect(terminal.modes()).toEqual({ isAlternate: false, hasCursor: true });
  });
});
