/** The page on which combinations break a limit, for people: the rules of each limit, then what they rest on. */
import type {
  DiscoverAnswer,
  DiscoverDocument,
  DiscoverPart,
  DiscoverRule,
  NoRule,
} from '../../results/discover-document.ts';
import type { Estimate } from '../../results/estimate.ts';
import { counted, wholeNumber } from '../../results/format/count.ts';
import { digitsOf, lastPlace } from '../../results/format/rounding.ts';
import { percent, percentError, sure } from '../../results/format/share.ts';
import { spanName } from '../../results/format/time.ts';
import { namesOf } from '../../results/names.ts';
import { title } from '../run/title.ts';
import type { Cell, Column } from '../text/cell.ts';
import { commandLines } from '../text/command-lines.ts';
import { printable } from '../text/display-width.ts';
import { idsBehind } from '../text/names.ts';
import { prose, section } from '../text/section.ts';
import type { Page } from '../text/style.ts';
import { table } from '../text/table.ts';
import { conditionWords, ruleWords } from './condition-words.ts';

export interface DiscoverReport {
  readonly document: DiscoverDocument;
  /** The words of the command line that gives the same figures again, quoted; empty to leave it out. */
  readonly command: readonly string[];
}

const shareOf = ({ value, standardError, unreliable }: Estimate): string =>
  `${percent(value, standardError)}${unreliable === true ? '?' : ''}`;

function timesWords({ value, standardError }: Estimate): string {
  if (!Number.isFinite(standardError)) return `x${digitsOf(value, 0)}`;
  const place = Math.min(0, Math.max(-1, lastPlace(value, standardError, 2)));
  return `x${digitsOf(value, place)}`;
}

/** `years`, or `spells of 30 days`. */
function spans({ periodHours }: DiscoverDocument): { readonly one: string; readonly many: string } {
  const span = spanName(periodHours);
  return /^\d/.test(span)
    ? { one: `a spell of ${span}`, many: `spells of ${span}` }
    : { one: `a ${span}`, many: `${span}s` };
}

const COLUMNS: readonly Column[] = [
  { header: '' },
  { header: 'when', shrinksTo: 16 },
  { header: 'are', align: 'right' },
  { header: '' },
  { header: 'break it', align: 'right' },
  { header: '' },
  { header: 'of all that do', align: 'right', shrinksTo: 6 },
  { header: '' },
  { header: 'times', align: 'right' },
];

function row(number: string, words: string, { share, density, coverage, lift }: DiscoverPart, page: Page): Cell[] {
  const { quiet } = page.style;
  const error = ({ standardError }: Estimate): Cell => ({ text: percentError(standardError), paint: quiet });
  return [
    number,
    words,
    shareOf(share),
    error(share),
    shareOf(density),
    error(density),
    shareOf(coverage),
    error(coverage),
    timesWords(lift),
  ];
}

const NONE: Readonly<Record<NoRule, (answer: DiscoverAnswer, many: string) => string>> = {
  never: ({ periods }, many) => `None of ${wholeNumber(periods)} ${many} breaks it: there is nothing to tell apart.`,
  always: ({ periods }, many) => `Each of ${wholeNumber(periods)} ${many} breaks it: there is nothing to tell apart.`,
  'too few': ({ brokenPeriods, periods }, many) =>
    Math.min(brokenPeriods, periods - brokenPeriods) === brokenPeriods
      ? `Only ${wholeNumber(brokenPeriods)} of ${wholeNumber(periods)} ${many} break it: too few to learn from. More --trials would help.`
      : `All but ${wholeNumber(periods - brokenPeriods)} of ${wholeNumber(periods)} ${many} break it: too few do not, to tell them apart.`,
  'no rule': (_, many) =>
    `No rule: of what happens in ${many}, nothing that was found on one half of them tells on the other which ones break it. It may be how much each event costs, or what was not looked at.`,
};

/** How much all rules together have, of what breaks it and of all. */
function inWords({ rules, rest }: DiscoverAnswer, many: string): string {
  if (rules.length === 0 || rest === null) return '';
  const coverage = 1 - rest.coverage.value;
  const share = 1 - rest.share.value;
  const by = rules.length === 1 ? 'this rule' : `one of these ${wholeNumber(rules.length)} rules`;
  const left =
    rest.coverage.value === 0
      ? 'None has no such sign.'
      : `${percent(rest.coverage.value, rest.coverage.standardError)} have no such sign.`;
  return `In words: ${percent(coverage, rest.coverage.standardError)} of the ${many} that break it are among the ${percent(share, rest.share.standardError)} of ${many} that meet ${by}. ${left}`;
}

function luckWords(rules: readonly DiscoverRule[], page: Page): string {
  const all = rules.flatMap(({ conditions }) => conditions);
  if (all.length === 0) return '';
  const doubtful = all.filter(({ luck }) => luck >= 0.001);
  const words = doubtful.map((condition) => `${sure(condition.luck)} for ${conditionWords(condition, page)}`);
  const others = doubtful.length === all.length ? '' : 'under 0.1% each';
  const list = [others, ...words].filter((each) => each !== '').join(', ');
  return `Chance that a condition stands there by luck: ${list}.`;
}

function droppedWords(dropped: readonly DiscoverRule[], page: Page): string {
  if (dropped.length === 0) return '';
  const words = dropped.map(
    (rule) =>
      `${ruleWords(rule.conditions, page)} (${percent(rule.densityFound, 0.005)} break it in the half on which it was found, ${percent(rule.density.value, Math.max(0.005, rule.density.standardError))} in the other)`,
  );
  return `Tried and dropped: ${words.join('; ')}.`;
}

function answerLines(id: string, answer: DiscoverAnswer, document: DiscoverDocument, page: Page): string[] {
  const { many, one } = spans(document);
  const named = id === 'over' ? '' : ` (limit ${id})`;
  const error = percentError(answer.broken.standardError);
  const base = `${shareOf(answer.broken)}${error === '' ? '' : ` (${error})`} of ${many} do.`;
  const heading = `Which ${many} break it: ${printable(answer.subject)}${named}?`;
  const { none, rules, rest, dropped, cases } = answer;
  if (none !== null && none !== 'no rule') return section(heading, prose(NONE[none](answer, many), page), page);
  const rows = rules.map((rule, at) => row(String(at + 1), ruleWords(rule.conditions, page), rule, page));
  const last = rest === null ? [] : [row('', rules.length === 0 ? 'all' : 'none of these', rest, page)];
  const words = [
    none === null ? '' : NONE[none](answer, many),
    inWords(answer, many),
    luckWords(rules, page),
    droppedWords(dropped, page),
    `Times: by how much they break it more often than all ${many}. Found on half of the ${document.measured.worlds > 1 ? 'worlds' : 'trials'}, measured on the other half: ${wholeNumber(cases.broken)} ${many} that break it and ${wholeNumber(cases.others)} others, by ${counted(answer.features, 'thing')} that differ.`,
  ].filter((each) => each !== '');
  return section(
    heading,
    [
      ...prose(base, page),
      ...(rules.length === 0 ? [] : ['', ...table(COLUMNS, [...rows, ...last], page), '']),
      ...words.flatMap((each) => prose(each, page)),
      ...(rules.length < 2
        ? []
        : prose(`${one.replace(/^./, (first) => first.toUpperCase())} counts for the first rule that it meets.`, page)),
    ],
    page,
  );
}

/** What stands in a condition, for who reads the page alone. */
function legend(document: DiscoverDocument, above: readonly string[], page: Page): string[] {
  const flat = above.join(' ');
  const words = [
    flat.includes(' struck') ? 'struck: an effect of an event on the node itself lasts' : '',
    flat.includes(' down') && document.symptoms ? 'down: less than whole, for whatever reason' : '',
    document.symptoms ? '' : 'hours down are left out, as symptoms; --symptoms adds them',
  ].filter((each) => each !== '');
  return words.flatMap((each) => prose(`${each.replace(/^./, (first) => first.toUpperCase())}.`, page));
}

/** Lines of the page, none wider than it. */
export function discoverReport({ document, command }: DiscoverReport, bare: Page): string[] {
  const page: Page = { ...bare, names: namesOf(document.labels) };
  const answers = Object.entries(document.answers).flatMap(([id, answer]) => answerLines(id, answer, document, page));
  const { conditions, portfolio, given, givenEvents, measured } = document;
  const head = title({
    document: { ...document, title: `${document.title}: which combinations break a limit` },
    result: { conditions, portfolio, given, givenEvents, measured },
    page,
  });
  const words = [
    '±: one standard error, by how much worlds differ. Figures marked ? rest on fewer than ten that break it.',
    `Seed "${document.seed}", model ${document.modelHash.slice(0, 19)}, Ringfence ${document.ringfence}.`,
  ];
  return [
    ...head,
    ...answers,
    ...idsBehind(answers, page),
    ...section(
      'How it was found',
      [
        ...legend(document, answers, page),
        ...words.flatMap((each) => prose(each, page)),
        ...commandLines(command, page),
      ],
      page,
    ),
  ];
}
