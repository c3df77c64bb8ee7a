import { describe, expect, test } from 'vitest';
import type { Limit } from '../../src/model/model.ts';
import { limitWords } from '../../src/results/limit-words.ts';
import { namesOf } from '../../src/results/names.ts';

type Parts = Limit extends infer L
  ? L extends Limit
    ? Omit<L, 'id' | 'owner' | 'review' | 'confidence'>
    : never
  : never;

const limitOf = (parts: Parts): Limit => ({ id: 'one', owner: null, review: null, confidence: 0.9, ...parts }) as Limit;

const YEARS = { currency: 'GBP', periodHours: 8760 };

describe('a limit in words: what is limited, and what is demanded', () => {
  test.each<[Parts, string, string]>([
    [{ kind: 'loss', over: 1e7, chance: 0.05 }, 'loss over £10m', 'more than £10m is lost in at most 5% of years'],
    [
      { kind: 'outage', node: 'b', overHours: 24, over: 'mtpd', mbco: 0.5, chance: 0.02 },
      'b below 50% over 24 h (mtpd)',
      'b is below 50% for longer than 24 h, its MTPD, in at most 2% of years',
    ],
    [
      { kind: 'outage', node: 'b', overHours: 24, over: 'hours', mbco: 1, chance: 0.02 },
      'b below full over 24 h',
      'b is below 100% for longer than 24 h in at most 2% of years',
    ],
    [
      { kind: 'gotThrough', threat: 'fire', most: 1 },
      'fire getting through, times a year',
      'fire gets through at most 1 times a year',
    ],
    [{ kind: 'meanLoss', most: 3e6 }, 'mean loss a year', 'the mean loss is at most £3m a year'],
    [
      { kind: 'tailMean', level: 0.95, most: 2.5e7 },
      'mean of the worst 5%',
      'the worst 5% of years lose at most £25m on average',
    ],
    [
      {
        kind: 'curve',
        points: [
          { loss: 1e6, chance: 0.5 },
          { loss: 1e8, chance: 0.002 },
        ],
      },
      'loss curve £1m 50%, £100m 0.2%',
      'more than £1m is lost in at most 50% of years; more than £100m is lost in at most 0.2% of years',
    ],
    [
      { kind: 'harm', over: 0, chance: 0.001 },
      'anyone harmed',
      'more than 0 people are harmed in at most 0.1% of years',
    ],
    [
      { kind: 'harm', over: 2, chance: 0.001 },
      'more than 2 people harmed',
      'more than 2 people are harmed in at most 0.1% of years',
    ],
    [
      { kind: 'shareOfTail', node: 'any', most: 0.25, mattersOver: 5e6, mattersOverIsAssumed: false },
      'share of the worst losses any one node causes, once over £5m',
      'no node is behind more than 25% of the worst losses, where the worst 5% lose more than £5m on average',
    ],
    [
      { kind: 'shareOfTail', node: 'b', most: 0.25, mattersOver: 0, mattersOverIsAssumed: true },
      'share of the worst losses that b causes',
      'b is behind at most 25% of the worst losses',
    ],
  ])('%o', (parts, subject, words) => {
    expect(limitWords(limitOf(parts), YEARS)).toEqual({ subject, words });
  });

  test('calls nodes and threats by their names', () => {
    const names = namesOf({ nodes: { b: 'The bakery' }, threats: { fire: 'A fire' } });
    const outage = limitOf({ kind: 'outage', node: 'b', overHours: 4, over: 'rto', mbco: 1, chance: 0.1 });
    expect(limitWords(outage, YEARS, names).subject).toBe('The bakery below full over 4 h (rto)');
    expect(limitWords(limitOf({ kind: 'gotThrough', threat: 'fire', most: 2 }), YEARS, names).words).toBe(
      'A fire gets through at most 2 times a year',
    );
  });

  test('speaks of spells where a period is no year', () => {
    const { words } = limitWords(limitOf({ kind: 'loss', over: 1e7, chance: 0.05 }), {
      currency: 'GBP',
      periodHours: 1440,
    });
    expect(words).toBe('more than £10m is lost in at most 5% of spells of 60 days');
  });
});
