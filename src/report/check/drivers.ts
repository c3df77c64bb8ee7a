/** What `check` says of drivers: what follows from what was stated. */
import type { LeftOut } from '../../model/file-notes.ts';
import type { DriverOutlook, FigureOutlook, LinkOutlook, StateOutlook } from '../../results/driver-outlook.ts';
import type { Estimate } from '../../results/estimate.ts';
import { listed, plainNumber } from '../../results/format/count.ts';
import { percent } from '../../results/format/share.ts';
import { duration } from '../../results/format/time.ts';
import { item, section } from '../text/section.ts';
import type { Page } from '../text/style.ts';
import { wrap } from '../text/wrap.ts';

/** Rows of a block before the rest is only counted. */
const MOST_ROWS = 24;
/** Names in a sentence before the rest is only counted. */
const MOST_NAMES = 3;
/** Nodes in a sentence that names them all. */
const MOST_LISTED = 12;
/** Width of the names of a row. */
const NAMES = 22;
const YEAR = 8760;
/** A mean factor nearer to 1 than this moves nothing to speak of. */
const HARDLY = 0.005;
/** A start in a state is worth a question from this chance on. */
const LIKELY_START = 0.02;

/** A share, as finely as two digits. */
const share = (value: number): string => percent(value, value > 0 ? Math.min(value, 1 - value) / 10 : 0);

/** `1 in 6`; a percentage from a quarter on. */
function often(chance: number): string {
  if (chance <= 0) return 'none';
  const one = 1 / chance;
  if (one < 4) return share(chance);
  return `1 in ${plainNumber(Number(one.toPrecision(one < 9.5 ? 1 : 2)))}`;
}

const span = (hours: number): string => (hours === YEAR ? 'year' : 'horizon');

/** `1 year of 6`; a percentage of years from a quarter on. */
function seen(chance: number, hours: number): string {
  if (chance <= 0) return `no ${span(hours)}`;
  const words = often(chance);
  return words.endsWith('%') ? `${words} of ${span(hours)}s` : words.replace('in', `${span(hours)} of`);
}

/** A row: names on the left, words beside them. */
function row(name: string, words: string, page: Page): string[] {
  const width = Math.max(20, page.width - 4 - NAMES);
  const lines = wrap(words, width);
  const isLong = name.length > NAMES - 2;
  const head = isLong ? [`    ${name}`] : [];
  return [
    ...head.flatMap((line) => wrap(line.trim(), page.width - 4).map((one) => `    ${one}`)),
    ...lines.map((line, i) => `    ${(i === 0 && !isLong ? name : '').padEnd(NAMES)}${line}`),
  ];
}

function block(title: string, rows: readonly (readonly [string, string])[], page: Page): string[] {
  if (rows.length === 0) return [];
  const more = rows.length - MOST_ROWS;
  return [
    ...wrap(title, page.width - 2).map((line) => `  ${line}`),
    ...rows.slice(0, MOST_ROWS).flatMap(([name, words]) => row(name, words, page)),
    ...(more > 0 ? [`    and ${more} more`] : []),
  ];
}

/** Whether a simulated figure says another thing than a closed form. */
const differs = (simulated: Estimate, alone: number): boolean =>
  Math.abs(simulated.value - alone) > Math.max(3 * simulated.standardError, 0.1 * alone);

function stateWords(one: StateOutlook, periodHours: number): string {
  const comes = one.comes ?? 'not by itself';
  const lasts = one.lasts === 'forever' ? 'for ever' : `for ${one.lasts}`;
  const simulated = `${share(one.shareOfTime.value)} of the time, seen in ${seen(one.seenInPeriod.value, periodHours)}`;
  if (one.alone === null) return `${comes}, ${lasts}: ${simulated} (simulated)`;
  const { shareOfTime, seenInPeriod } = one.alone;
  const isMoved = differs(one.shareOfTime, shareOfTime) || differs(one.seenInPeriod, seenInPeriod);
  const moved = isMoved
    ? `; in force beside the others ${share(one.shareOfTime.value)}, ${seen(one.seenInPeriod.value, periodHours)} (simulated)`
    : '';
  return `${comes}, ${lasts}: ${share(shareOfTime)} of the time, seen in ${seen(seenInPeriod, periodHours)}${moved}`;
}

function linkWords({ kind, target, stated, chances }: LinkOutlook): string {
  switch (kind) {
    case 'brings':
      return `${target}: brought by ${stated === null ? 'every spell' : `${stated} of spells`}`;
    case 'longer':
      return `${target} ${stated ?? ''} as long`;
    case 'index':
      return `${target} ${stated ?? ''}`;
    case 'oftener': {
      const words = `${target} ${stated ?? ''} as often`;
      if (chances === null) return words;
      return `${words}: in such a spell, ${duration(chances.meanHours, chances.meanHours / 20)}, it comes in ${often(chances.linked)}, else in ${often(chances.otherwise)}`;
    }
  }
}

const MEASURE: Readonly<Record<FigureOutlook['measure'], string>> = {
  often: 'times as often',
  long: 'times as long',
  dear: 'times as dear',
  missed: 'times as much missed',
  'of it': 'times as much',
};

function figureWords({ measure, mean, most }: FigureOutlook): string {
  const factor = (value: number): string => plainNumber(Number(value.toPrecision(3)));
  const worst = most === null ? '' : `, ${factor(most.factor)} times in ${most.driver}, ${most.state}`;
  const isHardly = Math.abs(mean.value - 1) < HARDLY;
  return isHardly && most !== null
    ? `${factor(most.factor)} ${MEASURE[measure]} in ${most.driver}, ${most.state}; hardly moved on average`
    : `${factor(mean.value)} ${MEASURE[measure]}${worst}`;
}

/** Nodes under ceilings that others need without spare: one sentence for all, since their remedy is one. */
function noSpareSentences(list: DriverOutlook['noSpare']): string[] {
  const nodes = [...new Set(list.map(({ node }) => node))];
  const [first] = list;
  if (first === undefined) return [];
  const { dependants } = first;
  const [need, run] = dependants.length === 1 ? ['needs', 'it runs'] : ['need', 'they run'];
  const example = `${listed(dependants, MOST_NAMES)} ${need} ${first.node}, which gives at most ${first.ceiling} in ${first.driver}, ${first.state}`;
  const once = `once no stock bridges, ${run} at that`;
  return nodes.length === 1
    ? [`Without spare ${example}: ${once}. Spare is a \`share\` over 100%.`]
    : [
        `${plainNumber(nodes.length)} nodes that a state holds down are needed without spare: ${listed(nodes, MOST_LISTED)}. For one, ${example}: ${once}. Spare is a \`share\` over 100%.`,
      ];
}

function lookAt(outlook: DriverOutlook, leftOut: readonly LeftOut[], hasHolds: boolean): string[] {
  const likely = outlook.states
    .filter(({ atStart }) => atStart.value >= LIKELY_START && atStart.value < 1)
    .toSorted((a, b) => b.atStart.value - a.atStart.value);
  const starts = likely
    .slice(0, MOST_NAMES)
    .map(
      ({ driver, state, atStart }, i) =>
        `${share(atStart.value)}${i === 0 ? ' of futures begin' : ''} with ${driver}, ${state}`,
    );
  const never = outlook.states.filter(({ canCome }) => !canCome).map(({ driver, state }) => `${driver}, ${state}`);
  const { silentFamilies, clashingWorlds } = outlook;
  return [
    ...noSpareSentences(outlook.noSpare),
    ...(starts.length === 0 || hasHolds
      ? []
      : [`Nothing is said of today: ${starts.join('; ')}. If you know that it is not so, write \`now: normal\`.`]),
    ...(never.length === 0
      ? []
      : [
          `Nothing begins ${listed(never, MOST_NAMES)}: say \`occurs\`, let a state bring it, or hold it in a scenario.`,
        ]),
    ...(clashingWorlds > 0
      ? [
          `In ${share(clashingWorlds)} of worlds the correlations cannot all be; the nearest that can take their place there.`,
        ]
      : []),
    silentFamilies.length === 0
      ? 'All six families of factors have a driver.'
      : `No driver is ${listed(silentFamilies).replace(/ and ([^,]*)$/, ' or $1')}.`,
    ...(leftOut.length === 0 ? [] : [`Left out: ${[...new Set(leftOut.map(({ why }) => why))].join('; ')}.`]),
  ];
}

/** Lines on the drivers of a model. @param hasHolds Whether the scenario in force holds any. */
export function driverLines(
  outlook: DriverOutlook,
  leftOut: readonly LeftOut[],
  hasHolds: boolean,
  page: Page,
): string[] {
  const { states, links, figures, indices, periodHours } = outlook;
  const moved = figures.map((one): readonly [string, string] => [listed(one.names, 2), figureWords(one)]);
  const indexRows = indices.map(({ id, mean, low, high }): readonly [string, string] => [
    id,
    `x${plainNumber(Number(mean.value.toPrecision(3)))} on average, 90% within x${plainNumber(Number(low.toPrecision(3)))}..x${plainNumber(Number(high.toPrecision(3)))}; base figures are meant for 1`,
  ]);
  return section(
    'Drivers',
    [
      ...block(
        'State by state, with nothing else in force, by closed form unless said:',
        states.map((one) => [`${one.driver}, ${one.state}`, stateWords(one, periodHours)]),
        page,
      ),
      ...block(
        'Links: what makes what likelier',
        links.map((one) => [`${one.driver}, ${one.state}`, linkWords(one)]),
        page,
      ),
      ...block(
        `On average drivers make, in ${outlook.trials.toLocaleString('en-GB')} futures of theirs,`,
        [...moved, ...indexRows],
        page,
      ),
      '  Look at',
      ...lookAt(outlook, leftOut, hasHolds).flatMap((sentence) => item(sentence, page)),
    ],
    page,
  );
}
