/** Published answers beside ours, as a table. */
import type { VerifyCase, VerifyDocument } from '../../results/verify-document.ts';
import { counted, wholeNumber } from '../../results/format/count.ts';
import { prose, section } from '../text/section.ts';
import type { Page } from '../text/style.ts';
import type { Cell, Column } from '../text/cell.ts';
import { table } from '../text/table.ts';

const COLUMNS: readonly Column[] = [
  { header: 'case', shrinksTo: 16 },
  { header: 'source', align: 'right' },
  { header: 'exact', align: 'right' },
  { header: 'ours', align: 'right' },
  { header: 'error', align: 'right' },
  { header: 'z', align: 'right' },
  { header: 'verdict' },
];

/** So many significant digits at most, without zeros at the end. */
function digits(value: number, significant: number): string {
  if (value === 0) return '0';
  const [mantissa = '', exponent] = value.toPrecision(significant).split('e');
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  return exponent === undefined
    ? short
    : Number(value.toPrecision(significant)).toLocaleString('en-GB', { useGrouping: false });
}

function rowOf(
  { id, source, exact, value, standardError, low, z, verdict }: VerifyCase,
  sources: readonly string[],
  page: Page,
): Cell[] {
  const paint = verdict === 'holds' ? page.style.good : verdict === 'fails' ? page.style.bad : page.style.doubtful;
  return [
    id,
    { text: `[${sources.indexOf(source) + 1}]`, paint: page.style.quiet },
    digits(exact, 7),
    value === null ? '' : digits(value, 7),
    standardError === null ? '' : standardError === 0 && low === undefined ? 'exact' : digits(standardError, 2),
    z === null ? '' : z.toFixed(2).replace('-0.00', '0.00'),
    { text: verdict === 'fails' ? 'FAILS' : verdict, paint },
  ];
}

function summary({ cases, holds, trials, partial }: VerifyDocument): string {
  const run = cases.filter(({ value }) => value !== null);
  const held = run.filter(({ verdict }) => verdict === 'holds').length;
  const simulated = run.filter(({ z, low }) => z !== null || low !== undefined).length;
  const exact = run.length - simulated;
  const others = exact === 0 ? '' : simulated === 0 ? `${exact} by exact methods` : ', the others by exact methods';
  const how = `${simulated === 0 ? '' : `${simulated} by simulation, in ${wholeNumber(trials)} trials`}${others}`;
  const missing = cases.length - run.length;
  const rest = missing === 0 ? '' : ` ${counted(missing, 'more was', 'more were')} not run: data absent.`;
  const cut = partial ? ' It was cut short: this is what was run.' : '';
  if (run.length === 0) return `No published answer was run.${rest}${cut}`;
  if (held === run.length && !holds) {
    return `All ${run.length} published answers hold one by one, but too many lie far off: more than one in twenty by more than 2.6 standard errors.${rest}${cut}`;
  }
  const subject = held === run.length ? `All ${run.length}` : `Only ${held} of ${run.length}`;
  return `${subject} published answers hold: ${how}.${rest}${cut}`;
}

/** Lines for people, none wider than the page. */
export function verifyTable(document: VerifyDocument, page: Page): string[] {
  const groups = [...new Set(document.cases.map(({ group }) => group))];
  const sources = [...new Set(document.cases.map(({ source }) => source))];
  const failed = document.cases.filter(({ verdict }) => verdict === 'fails');
  return [
    ...prose(summary(document), page).map((line) => line.slice(2)),
    ...section(
      'What fails',
      failed.flatMap(({ id, what, exact, value }) =>
        prose(`${id}: ${what} is ${digits(exact, 7)}, ours ${value === null ? '' : digits(value, 7)}`, page),
      ),
      page,
      page.style.bad,
    ),
    ...groups.flatMap((group) => {
      const rows = document.cases.filter((entry) => entry.group === group).map((entry) => rowOf(entry, sources, page));
      return section(group, table(COLUMNS, rows, page), page);
    }),
    ...section(
      'Sources',
      sources.map((source, index) => `  [${index + 1}]`.padEnd(7) + source),
      page,
    ),
    '',
    ...prose(
      `error: standard error of ours; z: how many of them ours is off, beyond the rounding of the published answer. A case holds within 4; one without z whose error is a number when the answer lies between how low and how high ours may be, a quarter of which is the error. Seed: ${JSON.stringify(document.seed)}; another seed gives other figures.`,
      page,
    ),
  ];
}
