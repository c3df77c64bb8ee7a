import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readModelFileText } from '../../../src/io/read-model.ts';
import type { Model } from '../../../src/model/model.ts';
import { readBack } from '../../../src/report/read-back/read-back.ts';
import { PLAIN } from '../../../src/report/text/style.ts';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { openSession } from '../../../src/sim/session.ts';
import { QUESTIONS, readAnswers } from '../../../src/tui/first/first-model.ts';
import { draftOf } from '../../../src/tui/host/draft.ts';
import { lawOf } from '../../../src/tui/host/laws.ts';

import { answers, picks } from './random-answers.ts';

const STARTS = '2026-11-30';

/** The sentences of `check --read` that stand in the comments of a file: what follows the marks of its lists. */
const sentencesOf = (model: Model): readonly string[] =>
  readBack(model, lawOf, { width: 100_000, style: PLAIN })
    .filter((line) => /^\s+- /.test(line))
    .map((line) => line.replace(/^\s+- /, ''))
    .filter((line) => !/^(?:supplier|infrastructure|person|team|asset|site|process|partner): /.test(line));

/** The comments of a file in one text. */
const commentsOf = (text: string): string =>
  text
    .split('\n')
    .flatMap((line) => /^\s*# ?(.*)$/.exec(line)?.[1]?.trim() ?? [])
    .join(' ');

describe('whatever one answers', () => {
  test('the file that is made of it has no faults, is the model that was read, and says what check --read says', () => {
    let made = 0;
    fc.assert(
      fc.property(answers, picks, (all, chosen) => {
        const { model } = readAnswers(all, chosen, STARTS);
        if (model === null) return;
        made++;
        const draft = draftOf(model, 'first.yaml');
        expect(draft).toMatchObject({ ok: true });
        if (!draft.ok) return;
        const again = readModelFileText(draft.text).under();
        if (!again.ok) throw new Error('it has faults');
        expect(again.value.title).toBe(model.title);
        expect(again.value.threats).toHaveLength(model.threats.threats.length);
        expect(again.value.limits).toHaveLength(model.limits.length);
        expect(again.value.controls).toHaveLength(model.controls.length);
        const comments = commentsOf(draft.text);
        for (const sentence of sentencesOf(again.value)) expect(comments).toContain(sentence);
      }),
      { seed: 20261130, numRuns: 250 },
    );
    expect(made).toBeGreaterThan(20);
  });

  test('reading never throws, and a fault says where and what', () => {
    const noise = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      answers.map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(fc.array(noise, { minLength: QUESTIONS, maxLength: QUESTIONS }), (all) => {
        const { readings } = readAnswers(all, {}, STARTS);
        for (const [index, { rows, faults }] of readings.entries()) {
          for (const { from, to } of [...rows, ...faults]) {
            expect([from >= 0, to >= from, to <= (all[index]?.length ?? 0)]).toEqual([true, true, true]);
          }
          for (const { words } of faults) expect(words).not.toBe('');
        }
      }),
      { seed: 20261130, numRuns: 150 },
    );
  });
});

test('a comment is broken between words: what is searched for stands in one line', () => {
  const long = (letter: string): string => Array.from({ length: 12 }, () => letter.repeat(4)).join('-');
  const [oven, spare] = [long('o'), long('s')];
  const { model } = readAnswers(
    ['Bakery', `bread ${long('b')}`, '£80..£200 by us', `${oven}, ${oven} needs ${spare} 2 h`, `fire hits ${oven} every 3 years for 1..3 days`, `${long('c')} £300 per year bridges ${spare} for 1 day`, ''],
    {},
    STARTS,
  ); // prettier-ignore
  if (model === null) throw new Error('the answers cannot be read');
  const draft = draftOf(model, 'bakery.yaml');
  if (!draft.ok) throw new Error('it has faults');
  const lines = draft.text.split('\n').filter((line) => /^\s*#/.test(line));
  const again = readModelFileText(draft.text).under();
  if (!again.ok) throw new Error('it has faults');
  const words = sentencesOf(again.value).flatMap((sentence) => sentence.split(' '));
  expect(Math.max(...words.map(({ length }) => length))).toBeGreaterThan(77);
  expect(words.filter((word) => !lines.some((line) => line.includes(word)))).toEqual([]);
});

test('a model that is made so simulates', async () => {
  const runner = makeInlineRunner();
  const { model } = readAnswers(
    ['Bakery', 'bread, open Mon..Sat 6..18', '£80..£200 by us', 'oven, flour 3 days, two bakers', 'oven breaks every 3 years for 1..3 days costs £200..£900, flu every 1..2 years for 2..5 days, flour delivery fails twice a year for 1..6 days', 'service contract £300 a year shortens oven breaks 30..60%', '£5k a year on average'],
    {},
    STARTS,
  ); // prettier-ignore
  if (model === null) throw new Error('the answers cannot be read');
  const draft = draftOf(model, 'bakery.yaml');
  if (!draft.ok) throw new Error('it has faults');
  const session = openSession(readModelFileText(draft.text), runner, { seed: 'first' });
  const result = await session.run({ worlds: 10, trials: 1000 });
  expect(result).toBeDefined();
  await session.close();
  await runner.close();
});
