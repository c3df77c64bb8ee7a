/** The pages of `history`: the runs of a folder, and what moved between two of them. */
import { counted, listed, plainNumber, wholeNumber } from '../../results/format/count.ts';
import { money, moneyError } from '../../results/format/money.ts';
import { percent, percentagePoints, percentError } from '../../results/format/share.ts';
import type { Estimate } from '../../results/estimate.ts';
import type { Figure } from '../../results/history/about.ts';
import {
  onlyFuturesDiffer,
  type Causes,
  type KnownRun,
  type Moved,
  type MovedFigure,
} from '../../results/history/moved.ts';
import { item, prose, section } from '../text/section.ts';
import type { Page } from '../text/style.ts';
import { table } from '../text/table.ts';

/** Changed inputs that are shown; the rest is counted. */
const MOST_INPUTS = 20;

/** `2026-11-29 20:05`, UTC. */
const when = (at: string): string => at.slice(0, 16).replace('T', ' ');

function written({ value, standardError }: Estimate, unit: Figure['unit'], currency: string): string {
  if (unit === 'money') return money(value, currency, standardError);
  return unit === 'share' ? percent(value, standardError) : plainNumber(value, standardError);
}

function error({ standardError }: Estimate, unit: Figure['unit'], currency: string): string {
  if (unit === 'money') return moneyError(standardError, currency);
  if (unit === 'share') return percentError(standardError);
  return standardError > 0 ? `± ${plainNumber(standardError, standardError)}` : '';
}

/** The figure that tells a run best: the mean loss of what was run first, or the best spend. */
function chief({ figures, currency }: KnownRun): readonly [string, string] {
  const figure = figures.find(({ name }) => name === 'mean loss' || name === 'best') ?? figures[0];
  if (figure === undefined) return ['-', ''];
  const doubt = figure.estimate.unreliable === true ? '?' : '';
  return [
    `${figure.name} ${written(figure.estimate, figure.unit, currency)}${doubt}`,
    error(figure.estimate, figure.unit, currency),
  ];
}

/** The runs of a folder, oldest first. */
export function historyReport(folder: string, runs: readonly KnownRun[], page: Page): string[] {
  if (runs.length === 0) return [`No result in ${folder} yet: \`ringfence run FILE --out ${folder}\` writes one.`];
  const columns = [
    { header: '', align: 'right' },
    { header: 'when (UTC)' },
    { header: 'command' },
    { header: 'model', shrinksTo: 12 },
    { header: 'seed', shrinksTo: 6 },
    { header: 'trials', align: 'right' },
    { header: 'found', shrinksTo: 10 },
    { header: '' },
  ] as const;
  const rows = runs.map((run) => [
    String(run.number),
    when(run.at),
    run.partial ? `${run.command} (cut short)` : run.command,
    `${run.title} (${run.modelHash.replace('sha256:', '').slice(0, 6)})`,
    run.seed,
    wholeNumber(run.trials),
    ...chief(run),
  ]);
  const last = runs.at(-1)?.number ?? 1;
  const before = runs.at(-2)?.number ?? last;
  return [
    `${counted(runs.length, 'run')} in ${folder}`,
    '',
    ...table(columns, rows, page),
    '',
    ...prose('In brackets the first digits of the hash of the model: alike where the model is alike.', page),
    ...(runs.length > 1 ? prose(`What moved between two: ringfence history ${folder} ${before} ${last}`, page) : []),
  ];
}

const said = (text: string | null): string => (text === null ? '(nothing)' : text);

function causeLines({ from, to, causes }: Moved, page: Page): string[] {
  const lines = [
    ...(causes.command ? item(`Another command: ${from.command}, then ${to.command}.`, page) : []),
    ...(causes.version ? item(`Another version of Ringfence: ${from.ringfence}, then ${to.ringfence}.`, page) : []),
    ...(causes.seed ? item(`Another seed, so other futures: ${from.seed}, then ${to.seed}.`, page) : []),
    ...(causes.trials
      ? item(
          `More or fewer futures: ${wholeNumber(from.trials)} in ${counted(from.worlds, 'world')}, then ${wholeNumber(to.trials)} in ${counted(to.worlds, 'world')}.`,
          page,
        )
      : []),
    ...causes.inputs
      .slice(0, MOST_INPUTS)
      .flatMap(({ path, from: before, to: after }) => item(`${path}: ${said(before)}, then ${said(after)}.`, page)),
  ];
  const more = causes.inputs.length - MOST_INPUTS;
  return [...lines, ...(more > 0 ? item(`${counted(more, 'input')} more.`, page) : [])];
}

function moved(figure: MovedFigure, currency: string): string {
  const { change, unit } = figure;
  if (change.value === 0) return '0';
  const size = { ...change, value: Math.abs(change.value) };
  const sign = change.value > 0 ? '+' : '-';
  const words =
    unit === 'share' ? `${percentagePoints(size.value, change.standardError)} points` : written(size, unit, currency);
  return `${sign}${words}${change.unreliable === true ? '?' : ''}`;
}

const kinds = ({ inputs, seed, version, trials, command }: Causes): number =>
  [inputs.length > 0, seed, version, trials, command].filter(Boolean).length;

/** What moved, in a sentence. */
function answer({ figures, causes }: Moved): string {
  const surely = figures.filter(({ isSure }) => isSure).length;
  const changed = figures.filter(({ change }) => change.value !== 0).length;
  if (figures.length === 0) return 'The two have no figure in common.';
  const what =
    changed === 0
      ? 'No figure moved.'
      : onlyFuturesDiffer(causes)
        ? `Nothing but the futures differs, so what moved is noise of the simulation (${changed} of ${counted(figures.length, 'figure')}).`
        : surely === 0
          ? `No figure moved by more than the noise of the simulation (${changed} of ${figures.length} moved at all).`
          : `${surely} of ${counted(figures.length, 'figure')} moved by more than the noise of the simulation.`;
  const reasons = kinds(causes);
  const why =
    reasons === 0
      ? changed === 0
        ? 'Nothing that went in differs.'
        : 'Nothing that went in differs, so nothing should have moved: please report this.'
      : reasons === 1
        ? 'One thing differs:'
        : 'Several things differ, so no change has one cause alone:';
  return `${what} ${why}`;
}

/** What moved between two runs, and why. */
export function movedReport(found: Moved, page: Page): string[] {
  const { from, to, figures, causes } = found;
  const { currency } = to;
  const several = new Set(figures.map(({ of }) => of)).size > 1;
  const hasStatus = figures.some(({ status }) => status !== null);
  const columns = [
    { header: 'figure', shrinksTo: 16 },
    { header: `run ${from.number}`, align: 'right' },
    { header: `run ${to.number}`, align: 'right' },
    { header: 'change', align: 'right' },
    { header: '' },
    { header: 'surely' },
    ...(hasStatus ? [{ header: 'limit', shrinksTo: 12 } as const] : []),
  ] as const;
  const rows = figures.map((figure) => {
    const { of, name, unit, status, change } = figure;
    const limit = status === null ? '' : status.from === status.to ? status.to : `${status.from}, then ${status.to}`;
    return [
      several ? `${of}: ${name}` : name,
      written(figure.from, unit, currency),
      written(figure.to, unit, currency),
      moved(figure, currency),
      error(change, unit, currency),
      change.value === 0 ? '' : figure.isSure ? 'yes' : 'no',
      ...(hasStatus ? [limit] : []),
    ];
  });
  const isPaired = figures.some(({ errorBy }) => errorBy === 'paired');
  const isAsIf = figures.some(({ errorBy, change }) => errorBy === 'as if independent' && change.value !== 0);
  const byNoise = figures.filter(({ status, isSure }) => status !== null && status.from !== status.to && !isSure);
  const notes = [
    onlyFuturesDiffer(causes)
      ? 'Surely: no figure, as the model is the same. One in twenty moves by more than two standard errors all the same.'
      : 'Surely: by more than two standard errors of the change, which noise alone does once in twenty; and both figures can be relied on.',
    ...(byNoise.length > 0
      ? [
          `${listed(byNoise.map(({ name }) => name))}: the status is another, and the figure has not surely moved. Noise alone can do that: more trials would tell.`,
        ]
      : []),
    ...(isPaired ? ['The error of the mean is that of the same futures, paired.'] : []),
    ...(isAsIf
      ? [
          `${isPaired ? 'The other errors' : 'The errors'} are as if the futures were not the same, and so too large as a rule: \`compare\` has all of them paired.`,
        ]
      : []),
    ...(kinds(causes) > 1 ? [`For one cause alone run again with the seed and the trials of run ${from.number}.`] : []),
  ];
  const only = (names: readonly string[], run: KnownRun): string[] =>
    names.length === 0 ? [] : prose(`Only in run ${run.number}: ${names.join(', ')}.`, page);
  return [
    `Run ${from.number} (${when(from.at)}) and run ${to.number} (${when(to.at)})`,
    ...prose(answer(found), page),
    ...causeLines(found, page),
    ...section('What moved', rows.length === 0 ? [] : table(columns, rows, page), page),
    ...(rows.length === 0 ? [] : notes.flatMap((note) => prose(note, page))),
    ...only(found.onlyFrom, from),
    ...only(found.onlyTo, to),
  ];
}
