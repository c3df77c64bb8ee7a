/**
 * The real program with faulty pieces: keys that throw while a message is taken, while a frame is drawn, in a promise that nobody
 * waits for, and in a panel. Joined by `faulty.ts`, as it is joined for people.
 */
import { main } from '../../src/cli/program.ts';
import type { Command, Next } from '../../src/tui/commands/command.ts';
import { product } from '../../src/tui/product.ts';
import { slot, type State } from '../../src/tui/state/state.ts';

const planted = slot('planted', '');

const throwing = (where: string): never => {
  throw new Error(`planted in ${where}`);
};

/** Pieces are readonly for the program, not for who plants a fault in them. */
const piece = <T>(object: T): { -readonly [K in keyof T]: T[K] } => object;

const key = (sign: string, where: string, run: (state: State) => Next): Command => ({
  id: `planted.${where}`,
  keys: [sign],
  name: where,
  sentence: `Throw in ${where}`,
  run,
});

piece(product).everywhere = [
  ...product.everywhere,
  key('X', 'update', () => throwing('update')),
  key('D', 'draw', (state) => [planted.with(state, 'draw'), []]),
  key('N', 'panel', (state) => [planted.with(state, 'panel'), []]),
  key('P', 'promise', (state) => {
    void Promise.reject(new Error('planted in a promise'));
    return [state, []];
  }),
];

for (const { tabs } of product.screens) {
  for (const tab of tabs) {
    const { head } = tab;
    piece(tab).head = (state, width, theme) =>
      planted.of(state) === 'draw' ? throwing('draw') : (head?.(state, width, theme) ?? []);
    for (const panel of tab.panels) {
      const { draw } = panel;
      piece(panel).draw = (state, area) => (planted.of(state) === 'panel' ? throwing('a panel') : draw(state, area));
    }
  }
}

process.exitCode = await main(process.argv.slice(2));
