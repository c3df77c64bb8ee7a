import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Stream } from '../../src/cli/console.ts';
import { makeProgressBar } from '../../src/cli/progress-bar.ts';
import type { Progress } from '../../src/sim/session/collect.ts';

const at = (trialsDone: number): Progress => ({ trialsDone, trials: 1_000_000, worldsDone: 0, worlds: 1000 });
const atStage = (stages: number, trialsDone: number): Progress => ({
  ...at(trialsDone),
  mayEndEarly: true,
  knows: {
    mean: 3000,
    standardError: 150,
    tailMean: { mean: 40_000, standardError: 800 },
    trials: trialsDone,
    stages,
    mostTrials: 1_000_000,
    hasLoss: false,
    openLimits: 0,
  },
});
const words = { subject: 'A corner shop', details: ['base scenario', 'seed ringfence', '1,000,000 trials'] };

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

describe('on a terminal', () => {
  test('the first words stand at once, and progress takes their place', () => {
    const { stream, written } = fakeStream(true);
    let now = 0;
    const bar = makeProgressBar(stream, () => now);
    bar.begin(words);
    expect(written).toEqual(['\r\u001b[KSimulating A corner shop: base scenario, seed ringfence, 1,000,000 trials']);
    now = 1000;
    bar.show(at(1000));
    expect(written.at(-1)).toBe(`\r\u001b[K▕${'▏'.padEnd(10)}▏  0%  1,000 of 1,000,000 trials`);
    bar.clear();
    expect(written.at(-1)).toBe('\r\u001b[K');
    expect(written.join('')).not.toContain('\n');
  });

  test('the line is drawn at most ten times a second, and cleared once', () => {
    const { stream, written } = fakeStream(true);
    let now = 0;
    const bar = makeProgressBar(stream, () => now);
    for (; now < 1000; now++) bar.show(at(now * 1000));
    expect(written).toHaveLength(10);
    bar.clear();
    bar.clear();
    expect(written).toHaveLength(11);
  });

  test('the pace is that of the run at hand', () => {
    const { stream, written } = fakeStream(true);
    let now = 0;
    const bar = makeProgressBar(stream, () => now);
    const show = (number: number, trialsDone: number): void =>
      bar.show({ ...at(trialsDone), run: { name: 'bare', number, of: 2 } });
    show(1, 0);
    now = 10_000;
    show(1, 100_000);
    expect(written.at(-1)).toContain('90 s left');
    show(2, 0);
    now = 20_000;
    show(2, 500_000);
    expect(written.at(-1)).toContain('2 of 2: bare');
    expect(written.at(-1)).toContain('10 s left');
  });
});

describe('in a pipe', () => {
  /** Lines of a run whose progress comes ten times a second. */
  function lines(seconds: number, progress: (seconds: number) => Progress): string[] {
    const { stream, written } = fakeStream(false);
    let now = 0;
    const bar = makeProgressBar(stream, () => now);
    bar.begin(words);
    for (; now <= seconds * 1000; now += 100) bar.show(progress(now / 1000));
    bar.clear();
    return written;
  }

  test('one line says at once what is run; a short run says no more', () => {
    const first = 'Simulating A corner shop: base scenario, seed ringfence, 1,000,000 trials\n';
    expect(lines(1.9, (seconds) => at(seconds * 1000))).toEqual([first]);
  });

  test('a line comes about every ten seconds, of a long run every minute, none of them with control characters', () => {
    const minute = lines(60, (seconds) => at(seconds * 1000));
    expect(minute.map((line) => /^\d+ s/.exec(line)?.[0] ?? '')).toEqual([
      '',
      '2 s',
      '12 s',
      '22 s',
      '32 s',
      '42 s',
      '52 s',
    ]);
    const hours = lines(2 * 3600, (seconds) => at(seconds * 100));
    expect(hours.length).toBeGreaterThan(110);
    expect(hours.length).toBeLessThan(150);
    for (const line of [...minute, ...hours]) {
      expect(line).toMatch(/^\P{Cc}+\n$/u);
      expect(line.length).toBeLessThanOrEqual(81);
    }
  });

  test('a stage that is passed is said, but no two lines come within two seconds', () => {
    const told = lines(9, (seconds) => atStage(Math.floor(seconds), Math.round(seconds * 1000)));
    expect(told.slice(1).map((line) => /^\d+ s/.exec(line)?.[0])).toEqual(['2 s', '4 s', '6 s', '8 s']);
    expect(told.at(-1)).toContain('ends at ± 1%');
  });

  test('commands that say nothing first are silent', () => {
    const { stream, written } = fakeStream(false);
    const bar = makeProgressBar(stream, () => 0);
    bar.show(at(1));
    bar.clear();
    expect(written).toEqual([]);
  });
});
