/** The page in a real browser: nothing is asked of a network, every chart is drawn, axe finds no serious fault. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPageScripts } from '../../../src/io/page-scripts.ts';
import { pageOf, report } from './fixture.ts';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const scratch = mkdtempSync(path.join(tmpdir(), 'ringfence-page-'));
const address = (name: string): string => `file://${path.join(scratch, name)}`;

let browser: Browser;
let page: Page;
const faults: string[] = [];
const requests: string[] = [];

async function open(name: string, scheme: 'light' | 'dark' = 'light', width = 1100): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
  const opened = await context.newPage();
  opened.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${name}: ${message.text()}`);
  });
  opened.on('pageerror', (error) => faults.push(`${name}: ${error.message}`));
  opened.on('dialog', (dialog) => {
    faults.push(`${name} asks: ${dialog.message()}`);
    void dialog.dismiss();
  });
  opened.on('request', (request) => requests.push(request.url()));
  await opened.goto(address(name));
  await opened.waitForSelector('html[data-ready=yes]', { state: 'attached', timeout: 0 });
  return opened;
}

/** Serious faults that axe finds: rule and where. */
async function seriousFaults(of: Page): Promise<unknown> {
  await of.evaluate(`${axe.source};0`);
  return of.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')))`,
  );
}

beforeAll(async () => {
  const scripts = await readPageScripts();
  writeFileSync(path.join(scratch, 'page.html'), pageOf({ scripts }));
  const evil = '<img src=x onerror=alert(1)></script><script>alert(2)</script>"\'><svg onload=alert(3)>';
  const { run } = report;
  if ('missing' in run) throw new Error('the fixture has no run');
  const nodes = Object.fromEntries(Object.keys(run.scenarios['base']?.nodes ?? {}).map((id) => [id, `${id} ${evil}`]));
  const threats = Object.fromEntries(
    Object.keys(run.scenarios['base']?.threats ?? {}).map((id) => [id, `${id} ${evil}`]),
  );
  const hostile = { ...report, run: { ...run, title: evil, seed: evil, labels: { nodes, threats } } };
  writeFileSync(path.join(scratch, 'hostile.html'), pageOf({ report: hostile, scripts }));
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGUMENTS });
  page = await open('page.html');
});

afterAll(async () => {
  await browser.close();
  rmSync(scratch, { recursive: true, force: true });
});

describe('the page in a browser', () => {
  test('draws every chart with all its lines and points', async () => {
    const counted = await page.evaluate(`[...document.querySelectorAll('figure[data-figure=chart]')].map((figure) => {
      const { chart } = JSON.parse(document.getElementById(figure.id + '-data').textContent);
      const marked = ({ type, mode = '' }) => type === 'bar' || mode.includes('markers');
      return {
        id: figure.id,
        traces: chart.data.filter(({ x }) => x.length > 0).length,
        drawn: figure.querySelectorAll('.scatterlayer .trace, .barlayer .trace').length,
        points: chart.data.filter(marked).reduce((sum, { x }) => sum + x.length, 0),
        marks: figure.querySelectorAll('.scatterlayer .point, .barlayer .point').length,
      };
    })`);
    const all = counted as { id: string; traces: number; drawn: number; points: number; marks: number }[];
    expect(all.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['board-curve', 'curves', 'frontier', 'threats-figure', 'tornado', 'shares']),
    );
    for (const { id, traces, drawn, points, marks } of all) {
      expect(drawn, id).toBe(traces);
      expect(marks, id).toBe(points);
    }
  });

  test('draws every picture of its own with something in it', async () => {
    const sizes = await page.evaluate(`[...document.querySelectorAll('figure[data-figure=svg]')].map((figure) => {
      const { width, height } = figure.querySelector('.picture svg').getBoundingClientRect();
      return { id: figure.id, width, height, shapes: figure.querySelectorAll('.picture path, .picture rect').length };
    })`);
    const all = sizes as { id: string; width: number; height: number; shapes: number }[];
    expect(all.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['board-spend', 'board-rings', 'map', 'chains-figure']),
    );
    expect(all.filter(({ width, height, shapes }) => width < 100 || height < 40 || shapes < 3)).toEqual([]);
  });

  test('has no serious fault for who sees little or nothing, in light', async () => {
    expect(await seriousFaults(page)).toEqual([]);
  });

  test('nor in dark, which a button gives too', async () => {
    const before = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    await page.click('#theme');
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).not.toBe(before);
    expect(await seriousFaults(page)).toEqual([]);
    await page.click('#theme');
  });

  test('saves the figures behind a chart, and the chart', async () => {
    const saved = async (format: string): Promise<string> => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.click(`#board-curve [data-save=${format}]`),
      ]);
      return readFileSync((await download.path()) ?? '', format === 'png' ? 'latin1' : 'utf8');
    };
    const csv = await saved('csv');
    expect(csv.split('\r\n')[0]).toBe('curve,loss more than,chance,low,high');
    expect(csv).toContain('year,10000000,0.072,0.04,0.11');
    expect(await saved('svg')).toMatch(/^<svg[\s\S]*<\/svg>$/);
    expect((await saved('png')).slice(1, 4)).toBe('PNG');
  });

  test('shows on the map what hangs on a node', async () => {
    await page.hover('#map [data-node]');
    expect(await page.locator('#map .node.self').count()).toBe(1);
    expect(await page.locator('#map .node.on').count()).toBeGreaterThan(1);
  });

  test('fits a narrow screen', async () => {
    const narrow = await open('page.html', 'light', 390);
    expect(await narrow.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await narrow.context().close();
  });

  test('shows a hostile model as text', async () => {
    const hostile = await open('hostile.html');
    expect(await hostile.locator('img').count()).toBe(0);
    expect(await hostile.locator('h1').innerText()).toContain('<img src=x onerror=alert(1)>');
    await hostile.context().close();
  });

  test('asks nothing of a network and has no fault on its console', () => {
    expect(requests.filter((url) => !/^(file|blob|data):/.test(url))).toEqual([]);
    expect(faults).toEqual([]);
  });
});
