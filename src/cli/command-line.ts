/** Command lines for people to copy. */
import { shellWord } from '../report/text/shell-word.ts';
import { PROGRAM } from './called-as.ts';

/** What decides the figures of a run or a comparison. */
interface Choice {
  readonly seed: string;
  readonly trials?: number | undefined;
  readonly worlds?: number | undefined;
  readonly scenario?: readonly string[] | undefined;
  readonly portfolio?: readonly string[] | undefined;
  readonly given?: readonly string[] | undefined;
  readonly set?: readonly string[] | undefined;
}

/** What decides the figures of a run. */
export interface RunChoice extends Choice {
  readonly file: string;
  readonly until?: string | undefined;
}

/** What decides the figures of a search for snowballs. */
export interface SnowballChoice extends Choice {
  readonly file: string;
  readonly least?: number | undefined;
  readonly goal?: readonly string[] | undefined;
}

/** What decides the figures of a discovery. */
export interface DiscoverChoice extends Omit<Choice, 'scenario' | 'portfolio'> {
  readonly file: string;
  readonly scenario?: string | undefined;
  readonly portfolio?: string | undefined;
  readonly limit?: readonly string[] | undefined;
  readonly over?: string | undefined;
  readonly symptoms?: true | undefined;
}

/** What decides the figures of a sensitivity analysis. */
export interface SensitivityChoice extends Omit<Choice, 'scenario' | 'portfolio'> {
  readonly file: string;
  readonly scenario?: string | undefined;
  readonly portfolio?: string | undefined;
  readonly figure?: string | undefined;
  readonly by?: string | undefined;
  readonly worth?: boolean | undefined;
}

/** What decides the figures of a doughnut. */
export interface DoughnutChoice extends Omit<Choice, 'scenario' | 'portfolio'> {
  readonly file: string;
  readonly scenario?: string | undefined;
  readonly budget?: string | undefined;
  readonly cut?: number | undefined;
  readonly confidence?: number | undefined;
  readonly segments?: string | undefined;
  readonly without?: readonly string[] | undefined;
  readonly years?: number | undefined;
  readonly show?: readonly string[] | undefined;
  readonly most?: number | undefined;
  readonly for?: string | undefined;
}

/** What decides a page. */
export interface ReportChoice extends Omit<Choice, 'seed'> {
  /** Of a document the seed is its own. */
  readonly seed: string | undefined;
  readonly file: string;
  readonly out: string;
  readonly audience: string;
}

/** What decides the figures of a comparison. */
export interface CompareChoice extends Choice {
  readonly files: readonly string[];
}

const option = (name: string, value: string | number | undefined): string[] =>
  value === undefined ? [] : [`--${name} ${shellWord(String(value))}`];

const optionsOf = (choice: Omit<Choice, 'seed'> & { readonly seed: string | undefined }): string[] => [
  ...option('seed', choice.seed),
  ...option('trials', choice.trials),
  ...option('worlds', choice.worlds),
  ...(choice.scenario ?? []).flatMap((name) => option('scenario', name)),
  ...(choice.portfolio ?? []).flatMap((name) => option('portfolio', name)),
  ...(choice.given ?? []).flatMap((event) => option('given', event)),
  ...(choice.set ?? []).flatMap((change) => option('set', change)),
];

/** A share, as it was given. */
const share = (name: string, value: number | undefined): string[] =>
  option(name, value === undefined ? undefined : `${Number((value * 100).toPrecision(12))}%`);

/** The words, quoted, of the command line that gives the same figures again; an option and its value are one word. */
export const runCommand = (choice: RunChoice): readonly string[] => [
  `${PROGRAM} run`,
  shellWord(choice.file),
  ...optionsOf(choice),
  ...option('until', choice.until),
];

/** The same of a search for snowballs. */
export const snowballCommand = (choice: SnowballChoice): readonly string[] => [
  `${PROGRAM} snowball`,
  shellWord(choice.file),
  ...optionsOf(choice),
  ...share('least', choice.least),
  ...(choice.goal ?? []).flatMap((node) => option('goal', node)),
];

/** The same of a discovery. */
export const discoverCommand = ({ scenario, portfolio, ...choice }: DiscoverChoice): readonly string[] => [
  `${PROGRAM} discover`,
  shellWord(choice.file),
  ...optionsOf({
    ...choice,
    scenario: scenario === undefined ? undefined : [scenario],
    portfolio: portfolio === undefined ? undefined : [portfolio],
  }),
  ...(choice.limit ?? []).flatMap((limit) => option('limit', limit)),
  ...option('over', choice.over),
  ...(choice.symptoms === true ? ['--symptoms'] : []),
];

/** The same of a sensitivity analysis. */
export const sensitivityCommand = ({ scenario, portfolio, ...choice }: SensitivityChoice): readonly string[] => [
  `${PROGRAM} sensitivity`,
  shellWord(choice.file),
  ...optionsOf({
    ...choice,
    scenario: scenario === undefined ? undefined : [scenario],
    portfolio: portfolio === undefined ? undefined : [portfolio],
  }),
  ...option('figure', choice.figure),
  ...option('by', choice.by),
  ...(choice.worth === true ? ['--worth'] : []),
];

/** The same of a doughnut. */
export const doughnutCommand = ({ scenario, ...choice }: DoughnutChoice): readonly string[] => [
  `${PROGRAM} doughnut`,
  shellWord(choice.file),
  ...optionsOf({ ...choice, scenario: scenario === undefined ? undefined : [scenario] }),
  ...option('budget', choice.budget),
  ...share('cut', choice.cut),
  ...share('confidence', choice.confidence),
  ...option('segments', choice.segments),
  ...(choice.without ?? []).flatMap((limit) => option('without', limit)),
  ...option('years', choice.years),
  ...(choice.show ?? []).flatMap((part) => option('show', part)),
  ...option('most', choice.most),
  ...option('for', choice.for),
];

/** The same of a comparison. */
export const compareCommand = (choice: CompareChoice): readonly string[] => [
  `${PROGRAM} compare`,
  ...choice.files.map(shellWord),
  ...optionsOf(choice),
];

/** The same of a page. */
export const reportCommand = (choice: ReportChoice): readonly string[] => [
  `${PROGRAM} report`,
  shellWord(choice.file),
  ...optionsOf(choice),
  ...option('audience', choice.audience === 'analyst' ? undefined : choice.audience),
  `-o ${shellWord(choice.out)}`,
];
