/** What a place is for, the keys there, the keys everywhere: made from the table of commands; letters search it. */
import { counted } from '../../results/format/count.ts';
import { wrap } from '../../report/text/wrap.ts';
import { commandsFrom, matching, type Found } from '../commands/find.ts';
import { canAct, type Command } from '../commands/command.ts';
import { offered } from '../commands/table.ts';
import { ends, fit, widthOf, withoutColours } from '../draw/text.ts';
import { isSpoken, SPOKEN_WIDTH, themeOf, type Theme } from '../draw/theme.ts';
import { keyIn, keySign, spokenKey } from '../keys/key.ts';
import { screenOf, tabOf } from '../state/navigation.ts';
import { registered, type Overlay, type Product } from '../state/product.ts';
import type { State } from '../state/state.ts';
import { firstInSight } from '../draw/table.ts';
import { GLOSSARY, termsLike, type Term } from '../words/glossary.ts';
import { EMPTY_LIST, fieldLine, listKeys, taken, type Listed } from './list.ts';

const signs = ({ keys }: Command, theme: Theme): string =>
  keys
    .slice(0, 2)
    .map((key) => keySign(key, theme.look.glyphs === 'ascii'))
    .join(' ');

/** Names in two columns under a word. */
function columns(word: string, commands: readonly Command[], width: number, theme: Theme): string[] {
  if (isSpoken(theme)) {
    return commands.map(({ keys, sentence }) => `${keys.slice(0, 2).map(spokenKey).join(' or ')}: ${sentence}`);
  }
  const left = 10;
  const each = Math.floor((width - left) / 2);
  const cell = (command: Command | undefined): string =>
    command === undefined ? '' : `${fit(theme.heading(signs(command, theme)), 10)} ${theme.words(command.name)}`;
  return Array.from({ length: Math.ceil(commands.length / 2) }, (_, row) => {
    const [first, second] = [commands[2 * row], commands[2 * row + 1]];
    return fit(row === 0 ? theme.quiet(word) : '', left) + fit(cell(first), each) + cell(second);
  });
}

/** Keys and names one after the other, for a page that has no room for columns. */
function flowing(word: string, commands: readonly Command[], width: number, theme: Theme): string[] {
  const left = 10;
  const lines: string[] = [];
  for (const command of commands) {
    const item = `${theme.heading(signs(command, theme))} ${theme.words(command.name)}`;
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last) + 2 + widthOf(item) <= width - left)
      lines[lines.length - 1] = `${last}  ${item}`;
    else lines.push(item);
  }
  return lines.map((line, row) => fit(row === 0 ? theme.quiet(word) : '', left) + line);
}

const MARKS = (theme: Theme): string[] => {
  const { within, outside, margin, unresolved, running } = theme.glyphs;
  return [
    `${theme.quiet(fit('marks', 10))}${within} within   ${outside} outside   ${margin} at margin   ${unresolved} not resolved`,
    `${' '.repeat(10)}${running} still running   ${theme.words('±')} one standard error`,
  ];
};

/** Words and what they mean, under one another. */
const termLines = (terms: readonly Term[], width: number, theme: Theme): string[] =>
  terms.flatMap(({ word, says }) => {
    const [first = '', ...more] = wrap(theme.words(`${word}: ${says}`), width, 2);
    return [theme.heading(first.slice(0, word.length)) + first.slice(word.length), ...more];
  });

export function helpOverlay(whole: () => Product): Overlay {
  const commandsOf = (state: State): readonly Command[] =>
    offered(whole(), state).filter(({ keys }) => keys.length > 0);
  const foundOf = (state: State, text: string): readonly Found[] =>
    text === '' ? [] : matching(commandsFrom(whole(), state, commandsOf(state)), text, 50);
  /** Lines that are heard at once: what the place is for and its keys; those of every place are read on. */
  const heardAtOnce = (state: State): number => {
    const tab = tabOf(whole(), state);
    const here = commandsOf(state).filter((command) => tab.commands.includes(command));
    return 1 + here.filter((command) => state.model !== null || canAct(command, state)).length;
  };
  const begun = (state: State): Listed =>
    isSpoken(state) ? { ...EMPTY_LIST, cursor: heardAtOnce(state) - 1 } : EMPTY_LIST;
  const pageOf = (state: State, width: number, height: number, theme: Theme): readonly string[] => {
    const tab = tabOf(whole(), state);
    // What needs a model says nothing to somebody who has none
    const commands = commandsOf(state).filter((command) => state.model !== null || canAct(command, state));
    const here = commands.filter((command) => tab.commands.includes(command));
    const anywhere = commands.filter((command) => !tab.commands.includes(command));
    const deeds = anywhere.filter(({ isMove }) => isMove !== true);
    const moves = anywhere.filter(({ isMove }) => isMove === true);
    const purpose = wrap(theme.words(tab.purpose), width);
    const words = [theme.quiet('what the words mean'), ...termLines(GLOSSARY, width, theme)];
    const marks = isSpoken(theme) ? [] : MARKS(theme);
    const ofHere = columns('here', here, width, theme);
    const page = [
      ...purpose,
      '',
      ...ofHere,
      ...(here.length === 0 ? [] : ['']),
      ...columns('anywhere', deeds, width, theme),
      ...columns('moves', moves, width, theme),
      '',
      ...marks,
    ];
    if (isSpoken(theme)) return [...page, ...words].map(withoutColours).filter((line) => line !== '');
    if (page.length <= height) return [...page, '', ...words];
    return [
      ...purpose,
      ...ofHere,
      ...flowing('anywhere', deeds, width, theme),
      ...flowing('moves', moves, width, theme),
      ...marks,
      '',
      ...words,
    ];
  };
  const overlay: Overlay<Listed | null> = {
    id: 'help',
    width: 74,
    view: (state, own, width, height, theme) => {
      const listed = own ?? begun(state);
      const screen = screenOf(whole(), state);
      const tab = tabOf(whole(), state);
      const title = `Help: ${screen.name}${screen.tabs.length > 1 ? `, ${tab.name}` : ''}`;
      const { separator } = theme.glyphs;
      if (listed.text === '') {
        const all = pageOf(state, width, height, theme);
        if (isSpoken(theme)) {
          const heard = heardAtOnce(state);
          const top = height === 1 ? Math.min(listed.cursor, all.length - 1) : 0;
          const keys = all.length - heard - 1 - termLines(GLOSSARY, width, theme).length;
          const foot = `${counted(keys, 'key')} more everywhere, then what the words mean: down and page down read on, letters search, esc closes`;
          return { title, foot, lines: all.slice(top, top + height), listFrom: heard };
        }
        const top = Math.min(listed.cursor, Math.max(0, all.length - height));
        const isMore = all.length > height;
        const where = isMore
          ? `lines ${top + 1} to ${Math.min(all.length, top + height)} of ${all.length}${separator}`
          : '';
        return { title, foot: `${where}type to search${separator}esc closes`, lines: all.slice(top, top + height) };
      }
      const found = foundOf(state, listed.text);
      const terms = termLines(termsLike(listed.text), width, theme);
      const room = Math.max(1, height - 2 - terms.length);
      const first = firstInSight(found.length, listed.cursor, room);
      const rows = found.slice(first, first + room).map(({ text, key, kind, obstacle }, index) => {
        const isChosen = first + index === listed.cursor;
        const words = obstacle === null ? text : `${text}: ${obstacle}`;
        const line = ends(
          isSpoken(theme)
            ? `${isChosen ? theme.glyphs.cursor : ''}${keyIn(key, theme.look.glyphs)}: ${words}`
            : `${isChosen ? theme.glyphs.cursor : ' '} ${fit(keySign(key, theme.look.glyphs === 'ascii'), 9)} ${theme.words(words)}`,
          theme.quiet(theme.words(kind)),
          width,
          theme.glyphs.ellipsis,
        );
        if (isChosen) return theme.heading(line);
        return obstacle === null ? line : theme.quiet(line);
      });
      const none = found.length === 0 && terms.length === 0 ? [theme.quiet('  no command has these letters')] : rows;
      return {
        title,
        foot: `${found.length} found${separator}enter does it${separator}esc closes`,
        lines: [fieldLine(listed, theme.glyphs.caret), ...(terms.length === 0 ? [''] : terms), ...none],
        listFrom: Math.max(2, 1 + terms.length),
      };
    },
    take: (state, own, message) => {
      const listed = own ?? begun(state);
      // The key that opens it closes it
      if (message.kind === 'key' && message.key === '?' && listed.text === '') return [{ ...state, overlay: null }, []];
      if (message.kind === 'key' && message.key === 'enter' && listed.text === '')
        return [{ ...state, overlay: null }, []];
      if (listed.text === '') {
        const step = message.kind === 'key' ? SCROLL[message.key] : undefined;
        if (step !== undefined) {
          const most = isSpoken(state) ? pageOf(state, SPOKEN_WIDTH, 1, themeOf(state.look)).length - 1 : 60;
          const cursor = Math.max(0, Math.min(most, listed.cursor + step));
          return cursor === listed.cursor
            ? [state, []]
            : [{ ...state, overlay: { id: 'help', own: { ...listed, cursor } } }, []];
        }
      }
      return taken('help', listed, message, state, (text) => foundOf(state, text));
    },
    keys: (state, own) => {
      const { text } = own ?? EMPTY_LIST;
      if (text !== '') return listKeys(foundOf(state, text).length);
      return [
        { key: 'a word', words: 'searches, such as save' },
        { key: 'down', words: 'what the words mean' },
      ];
    },
  };
  return registered(overlay);
}

const SCROLL: Readonly<Record<string, number>> = {
  down: 1,
  up: -1,
  'page-down': 10,
  'page-up': -10,
  'ctrl-d': 8,
  'ctrl-u': -8,
};
