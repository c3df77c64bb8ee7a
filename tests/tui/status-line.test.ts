import { beforeAll, describe, expect, test } from 'vitest';
import { widthOf } from '../../src/tui/draw/text.ts';
import { themeOf } from '../../src/tui/draw/theme.ts';
import type { State } from '../../src/tui/state/state.ts';
import { statusLine } from '../../src/tui/words/progress.ts';
import { frameOf } from './frame-of.tsx';
import { openedState, pressed } from './opened.ts';

const theme = themeOf({ glyphs: 'unicode', palette: 'none' });
const LONG =
  "the simulation ended: Error: Cannot find module '/usr/local/lib/node_modules/ringfence/dist/cli/tui-host.js' imported from main";

let airport: State;
beforeAll(async () => {
  airport = await openedState('hub-airport/as-was.yaml');
});

const failed = (state: State, words = LONG): State => ({
  ...state,
  now: 5000,
  said: [{ at: 5000, words, tone: 'bad' }],
  failure: words,
});

describe('row 23', () => {
  test.each([60, 80, 100])(
    'marks a message that is too long for %i columns, and says which key shows the whole',
    (columns) => {
      const state = failed(airport);
      const line = statusLine(state, theme, columns);
      expect(widthOf(line)).toBe(columns);
      expect(line).toMatch(/^ the simulation ended: .*…  ! has all of it$/);
      // Also when the message has gone and the failure stays
      expect(statusLine({ ...state, now: 60_000 }, theme, columns)).toBe(line);
    },
  );

  test('shows the whole of it by that key, at whatever width', () => {
    for (const columns of [60, 80]) {
      const shown = frameOf({ ...pressed(failed(airport), '!'), size: { columns, rows: 24 } });
      const inside = shown.flatMap((row) => /┃ (.*) ┃/.exec(row)?.[1]?.trim() ?? []).join('');
      expect(inside.replaceAll(' ', '')).toContain(LONG.replaceAll(' ', ''));
    }
  });

  test('shows a message that fits as it is, on one row whatever is in it', () => {
    expect(statusLine(failed(airport, 'disk full'), theme, 80)).toBe(' disk full');
    expect(statusLine(failed(airport, 'first\nsecond'), theme, 80)).not.toContain('\n');
  });

  test('leaves out what matters least before anything is cut', () => {
    const wanting = (columns: number): string => {
      const answer = airport.today?.answer;
      if (answer === undefined || answer === null || airport.today === null)
        throw new Error('the airport has no answer');
      const today = {
        ...airport.today,
        answer: { ...answer, open: ['catastrophe'], trialsToSettle: 12_502_000, rate: 1e5 },
      };
      return statusLine({ ...airport, said: [], today }, theme, columns);
    };
    expect(wanting(120)).toMatch(/^ settled 6 of 7 · 2,000 trials, \d+ worlds · catastrophe wants 12\.5m more, 3 min$/);
    expect(wanting(80)).toMatch(/^ settled 6 of 7 · 2,000 trials.* · catastrophe wants 12\.5m more, 3 min$/);
    expect(wanting(66)).toMatch(/^ settled 6 of 7 · 2,000 trials · catastrophe wants 12\.5m more$/);
    for (let columns = 40; columns < 130; columns++) expect(widthOf(wanting(columns))).toBeLessThanOrEqual(columns);
  });
});
