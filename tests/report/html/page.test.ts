import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { doughnutReport } from '../../../src/report/doughnut/doughnut-report.ts';
import { runReport } from '../../../src/report/run/run-report.ts';
import { PLAIN } from '../../../src/report/text/style.ts';
import type { DoughnutDocument } from '../../../src/results/doughnut-document.ts';
import type { ReportDocument } from '../../../src/results/report-document.ts';
import type { ResultDocument } from '../../../src/results/result-document.ts';
import { documentOf as doughnutOf } from '../doughnut/fixture.ts';
import { document as run } from '../fixture.ts';
import { pageOf, report, tagsOf, textOf, withoutScripts } from './fixture.ts';

const missing = { missing: 'Nobody asked.' };

/** Words of a terminal page in one line. */
const flat = (lines: readonly string[]): string => lines.join(' ').replaceAll(/[\s\u00a0]+/g, ' ');

describe('the page of a report', () => {
  test('begins with the verdict in the words of the terminal', () => {
    const text = textOf(pageOf());
    const terminal = flat(runReport({ document: run, command: [] }, { width: 10_000, style: PLAIN }));
    const sentence = 'big-loss (loss over £10m): 7.20%, at most 5% is tolerated.';
    expect(terminal).toContain(sentence);
    expect(text).toContain(sentence);
    const headings = [...pageOf().matchAll(/<h3>([^<]*)<\/h3>/g)].map(([, words]) => words);
    expect(headings.slice(0, 3)).toEqual([
      'How bad can it get?',
      'The limits of the board',
      'What should security cost?',
    ]);
    expect(headings).toEqual(expect.arrayContaining(['Where do failures compound?', 'What to do', 'How sure are we?']));
  });

  test('says what security should cost in the words of the terminal', () => {
    const document = doughnutOf('p05-misallocation');
    const terminal = flat(doughnutReport({ document, command: [] }, { width: 10_000, style: PLAIN }));
    const sentence = 'You spend £990k. That is £410k more than can be defended, and still outside the board';
    expect(terminal).toContain(sentence);
    expect(textOf(pageOf())).toContain(sentence);
  });

  test('has no ring where there is no safe space', () => {
    const page = pageOf({ report: { ...report, doughnut: doughnutOf('p04-no-safe-space') } });
    expect(page).not.toContain('class="wedge"');
    expect(textOf(page)).toMatch(/no plan|No plan|no safe space/i);
    expect(pageOf()).toContain('class="wedge"');
  });

  test('tells apart the point of a tolerance curve that decides and those that the losses keep below', () => {
    const text = textOf(pageOf());
    expect(text).toContain('B: over £1m, at most 50%, kept there.');
    expect(text).toContain('B: over £100m, at most 0.2%, not resolved.');
  });

  test('shows the range of each ring on the first sheet', () => {
    const exact = { ...doughnutOf('p05-misallocation'), trials: 1000 };
    const { necessary } = exact.rings!;
    const rings = { ...exact.rings!, necessary: { ...necessary, low: necessary.value / 2, high: necessary.value } };
    const page = pageOf({ report: { ...report, doughnut: { ...exact, rings } } });
    const svg = /<svg[^>]*id="board-spend-svg"[\s\S]*?<\/svg>/.exec(page)?.[0] ?? '';
    expect(textOf(svg)).toMatch(/at least £\S+ \(£\S+ (to £\S+|or more)\)/);
  });

  test('draws the doughnut on the first sheet where it has parts to tell apart', () => {
    const many = doughnutOf('p05-misallocation');
    const [[name, segment] = ['', null]] = Object.entries(many.segments);
    const one = { ...many, segments: segment === null ? {} : { [name]: segment } };
    const first = (doughnut: DoughnutDocument): string => pageOf({ report: { ...report, doughnut } });
    expect(Object.keys(many.segments).length).toBeGreaterThan(1);
    expect(first(many)).toContain('id="board-rings-svg"');
    expect(first(one)).not.toContain('id="board-rings-svg"');
    expect(first(one)).toContain('class="wedge"');
  });

  test('says why a part is missing', () => {
    const page = pageOf({
      report: { ...report, run: missing, snowball: missing, model: missing, doughnut: doughnutOf('p05-misallocation') },
    });
    expect(textOf(page)).toContain('Nobody asked.');
    expect(textOf(page)).toContain('You spend £990k.');
  });

  test('says how to make it again', () => {
    const text = textOf(pageOf());
    expect(text).toContain('ringfence report airport.yaml --seed ringfence -o report.html');
    expect(text).toContain(run.modelHash);
    expect(text).toContain('Ringfence 0.1.0');
  });

  test('allows only its own two scripts, by their digests, and no address at all', () => {
    const scripts = { plotly: 'var Plotly = {};', page: 'void 0;' };
    const page = pageOf({ scripts });
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    const digest = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    expect(policy).toContain(`script-src ${digest(scripts.plotly)} ${digest(scripts.page)};`);
    expect(policy).toMatch(/^default-src 'none';/);
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    expect(policy).toContain(`style-src ${digest(style)} ${digest('')};`);
    expect(policy).not.toContain('unsafe');
    expect(page.match(/<style/g)).toHaveLength(1);
    expect(withoutScripts(page)).not.toMatch(/\sstyle="/);
    expect(withoutScripts(page).match(/(?:src|href)="(?!#)[^"]*"/g)).toBeNull();
    expect(withoutScripts(page)).not.toMatch(/\son\w+=|javascript:|https?:/);
  });

  test('refuses a script that would end its own element', () => {
    expect(() => pageOf({ scripts: { plotly: '"</script>"', page: '' } })).toThrow(/ends a script element/);
  });
});

describe('which estimates the losses hang on', () => {
  test('is told with errors, and by a tornado and shares whose figures are those of the document', () => {
    const page = pageOf();
    const text = textOf(page);
    expect(text).toContain('Worth improving first: threats.fire.occurs.');
    expect(text).toContain('100 worlds and their partners, 50,000 simulated futures in all');
    const chartOf = (id: string) => {
      const data: string = new RegExp(`id="${id}-data">([\\s\\S]*?)</script>`).exec(page)?.[1] ?? '{}';
      return JSON.parse(data).chart.data as Record<string, number[]>[];
    };
    const [low, high] = chartOf('tornado');
    const ends = ({ base = [], x = [] }: Record<string, number[]> = {}) =>
      base.map((from, row) => from + (x[row] ?? NaN));
    expect(ends(low)).toEqual([3_600_000, 1_700_000]);
    expect(ends(high)).toEqual([900_000, 2_500_000]);
    expect(chartOf('shares').map(({ x }) => x)).toEqual([
      [0.7, 0.15],
      [0.8, 0.25],
    ]);
  });

  test('is left out where nobody asked', () => {
    expect(textOf(pageOf({ report: { ...report, sensitivity: missing } }))).not.toContain('Which estimates the losses');
  });
});

describe('what a page rests on', () => {
  const doughnut = ['ringfence doughnut', 'airport.yaml', '--seed ringfence'];

  test('is told part by part, with the command that takes more futures at the end of the page alone', () => {
    const text = textOf(pageOf({ report: { ...report, more: { doughnut } } }));
    expect(text).toContain('fewer than where this alone is asked');
    expect(text).toMatch(/What security should cost: [\d,]+ futures of each plan/);
    expect(text.split('ringfence doughnut airport.yaml --seed ringfence')).toHaveLength(2);
  });

  test('names no command where futures were asked for', () => {
    expect(textOf(pageOf())).not.toContain('fewer than where this alone is asked');
  });
});

describe('what a hostile model says', () => {
  const EVIL = [
    '<img src=x onerror=alert(1)>',
    '"><svg onload=alert(1)>',
    `' autofocus onfocus=alert(1) x='`,
    '</script><script>alert(1)</script>',
    '<!--',
    '{{7*7}}${7*7}',
    '=cmd|/c calc!A1',
    '\u202egnihtemos\u202c שלום עולם',
    '\ufdd1h\ufdd0tl\nl\tl\ufdd2',
    'n'.repeat(10_000),
  ];
  const evil = EVIL.join(' ');

  /** The documents with every name and sentence of the model replaced. */
  const spoiled = (words: string): ReportDocument => {
    const nodes = Object.fromEntries(
      Object.keys(run.scenarios['base']?.nodes ?? {}).map((id) => [id, `${id} ${words}`]),
    );
    const threats = Object.fromEntries(
      Object.keys(run.scenarios['base']?.threats ?? {}).map((id) => [id, `${id} ${words}`]),
    );
    const labels = { nodes, threats };
    const scenario = run.scenarios['base'];
    const doughnut = doughnutOf('p05-misallocation');
    const [first, ...rest] = Object.entries(doughnut.segments);
    const controls = Object.fromEntries(Object.keys(doughnut.controls).map((id) => [id, `${id} ${words}`]));
    if (scenario === undefined || first === undefined) throw new Error('the fixture has no scenario or segment');
    const spoiledRun: ResultDocument = {
      ...run,
      title: words,
      seed: words,
      labels,
      scenarios: {
        [words]: {
          ...scenario,
          conditions: { ...scenario.conditions, scenario: words, story: words },
          appetite: scenario.appetite.map((limit) => ({ ...limit, id: `${limit.id} ${words}`, subject: words })),
        },
      },
    };
    const spoiledDoughnut: DoughnutDocument = {
      ...doughnut,
      title: words,
      labels: { nodes: controls, threats: {} },
      segments: Object.fromEntries([[`${first[0]} ${words}`, first[1]], ...rest]),
    };
    const { snowball } = report;
    if ('missing' in snowball) throw new Error('the fixture has no snowballs');
    return { ...report, run: spoiledRun, doughnut: spoiledDoughnut, snowball: { ...snowball, labels } };
  };

  test('makes no element and no attribute', () => {
    expect(tagsOf(pageOf({ report: spoiled(evil) }))).toEqual(tagsOf(pageOf({ report: spoiled('plain') })));
  });

  test('is shown as it stands', () => {
    const text = textOf(pageOf({ report: spoiled(evil) }));
    for (const words of [
      '<img src=x onerror=alert(1)>',
      '</script><script>alert(1)</script>',
      '=cmd|/c calc!A1',
      'שלום עולם',
    ]) {
      expect(text.includes(words), words).toBe(true);
    }
  });

  test('turns no direction of writing, and ends no data of a figure', () => {
    const page = pageOf({ report: spoiled(evil) });
    expect(/[\u202a-\u202e\u2066-\u2069]/.test(page)).toBe(false);
    const data = [...page.matchAll(/<script type="application\/json" id="[\w-]+">([\s\S]*?)<\/script>/g)];
    expect(data.length).toBeGreaterThan(2);
    for (const [, text = ''] of data) expect(JSON.parse(text)).toHaveProperty('table');
  });

  test('stays text in labels of charts, which know some tags', () => {
    const page = pageOf({ report: spoiled('<b>x</b>') });
    const data = /id="board-curve-data">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '{}';
    const { chart } = JSON.parse(data);
    expect(JSON.stringify(chart)).toContain('&lt;b&gt;x&lt;/b&gt;');
    expect(JSON.stringify(chart)).not.toContain('<b>');
  });
});

describe('a page for an audience', () => {
  test('says what is left out', () => {
    const text = textOf(pageOf({ audience: 'board' }));
    expect(text).toContain('To make this page again');
    expect(textOf(pageOf())).not.toContain('Left out:');
  });
});
