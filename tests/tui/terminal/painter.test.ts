import { describe, expect, test } from 'vitest';
import { makePainter } from '../../../src/tui/terminal/painter.ts';
import { copyText } from '../../../src/tui/terminal/clipboard.ts';
import { isAsciiOnly, isReadAloud, lookOf, paceOf, refusal } from '../../../src/tui/terminal/abilities.ts';
import { hasTitle, makeTitle } from '../../../src/tui/terminal/title.ts';
import { LINES_ONLY, makeLife, WHOLE_SCREEN } from '../../../src/tui/terminal/life.ts';

/** A terminal that takes writes or not. */
function terminal(isFree: () => boolean) {
  const written: string[] = [];
  let drained: () => void = () => undefined;
  return {
    written,
    drain: () => drained(),
    out: {
      write: (text: string) => {
        written.push(text);
        return isFree();
      },
      once: (_event: string, then: () => void) => {
        drained = then;
      },
    } as never,
  };
}

describe('a painter', () => {
  test('writes the rows that changed, in one write, and clears nothing', () => {
    const { written, out } = terminal(() => true);
    const painter = makePainter(out);
    painter.show(['one', 'two']);
    painter.show(['one', 'TWO']);
    painter.show(['one', 'TWO']);
    expect(written).toHaveLength(2);
    expect(written[1]).toContain('\u001b[2;1HTWO');
    expect(written[1]).not.toContain('one');
    for (const code of ['J', 'K', '2J', '0K']) expect(written.join('')).not.toContain(`\u001b[${code}`);
  });

  test('drops frames that a busy terminal does not take, and shows the last of them', () => {
    let isFree = false;
    const { written, out, drain } = terminal(() => isFree);
    const painter = makePainter(out);
    painter.show(['1']);
    painter.show(['2']);
    painter.show(['3']);
    expect(written).toHaveLength(1);
    isFree = true;
    drain();
    expect(written).toHaveLength(2);
    expect(written[1]).toContain('3');
  });

  test('paints everything again when it knows nothing of the screen any more', () => {
    const { written, out } = terminal(() => true);
    const painter = makePainter(out);
    painter.show(['one']);
    painter.forget();
    painter.show(['one']);
    expect(written).toHaveLength(2);
  });
});

describe('a title', () => {
  test('is written when it becomes another, and again when the terminal was somebody else’s', () => {
    const written: string[] = [];
    const title = makeTitle((text) => void written.push(text));
    for (const text of ['a', 'a', 'b']) title.show(text);
    title.forget();
    title.show('b');
    expect(written).toEqual(['a', 'b', 'b'].map((text) => `\u001b]2;${text}\u0007`));
    expect(hasTitle({ TERM: 'linux' })).toBe(false);
  });
});

describe('life in a terminal', () => {
  test('is left as it was found, once, however often it is left', () => {
    const written: string[] = [];
    const raw: boolean[] = [];
    const life = makeLife(
      { write: (text) => void written.push(text), setRawMode: (on) => void raw.push(on) },
      WHOLE_SCREEN,
    );
    life.enter();
    life.leave();
    life.leave();
    expect(written).toHaveLength(2);
    // The title of before is put aside, and is back
    expect(written[0]).toContain('\u001b[22;2t');
    for (const code of ['23;2t', '?1049l', '?25h', '?7h', '?2004l', '?2026l'])
      expect(written[1]).toContain(`\u001b[${code}`);
    expect(raw).toEqual([false]);
  });

  test('is not steered at all where lines are read aloud', () => {
    const written: string[] = [];
    const life = makeLife({ write: (text) => void written.push(text), setRawMode: () => undefined }, LINES_ONLY);
    life.enter();
    life.leave();
    expect(written.join('')).toBe('');
  });

  test('a terminal that has gone is no fault', () => {
    const gone = {
      write: () => {
        throw new Error('EIO');
      },
      setRawMode: () => {
        throw new Error('EBADF');
      },
    };
    const life = makeLife(gone, WHOLE_SCREEN);
    expect(() => {
      life.enter();
      life.leave();
    }).not.toThrow();
  });
});

describe('abilities', () => {
  test.each([
    ['colour and signs where nothing is said', {}, { glyphs: 'unicode', palette: 'usual' }],
    ['no colour on request', { NO_COLOR: '1' }, { glyphs: 'unicode', palette: 'none' }],
    ['colour that is forced', { NO_COLOR: '1', FORCE_COLOR: '1' }, { glyphs: 'unicode', palette: 'usual' }],
    ['ASCII where the locale has no more', { LC_ALL: 'C' }, { glyphs: 'ascii', palette: 'usual' }],
    [
      'the first variable that is set decides',
      { LC_ALL: '', LANG: 'C.UTF-8' },
      { glyphs: 'unicode', palette: 'usual' },
    ],
    ['blocks on request', { RINGFENCE_GLYPHS: 'block' }, { glyphs: 'block', palette: 'usual' }],
    ['the console of Linux', { TERM: 'linux', LANG: 'C.UTF-8' }, { glyphs: 'ascii', palette: 'usual' }],
    ['other colours', { RINGFENCE_PALETTE: 'blue-orange' }, { glyphs: 'unicode', palette: 'blue-orange' }],
  ])('%s', (_what, environment, expected) => {
    expect(lookOf(environment)).toEqual(expected);
  });

  test('refuses where there is no terminal, and names what to use instead', () => {
    const [tty, pipe] = [{ isTTY: true }, { isTTY: false }];
    expect(refusal(tty, tty)).toBeNull();
    expect(refusal(pipe, tty)).toContain('ringfence run FILE');
    expect(refusal(tty, pipe)).toContain('needs a terminal');
  });

  test.each([
    ['nothing asks for it', {}, {}, false],
    ['the option', {}, { speech: true }, true],
    ['the variable', { RINGFENCE_SPEECH: '1' }, {}, true],
    ['the variable that says no, over that of Ink', { RINGFENCE_SPEECH: '0', INK_SCREEN_READER: 'true' }, {}, false],
    ['what other programs of Ink are told', { INK_SCREEN_READER: 'true' }, {}, true],
    ['a terminal that can only add lines, whatever is asked', { TERM: 'dumb', RINGFENCE_SPEECH: '0' }, {}, true],
  ])('is read aloud or not: %s', (_what, environment, options, expected) => {
    expect(isReadAloud(environment, options)).toBe(expected);
    expect(lookOf(environment, options).glyphs === 'spoken').toBe(expected);
  });

  test('what is read aloud is in ASCII where the terminal has no more', () => {
    expect(isAsciiOnly({ TERM: 'dumb', LC_ALL: 'C' })).toBe(true);
    expect(isAsciiOnly({ TERM: 'dumb', LANG: 'C.UTF-8' })).toBe(false);
    expect(isAsciiOnly({ LANG: 'C.UTF-8' }, { ascii: true, speech: true })).toBe(true);
  });

  test('options come before the environment', () => {
    expect(lookOf({ RINGFENCE_GLYPHS: 'block', FORCE_COLOR: '1' }, { ascii: true, color: false })).toEqual({
      glyphs: 'ascii',
      palette: 'none',
    });
  });

  test('frames come as seldom as is asked, and as usual where that is no number of frames', () => {
    expect(paceOf({ RINGFENCE_FPS: '4' })).toBe(250);
    for (const odd of [undefined, '', '0', '-1', 'fast', '1000'])
      expect(paceOf({ RINGFENCE_FPS: odd })).toBeUndefined();
  });

  test('copies through the terminal, but not more than one takes', () => {
    expect(copyText('ab', false)).toBe('\u001b]52;c;YWI=\u0007');
    expect(copyText('x'.repeat(200_000), false)).toBeNull();
  });
});
