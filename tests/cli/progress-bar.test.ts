import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Stream } from '../../src/cli/console.ts';
import { makeProgressBar, progressLine } from '../../src/cli/progress-bar.ts';

const at = (trialsDone: number) => ({ trialsDone, trials: 1_000_000, worldsDone: 0, worlds: 1000 });

function fakeStream(isTTY: boolean): { stream: Stream; written: string[] } {
  const written: string[] = [];
  const writable = new Writable({
    write: (chunk, _, done) => {
      written.push(String(chunk));
      done();
    },
  });
  return { stream: Object.assign(writable, { isTTY, columns: 80 }) as unknown as Stream, written };
}

describe('the line', () => {
  test('says what is done, how fast, and how long still', () => {
    expect(progressLine(at(250_000), 50, 80)).toBe(
      '▕█████               ▏ 25%  250,000 of 1,000,000 trials  5,000/s  3 min left',
    );
    expect(progressLine(at(990_000), 50, 80)).toContain('nearly done');
    expect(progressLine(at(0), 0, 80)).toBe('▕                    ▏  0%  0 of 1,000,000 trials');
  });

  test('stays within the terminal', () => {
    for (const width of [30, 40, 60, 80]) expect(progressLine(at(123_456), 10, width).length).toBeLessThan(width);
  });
});

describe('the bar', () => {
  test('draws at most ten times a second, and clears what it drew', () => {
    const { stream, written } = fakeStream(true);
    let now = 0;
    const bar = makeProgressBar(stream, () => now);
    for (; now < 1000; now++) bar.show(at(now * 1000));
    expect(written).toHaveLength(10);
    bar.clear();
    expect(written.at(-1)).toBe('\r\u001b[K');
    bar.clear();
    expect(written).toHaveLength(11);
  });

  test('is silent in a pipe', () => {
    const { stream, written } = fakeStream(false);
    const bar = makeProgressBar(stream, () => 0);
    bar.show(at(1));
    bar.clear();
    expect(written).toEqual([]);
  });
});
