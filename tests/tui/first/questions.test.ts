import { describe, expect, test } from 'vitest';
import { withoutColours } from '../../../src/tui/draw/text.ts';
import { nextStep } from '../../../src/tui/commands/next-step.ts';
import { product } from '../../../src/tui/product.ts';
import { spokenChange, spokenPlace } from '../../../src/tui/speech/spoken-change.ts';
import type { Effect, Message } from '../../../src/tui/state/message.ts';
import { parseRemembered, type Remembered } from '../../../src/tui/state/remembered.ts';
import { firstState, type State } from '../../../src/tui/state/state.ts';
import { updateOf } from '../../../src/tui/state/update.ts';
import { frameOf } from '../frame-of.tsx';
import { driven, pressed, startedState } from '../opened.ts';

const update = updateOf(product);

/** The answers of a small railway, as the design has them. */
const RAILWAY = [
  'A small railway',
  'ticket sales, open 06:00..22:00',
  '£400..£1500, borne by us',
  'payment provider 2 h, electricity, network 10..30 min, two clerks',
  'power cut hits electricity every 1..3 years for 2..8 h, flu every 1..2 years for 2..5 days',
  'generator £400 per year stops power cut 50..80%',
  'over £20k 1 year in 20, £5k a year on average',
];

const key = (name: string): Message => ({ kind: 'key', key: name, at: 3000 });
const typed = (text: string): readonly Message[] => text.split('').map((each) => key(each === ' ' ? 'space' : each));
const told = (state: State, messages: readonly Message[]): State =>
  messages.reduce((each, message) => update(each, message)[0], state);
const begun = (): State => pressed(startedState(), 'n');

/** Types the first answers, each taken but the last. */
const answered = (count: number): State =>
  told(
    begun(),
    RAILWAY.slice(0, count).flatMap((text, index) => [...(index === 0 ? [] : [key('enter')]), ...typed(text)]),
  );

const shown = (state: State): string =>
  `${frameOf(state)
    .map((row) => withoutColours(row).trimEnd())
    .join('\n')}\n`;
const sized = (state: State, columns: number, rows: number): State => ({ ...state, size: { columns, rows } });

/** All seven, and the file that is made of them. */
const finished = async () => driven(answered(7), [key('enter')]);

describe('the questions', () => {
  test.each([
    ['first-model 80x24', 4, 80, 24],
    ['first-model 120x40', 5, 120, 40],
    ['first-model 60x16', 5, 60, 16],
  ])('%s', async (name, count, columns, rows) => {
    await expect(shown(sized(answered(count), columns, rows))).toMatchFileSnapshot(
      `../frames/${name.replaceAll(' ', '-')}.txt`,
    );
  });

  test('an example, in ASCII', async () => {
    const state: State = { ...pressed(answered(3), '?'), look: { glyphs: 'ascii', palette: 'none' } };
    const text = shown(state);
    expect(text).toMatch(/^[\n\u0020-\u007e]*$/);
    await expect(text).toMatchFileSnapshot('../frames/first-model-example-ascii-80x24.txt');
  });

  test('the file at the end', async () => {
    const { state } = await finished();
    await expect(shown(state)).toMatchFileSnapshot('../frames/first-model-end-80x24.txt');
    await expect(shown(sized(state, 120, 40))).toMatchFileSnapshot('../frames/first-model-end-120x40.txt');
  });

  test('letters are letters, also those that are commands elsewhere', () => {
    const state = told(begun(), typed('q: 1/5 jkhl'));
    expect([state.first?.answers[0]?.text, state.place.screen, state.overlay]).toEqual(['q: 1/5 jkhl', 'first', null]);
  });

  test('pasted lines become parts, and never commands', () => {
    const state = told(answered(3), [key('enter'), { kind: 'text', text: 'oven\nflour 3 days\n', at: 1 }]);
    expect(state.first?.answers[3]?.text).toBe('oven, flour 3 days');
  });

  test('Esc goes back a question, then to Start, and all words stay', () => {
    const state = pressed(answered(4), 'esc', 'esc', 'esc', 'esc');
    expect(state.place.screen).toBe('start');
    expect(shown(state)).toContain('go on with your first model: 4 of 7 questions answered');
    const again = pressed(state, 'n', 'enter', 'enter', 'enter');
    expect(again.first?.answers[3]?.text).toBe(RAILWAY[3]);
  });

  test('a question that wants an answer is not passed by; the others are', () => {
    const [state] = update(begun(), key('enter'));
    expect([state.first?.at, state.said.at(-1)?.words]).toEqual([
      0,
      'not now: this question wants an answer; ? shows one',
    ]);
    expect(pressed(answered(3), 'enter', 'enter', 'enter', 'enter').first?.at).toBe(6);
  });

  test('down goes on to where one has been, or to what can no longer be read', () => {
    expect(pressed(answered(5), 'down').said.at(-1)?.words).toBe('not now: no later question has been answered yet');
    const back = pressed(answered(6), 'esc', 'esc', 'esc');
    expect([back.first?.at, pressed(back, 'down').first?.at]).toEqual([2, 5]);
    const other = told(pressed(answered(6), 'esc', 'esc'), [key('ctrl-u'), ...typed('oven')]);
    expect(pressed(other, 'down').first?.at).toBe(4);
    expect(pressed(other, 'down', 'ctrl-n').said.at(-1)?.words).toContain('not now: what is marked above');
    const kept = { version: 1, files: [], first: { answers: RAILWAY, picks: {} } } as const;
    const again = firstState({ ...startedState(), remembered: kept });
    expect(pressed(again, 'n', 'down').first?.at).toBe(7);
  });

  test('what was refused is over once a key does something', () => {
    const refused = pressed(answered(3), 'tab');
    expect(shown(refused)).toContain('not now: nothing is guessed where the caret stands');
    expect(shown(pressed(refused, 'enter'))).not.toContain('not now');
    expect(shown(pressed(refused, 'tab'))).toContain('not now');
  });

  test('no sentence is cut', () => {
    const name = 'the sale of tickets';
    const answers = [
      'Railway',
      name,
      '£1',
      'two clerks and electricity 2 h, payment provider or cash 20 min',
      '',
      '',
      '',
    ];
    for (const columns of [60, 80]) {
      let state = sized(begun(), columns, 24);
      for (const text of answers) {
        state = told(state, typed(text));
        expect(shown(state).replaceAll(/^ . \d .*$/gm, '')).not.toContain('…');
        state = told(state, [key('enter')]);
      }
    }
  });

  test('an answer with a fault is not taken', () => {
    const state = told(answered(3), [key('enter'), ...typed('network 10 mns')]);
    expect(nextStep(product, state).words).toBe('an example');
    expect(pressed(state, 'enter').first?.at).toBe(3);
    expect(shown(state)).toContain('✗ `network 10 mns` is no time that can be read');
  });

  test('Tab changes the guess where the caret stands', () => {
    const state = answered(4);
    expect(shown(state)).toContain('1 of 2 is enough?');
    expect(shown(pressed(state, 'tab'))).toContain('both are needed?');
    expect(shown(pressed(state, 'tab', 'tab'))).toContain('1 of 2 is enough?');
    expect(shown(pressed(state, 'home', 'tab'))).toMatch(/payment provider +infrastructure +bridged for 2 h/);
  });
});

describe('leaving', () => {
  test('Ctrl-C asks; what is kept comes back the next time', () => {
    const asked = pressed(answered(2), 'ctrl-c');
    expect(asked.overlay?.id).toBe('first-leave');
    expect(pressed(asked, 'esc').overlay).toBeNull();
    const [, effects] = update(asked, key('k'));
    const session = effects.flatMap((effect) => (effect.kind === 'remember' ? [effect.session] : []))[0];
    expect(effects.at(-1)).toEqual({ kind: 'leave', status: 0 });
    const remembered = parseRemembered(JSON.parse(JSON.stringify(session))) as Remembered;
    const next = firstState({ ...startedState(), remembered });
    expect(next.first?.answers.map(({ text }) => text).slice(0, 3)).toEqual([RAILWAY[0], RAILWAY[1], '']);
  });

  test('they can be thrown away; without words nothing is kept', () => {
    const [, effects] = update(pressed(answered(2), 'ctrl-c'), key('d'));
    expect(effects).toEqual([{ kind: 'leave', status: 0 }]);
  });

  test('what another program wrote into the state file is not taken for answers', () => {
    const first = { answers: ['a', 4], picks: {} };
    expect(parseRemembered({ version: 1, files: [], first })).toEqual({ version: 1, files: [] });
  });
});

describe('the file', () => {
  const saves = (effects: readonly Effect[]): readonly Effect[] => effects.filter(({ kind }) => kind === 'save');

  test('is written where one says, and then opened', async () => {
    const { state } = await finished();
    const [writing, effects] = update(state, key('enter'));
    expect(saves(effects)).toMatchObject([{ kind: 'save', file: 'a-small-railway.yaml', over: false }]);
    const file = '/models/a-small-railway.yaml';
    const [opened, next] = update(writing, {
      kind: 'done',
      effect: 'save',
      outcome: { kind: 'saved', file },
      at: 4000,
    });
    expect(next).toMatchObject([{ kind: 'wake' }, { kind: 'ask', request: { kind: 'open', file } }]);
    expect([opened.first, opened.place.screen, opened.file?.shown]).toEqual([null, 'overview', 'a-small-railway.yaml']);
  });

  test('one that is there is written over only when that is asked for', async () => {
    const { state } = await finished();
    const [writing] = update(state, key('enter'));
    const outcome = { kind: 'failed', words: 'is there already', isThere: true } as const;
    const [there] = update(writing, { kind: 'done', effect: 'save', outcome, at: 4000 });
    expect(shown(there)).toContain('it is there already: tab writes over it, or give another name');
    expect(saves(update(there, key('enter'))[1])).toEqual([]);
    expect(saves(update(pressed(there, 'tab'), key('enter'))[1])).toMatchObject([{ over: true }]);
    const other = told(there, typed('x'));
    expect(saves(update(other, key('enter'))[1])).toMatchObject([{ file: 'a-small-railway.yamlx.yaml', over: false }]);
  });

  test('says what nobody has said', async () => {
    const { state } = await finished();
    expect(shown(sized(state, 120, 40))).toContain('what could take away payment provider, how often and for how long');
  });
});

describe('read aloud', () => {
  const heard = (from: State, ...messages: readonly Message[]): readonly string[] => {
    const before = told(from, messages.slice(0, -1));
    return spokenChange(product, before, told(before, messages.slice(-1)));
  };
  const asked = (): State => pressed(answered(3), 'enter');

  test('an answer that is taken says what it was taken for, then comes the next question', () => {
    expect(spokenChange(product, answered(3), asked()).slice(0, 2)).toEqual([
      '400 pounds to 1500 pounds, per hour, borne by us.',
      'Question 4 of 7: What does ticket sales need to work?',
    ]);
    const [first, second] = spokenChange(product, answered(1), pressed(answered(1), 'enter'));
    expect([first, second]).toEqual([
      'Taken: A small railway.',
      'Question 2 of 7: What must go on, and when is it open?',
    ]);
    expect(heard(asked(), key('enter'))[0]).toBe('Question 4 is left empty.');
  });

  test.each([
    ['inside a word nothing is said', typed('clerk'), []],
    ['a word is said when it ends', typed('payment '), ['payment.']],
    ['a part when it ends', typed('network 10..30 min,'), ['network, infrastructure, bridged for 10 to 30 minutes (90 percent sure).']],
    ['what cannot be read, why, and what would be right', typed('oven 10 mns,'), ['cannot be read: oven 10 mns is no time that can be read: write oven 15 minutes, or 4 to 8 hours, or none.']],
    ['what is taken out', [...typed('oven'), key('backspace')], ['taken out: n.']],
    ['all of it', [...typed('oven'), key('ctrl-u')], ['empty.']],
    ['where the caret is', [...typed('oven'), key('left')], ['before n.']],
    ['a guess that is changed', [...typed('two clerks'), key('tab')], ['clerk, person, two, both are needed? tab changes it.']],
    ['what is pasted, and as what it is read', [{ kind: 'text', text: 'oven\nwater', at: 1 }], ['oven, water.', 'oven, asset, at once.', 'water, infrastructure, at once.']],
    ['a refusal', [...typed('oven 10 mns'), key('enter')], ['not now: oven 10 mns is no time that can be read: write oven 15 minutes, or 4 to 8 hours, or none.']],
  ] satisfies [string, readonly Message[], readonly string[]][])('%s', (_name, messages, lines) => {
    const aloud: State = { ...asked(), look: { glyphs: 'spoken', palette: 'none' } };
    expect(heard(aloud, ...messages)).toEqual(lines);
  }); // prettier-ignore

  test('what comes in one piece, Enter in it, says every part and every answer', () => {
    const next = told(asked(), [...typed('oven 2 h, water'), key('enter'), key('enter')]);
    expect(spokenChange(product, asked(), next).slice(0, 4)).toEqual([
      'oven, asset, bridged for 2 hours.',
      'water, infrastructure, at once.',
      'Question 5 is left empty.',
      'Question 6 of 7: What is done about it, what does that cost, and what does it stop?',
    ]);
  });

  test('who goes back hears the question, what is there, and as what it is read', () => {
    const lines = heard(answered(5), key('esc'));
    expect(lines[0]).toBe('Question 4 of 7: What does ticket sales need to work?');
    expect(lines).toContain('So far: payment provider 2 hours, electricity, network 10 to 30 minutes, two clerks.');
    expect(lines).toContain('clerk, person, two, 1 of 2 is enough? tab changes it.');
  });

  test('the end says what the file lacks, reads it line by line, and says that a file is in the way', async () => {
    const { state } = await finished();
    const lines = spokenPlace(product, state);
    expect(lines.find((line) => line.startsWith('All 7'))).toBe(
      'All 7 questions are done. Where shall it be written? So far: a-small-railway.yaml, in /models.',
    );
    expect(lines.some((line) => /^Nobody has said: .*payment provider/.test(line))).toBe(true);
    expect(heard(state, key('page-down'))).toHaveLength(10);
    expect(heard(state, key('up'))).toEqual([]);
    const [writing] = update(state, key('enter'));
    expect(spokenChange(product, state, writing)).toEqual(['Writing a-small-railway.yaml.']);
    const outcome = { kind: 'failed', words: 'x is there already: give another name', isThere: true } as const;
    const [there] = update(writing, { kind: 'done', effect: 'save', outcome, at: 4000 });
    expect(spokenChange(product, writing, there)).toEqual([
      'Error: x is there already: give another name.',
      'Tab writes over it, or give another name.',
    ]);
    expect(heard(there, key('tab'))).toEqual(['It will be written over: enter does it.']);
  });
});
