import { describe, expect, test } from 'vitest';
import { spokenKey } from '../../../src/tui/keys/key.ts';
import { sentence, spokenText } from '../../../src/tui/speech/spoken-text.ts';
import { makeVoice, writtenLines } from '../../../src/tui/speech/voice.ts';

describe('words of a screen, read aloud', () => {
  test.each([
    ['£2.41m', '2.41 million pounds'],
    ['£710k', '710 thousand pounds'],
    ['£1', '1 pound'],
    ['US$3bn', '3 billion US dollars'],
    ['spend £0, at least £1,234', 'spend 0 pounds, at least 1,234 pounds'],
    ['costs £47m (± £5m) on average', 'costs 47 million pounds (give or take 5 million pounds) on average'],
    ['CHF\u00a02.4m', '2.4 million CHF'],
    ['-£5', 'minus 5 pounds'],
    ['£96m? or more', '96 million pounds (doubtful) or more'],
    ['£2.41m ± £0.04m on average', '2.41 million pounds, give or take 0.04 million pounds on average'],
    ['+ £0.70m', '0.70 million pounds more'],
    ['− £1.47m ± £0.02m', '1.47 million pounds less, give or take 0.02 million pounds'],
    ['− SHORT £11.6m', 'short 11.6 million pounds'],
    ['± ?', 'with an error that is not known'],
    ['2.69%', '2.69 percent'],
    ['>99.9%', 'over 99.9 percent'],
    ['2.5%?', '2.5 percent (doubtful)'],
    ['1..4 h', '1 to 4 hours'],
    ['£0.2m..£0.6m', '0.2 million pounds to 0.6 million pounds'],
    ['after 1 h or 10 to 12 h, 18 min, 7 s', 'after 1 hour or 10 to 12 hours, 18 minutes, 7 seconds'],
    ['1 in 1000', '1 in 1,000'],
    ['what-if*2', 'what-if of 2 changes'],
    ['✗ OUTSIDE: 5 of 7 limits', 'outside: 5 of 7 limits'],
    ['✗ 5 of 7 → ✗ 3 of 7, 2 ≈', 'outside 5 of 7 to outside 3 of 7, 2 at margin'],
    ['loss, mean     £2.41m → £0.95m', 'loss, mean, 2.41 million pounds to 0.95 million pounds'],
    ['▸ C  closure   ┃ ███▌', 'C, closure'],
    ['settled 6 of 7 · 1,000 worlds', 'settled 6 of 7, 1,000 worlds'],
    // Words of a model stay what they are
    ['a 10m fence, 3 sites, the year 1970', 'a 10m fence, 3 sites, the year 1970'],
    ['intake-a', 'intake-a'],
    ['\u001b[1mbold\u001b[22m \u001b[2J\u202eturned', 'bold, [2J turned'],
  ])('%s', (shown, said) => {
    expect(spokenText(shown)).toBe(said);
    // What is read aloud already reads the same
    expect(spokenText(said)).toBe(said);
  });

  test('keys have names', () => {
    expect(['?', ':', 'U', 'ctrl-l', 'esc', 'right', 'j'].map(spokenKey)).toEqual([
      'question mark',
      'colon',
      'capital U',
      'control l',
      'escape',
      'right',
      'j',
    ]);
  });

  test('a line ends like a sentence', () => {
    expect(['settled', 'is it?', 'end.', ''].map(sentence)).toEqual(['settled.', 'is it?', 'end.', '']);
  });
});

describe('a voice', () => {
  test('says that it says the same again, and never writes a line twice in a row', () => {
    const voice = makeVoice();
    const said = ['no', 'no', 'no', 'yes'].flatMap((line) => voice.take([line]));
    expect(said).toEqual(['no', 'Again: no', 'no', 'yes']);
  });

  test('breaks between words, in ASCII where the terminal has no more', () => {
    expect(writtenLines(['one two three four five', 'Zürich'], 20, false)).toBe('one two three four\nfive\nZürich\n');
    expect(writtenLines(['Zürich'], 20, true)).toBe('Zurich\n');
  });
});
