import { describe, expect, test } from 'vitest';
import type { Look } from '../../src/tui/draw/theme.ts';
import { withoutColours } from '../../src/tui/draw/text.ts';
import type { Message } from '../../src/tui/state/message.ts';
import { firstState, type State } from '../../src/tui/state/state.ts';
import { makeStore } from '../../src/tui/state/store.ts';
import { frameOf } from './frame-of.tsx';
import { openedState, pressed } from './opened.ts';

const AIRPORT = 'hub-airport/as-was.yaml';

/** Frames of a model with verdicts of every kind, an overlay and a control moved. */
async function frames(look: Look): Promise<readonly string[]> {
  const open = { ...(await openedState(AIRPORT)), look };
  const faulty: State = {
    ...open,
    problems: [{ code: 'x', message: 'no such version', remedy: '', place: null }],
    place: { ...open.place, screen: 'faults' },
  };
  return [
    open,
    faulty,
    pressed(open, 'w'),
    pressed(open, '2'),
    pressed(open, '2', 'j', 'j', 'right'),
    pressed(open, '3'),
  ].flatMap((state) => frameOf(state));
}

// oxlint-disable-next-line no-control-regex -- colours begin with an escape
const COLOUR = /\u001b\[([0-9;]*)m/g;

const codesOf = (rows: readonly string[]): ReadonlySet<string> =>
  new Set(rows.flatMap((row) => [...row.matchAll(COLOUR)].flatMap(([, codes = '']) => codes.split(';'))));

/** Bold, dim, inverse, and their ends; the default colour; an end of all. */
const PLAIN = ['0', '1', '2', '7', '22', '27', '39'];

describe('colours', () => {
  test('are six of the sixteen that a terminal has, and no background', async () => {
    const codes = codesOf(await frames({ glyphs: 'unicode', palette: 'usual' }));
    expect([...codes].filter((code) => ![...PLAIN, '31', '32', '33', '36'].includes(code))).toEqual([]);
    expect(codes.has('31') && codes.has('33')).toBe(true);
  });

  test('for who cannot tell green from red are bright blue and bold yellow', async () => {
    const codes = codesOf(await frames({ glyphs: 'unicode', palette: 'blue-orange' }));
    expect([...codes].filter((code) => ![...PLAIN, '94', '33', '35', '36'].includes(code))).toEqual([]);
    expect(codes.has('33')).toBe(true);
    expect(codes.has('31') || codes.has('32')).toBe(false);
  });

  test('are none where none are wanted, and nothing is lost with them', async () => {
    const none = await frames({ glyphs: 'unicode', palette: 'none' });
    expect([...codesOf(none)].filter((code) => code !== '0')).toEqual([]);
    for (const palette of ['usual', 'blue-orange'] as const) {
      expect((await frames({ glyphs: 'unicode', palette })).map(withoutColours)).toEqual(none.map(withoutColours));
    }
  });
});

describe('signs', () => {
  test('of charts are blocks where a font has no braille, and all else stays', async () => {
    const usual = (await frames({ glyphs: 'unicode', palette: 'none' })).map(withoutColours);
    const blocks = (await frames({ glyphs: 'block', palette: 'none' })).map(withoutColours);
    expect(usual.join('')).toMatch(/[\u2801-\u28ff]/);
    expect(blocks.join('')).not.toMatch(/[\u2800-\u28ff]/);
    const withoutChart = (row: string): string => row.replace(/[\u2800-\u28ff\u2580-\u259f ]/g, '');
    expect(blocks.map(withoutChart)).toEqual(usual.map(withoutChart));
  });

  test('are ASCII alone where a terminal has no more', async () => {
    const rows = await frames({ glyphs: 'ascii', palette: 'none' });
    expect(rows.map(withoutColours).join('')).toMatch(/^[\u0020-\u007e]*$/);
  });
});

describe('frames', () => {
  const beginning = {
    size: { columns: 80, rows: 24 },
    look: { glyphs: 'unicode', palette: 'none' },
    version: '0',
  } as const;

  /** Frames that a store shows of a tick each 10 ms for a second. */
  function shownIn(pace: number | undefined): number {
    let now = 0;
    let planned: { at: number; show: () => void } | null = null;
    const due = (): (() => void) | null => (planned !== null && planned.at <= now ? planned.show : null);
    const store = makeStore({
      first: firstState({ ...beginning, startedAt: 0, folder: '/', workers: 1 }),
      update: (state: State, message: Message) => [message.kind === 'tick' ? { ...state, now: message.at } : state, []],
      runEffect: () => undefined,
      now: () => now,
      after: (wait, then) => {
        planned = { at: now + wait, show: then };
        return () => {
          planned = null;
        };
      },
      ...(pace === undefined ? {} : { pace }),
    });
    let frames_ = 0;
    store.subscribe(() => frames_++);
    for (now = 0; now < 1000; now += 10) {
      due()?.();
      store.send({ kind: 'tick', at: now });
    }
    return frames_;
  }

  test('come at most 30 times a second, and four times where a slow line wants that', () => {
    expect(shownIn(undefined)).toBeGreaterThan(20);
    expect(shownIn(undefined)).toBeLessThanOrEqual(31);
    expect(shownIn(250)).toBe(4);
  });
});
