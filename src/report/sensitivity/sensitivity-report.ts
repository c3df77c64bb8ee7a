/** The page on which uncertain inputs move the figures, for people. */
import { counted, listed, wholeNumber } from '../../results/format/count.ts';
import { percentError } from '../../results/format/share.ts';
import { spanName } from '../../results/format/time.ts';
import { namesOf } from '../../results/names.ts';
import type {
  SensitivityDocument,
  SensitivityFigure,
  SensitivityIndices,
  Swing,
} from '../../results/sensitivity-document.ts';
import { title } from '../run/title.ts';
import { bar } from '../text/bar.ts';
import type { Cell, Column } from '../text/cell.ts';
import { commandLines } from '../text/command-lines.ts';
import { forReaders, futureName, isSent, limitTerms } from '../text/readers.ts';
import { prose, section } from '../text/section.ts';
import type { Page } from '../text/style.ts';
import { table } from '../text/table.ts';
import { errorWords, figureWords, isSeen, shareOf } from './figure-words.ts';
import { heldLines } from './held-lines.ts';
import { worthLines } from './worth-lines.ts';

export interface SensitivityReport {
  readonly document: SensitivityDocument;
  /** The figure that is shown in full: the mean loss when absent. */
  readonly figure?: string | undefined;
  /** The words of the command line that gives the same figures again, quoted; empty to leave it out. */
  readonly command: readonly string[];
}

interface Scene {
  readonly document: SensitivityDocument;
  readonly page: Page;
}

/** Rows of each table; the rest is in the document. */
const MOST = 12;
const BAR = 12;

/** `a year`, `a horizon of 30 days`. */
const perSpan = ({ periodHours }: SensitivityDocument): string => {
  const span = spanName(periodHours);
  return /^\d/.test(span) ? `in ${span}` : `a ${span}`;
};

const COLUMNS: readonly Column[] = [
  { header: '', shrinksTo: 24 },
  { header: 'stated', shrinksTo: 10 },
  { header: 'alone', align: 'right' },
  { header: '' },
  { header: 'in all', align: 'right' },
  { header: '' },
  { header: '', picture: true },
];

const statedOf = (input: string, { inputs }: SensitivityDocument): string =>
  inputs.find(({ id }) => id === input)?.stated ?? '';

/** Shares of the variance, by input. */
function indexLines(figure: SensitivityFigure, { document, page }: Scene): string[] {
  const { quiet } = page.style;
  const row = ({ input, first, total }: SensitivityIndices): Cell[] => {
    return [
      input,
      { text: statedOf(input, document), paint: quiet },
      shareOf(first),
      { text: percentError(first.standardError), paint: quiet },
      shareOf(total),
      { text: percentError(total.standardError), paint: quiet },
      { text: bar(Math.max(0, total.value), BAR), paint: page.style.line },
    ];
  };
  const shown = figure.indices.slice(0, MOST + 1);
  return shown.length === 0 ? [] : ['', ...table(COLUMNS, shown.map(row), page), ''];
}

const SWING_COLUMNS: readonly Column[] = [
  { header: '', shrinksTo: 24 },
  { header: 'low', align: 'right' },
  { header: 'high', align: 'right' },
  { header: 'swing', align: 'right' },
  { header: '' },
  { header: '', picture: true },
];

/** The tornado: the figure with each input at its low and its high end. */
function swingLines(figure: SensitivityFigure, { document, page }: Scene): string[] {
  const { currency } = document;
  const { quiet, line } = page.style;
  const greatest = Math.max(...figure.swings.map(({ swing }) => Math.abs(swing.value)));
  if (figure.swings.length === 0 || !(greatest > 0)) return [];
  // Where shares are told, what is stated stands beside them
  const isStated = figure.indices.length === 0;
  const columns = isStated ? SWING_COLUMNS.toSpliced(1, 0, { header: 'stated', shrinksTo: 9 }) : SWING_COLUMNS;
  const row = ({ input, low, high, swing }: Swing): Cell[] => [
    input,
    ...(isStated ? [{ text: statedOf(input, document), paint: quiet }] : []),
    figureWords(low.figure, figure.unit, currency),
    figureWords(high.figure, figure.unit, currency),
    isSeen(swing) ? figureWords(swing, figure.unit, currency) : 'not seen',
    { text: errorWords(swing, figure.unit, currency), paint: quiet },
    { text: isSeen(swing) ? bar(Math.abs(swing.value) / greatest, BAR) : '', paint: line },
  ];
  return ['', ...table(columns, figure.swings.slice(0, MOST).map(row), page), ''];
}

/** What is worth improving first, in words. */
function improveWords(figure: SensitivityFigure, { document, page }: Scene): string {
  const { improve, deviation, indices, subject, unit } = figure;
  const { currency } = document;
  if (deviation === null || indices.length === 0) return '';
  if (improve === null) {
    return `No single estimate stands out: of none is it sure that the ${subject} would be better known if it were.${forReaders(page, ' More --trials would tell more.', '')}`;
  }
  const { input, first } = improve;
  const ofDeviation = (value: number): string =>
    figureWords({ value, standardError: deviation.standardError }, unit, currency);
  const now = figureWords(deviation, unit, currency);
  const tied =
    improve.tied.length === 0
      ? ''
      : ` Perhaps it is ${listed(improve.tied, 3)} instead: between them this run cannot tell.`;
  // Where the share may be all of it, what is left has only a bound
  const rest = 1 - first.value;
  const most = deviation.value * Math.sqrt(Math.min(1, Math.max(0, rest) + 2 * first.standardError));
  const left = rest < 2 * first.standardError ? `at most ${ofDeviation(most)}` : ofDeviation(improve.deviationLeft);
  return `Worth improving first: ${input}. If it were known exactly, ${shareOf(first)} (${percentError(first.standardError)}) of the variance would go on average: the standard deviation of the ${subject} would be ${left} instead of ${now}.${tied}`;
}

/** What acts together. */
function togetherWords({ indices }: SensitivityFigure): string {
  const apart = indices.filter(
    ({ first, total }) => total.value - first.value > 3 * Math.hypot(first.standardError, total.standardError),
  );
  return apart.length === 0
    ? ''
    : 'Where "in all" is above "alone", the input does the rest together with others: what it does depends on them. Such a part counts once in "in all" of each that has a share in it, and in no "alone": the first column adds up to less than 100 %, the second to more.';
}

/** Why no shares are told. */
function notKnownWords({ swings }: SensitivityFigure, page: Page): string {
  const more = forReaders(page, 'more --trials', 'more futures');
  const seen = swings.filter(({ swing }) => isSeen(swing));
  const [widest] = seen;
  const rest =
    widest === undefined
      ? `little depends on what is uncertain, or ${more} would show it.`
      : `${more} would show them. What one input does at its low and at its high end is seen sooner, below: most by ${widest.input}.`;
  return `How much it differs between worlds is hidden by the noise inside them, so that no shares can be told: ${rest}`;
}

function figureLines(figure: SensitivityFigure, scene: Scene): string[] {
  const { document, page } = scene;
  const { currency } = document;
  const { subject, unit, mean, deviation } = figure;
  const head = `${figureWords(mean, unit, currency)} ${errorWords(mean, unit, currency)}`.trim();
  const between =
    deviation === null
      ? ''
      : ` Between worlds it differs by ${figureWords(deviation, unit, currency)} (${errorWords(deviation, unit, currency)}${deviation.unreliable === true ? ', which rests on few worlds' : ''}), one standard deviation: shares are of its square.`;
  const swings = swingLines(figure, scene);
  const shares = section(
    `What moves the ${subject}`,
    [
      ...prose(`The ${subject} ${unit === 'number' ? '' : `${perSpan(document)} `}is ${head}.${between}`, page),
      ...indexLines(figure, scene),
      ...[deviation === null ? notKnownWords(figure, page) : '', improveWords(figure, scene), togetherWords(figure)]
        .filter((words) => words !== '')
        .flatMap((words) => prose(words, page)),
    ],
    page,
  );
  return [
    ...shares,
    ...section(
      swings.length === 0 ? '' : `The ${subject} with one input low and high`,
      [
        ...swings,
        ...(swings.length === 0
          ? []
          : prose(
              'Each input at its 5 % point (low) and at its 95 % point (high), all others as uncertain as they are, on the same futures; one with few values where the figure is least and greatest. Low is the low end of what is stated: of a time between events, often.',
              page,
            )),
      ],
      page,
    ),
  ];
}

const OTHER_COLUMNS: readonly Column[] = [
  { header: '', shrinksTo: 18 },
  { header: 'is', align: 'right' },
  { header: 'between worlds', align: 'right', shrinksTo: 8 },
  { header: 'most of that is due to', shrinksTo: 20 },
  { header: 'alone', align: 'right' },
  { header: '' },
];

/** The other figures, with the input that most is due to. */
function otherLines(shown: string, { document, page }: Scene): string[] {
  const { currency } = document;
  const others = Object.entries(document.figures).filter(([id]) => id !== shown);
  const [next] = others;
  if (next === undefined) return [];
  const rows = others.map(([id, { subject, unit, mean, deviation, improve }]): Cell[] => {
    const { quiet } = page.style;
    return [
      `${limitTerms(subject, page)}${id === 'tail' ? '' : ` (${id})`}`,
      figureWords(mean, unit, currency),
      deviation === null ? 'not seen' : figureWords(deviation, unit, currency),
      improve === null ? '-' : `${improve.input}${improve.tied.length > 0 ? ' or others' : ''}`,
      improve === null ? '' : shareOf(improve.first),
      improve === null ? '' : { text: percentError(improve.first.standardError), paint: quiet },
    ];
  });
  return section(
    'What moves the other figures',
    [...table(OTHER_COLUMNS, rows, page), ...(isSent(page) ? [] : prose(`In full: --figure ${next[0]}.`, page))],
    page,
  );
}

function howLines({ document, page }: Scene, command: readonly string[]): string[] {
  const { design, inputs, uncertainInputs, hasOthers } = document;
  const looked =
    design === null
      ? ''
      : `${counted(uncertainInputs, 'input')} ${uncertainInputs === 1 ? 'is' : 'are'} drawn once a world${hasOthers ? `; a first look chose the ${inputs.length - 1} that do most` : ''}. ${wholeNumber(design.worlds)} worlds and their partners, ${wholeNumber(design.trialsPerWorld)} trials in each, again under ${counted(design.changes, 'change')} of what one input is: all else is the same to the bit.`;
  const words = [
    looked,
    design === null
      ? ''
      : 'Alone: the share of the variance between worlds that goes, on average, when the input is known (first-order Sobol index). In all: the share that is left when everything else is known (total index). Chance inside a world is in neither.',
    '±: one standard error. A figure marked ? rests on few worlds.',
    `Seed "${document.seed}", model ${document.modelHash.slice(0, 19)}, Ringfence ${document.ringfence}.`,
  ].filter((each) => each !== '');
  return section(
    'How it was found',
    [...words.flatMap((each) => prose(each, page)), ...commandLines(command, page)],
    page,
  );
}

/** Why nothing is said of inputs. */
function noneLines({ document, page }: Scene): string[] {
  const { uncertainInputs, design } = document;
  if (design !== null) return [];
  const words =
    uncertainInputs === 0
      ? 'Nothing that counts is uncertain in this model: every world is the same, so that no estimate can be worth improving. What varies from year to year is chance.'
      : document.partial
        ? 'It was stopped before anything was known of inputs.'
        : `${counted(uncertainInputs, 'input')} ${uncertainInputs === 1 ? 'is' : 'are'} uncertain, and so few ${futureName(page)}s tell nothing of them${forReaders(page, ': more --trials would', '')}.`;
  return section('What is uncertain', prose(words, page), page);
}

/** What moves a figure, and the others, without how it was found. */
export function sensitivityLines(document: SensitivityDocument, page: Page, figure = 'loss'): string[] {
  const scene: Scene = { document, page };
  const shown = document.figures[figure];
  return [
    ...noneLines(scene),
    ...(shown === undefined || document.design === null ? [] : figureLines(shown, scene)),
    ...(shown === undefined ? [] : heldLines(shown, document, page)),
    ...worthLines(document, page),
    ...(document.design === null ? [] : otherLines(figure, scene)),
  ];
}

/** Lines of the page, none wider than it. */
export function sensitivityReport({ document, figure = 'loss', command }: SensitivityReport, bare: Page): string[] {
  const page: Page = { ...bare, names: namesOf(document.labels) };
  const scene: Scene = { document, page };
  const { conditions, portfolio, given, givenEvents } = document;
  const measured = { worlds: 1, trials: document.simulated };
  return [
    ...title({
      document: { ...document, title: `${document.title}: which estimates matter` },
      result: { conditions, portfolio, given, givenEvents, measured },
      page,
    }),
    ...sensitivityLines(document, page, figure),
    ...howLines(scene, command),
  ];
}
