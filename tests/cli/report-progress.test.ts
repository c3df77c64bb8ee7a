import { expect, test } from 'vitest';
import type { ProgressBar } from '../../src/cli/progress-bar.ts';
import { makePageProgress } from '../../src/cli/report-progress.ts';

/** A bar that keeps what it is told, and a clock that is set [seconds]. */
function told() {
  const lines: string[] = [];
  const time = { seconds: 0 };
  const bar: ProgressBar = {
    begin: () => undefined,
    show: ({ run }) => void lines.push(`${run?.number} of ${run?.of}: ${run?.name}`),
    stage: (words, standing) => void lines.push(`${words}${standing}`),
    clear: () => undefined,
  };
  return { lines, bar, time, clock: () => time.seconds * 1000 };
}

const SOME = { trialsDone: 5, trials: 10, worldsDone: 1, worlds: 2 };

test('a page says which of its parts is looked for, and which scenario', () => {
  const { lines, bar, clock } = told();
  const page = makePageProgress(bar, ['run', 'snowball', 'comparison', 'sensitivity'], null, clock);
  page.of('run').show(SOME);
  page.of('comparison').show({ ...SOME, run: { name: 'as-believed', number: 2, of: 3 } });
  expect(lines).toEqual(['1 of 4: what is lost', '3 of 4: scenarios side by side, as-believed']);
});

test('about how long a page still takes is said once more than its run is known, and grows less', () => {
  const { lines, bar, time, clock } = told();
  const page = makePageProgress(bar, ['run', 'doughnut', 'snowball', 'comparison', 'sensitivity'], null, clock);
  time.seconds = 10;
  page.of('doughnut').stage('portfolios, 8 of 108');
  time.seconds = 60;
  const snowball = page.of('snowball');
  snowball.stage('points, 1 of 9');
  time.seconds = 160;
  snowball.stage('shares, 1 of 9');
  time.seconds = 300;
  snowball.stage('growth, 1 of 9');
  const last = page.of('sensitivity');
  last.stage('what each moves, 1 of 9');
  expect(lines).toEqual([
    '2 of 5, what security should cost: portfolios, 8 of 108',
    '3 of 5, where failures compound: points, 1 of 9, the page in roughly 15 s to 4 min',
    '3 of 5, where failures compound: shares, 1 of 9, the page in roughly 2 min',
    // It takes longer than any that was measured: nothing is claimed
    '3 of 5, where failures compound: growth, 1 of 9',
    '5 of 5, what the figures hang on: what each moves, 1 of 9, the page in roughly 6 s to 90 s',
  ]);
});

test('a page that may take so long says how long that is from now', () => {
  const { lines, bar, time, clock } = told();
  const page = makePageProgress(bar, ['run', 'snowball', 'sensitivity'], 120_000, clock);
  time.seconds = 24;
  page.of('snowball').stage('points');
  expect(lines).toEqual(['2 of 3, where failures compound: points, the page within 96 s']);
});
