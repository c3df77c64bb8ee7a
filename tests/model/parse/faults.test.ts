/** What people can get wrong in a model file: each fault names its place and the remedy. */
import { describe, expect, test } from 'vitest';
import { readModelText } from '../../../src/io/read-model.ts';
import type { Problem } from '../../../src/model/problem.ts';

/** A small model without faults; each case replaces a line of it. */
const GOOD = `ringfence: 1
title: A small model
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
calendar: { night: 23:00..05:00 }
sources:
  survey: { title: A survey, confidence: estimate }
nodes:
  grid: { kind: infrastructure, tags: { place: north } }
  hub:
    kind: service
    needs:
      feed: { any: [grid], switchover: 1..2 h }
    restart: 4..9 h
    tolerance: { mtpd: 24 h, mbco: 50% }
    loss:
      - { own: £1k per hour }
threats:
  fire:
    discipline: physical
    occurs: every 8..40 years
    affects:
      grid: { outage: 12..60 h }
controls:
  sprinkler:
    against: [fire]
    current: basic
    levels:
      none: {}
      basic: { order: 1, opex: £40k per year, prevent: 40..70% }
appetite:
  limits:
    big: { loss over: £10m, chance: 5% per year }
`;

interface Case {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** Line, and the text of it at the marked column. */
  readonly at: string;
  readonly message: RegExp;
  readonly remedy: RegExp;
}

const CASES: readonly Case[] = [
  {
    name: 'an unknown key',
    from: 'restart: 4..9 h',
    to: 'restrat: 4..9 h',
    at: 'restrat',
    message: /no key `restrat`/,
    remedy: /`restart`/,
  },
  {
    name: 'a wrong unit',
    from: 'restart: 4..9 h',
    to: 'restart: £4',
    at: '£4',
    message: /hours|time|money/i,
    remedy: /h/,
  },
  { name: 'a missing unit', from: 'restart: 4..9 h', to: 'restart: 4..9', at: '4..9', message: /unit/, remedy: /h/ },
  { name: 'minutes or months', from: 'restart: 4..9 h', to: 'restart: 15 m', at: 'm', message: /`?m`?/, remedy: /min/ },
  {
    name: 'a reversed interval',
    from: '12..60 h',
    to: '60..12 h',
    at: '60..12',
    message: /rise/,
    remedy: /lower number first/,
  },
  { name: 'an interval from 0', from: '12..60 h', to: '0..4 h', at: '0', message: /0/, remedy: /uniform|above/ },
  {
    name: 'a share interval that touches 1',
    from: '40..70%',
    to: '40..100%',
    at: '40..100%',
    message: /touching/,
    remedy: /./,
  },
  { name: 'a share interval that touches 0', from: '40..70%', to: '0..70%', at: '0', message: /0/, remedy: /./ },
  {
    name: 'a probability outside 0..1',
    from: 'chance: 5% per year',
    to: 'chance: 120% per year',
    at: '120%',
    message: /120|100/,
    remedy: /./,
  },
  {
    name: 'an unknown node',
    from: 'any: [grid]',
    to: 'any: [grdi]',
    at: 'grdi',
    message: /unknown node `grdi`/,
    remedy: /`grid`/,
  },
  {
    name: 'an unknown threat',
    from: 'against: [fire]',
    to: 'against: [fier]',
    at: 'fier',
    message: /unknown threat `fier`/,
    remedy: /`fire`/,
  },
  {
    name: 'an unknown level',
    from: 'current: basic',
    to: 'current: basci',
    at: 'basci',
    message: /unknown level `basci`/,
    remedy: /`basic`/,
  },
  {
    name: 'an unknown bearer',
    from: '{ own: £1k per hour }',
    to: '{ onw: £1k per hour }',
    at: 'onw',
    message: /no key `onw`/,
    remedy: /`own`/,
  },
  {
    name: 'an unknown discipline',
    from: 'discipline: physical',
    to: 'discipline: phisical',
    at: 'phisical',
    message: /unknown discipline/,
    remedy: /`physical`/,
  },
  {
    name: 'an unknown tag',
    from: '      grid: { outage: 12..60 h }',
    to: '      place=south: { outage: 12..60 h }',
    at: 'place=south',
    message: /unknown tag/,
    remedy: /place=north/,
  },
  {
    name: 'an unknown source',
    from: '4..9 h',
    to: '4..9 h (surve)',
    at: '(surve)',
    message: /source/,
    remedy: /survey/,
  },
  {
    name: 'an unknown calendar name',
    from: '{ own: £1k per hour }',
    to: '{ own: £1k per hour, during: { nihgt: x2 } }',
    at: 'nihgt',
    message: /unknown calendar name/,
    remedy: /`night`/,
  },
  {
    name: 'an unknown control in a portfolio',
    from: 'appetite:',
    to: 'portfolios: { p: { sprinklr: none } }\nappetite:',
    at: 'sprinklr',
    message: /unknown control/,
    remedy: /`sprinkler`/,
  },
  {
    name: 'a need on itself',
    from: 'any: [grid]',
    to: 'any: [grid, hub]',
    at: 'feed',
    message: /needs itself/,
    remedy: /take it out/,
  },
  { name: 'a comma cut by YAML', from: '£40k per year', to: '£1,100k per year', at: '', message: /./, remedy: /./ },
  {
    name: 'a date in another order',
    from: 'starts: 2027-01-01',
    to: 'starts: 01/03/2026',
    at: '01/03/2026',
    message: /day first or month first/,
    remedy: /2027-03-31/,
  },
  { name: 'a hyphen for an interval', from: '4..9 h', to: '4-9 h', at: '', message: /hyphen/, remedy: /\.\./ },
  {
    name: 'an id that is no id',
    from: '  grid: { kind',
    to: '  Grid One: { kind: asset }\n  grid: { kind',
    at: 'Grid One',
    message: /no id/,
    remedy: /grid-one/,
  },
  {
    name: 'a control and a node of one name',
    from: '  sprinkler:',
    to: '  hub:',
    at: 'hub',
    message: /name of a node already/,
    remedy: /rename/,
  },
  {
    name: 'a control without a level in force',
    from: '    current: basic\n',
    to: '',
    at: 'sprinkler',
    message: /needs `current`/,
    remedy: /current:/,
  },
  {
    name: 'a limit on what is not stated',
    from: 'big: { loss over: £10m,',
    to: 'big: { outage of: hub, over: rto,',
    at: 'rto',
    message: /states no rto/,
    remedy: /tolerance/,
  },
  {
    name: 'detection',
    from: 'prevent: 40..70%',
    to: 'detect: 40..70%',
    at: 'detect',
    message: /incident layer/,
    remedy: /prevent/,
  },
  {
    name: 'a switchover without alternatives',
    from: 'any: [grid]',
    to: 'all: [grid]',
    at: 'switchover',
    message: /any/,
    remedy: /any/,
  },
  {
    name: 'at least more than there are',
    from: 'any: [grid]',
    to: 'at least: 2, of: grid',
    at: '2',
    message: /1 to 1/,
    remedy: /at least: 1/,
  },
  {
    name: 'shares below 100 %',
    from: '{ any: [grid], switchover: 1..2 h }',
    to: '{ share: { grid: 60% } }',
    at: 'share',
    message: /60 %/,
    remedy: /100 %/,
  },
  {
    name: 'points that no metalog has',
    from: '4..9 h',
    to: 'metalog 5% 2 50% 29 95% 30 h',
    at: 'metalog',
    message: /no metalog has these points/,
    remedy: /mixture/,
  },
  {
    name: 'a missing horizon',
    from: 'horizon: 1 year\n',
    to: '',
    at: '',
    message: /needs `horizon`/,
    remedy: /horizon: 1 year/,
  },
  {
    name: 'one and a half years',
    from: 'horizon: 1 year',
    to: 'horizon: 18 months',
    at: '18 months',
    message: /whole years/,
    remedy: /1 year/,
  },
  {
    name: 'too many events',
    from: 'every 8..40 years',
    to: 'every 1..2 s',
    at: '',
    message: /million|unit|`?s`?/,
    remedy: /./,
  },
  {
    name: 'evidence of more than there was',
    from: '    current: basic',
    to: '    evidence: [{ caught: 12 of 10, date: 2026-01-01 }]\n    current: basic',
    at: '12 of 10',
    message: /count/,
    remedy: /of/,
  },
  {
    name: 'a threat a second',
    from: 'every 8..40 years',
    to: '31536000 per year',
    at: '31536000 per year',
    message: /million events/,
    remedy: /join/,
  },
  {
    name: 'an effect without an outage',
    from: '{ outage: 12..60 h }',
    to: '{ leaves: 0% }',
    at: 'grid',
    message: /needs `outage`/,
    remedy: /outage:/,
  },
];

function problemsOf(text: string): readonly Problem[] {
  const result = readModelText(text, {}, 'model.yaml');
  return result.ok ? [] : result.problems;
}

describe('a fault names its place and the remedy', () => {
  test('the model that the cases start from has none', () => {
    expect(problemsOf(GOOD)).toEqual([]);
  });

  test.each(CASES)('$name', ({ from, to, at, message, remedy }) => {
    expect(GOOD).toContain(from);
    const text = GOOD.replace(from, to);
    const problems = problemsOf(text);
    expect(problems.length).toBeGreaterThan(0);
    const found = problems.find((problem) => message.test(problem.message) && remedy.test(problem.remedy));
    expect(found, JSON.stringify(problems, null, 1)).toBeDefined();
    expect(found?.place?.file).toBe('model.yaml');
    const line = text.split('\n')[found!.place!.line - 1]!;
    expect(found?.place?.text).toBe(line);
    if (at !== '') expect(line.slice(found!.place!.column - 1).startsWith(at), JSON.stringify(found)).toBe(true);
    // One cause, one fault.
    expect(problems.length, JSON.stringify(problems, null, 1)).toBeLessThanOrEqual(2);
  });

  test('all faults come at once', () => {
    const text = GOOD.replace('restart: 4..9 h', 'restart: 4..9')
      .replace('[fire]', '[fier]')
      .replace('kind: service', 'kind: servise');
    expect(problemsOf(text).length).toBe(3);
  });

  test('dashes and blanks of a word processor are read as what they mean', () => {
    expect(problemsOf(GOOD.replace('4..9 h', '4\u20139\u00a0h'))).toEqual([]);
  });
});
