import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { partStops } from '../../src/cli/report-time.ts';
import { SILENT } from '../../src/cli/progress-bar.ts';
import { reportDocuments } from '../../src/cli/report-documents.ts';
import { readModelFileText } from '../../src/io/read-model.ts';
import type { PartName } from '../../src/results/report-document.ts';

const PARTS: readonly PartName[] = ['run', 'doughnut', 'snowball', 'comparison', 'sensitivity'];
const never = new AbortController().signal;

describe('a page that may take so long', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  test('stops each part in its time, and all of them by the end, however much each takes', () => {
    const stops = partStops(100_000, never);
    let all = 0;
    for (const part of PARTS) {
      const signal = stops.of(part);
      for (let waited = 0; !signal.aborted && waited < 100_000; waited += 100, all += 100) vi.advanceTimersByTime(100);
      expect(signal.aborted, part).toBe(true);
      expect(signal.reason.message).toBe('time is up');
    }
    expect(all).toBeLessThanOrEqual(100_000);
    expect(all).toBeGreaterThan(90_000);
  });

  test('leaves to later parts what earlier ones did not take, and stops none once it is over', () => {
    const stops = partStops(100_000, never);
    const first = stops.of('run');
    const last = stops.of('sensitivity');
    vi.advanceTimersByTime(20_000);
    expect([first.aborted, last.aborted]).toEqual([true, false]);
    stops.release();
    vi.advanceTimersByTime(200_000);
    expect(last.aborted).toBe(false);
  });

  test('stops at once when all is interrupted', () => {
    const interrupt = new AbortController();
    const signal = partStops(100_000, interrupt.signal).of('run');
    interrupt.abort(new Error('interrupted'));
    expect(signal.aborted).toBe(true);
  });
});

test('parts whose time is up say so, and the others are there', async () => {
  const modelFile = readModelFileText(
    `ringfence: 1
title: A kiosk
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
threats:
  theft: { discipline: physical, occurs: 3..9 per year, cost: { own: £1k..£25k } }
`,
    'kiosk.yaml',
  );
  const stops = {
    of: (part: PartName) => (part === 'run' ? never : AbortSignal.abort(new Error('time is up'))),
    release: () => undefined,
  };
  const selections = [{ name: 'base', selection: {} }] as const;
  const options = { trials: 400, worlds: 20, workers: 1 };
  const asked = { file: 'kiosk.yaml', modelFile, selections, options, signal: never, stops, progress: SILENT };
  const found = await reportDocuments({ ...asked, milliseconds: 100_000 });
  expect(found.run).toMatchObject({ partial: false, trials: 400 });
  const cut = { missing: 'The work was cut short before this was looked at.' };
  expect([found.snowball, found.sensitivity]).toEqual([cut, cut]);
  expect(found.doughnut).toEqual({ missing: 'The model has no control: there is nothing to spend on.' });
});
