/** What `ringfence report` does. */
import { readModelFile } from '../io/read-model.ts';
import { readPageScripts } from '../io/page-scripts.ts';
import { htmlReport } from '../report/html/page.ts';
import { headOfReport, type ReportDocument } from '../results/report-document.ts';
import { DEFAULT_SEED } from '../sim/session.ts';
import { planRun } from '../sim/session/plan.ts';
import { opened, printed } from './browser.ts';
import { reportCommand } from './command-line.ts';
import { say } from './console.ts';
import { DONE, INTERRUPTED, type ExitStatus } from './exit-status.ts';
import { watchInterrupt } from './interrupt.ts';
import { millisecondsOf } from './length-of-time.ts';
import { checkWritable, writeOutput } from './output-file.ts';
import type { ProgressBar } from './progress-bar.ts';
import { accepted, argumentProblem, blamed, Refusal } from './refusal.ts';
import { reportDocuments } from './report-documents.ts';
import { documentOf } from './report-of-document.ts';
import { partStops } from './report-time.ts';
import type { ReportCommandOptions } from './report.ts';
import { modelsOf, selectionsOf } from './selections.ts';

/** Where the page goes when nobody says. */
const DEFAULT_OUT = 'report.html';

/** Options that decide figures, which a document has already. */
const OF_MODELS = ['trials', 'worlds', 'seed', 'scenario', 'set', 'for'] as const;

function checkAlone(file: string, options: ReportCommandOptions): void {
  const useless = OF_MODELS.filter((name) => options[name] !== undefined);
  if (useless.length === 0) return;
  throw new Refusal([
    argumentProblem(
      `${file} is a document, whose figures are there already: ${useless.map((name) => `--${name}`).join(', ')} would change nothing`,
      'leave them out, or give the model file',
    ),
  ]);
}

/** Simulates what the page is made of; null when nothing was known. */
async function simulated(
  file: string,
  options: ReportCommandOptions,
  progress: ProgressBar,
): Promise<{ readonly report: ReportDocument; readonly isCut: boolean }> {
  const inputs = new Set<string>();
  const modelFile = await readModelFile(file, (path) => inputs.add(path));
  const { scenario, set = [], out = DEFAULT_OUT } = options;
  const [base] = selectionsOf({ scenario: ['base'], set });
  if (base === undefined) throw new Error('nothing was selected');
  const model = modelsOf(modelFile, [base])['base'];
  const others = (model?.scenarioNames ?? []).filter((name) => name !== 'base');
  const [first = base, ...rest] = selectionsOf({ scenario: scenario ?? ['base', ...others], set });
  modelsOf(modelFile, [first, ...rest]);
  accepted(planRun(options, true));
  const milliseconds = options.for === undefined || model === undefined ? null : millisecondsOf(options.for, model);
  await checkWritable(out, [...inputs]);
  const interrupt = watchInterrupt(() => {
    progress.clear();
    void say('Stopping: the page has what is known. Ctrl-C again leaves at once.\n');
  });
  const { signal } = interrupt;
  const stops = partStops(milliseconds, signal);
  try {
    const selections = [first, ...rest] as const;
    const report = await reportDocuments({
      file,
      modelFile,
      selections,
      options,
      signal,
      stops,
      progress,
      milliseconds,
    });
    return { report, isCut: signal.aborted };
  } catch (error) {
    throw blamed(error);
  } finally {
    progress.clear();
    stops.release();
    interrupt.release();
  }
}

const sizeWords = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** The page as PDF, and in a browser, where that was asked for; what does not work is said. */
async function beside(out: string, { pdf, open, quiet }: ReportCommandOptions): Promise<void> {
  const searched = process.env['PATH'] ?? '';
  if (pdf === true) {
    const file = out.replace(/(\.html?)?$/i, '.pdf');
    const why = await printed(out, file, searched);
    if (why !== null) await say(`No PDF: ${why}.\n`);
    else if (quiet !== true) await say(`Written: ${file}.\n`);
  }
  if (open === true) {
    const why = await opened(out, searched);
    if (why !== null) await say(`Not shown: ${why}.\n`);
  }
}

/** Makes a page. @throws Refusal with the faults of the model, the document or the options. */
export async function report(file: string, options: ReportCommandOptions, progress: ProgressBar): Promise<ExitStatus> {
  const { out = DEFAULT_OUT, audience = 'analyst' } = options;
  const found = await documentOf(file);
  if (found !== null) {
    checkAlone(file, options);
    await checkWritable(out, [file]);
  }
  const { report: made, isCut } =
    found === null ? await simulated(file, options, progress) : { report: found, isCut: false };
  const head = headOfReport(made);
  if (head === null) {
    await say('Interrupted before anything was known.\n');
    return INTERRUPTED;
  }
  const scripts = await readPageScripts();
  const seed = found === null ? (options.seed ?? DEFAULT_SEED) : undefined;
  const command = reportCommand({ ...options, file, seed, out, audience });
  const text = htmlReport({ report: made, audience, command, scripts });
  await writeOutput(out, text);
  if (options.quiet !== true) await say(`Written: ${out} (${sizeWords(Buffer.byteLength(text))}).\n`);
  await beside(out, options);
  return isCut ? INTERRUPTED : DONE;
}
