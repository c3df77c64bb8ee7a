/** Row 24: the next useful key, then as many others as fit, the most useful first; the way to all of them last. */
import { keySign, type Key } from '../keys/key.ts';
import { fit, widthOf } from '../draw/text.ts';
import type { Theme } from '../draw/theme.ts';
import type { Product } from '../state/product.ts';
import type { State } from '../state/state.ts';
import { canAct, type Command } from './command.ts';
import { nextStep } from './next-step.ts';
import { offered } from './table.ts';

const GAP = '  ';

/** Keys of a command as they stand in a footer: `←/→`, or the first. */
function signsOf({ keys }: Pick<Command, 'keys'>, isAscii: boolean): string {
  const shown = keys[0] === 'left' && keys.includes('right') ? keys.slice(0, 2) : keys.slice(0, 1);
  return shown.map((key) => keySign(key, isAscii)).join('/');
}

/** One on ← and one on → that belong together stand as one. */
function paired(commands: readonly Command[]): readonly Pick<Command, 'keys' | 'name'>[] {
  const right = commands.find(({ keys }) => keys[0] === 'right');
  const left = commands.find(({ keys, both }) => keys[0] === 'left' && both !== undefined);
  if (left?.both === undefined || right === undefined) return commands;
  const together = { keys: ['left', 'right'], name: left.both };
  return commands.filter((command) => command !== right).map((command) => (command === left ? together : command));
}

const item = (sign: string, words: string, theme: Theme): string => `${theme.heading(sign)} ${theme.quiet(words)}`;

/** Keys that stand at the end of every footer, the last ones first to go. */
const LAST: readonly (readonly [string, Key, string])[] = [
  ['palette', ':', 'all'],
  ['help', '?', 'help'],
  ['quit', 'q', 'quit'],
];

export function footer(product: Product, state: State, width: number, theme: Theme): string {
  const isAscii = theme.look.glyphs === 'ascii';
  const next = nextStep(product, state);
  const first = ` ${theme.quiet('next:')} ${theme.heading(`${keySign(next.key, isAscii)} ${theme.words(next.words)}`)}`;
  const overlay = product.overlays.find(({ id }) => id === state.overlay?.id);
  if (state.overlay !== null && overlay !== undefined) {
    const keys = overlay.keys(state, state.overlay.own).slice(1);
    const others = [...keys, { key: 'esc', words: 'close' }].filter(
      ({ key }, place, all) => key !== next.key && all.findIndex((one) => one.key === key) === place,
    );
    return joined(
      first,
      others.map(({ key, words }) => item(keySign(key, isAscii), theme.words(words), theme)),
      [],
      width,
    );
  }
  if (state.filtering !== null) return joined(first, [item('esc', 'clear it', theme)], [], width);
  const commands = offered(product, state).filter(
    (command) =>
      command.isMove !== true &&
      command.keys.length > 0 &&
      command.id !== next.command &&
      command.isQuiet?.(state) !== true &&
      canAct(command, state),
  );
  const isLast = ({ id }: Command): boolean => LAST.some(([last]) => last === id);
  const last = LAST.filter(([id]) => id !== next.command && commands.some((command) => command.id === id));
  return joined(
    first,
    paired(commands.filter((command) => !isLast(command))).map((command) =>
      item(signsOf(command, isAscii), command.name, theme),
    ),
    last.map(([, key, words]) => item(key, words, theme)),
    width,
  );
}

function joined(first: string, items: readonly string[], last: readonly string[], width: number): string {
  const lengthOf = (parts: readonly string[]): number =>
    parts.reduce((sum, part) => sum + GAP.length + widthOf(part), 0);
  let room = width - widthOf(first) - 1;
  const kept: string[] = [];
  for (const part of last) if (lengthOf([...kept, part]) <= room) kept.push(part);
  room -= lengthOf(kept);
  const shown: string[] = [];
  for (const part of items) {
    if (lengthOf([...shown, part]) > room) break;
    shown.push(part);
  }
  return fit([first, ...shown, ...kept].join(GAP), width);
}
