#!/usr/bin/env node
/**
 * How soon a page of `ringfence report` is ready in Chromium, beside a bare page of the same Plotly with one chart.
 *
 *     npm run build && node bench/page.mjs PAGE.html [ROUNDS]
 *
 * Both are opened from a file, in turn, each in a browser context of its own, and counted until all charts are drawn and painted. Medians
 * and the median of the ratios of rounds are printed: the machine may be busy with other things.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

const [page, rounds = '5'] = process.argv.slice(2);
if (page === undefined) throw new Error('name a page: node bench/page.mjs PAGE.html [ROUNDS]');
const plotly = readFileSync(path.join(import.meta.dirname, '../dist/page/plotly.js'), 'utf8');
const scratch = mkdtempSync(path.join(tmpdir(), 'ringfence-page-'));
const bare = path.join(scratch, 'bare.html');
writeFileSync(
  bare,
  `<!doctype html><html><head><meta charset="utf-8"></head><body><div id="chart"></div><script>${plotly}</script><script>
Plotly.newPlot('chart', [{ x: [1, 2, 3], y: [2, 1, 3] }], {}).then(() => { document.documentElement.dataset.ready = 'yes'; });
</script></body></html>`,
);

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
});

/** Milliseconds from the beginning of the load until the page is ready and painted. */
async function readyIn(file) {
  const context = await browser.newContext({ viewport: { width: 1100, height: 900 } });
  const opened = await context.newPage();
  await opened.goto(`file://${path.resolve(file)}`);
  await opened.waitForSelector('html[data-ready=yes]', { state: 'attached', timeout: 0 });
  const time = await opened.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))',
  );
  await context.close();
  return time;
}

try {
  const [ours, theirs] = [[], []];
  await readyIn(bare);
  for (let round = 0; round < Number(rounds); round++) {
    theirs.push(await readyIn(bare));
    ours.push(await readyIn(page));
  }
  const ratio = median(ours.map((time, round) => time / theirs[round]));
  console.log(
    `page ${median(ours).toFixed(0)} ms, bare page ${median(theirs).toFixed(0)} ms, ratio ${ratio.toFixed(2)}`,
  );
} finally {
  await browser.close();
  rmSync(scratch, { recursive: true, force: true });
}
