import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { product } from '../../../src/tui/product.ts';
import { spokenChange, spokenPlace } from '../../../src/tui/speech/spoken-change.ts';
import { spokenFocus } from '../../../src/tui/speech/spoken-panel.ts';
import { makeVoice } from '../../../src/tui/speech/voice.ts';
import { QUESTIONS } from '../../../src/tui/first/first-model.ts';
import { fieldOf } from '../../../src/tui/keys/field.ts';
import { endingOf, firstOf } from '../../../src/tui/state/first-model.ts';
import type { HostSaid } from '../../../src/tui/host/messages.ts';
import type { Message } from '../../../src/tui/state/message.ts';
import { tabOf } from '../../../src/tui/state/navigation.ts';
import type { State } from '../../../src/tui/state/state.ts';
import { updateOf } from '../../../src/tui/state/update.ts';
import { driven, openedState, pressed, startedState } from '../opened.ts';

const update = updateOf(product);
const aloud = (state: State): State => ({ ...state, look: { glyphs: 'spoken', palette: 'none' } });

let states: readonly State[] = [];
/** Those in which a first model is written. */
let questions: readonly State[] = [];

const ANSWERS = [
  'A small clinic',
  'seeing patients, open Mon..Fri 8..18',
  '£400..£1500 by us, £200 by patients',
  'electricity 10 min, records system, two nurses',
  'power cut every 1..3 years for 2..8 h, flu',
  'generator £400 per year stops power cut 50..80%',
  'over £20k 1 year in 20',
];

beforeAll(async () => {
  const airport = await openedState('hub-airport/as-was.yaml');
  const hostile = '\u001b[2J漢字\u202e👩‍🚀 very long'.repeat(4);
  const { model } = airport;
  const all: readonly State[] = [
    startedState(),
    airport,
    { ...airport, today: null, running: null },
    { ...airport, model: model && { ...model, title: hostile, limits: [] } },
    {
      ...airport,
      problems: [
        { code: 'x', message: hostile, remedy: hostile, place: null },
        { code: 'y', message: 'another', remedy: '', place: null },
      ],
      place: { ...airport.place, screen: 'faults' },
    },
    { ...airport, whatIf: { ...airport.whatIf, changes: [{ kind: 'level', control: hostile, from: 'a', to: 'b' }] } },
  ];
  const begun = pressed(startedState(), 'n');
  const asked = ANSWERS.map((_, at): State => ({
    ...begun,
    first: { at, reached: at, answers: ANSWERS.map(fieldOf), picks: {} },
  }));
  const { state: end } = await driven(asked.at(-1) ?? begun, [{ kind: 'key', key: 'enter', at: 1 }]);
  const strange = [hostile, ...ANSWERS.slice(1, 3), hostile, hostile, '', ''].map(fieldOf);
  questions = [begun, ...asked, { ...begun, first: { at: 3, reached: 3, answers: strange, picks: {} } }, end].map(
    aloud,
  );
  states = [...all.map(aloud), ...questions];
});

const KEYS = [
  ...Array.from('12345[]jkhlgGwirRbuUsaxoyt!q?:/0cdfvn'),
  ...'tab shift-tab up down left right enter esc ctrl-d page-down home end backspace ctrl-c ctrl-l space'.split(' '),
];
const key = fc.constantFrom(...KEYS).map((pressedKey): Message => ({ kind: 'key', key: pressedKey, at: 5000 }));
const pasted = fc
  .constantFrom('oven 2 h\nflour', '\u001b[2J\u202e4..8 h', ', ', '£')
  .map((text): Message => ({ kind: 'text', text, at: 5000 }));
const message = fc.oneof({ arbitrary: key, weight: 9 }, { arbitrary: pasted, weight: 1 });
const walk = fc.tuple(fc.nat(15), fc.array(message, { maxLength: 30 }));

const reached = (start: number, messages: readonly Message[]): State =>
  messages.reduce((state, each) => update(state, each)[0], states[start] ?? startedState());

/** What somebody who listens has to hear of. */
const chosenOrKnown = (state: State): string =>
  JSON.stringify([
    state.place.screen,
    tabOf(product, state).id,
    spokenFocus(product, state)?.key,
    spokenFocus(product, state)?.row,
    state.overlay?.id,
    state.filtering,
    state.lists[spokenFocus(product, state)?.key ?? '']?.filter,
    state.whatIf.changes,
    state.showsToday,
    state.said.length,
    state.problems.length,
    state.first?.at,
    state.first?.picks,
    endingOf(state)?.isWriting,
    endingOf(state)?.over,
  ]);

// oxlint-disable-next-line no-control-regex -- none of them may be there
const STEERS = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
/** Signs that mean nothing to who hears them. */
const SIGNS = /[━─│┃▸▾◇●○✓✗≈±→←↵…⠀-⣿█£€]|\s{2}|\[\d*m/;

describe('whatever one presses', () => {
  test('what changes in what is chosen or known is said, in words, and nothing twice in a row', () => {
    fc.assert(
      fc.property(walk, ([start, messages]) => {
        let state = states[start] ?? startedState();
        const voice = makeVoice();
        let last = '';
        for (const message of messages) {
          const [next, effects] = update(state, message);
          const lines = voice.take(spokenChange(product, state, next));
          // A first model says its words as they end; what is asked for is said when it comes
          const isWordByWord = tabOf(product, state).types !== undefined && state.overlay === null;
          if (!isWordByWord && effects.length === 0) {
            expect({ message, overlay: state.overlay?.id, isHeard: lines.length > 0 }).toMatchObject({ isHeard: true });
          }
          if (chosenOrKnown(next) !== chosenOrKnown(state)) {
            expect([message.kind === 'key' && message.key, lines.length > 0]).toEqual([
              message.kind === 'key' && message.key,
              true,
            ]);
          }
          for (const line of lines) {
            expect(line).not.toMatch(STEERS);
            expect(line).not.toMatch(SIGNS);
            expect(line).not.toBe(last);
            last = line;
          }
          state = next;
        }
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test('where one is can be said, and the same state says nothing', () => {
    fc.assert(
      fc.property(walk, ([start, messages]) => {
        const state = reached(start, messages);
        const lines = spokenPlace(product, state);
        expect(lines.length).toBeGreaterThan(2);
        for (const line of lines) {
          expect(line).not.toMatch(STEERS);
          expect(line).not.toMatch(SIGNS);
        }
        expect(spokenChange(product, state, state)).toEqual([]);
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  test('each question says its number and what it asks, and the end where the file is to be written', () => {
    for (const state of questions) {
      const { at } = firstOf(state);
      const said = at === QUESTIONS ? 'Where shall it be written?' : `Question ${at + 1} of ${QUESTIONS}: What `;
      const start = { ...state, place: { ...state.place, screen: 'start' } };
      expect(spokenChange(product, start, state).filter((line) => line.includes(said))).toHaveLength(1);
      expect(spokenPlace(product, state).filter((line) => line.includes(said))).toHaveLength(1);
    }
  });

  test('every panel of a tab can be come to, and read whole', () => {
    const airport = states[1] ?? startedState();
    for (const screen of product.screens) {
      for (const tab of screen.tabs) {
        // Where letters are words they are no commands: what it says is a law of its own
        if (tab.types !== undefined) continue;
        const at = { ...airport, place: { ...airport.place, screen: screen.id, tabs: { [screen.id]: tab.id } } };
        const heard = new Set<string>();
        let state: State = at;
        for (const _ of tab.panels) {
          heard.add(spokenFocus(product, state)?.key ?? '');
          const read = pressed(state, 't');
          expect([tab.id, spokenChange(product, state, read).length > 0]).toEqual([tab.id, true]);
          state = pressed(state, 'tab');
        }
        expect(heard.size).toBe(tab.panels.length);
      }
    }
  });

  test('who moves on at the end of a list hears that there is nothing further', () => {
    const end = pressed(states[1] ?? startedState(), 'G');
    const next = pressed(end, 'j');
    expect(spokenChange(product, end, next)).toEqual(['not now: there is nothing further.']);
    // On a screen one sees it
    const seen = { ...end, look: { glyphs: 'unicode', palette: 'none' } } as const;
    expect(pressed(seen, 'j')).toBe(seen);
  });
});

describe('a run', () => {
  const said = (one: HostSaid, state: State): State => update(state, { kind: 'host', said: one, at: 6000 })[0];

  test('is told at a quarter, a half, three quarters and the end, whatever comes between', () => {
    const airport = states[1] ?? startedState();
    const before = pressed(airport, 'r');
    const id = before.today?.request ?? 0;
    const pulse = (trialsDone: number): HostSaid => ({
      kind: 'pulse',
      id,
      pulse: {
        trials: trialsDone,
        progress: { trialsDone, trials: 1000 },
        mean: { value: 2.4e6, standardError: 1e5 },
        limits: {},
        causes: {},
        exceedance: [],
      } as never,
    });
    const heard: string[] = [];
    let state = before;
    for (const done of [10, 200, 251, 252, 300, 510, 760, 999]) {
      const next = said(pulse(done), state);
      heard.push(...spokenChange(product, state, next));
      state = next;
    }
    const answer = airport.today?.answer;
    if (answer !== null && answer !== undefined) {
      const next = said({ kind: 'answer', id, answer, settled: true }, state);
      heard.push(...spokenChange(product, state, next));
    }
    expect(heard.map((line) => line.split(/[:,]/)[0])).toEqual([
      'A quarter of the run is done',
      'Half of the run is done',
      'Three quarters of the run are done',
      'A year costs 2.4 million pounds',
      '6 of 7 limits need more trials to be judged and 1 is too close to call.',
      'settled 1 of 7',
      'Next',
    ]);
  });

  test('that fails is said at once, as an error', () => {
    const before = pressed(states[1] ?? startedState(), 'r');
    const after = said({ kind: 'failed', id: before.today?.request ?? 0, words: 'the worker has died' }, before);
    expect(spokenChange(product, before, after)[0]).toBe('Error: the worker has died.');
  });
});

describe('a curve', () => {
  test('is told as five points, and all of it where that is asked for', () => {
    let state = states[1] ?? startedState();
    while (spokenFocus(product, state)?.key !== 'overview.overview/curve') state = pressed(state, 'tab');
    const [points = ''] = spokenFocus(product, state)?.now ?? [];
    expect(points.split('; ').map((point) => point.split(':')[0])).toEqual([
      '1 in 10',
      '1 in 20',
      '1 in 50',
      '1 in 100',
      '1 in 1,000',
    ]);
    expect(points).toMatch(
      /1 in 50: between [\d.]+ million pounds and [\d.]+ million pounds; 1 in 100: [\d.]+ million pounds( \(doubtful\))? or more/,
    );
    const read = spokenChange(product, state, pressed(state, 't'));
    expect(read.length).toBeGreaterThan(6);
    expect(read.slice(1).every((line) => /^over [\d.]+ .*pounds in [\d.]+ percent/.test(line))).toBe(true);
  });
});

describe('fields and forms', () => {
  const airport = (): State => states[1] ?? startedState();
  const after = (...keys: readonly string[]): readonly string[] => {
    const before = pressed(airport(), ...keys.slice(0, -1));
    return spokenChange(product, before, pressed(before, ...keys.slice(-1)));
  };

  test.each([
    [['/', 'c'], 'Filter c: 4 of 7.'],
    [['/', 'c', 'backspace'], 'Filter is empty: 7 of 7.'],
    [[':', 's', 'w', 'i'], 'i.'],
    [[':', 's', 'w', 'i', 'left'], 'before i.'],
    [[':', 's', 'w', 'i', 'left', 'end'], 'at the end.'],
    [[':', 's', 'backspace'], 'empty.'],
    [['R', 'down'], 'chosen: 2 percent of the worst 1 percent is known.'],
    [['x', 'tab'], 'to, chosen: the clipboard, through the terminal.'],
    [['x', 'tab', 'down'], 'chosen: a file, as-was-overview.txt.'],
    [['?', 'esc'], 'Back to Overview.'],
  ])('%j', (keys, first) => {
    expect(after(...keys)[0]).toBe(first);
  });

  test('a palette says what it would do, and which of how many it is', () => {
    const lines = after(':', 's', 'w');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toBe('network-switching, go to control.');
    expect(lines[2]).toMatch(/^1 of \d+\.$/);
  });
});
