/** A page of documents made by hand. */
import { htmlReport, type HtmlReport } from '../../../src/report/html/page.ts';
import { reportModel } from '../../../src/results/report-model.ts';
import type { SensitivityDocument } from '../../../src/results/sensitivity-document.ts';
import type { ReportDocument } from '../../../src/results/report-document.ts';
import { document as run, model } from '../fixture.ts';
import { documentOf as doughnutOf } from '../doughnut/fixture.ts';
import { document as snowball } from '../snowball/fixture.ts';

const estimate = (value: number, standardError: number) => ({ value, standardError });

/** Two estimates of the hub airport, one that matters and one that does little. */
const sensitivity: SensitivityDocument = {
  ringfence: run.ringfence,
  sensitivity: 1,
  title: run.title,
  modelHash: run.modelHash,
  seed: run.seed,
  worlds: 100,
  trials: 10_000,
  trialsPerWorld: 100,
  horizonHours: 8760,
  currency: 'GBP',
  lossesCounted: ['own'],
  partial: false,
  settings: {},
  conditions: run.scenarios['base']!.conditions,
  portfolio: {},
  given: null,
  measured: { worlds: 100, trials: 10_000 },
  simulated: 50_000,
  periodHours: 8760,
  uncertainInputs: 2,
  inputs: [
    { id: 'threats.fire.occurs', stated: 'every 8..40 years', inputs: 1 },
    { id: 'nodes.terminals.loss.own', stated: '£0.5m..£2m per hour', inputs: 1 },
  ],
  hasOthers: false,
  design: { worlds: 100, trialsPerWorld: 16, changes: 6 },
  figures: {
    loss: {
      subject: 'mean loss',
      unit: 'money',
      mean: estimate(2_000_000, 40_000),
      deviation: estimate(900_000, 60_000),
      indices: [
        { input: 'threats.fire.occurs', first: estimate(0.7, 0.05), total: estimate(0.8, 0.05) },
        { input: 'nodes.terminals.loss.own', first: estimate(0.15, 0.04), total: estimate(0.25, 0.05) },
      ],
      swings: [
        {
          input: 'threats.fire.occurs',
          low: { at: 8, figure: estimate(3_600_000, 90_000) },
          high: { at: 40, figure: estimate(900_000, 50_000) },
          swing: estimate(-2_700_000, 100_000),
        },
        {
          input: 'nodes.terminals.loss.own',
          low: { at: 500_000, figure: estimate(1_700_000, 60_000) },
          high: { at: 2_000_000, figure: estimate(2_500_000, 60_000) },
          swing: estimate(800_000, 80_000),
        },
      ],
      improve: { input: 'threats.fire.occurs', first: estimate(0.7, 0.05), tied: [], deviationLeft: 490_000 },
    },
  },
};

const missing = { missing: 'Nobody asked.' };

/** The run and the snowballs of the hub airport beside the doughnut of a published case. */
export const report: ReportDocument = {
  run,
  snowball,
  doughnut: doughnutOf('p05-misallocation'),
  comparison: missing,
  sensitivity,
  future: missing,
  model: reportModel(model, ['No restart time is given for terminals.']),
};

const command = ['ringfence report', 'airport.yaml', '--seed ringfence', '-o report.html'];

const scripts = { plotly: 'var Plotly = {};', page: 'void 0;' };

export const pageOf = (given: Partial<HtmlReport> = {}): string =>
  htmlReport({ report, audience: 'analyst', command, scripts, ...given });

/** The page without what is run and without the data of figures. */
export const withoutScripts = (page: string): string => page.replaceAll(/<script[\s\S]*?<\/script>/g, '');

/** Every tag with the names of its attributes, in order. */
export const tagsOf = (page: string): string[] =>
  [...withoutScripts(page).matchAll(/<(\/?[a-zA-Z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/g)].map(
    ([, name = '', attributes = '']) =>
      `${name} ${[...attributes.matchAll(/\s([\w:-]+)(?:="[^"]*")?/g)].map((each) => each[1]).join(' ')}`,
  );

/** The text that a reader sees, blanks as one. */
export const textOf = (page: string): string =>
  withoutScripts(page)
    .replaceAll(/<style[\s\S]*?<\/style>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/[\s\u00a0]+/g, ' ');
