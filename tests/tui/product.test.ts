import { describe, expect, test } from 'vitest';
import { allCommands } from '../../src/tui/commands/table.ts';
import { moves } from '../../src/tui/commands/moves.ts';
import { product } from '../../src/tui/product.ts';
import { firstState } from '../../src/tui/state/state.ts';
import { updateOf } from '../../src/tui/state/update.ts';
import { USUAL } from '../../src/tui/state/answers.ts';

const MOVES = new Set(moves(() => product).flatMap(({ keys }) => keys));

describe('the table of commands', () => {
  test('binds keys that move about to nothing else, but for left and right, for the ends of what is played, and for Tab and down where one types', () => {
    const others = allCommands(product).filter(
      ({ id }) => !/^(move|tab|panel)\.|^cascade\.(first|last)$|^first\.(guess|ahead)$/.test(id),
    );
    expect(others.filter(({ keys }) => keys.some((key) => MOVES.has(key))).map(({ id }) => id)).toEqual([]);
  });

  test('leaves keys alone that terminals and tmux take for themselves', () => {
    const taken = new Set(['ctrl-a', 'ctrl-b', 'ctrl-q', 'ctrl-s']);
    expect(allCommands(product).filter(({ keys }) => keys.some((key) => taken.has(key)))).toEqual([]);
  });

  test('says of every command what it does: a name that fits a footer, a sentence without a full stop', () => {
    for (const { id, name, sentence } of allCommands(product)) {
      expect([id, name.length <= 14, /^[A-Z].*[^.]$/.test(sentence)]).toEqual([id, true, true]);
    }
  });

  test('has no key twice in one place', () => {
    for (const { tabs } of product.screens) {
      for (const { id, commands } of tabs) {
        for (const panel of new Set(commands.map((command) => command.panel))) {
          const keys = commands.filter((command) => command.panel === panel).flatMap((command) => command.keys);
          expect([id, keys.length]).toEqual([id, new Set(keys).size]);
        }
      }
    }
  });
});

test('opening a file asks for the file, then for as much as `run` takes', () => {
  const update = updateOf(product);
  const first = firstState({
    size: { columns: 80, rows: 24 },
    look: { glyphs: 'unicode', palette: 'none' },
    version: '0.0.0',
    startedAt: 0,
    folder: '/models',
    workers: 1,
  });
  const [opening, effects] = update(first, { kind: 'begin', file: { path: '/models/a.yaml', shown: 'a.yaml' } });
  expect(effects).toEqual([{ kind: 'ask', request: { kind: 'open', file: '/models/a.yaml', id: 1 } }]);
  expect(opening.place.screen).toBe('overview');
  expect(USUAL).toEqual({ kind: 'enough' });
});
