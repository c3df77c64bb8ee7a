/** How things look: the few colours and the signs, chosen for a terminal and a reader. */
import type { Paint, Style } from '../../report/text/style.ts';

/** Signs with braille charts, signs with block charts, ASCII alone; or words, for what is read aloud. */
export type GlyphSet = 'unicode' | 'block' | 'ascii' | 'spoken';
/** No colour, the usual ones, or bright blue and bold yellow instead of green and red. */
export type Palette = 'none' | 'usual' | 'blue-orange';

/** What decides the look: plain data. */
export interface Look {
  readonly glyphs: GlyphSet;
  readonly palette: Palette;
}

export interface Glyphs {
  readonly heavy: string;
  readonly light: string;
  readonly cursor: string;
  readonly within: string;
  readonly outside: string;
  readonly margin: string;
  readonly unresolved: string;
  readonly running: string;
  readonly today: string;
  readonly chosen: string;
  readonly other: string;
  readonly short: string;
  readonly safe: string;
  readonly over: string;
  readonly coincide: string;
  readonly open: string;
  readonly closed: string;
  readonly leaf: string;
  /** Between parts of a line, with its blanks. */
  readonly separator: string;
  readonly ellipsis: string;
  readonly caret: string;
  readonly arrow: string;
  readonly side: string;
  /** Corners of a heavy box: top left, top right, bottom left, bottom right. */
  readonly corners: readonly [string, string, string, string];
  /** Parts of a bar, from an eighth of a column to the whole one. */
  readonly bar: readonly string[];
}

const UNICODE: Glyphs = {
  heavy: '━',
  light: '─',
  cursor: '▸',
  within: '✓',
  outside: '✗',
  margin: '≈',
  unresolved: '?',
  running: '…',
  today: '◇',
  chosen: '●',
  other: '○',
  short: '−',
  safe: '=',
  over: '+',
  coincide: '‖',
  open: '▾',
  closed: '▸',
  leaf: '·',
  separator: ' · ',
  ellipsis: '…',
  caret: '▏',
  arrow: '→',
  side: '┃',
  corners: ['┏', '┓', '┗', '┛'],
  bar: ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'],
};

const ASCII: Glyphs = {
  heavy: '=',
  light: '-',
  cursor: '>',
  within: 'ok',
  outside: 'X',
  margin: '~',
  unresolved: '?',
  running: '.',
  today: 'd',
  chosen: 'O',
  other: 'o',
  short: '-',
  safe: '=',
  over: '+',
  coincide: '!!',
  open: 'v',
  closed: '>',
  leaf: '.',
  separator: ', ',
  ellipsis: '.',
  caret: '_',
  arrow: '->',
  side: '|',
  corners: ['+', '+', '+', '+'],
  bar: ['.', '.', '.', '#', '#', '#', '#', '#'],
};

/** Marks that take no room and are never written: by them speech finds where one is. */
export const HERE = '\u001b[7m\u001b[27m';
export const CARET = '\u001b[4m\u001b[24m';

/** Signs as words; what only separates or decorates is left out. */
const SPOKEN: Glyphs = {
  heavy: '',
  light: '',
  cursor: HERE,
  within: 'within',
  outside: 'outside',
  margin: 'at margin',
  unresolved: 'not resolved',
  running: 'too early to say',
  today: '',
  chosen: 'chosen,',
  other: '',
  short: '−',
  safe: '',
  over: '+',
  coincide: '',
  open: 'open',
  closed: 'closed',
  leaf: '',
  separator: ', ',
  ellipsis: '',
  caret: CARET,
  arrow: '→',
  side: '',
  corners: ['', '', '', ''],
  bar: ['', '', '', '', '', '', '', ''],
};

/** Paints and signs. It is the `Style` of a report too. */
export interface Theme extends Style {
  readonly look: Look;
  readonly glyphs: Glyphs;
  /** The chosen row. */
  readonly inverse: Paint;
  /** Words, figures and names as the terminal can show them: a currency is spelled where its sign is not ASCII. */
  readonly words: (text: string) => string;
}

const plain: Paint = (text) => text;

const paint =
  (on: string, off: string): Paint =>
  (text) =>
    text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`;

/** What is spelled in ASCII, and what is left out in favour of what stands near it. */
const SPELLED: readonly (readonly [RegExp, string])[] = [
  [/£/g, 'GBP '],
  [/€/g, 'EUR '],
  [/¥/g, 'JPY '],
  [/±/g, '+-'],
  [/≈/g, '~'],
  [/✓/g, 'ok'],
  [/[✗×]/g, 'x'],
  [/→/g, '->'],
  [/←/g, '<-'],
  [/↵/g, 'enter'],
  [/[−–—]/g, '-'],
  [/…/g, '...'],
  [/ ?[·•]/g, ','],
  [/[‘’]/g, "'"],
  [/[“”]/g, '"'],
  [/\u00a0/g, ' '],
];

// oxlint-disable-next-line no-control-regex -- all of ASCII, colours too
const IS_ASCII = /^[\u0000-\u007f]*$/;

/** A text in ASCII: letters lose their accents, and what has no letter becomes a question mark a column. */
export function inAscii(text: string): string {
  if (IS_ASCII.test(text)) return text;
  let spelled = text;
  for (const [sign, words] of SPELLED) spelled = spelled.replace(sign, words);
  if (IS_ASCII.test(spelled)) return spelled;
  return (
    spelled
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      // oxlint-disable-next-line no-control-regex -- all that is not ASCII
      .replace(/[^\u0000-\u007f]/gu, '?')
  );
}

const COLOURS: Readonly<Record<Palette, Style & { readonly inverse: Paint }>> = {
  none: {
    heading: plain,
    quiet: plain,
    good: plain,
    doubtful: plain,
    bad: plain,
    line: plain,
    inverse: plain,
  },
  usual: {
    heading: paint('1', '22'),
    quiet: paint('2', '22'),
    good: paint('32', '39'),
    doubtful: paint('33', '39'),
    bad: paint('31', '39'),
    line: paint('36', '39'),
    inverse: paint('7', '27'),
  },
  'blue-orange': {
    heading: paint('1', '22'),
    quiet: paint('2', '22'),
    good: paint('94', '39'),
    doubtful: paint('35', '39'),
    bad: paint('1;33', '22;39'),
    line: paint('36', '39'),
    inverse: paint('7', '27'),
  },
};

/** What is chosen or typed into stands in its own paint: speech knows it by that. */
const MARKED: Style & { readonly inverse: Paint } = {
  ...COLOURS.none,
  heading: (text) => (text === '' ? '' : HERE + text),
};

const GLYPHS: Readonly<Record<GlyphSet, Glyphs>> = { unicode: UNICODE, block: UNICODE, ascii: ASCII, spoken: SPOKEN };

const themes = new Map<string, Theme>();

/** The theme of a look; one object a look. */
export function themeOf(look: Look): Theme {
  const key = `${look.glyphs} ${look.palette}`;
  const known = themes.get(key);
  if (known !== undefined) return known;
  const isAscii = look.glyphs === 'ascii';
  const theme: Theme = {
    ...(look.glyphs === 'spoken' ? MARKED : COLOURS[look.palette]),
    look,
    glyphs: GLYPHS[look.glyphs],
    words: isAscii ? inAscii : plain,
  };
  themes.set(key, theme);
  return theme;
}

/** Columns in which what is read aloud is laid out: nothing is cut or broken. */
export const SPOKEN_WIDTH = 4000;

/** Whether lines are read aloud: whole rows one by one, without columns, charts or bars. */
export const isSpoken = ({ look }: { readonly look: Look }): boolean => look.glyphs === 'spoken';

/** A bar of `share` (0 to 1) of `width` columns; anything above 0 shows at least a sliver. */
export function barOf(share: number, width: number, { glyphs }: Theme): string {
  const eighths = share > 0 ? Math.max(1, Math.round(Math.min(1, share) * width * 8)) : 0;
  const whole = (glyphs.bar[7] ?? '#').repeat(Math.floor(eighths / 8));
  return whole + (eighths % 8 === 0 ? '' : (glyphs.bar[(eighths % 8) - 1] ?? ''));
}
