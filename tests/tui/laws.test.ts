import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { canAct } from '../../src/tui/commands/command.ts';
import { nextStep } from '../../src/tui/commands/next-step.ts';
import { commandOfId, commandOfKey, offered } from '../../src/tui/commands/table.ts';
import { withoutColours, widthOf } from '../../src/tui/draw/text.ts';
import type { Pulse } from '../../src/sim/session/pulse.ts';
import type { Look } from '../../src/tui/draw/theme.ts';
import { product } from '../../src/tui/product.ts';
import type { Message } from '../../src/tui/state/message.ts';
import { tabOf } from '../../src/tui/state/navigation.ts';
import { fieldOf } from '../../src/tui/keys/field.ts';
import { NO_ANSWERS } from '../../src/tui/state/first-answers.ts';
import { isTooSmall } from '../../src/tui/draw/sizes.ts';
import type { State } from '../../src/tui/state/state.ts';
import { titleOf } from '../../src/tui/words/title.ts';
import { updateOf } from '../../src/tui/state/update.ts';
import { frameOf } from './frame-of.tsx';
import { openedState, pressed, startedState } from './opened.ts';

const update = updateOf(product);
let states: readonly State[] = [];

beforeAll(async () => {
  const shop = await openedState('corner-shop/shop.yaml');
  const airport = await openedState('hub-airport/as-was.yaml');
  const hostile = '\u001b[2J漢字\u202e👩‍🚀 very long'.repeat(4);
  const model = airport.model;
  states = [
    startedState(),
    shop,
    airport,
    { ...airport, today: null, running: null },
    { ...airport, model: model && { ...model, title: hostile, limits: [] } },
    {
      ...airport,
      problems: [{ code: 'x', message: hostile, remedy: hostile, place: null }],
      place: { ...airport.place, screen: 'faults' },
    },
    { ...airport, whatIf: { ...airport.whatIf, changes: [{ kind: 'level', control: hostile, from: 'a', to: 'b' }] } },
    answered('£400..£1500', `${hostile} 2 h, two clerks, ${'network '.repeat(40)}`),
    pressed(answered('£4', 'oven, electricity', 'power cut every 2 years for 4 h'), 'enter', 'enter', 'enter'),
  ];
});

/** A first model, at its fourth question. */
function answered(hour: string, ...more: readonly string[]): State {
  const given = ['A railway', 'ticket sales, open 6..22', hour, ...more];
  const answers = NO_ANSWERS.answers.map((field, index) => fieldOf(given[index] ?? field.text));
  return { ...pressed(startedState(), 'n'), first: { at: 3, reached: 3, answers, picks: {} } };
}

const KEYS = [
  ...Array.from('123456789[]jkhlgGwirRbuUsexyot!q?:/0acdfvn'),
  'tab',
  'shift-tab',
  'up',
  'down',
  'left',
  'right',
  'enter',
  'esc',
  'ctrl-d',
  'ctrl-u',
  'page-down',
  'home',
  'end',
  'backspace',
  'ctrl-w',
  'ctrl-c',
  'ctrl-l',
  'ctrl-z',
  'space',
];

const message = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...KEYS).map((key): Message => ({ kind: 'key', key, at: 5000 })) },
  { weight: 1, arbitrary: fc.constant<Message>({ kind: 'text', text: 'pasted\n\u001b[2Jtext', at: 5000 }) },
  { weight: 1, arbitrary: fc.constant<Message>({ kind: 'tick', at: 9000 }) },
);
const size = fc.record({ columns: fc.integer({ min: 1, max: 200 }), rows: fc.integer({ min: 1, max: 60 }) });
const look = fc.record<Look>({
  glyphs: fc.constantFrom('unicode', 'block', 'ascii'),
  palette: fc.constantFrom('none', 'usual', 'blue-orange'),
});

const reached = (start: number, messages: readonly Message[]): State =>
  messages.reduce((state, each) => update(state, each)[0], states[start] ?? startedState());

const walk = fc.tuple(fc.nat(8), fc.array(message, { maxLength: 40 }));

describe('whatever one presses', () => {
  test('a frame has as many rows as the terminal, each exactly as wide, and nothing that steers it but colours', () => {
    fc.assert(
      fc.property(walk, size, look, ([start, messages], of, how) => {
        const state: State = { ...reached(start, messages), size: of, look: how };
        const frame = frameOf(state);
        expect(frame).toHaveLength(of.rows);
        for (const row of frame) {
          expect(widthOf(row)).toBe(of.columns);
          // oxlint-disable-next-line no-control-regex -- none of them may be there
          expect(withoutColours(row)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
          // oxlint-disable-next-line no-control-regex -- all of ASCII
          if (how.glyphs === 'ascii') expect(withoutColours(row)).toMatch(/^[\u0020-\u007e]*$/);
        }
      }),
      { seed: 1, numRuns: 25 },
    );
  });

  test('why something failed steers nothing either, wherever it stands', () => {
    const words = 'no level `\u001b[2J漢字\u202e` of the control';
    const [first] = update(states[2] ?? startedState(), { kind: 'key', key: '2', at: 5000 });
    for (const screen of ['1', '2', '4', '5']) {
      const [before] = update(first, { kind: 'key', key: screen, at: 5000 });
      for (let id = 1; id < before.nextRequest; id++) {
        const [failed] = update(before, { kind: 'host', said: { id, kind: 'failed', words }, at: 5001 });
        const rows = frameOf(failed).map(withoutColours);
        // oxlint-disable-next-line no-control-regex -- none of them may be there
        expect(rows.filter((row) => /[\u0000-\u001f\u202a-\u202e]/.test(row))).toEqual([]);
      }
    }
  });

  test('a command that says it can act changes the state or has an effect', () => {
    fc.assert(
      fc.property(walk, ([start, messages]) => {
        const state = reached(start, messages);
        for (const command of offered(product, state)) {
          if (!canAct(command, state)) continue;
          const [next, effects] = command.run(state, 6000);
          expect([command.id, next !== state || effects.length > 0]).toEqual([command.id, true]);
        }
      }),
      { seed: 1, numRuns: 25 },
    );
  });

  test('a key that is not offered leaves the state as it is', () => {
    fc.assert(
      fc.property(walk, fc.constantFrom(...KEYS), ([start, messages], key) => {
        const state = { ...reached(start, messages), overlay: null, filtering: null };
        if (isTooSmall(state.size) || commandOfKey(product, state, key) !== null) return;
        // Where one types, letters are letters
        if (tabOf(product, state).types !== undefined) return;
        const [next, effects] = update(state, { kind: 'key', key, at: 6000 });
        expect(next).toBe(state);
        expect(effects).toEqual([]);
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  test('the next key is one that acts', () => {
    fc.assert(
      fc.property(walk, ([start, messages]) => {
        const state = reached(start, messages);
        const next = nextStep(product, state);
        expect(next.words.length).toBeLessThanOrEqual(24);
        if (next.command === null) return;
        const command = commandOfId(product, state, next.command);
        expect(command !== null && canAct(command, state)).toBe(true);
      }),
      { seed: 1, numRuns: 40 },
    );
  });
});

test('the title of the terminal has the verdict, how far a run is, and the model; nothing that steers', () => {
  const airport = states[2] ?? startedState();
  expect(titleOf(startedState())).toBe('Ringfence');
  expect(titleOf(airport)).toMatch(/^. [A-Z ]+: \d of 7.* · Hub airport, one intake lost \(as it was\)$/);
  const progress = { trialsDone: 410, trials: 1000, worldsDone: 4, worlds: 10 };
  const known = { mean: { value: 1, standardError: 1 }, exceedance: [], limits: {}, causes: {} };
  const pulse: Pulse = { progress, trials: 410, ...known };
  const running: State = {
    ...airport,
    running: { request: 1, of: 'today', since: 0, target: { kind: 'enough' } },
    today: airport.today && { ...airport.today, pulse },
  };
  expect(titleOf(running)).toContain(' · 41% · ');
  // oxlint-disable-next-line no-control-regex -- none of them may be there
  for (const state of states) expect(titleOf(state)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
});

describe('going about', () => {
  test('Esc closes what is open, one thing after the other, and never leaves', () => {
    const airport = states[2] ?? startedState();
    const filtered = pressed(airport, '/', 'c', 'l', 'enter');
    expect(filtered.lists['overview.overview/limits']?.filter).toBe('cl');
    const open = pressed(filtered, '?');
    expect(open.overlay?.id).toBe('help');
    const closed = pressed(open, 'esc');
    expect(closed.overlay).toBeNull();
    expect(pressed(closed, 'esc').lists['overview.overview/limits']?.filter).toBe('');
    expect(pressed(closed, 'esc', 'esc', 'esc').place.screen).toBe('overview');
  });

  test('the cursor stays on what is chosen when a filter comes and goes', () => {
    const airport = states[2] ?? startedState();
    const down = pressed(airport, 'j', 'j');
    expect(down.chosen).toEqual({ kind: 'limit', id: 'closure' });
    expect(pressed(down, '/', 'c', 'enter', 'esc').chosen).toEqual(down.chosen);
  });

  test('a second Ctrl-C within two seconds leaves, a later one does not', () => {
    const airport = states[2] ?? startedState();
    const key = (at: number): Message => ({ kind: 'key', key: 'ctrl-c', at });
    const [once] = update(airport, key(1000));
    expect(update(once, key(2500))[1].at(-1)).toEqual({ kind: 'leave', status: 130 });
    expect(update(once, key(4000))[1].some(({ kind }) => kind === 'leave')).toBe(false);
  });

  test('leaving asks only when something would be lost', () => {
    const airport = states[2] ?? startedState();
    const [, effects] = update(airport, { kind: 'key', key: 'q', at: 1 });
    expect(effects.map(({ kind }) => kind)).toEqual(['remember', 'leave']);
    const withChange = states[6] ?? startedState();
    const [asked, none] = update(withChange, { kind: 'key', key: 'q', at: 1 });
    expect([asked.overlay?.id, none]).toEqual(['leave', []]);
    const [, kept] = update(asked, { kind: 'key', key: 'k', at: 2 });
    expect(kept[0]).toMatchObject({ kind: 'remember', session: { files: [{ changes: [{ kind: 'level' }] }] } });
    const [, discarded] = update(asked, { kind: 'key', key: 'd', at: 2 });
    expect(discarded[0]).toMatchObject({ kind: 'remember', session: { files: [{ changes: [] }] } });
  });

  test('a file that changed is read anew at once; with an unsaved what-if one is asked', () => {
    const change = { kind: 'changed', file: 'a', hash: 'b' } as const;
    const [, effects] = update(states[2] ?? startedState(), { kind: 'file', change, at: 1 });
    expect(effects).toMatchObject([{ kind: 'ask', request: { kind: 'open' } }]);
    const [asked, compared] = update(states[6] ?? startedState(), { kind: 'file', change, at: 1 });
    expect(asked.overlay?.id).toBe('conflict');
    expect(compared).toMatchObject([{ kind: 'ask', request: { kind: 'differences' } }]);
  });
});
