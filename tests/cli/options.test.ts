import { describe, expect, test } from 'vitest';
import { runCommand } from '../../src/cli/command-line.ts';
import { shellWord } from '../../src/report/text/shell-word.ts';
import { bytes, count, given, names, override, several } from '../../src/cli/options.ts';

describe('a count', () => {
  test.each([
    ['1', 1],
    ['250000', 250_000],
    ['250_000', 250_000],
    ['250,000', 250_000],
    ['250k', 250_000],
    ['1m', 1_000_000],
    ['1.5M', 1_500_000],
    ['2e6', 2_000_000],
  ])('%s is %i', (text, value) => {
    expect(count(text)).toBe(value);
  });

  test.each(['', '0', '-3', '1.5', 'many', '1e10', 'k', '0x10', '1 2', 'Infinity'])('%j is refused', (text) => {
    expect(() => count(text)).toThrow('whole number');
  });
});

test('a size of memory has a unit', () => {
  expect([bytes('512m'), bytes('2g'), bytes('1.5 GB'), bytes('1 GiB')]).toEqual([
    512 * 2 ** 20,
    2 ** 31,
    1.5 * 2 ** 30,
    2 ** 30,
  ]);
  for (const text of ['2', '', 'g', '0g', '-1g']) expect(() => bytes(text)).toThrow('unit');
});

test('options that may stand several times collect in order', () => {
  expect(several('b', several('a'))).toEqual(['a', 'b']);
  expect(names('c', names('a, b'))).toEqual(['a', 'b', 'c']);
  expect(given('threat=fire', given('node=a:3 h'))).toEqual(['node=a:3 h', 'threat=fire']);
  expect(override('a.b=x1.5', [])).toEqual(['a.b=x1.5']);
});

test.each(['fire', 'threat=', 'node=:3 h', 'threat= a', '=a'])('--given %j is refused', (text) => {
  expect(() => given(text)).toThrow('threat=ID');
});

test.each(['', 'a.b', '=3', 'a.b=', 'a.b= '])('--set %j is refused', (text) => {
  expect(() => override(text)).toThrow('PATH=VALUE');
});

describe('the command line to copy', () => {
  test('quotes what a shell would take apart', () => {
    expect(['a.yaml', 'x=2..4h', '2..4 h', "it's", '', '£5', '$HOME'].map(shellWord)).toEqual([
      'a.yaml',
      'x=2..4h',
      "'2..4 h'",
      String.raw`'it'\''s'`,
      "''",
      "'£5'",
      "'$HOME'",
    ]);
  });

  test('has all that decides the figures, and nothing else', () => {
    const choice = {
      file: 'my model.yaml',
      seed: 'a b',
      trials: 1000,
      worlds: 10,
      scenario: ['base', 'peak'],
      portfolio: ['lean'],
      given: ['threat=fire', 'node=a:30..60 h@2027-12-19T17:00'],
      set: ['nodes.a.restart=2..4 h'],
      until: '2% of tvar99',
      workers: 3,
      json: true,
    };
    expect(runCommand(choice).join(' ')).toBe(
      "ringfence run 'my model.yaml' --seed 'a b' --trials 1000 --worlds 10 --scenario base --scenario peak " +
        "--portfolio lean --given threat=fire --given 'node=a:30..60 h@2027-12-19T17:00' --set 'nodes.a.restart=2..4 h' --until '2% of tvar99'",
    );
    expect(runCommand({ file: 'a.yaml', seed: '' }).join(' ')).toBe("ringfence run a.yaml --seed ''");
  });
});
