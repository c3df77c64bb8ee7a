/**
 * Benchmark W3: 200 components, a cascade with buffers, as a model file.
 *
 * How the benchmark's rules become the model's:
 *
 * - A component that works fails after an exponential time and is repaired in a lognormal one; a threat event that
 *   strikes it makes its pending failure void, and repair starts a new exponential time. Here each component has a
 *   Poisson threat at the rate 1 / MTTF whose effect has `overlap: ignore`. That is the same law: from any moment, the
 *   time to the next arrival of a Poisson process is exponential with the same mean, whatever came before, so the time
 *   from a repair to the next arrival is, too; arrivals during an outage do nothing. A pending exponential time that is
 *   drawn again keeps its law, so that making it void changes nothing.
 * - `mu` is the mean of the logarithm of hours: the median is exp(mu).
 * - A component works while all its parents do, or for `buffer` hours after the first of them has stopped. The time
 *   starts afresh once all are back: a stock that fills at once.
 * - Every figure is a constant: nothing is uncertain, a run has one world.
 *
 * With `extras`, one of each thing that the benchmark lacks is added: the last components with two parents get a
 * switchover, shares over 100 % and a fallback, and one failure leaves half of the capacity. It is no longer the
 * benchmark, only of its size.
 */

/** The benchmark's `model.json`. Shapes [components]; times in hours, costs per hour. */
export interface W3Data {
  readonly parents: readonly (readonly number[])[];
  readonly mttf: readonly number[];
  /** Mean of the logarithm of the repair time. */
  readonly mu: readonly number[];
  readonly sigma: number;
  readonly buf: readonly number[];
  readonly cost: readonly number[];
  /** Per year; p: chance of reaching each target. */
  readonly threats: readonly { readonly rate: number; readonly p: number; readonly targets: readonly number[] }[];
  readonly horizon: number;
}

/** Id of component or threat `index`, padded so that the order of ids is the order of numbers. */
const id = (word: string, index: number): string => `${word}-${String(index).padStart(3, '0')}`;

/** YAML flow map from pairs; pairs without a value are left out. */
type Pair = readonly [key: string, value: string | number | undefined];

const flow = (pairs: readonly Pair[]): string =>
  `{ ${pairs
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ')} }`;

/** What `--extras` adds, by component: a function of its members and its buffer. */
const EXTRAS: readonly ((members: readonly string[], buffer: Pair) => readonly Pair[])[] = [
  (members, buffer) => [['any', `[${members.join(', ')}]`], ['switchover', '2 h'], buffer],
  (members, buffer) => [['share', flow(members.map((member) => [member, '60%']))], buffer],
  (members, buffer) => [['all', `[${members.join(', ')}]`], ['fallback', '30%'], buffer],
];

function componentLines({ parents, buf, cost }: W3Data, extras: readonly number[], index: number): string[] {
  const members = parents[index]!.map((parent) => id('component', parent));
  const buffer: Pair = ['buffer', buf[index]! > 0 ? `${buf[index]} h` : undefined];
  const extra = EXTRAS[extras.indexOf(index)];
  const group = flow(extra === undefined ? [['all', `[${members.join(', ')}]`], buffer] : extra(members, buffer));
  return [
    `  ${id('component', index)}:`,
    '    kind: asset',
    ...(members.length > 0 ? [`    needs: { inputs: ${group} }`] : []),
    `    loss: [{ own: £${cost[index]} per hour }]`,
  ];
}

function failureLine(data: W3Data, extras: readonly number[], index: number): string {
  const median = Math.exp(data.mu[index]!);
  const effect = flow([
    ['outage', `lognormal ${median} ${data.sigma} h`],
    ['leaves', extras[0] === index ? '50%' : undefined],
    ['overlap', 'ignore'],
  ]);
  const affects = flow([[id('component', index), effect]]);
  return `  ${id('failure', index)}: ${flow([
    ['occurs', `every ${data.mttf[index]} h`],
    ['affects', affects],
  ])}`;
}

function threatLines(data: W3Data, kind: number): string[] {
  const { rate, p, targets } = data.threats[kind]!;
  const effects = targets.map((target) => {
    const effect = flow([
      ['chance', `${p * 100}%`],
      ['outage', `lognormal ${Math.exp(data.mu[target]!)} ${data.sigma} h`],
      ['overlap', 'ignore'],
    ]);
    return `      ${id('component', target)}: ${effect}`;
  });
  return [`  ${id('threat', kind)}:`, `    occurs: ${rate} per year`, '    affects:', ...effects];
}

/**
 * The model file.
 *
 * @param extras Whether to add one of each thing that the benchmark lacks.
 */
export function w3ModelText(data: W3Data, extras = false): string {
  const pairs = data.parents.flatMap((parents, index) => (parents.length === 2 ? [index] : []));
  const chosen = extras ? pairs.slice(-EXTRAS.length) : [];
  const components = data.parents.map((_, index) => index);
  return [
    '# Benchmark W3.',
    'ringfence: 1',
    'title: Benchmark W3, a cascade with buffers',
    'currency: GBP',
    'starts: 2027-01-01',
    `horizon: ${data.horizon} h`,
    'bearers: { own: count }',
    '',
    'nodes:',
    ...components.flatMap((index) => componentLines(data, chosen, index)),
    '',
    'threats:',
    ...components.map((index) => failureLine(data, chosen, index)),
    ...data.threats.flatMap((_, kind) => threatLines(data, kind)),
    '',
  ].join('\n');
}
