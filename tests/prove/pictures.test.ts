/** Pictures of commands that take minutes: what the program prints today. Those that are quick are checked with the pages. */
import { describe, expect, test } from 'vitest';
import { longCommands, outcomeOf, pages, textOf } from '../docs/pages.ts';

const withLong = pages().filter((page) => longCommands().some((command) => textOf(page).includes(`$ ${command}\n`)));

describe.runIf(process.env['RINGFENCE_PROVE'] === '1')('pictures that take long', () => {
  test.each(withLong)('%s: show what the program prints', async (page) => {
    const { stdout } = await outcomeOf(process.execPath, ['scripts/pictures.mjs', '--check', page]);
    expect(stdout).toBe('');
  });
});
