/** A page of documents made by hand. */
import { htmlReport, type HtmlReport } from '../../../src/report/html/page.ts';
import { reportModel } from '../../../src/results/report-model.ts';
import type { ReportDocument } from '../../../src/results/report-document.ts';
import { document as run, model } from '../fixture.ts';
import { documentOf as doughnutOf } from '../doughnut/fixture.ts';
import { document as snowball } from '../snowball/fixture.ts';

const missing = { missing: 'Nobody asked.' };

/** The run and the snowballs of the hub airport beside the doughnut of a published case. */
export const report: ReportDocument = {
  run,
  snowball,
  doughnut: doughnutOf('p05-misallocation'),
  comparison: missing,
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
