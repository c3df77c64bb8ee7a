import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { modelIn } from '../host/host-of.ts';
import { listened } from './listened.ts';

const SCENARIOS = path.resolve(import.meta.dirname, '../../../scenarios');
const AIRPORT = path.join(SCENARIOS, 'hub-airport/as-was.yaml');

/** What is heard of each job, as a file that a review can read; figures are of few trials. */
describe('a job, read aloud', () => {
  test('an analyst: why is it outside, a control that helps, saved', async () => {
    const keys = [
      'w',
      'esc',
      '2',
      'j',
      'right',
      'u',
      'U',
      's',
      'tab',
      'esc',
      's',
      'ctrl-u',
      '"my plan"',
      'enter',
      'ctrl-u',
      '"my-plan"',
      'enter',
      'ctrl-l',
      'q',
    ];
    const { transcript } = await listened(modelIn(), keys, { leaves: ['rings', 'compare'] });
    await expect(transcript).toMatchFileSnapshot('transcripts/analyst-control.txt');
  });

  test('an analyst: which risk is worse', async () => {
    const { transcript } = await listened(AIRPORT, ['4', 'j', 'o', 't', ']'], {
      trials: 1000,
      leaves: ['rings', 'compare'],
    });
    await expect(transcript).toMatchFileSnapshot('transcripts/analyst-register.txt');
  });

  test('a crisis team: an intake is gone, what shuts when, what helps', async () => {
    const played = ['right', 'right', 'right', 'space', '+', 'space'];
    const keys = ['3', '/', '"inta"', 'enter', 'v', 'v', 'f', ...played, 'tab', 'tab', 'tab', 'tab', 'n', '2'];
    const { transcript } = await listened(AIRPORT, keys, { leaves: ['rings', 'compare'] });
    await expect(transcript).toMatchFileSnapshot('transcripts/crisis.txt');
  });

  test('finance: what should it cost, which limit is dear, what a budget buys', async () => {
    const keys = [
      '2',
      ']',
      ']',
      'shift-tab',
      'tab',
      'j',
      'space',
      'tab',
      'right',
      'left',
      't',
      'enter',
      'x',
      'down',
      'esc',
    ];
    const { transcript } = await listened(modelIn(), keys, { leaves: ['compare'] });
    await expect(transcript).toMatchFileSnapshot('transcripts/finance.txt');
  });

  test('a newcomer: a first model of a clinic, a refusal, the file, the first verdict', async () => {
    const { transcript, state } = await listened(
      null,
      [
        'n',
        'enter',
        '"A small clinic"',
        'enter',
        '"seeing patients, open Mon..Fri 08:00..18:00"',
        'enter',
        '"£400..£1500, borne by us"',
        'enter',
        '"electricity, records system 30 minuts"',
        'enter',
        ...Array.from({ length: 7 }, () => 'backspace'),
        '"min, two nurses"',
        'tab',
        'tab',
        'enter',
        '"power cut every 1..3 years for 2..8 h, flu every 1..2 years for 2..5 days"',
        'enter',
        '"generator £400 per year stops power cut 50..80%"',
        'esc',
        'enter',
        'enter',
        '"£2k a year on average"',
        'enter',
        'down',
        'enter',
        '2',
        'right',
      ],
      { leaves: ['rings', 'compare'] },
    );
    expect(state.model?.title).toBe('A small clinic');
    await expect(transcript).toMatchFileSnapshot('transcripts/newcomer.txt');
  });
});

test('the page shows what is said', () => {
  const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/terminal.md'), 'utf8');
  const shown = /```speech\n([\s\S]*?)```/.exec(page)?.[1]?.trimEnd().split('\n') ?? [];
  const heard = readFileSync(path.join(import.meta.dirname, 'transcripts/analyst-control.txt'), 'utf8').split('\n');
  expect(shown.length).toBeGreaterThan(5);
  expect(shown.filter((line) => !heard.includes(line))).toEqual([]);
});
