/** What security should cost: doughnuts that were worked out by hand, simulated as users ask for them. */
import type { DoughnutDocument } from '../../results/doughnut-document.ts';
import type { Amount, Plan, PortfolioLevels } from '../../results/doughnut/amounts.ts';
import { ONE_THREAT } from './doughnuts-of-one-threat.ts';
import { SEVERAL_THREATS } from './doughnuts-of-several-threats.ts';
import type { Drawn, DrawnCase, Found, Group } from './row.ts';
import type { WorkedAnswer, WorkedDoughnut, WorkedRing, WorkedSegment, WorkedToday } from './worked-doughnut.ts';

/** Each with what is true of it. */
export const WORKED_DOUGHNUTS: readonly WorkedDoughnut[] = [...ONE_THREAT, ...SEVERAL_THREATS];

type Row = DrawnCase['rows'][number];
type Rings = NonNullable<DoughnutDocument['rings']>;

const UNKNOWN: Found = { value: NaN, standardError: 0 };

const known = (value: number): Found => ({ value, standardError: 0 });
const yes = (is: boolean): Found => known(is ? 1 : 0);

const between = (amount: Amount | null | undefined): Found =>
  amount === null || amount === undefined
    ? UNKNOWN
    : { value: amount.value, standardError: amount.standardError, between: { low: amount.low, high: amount.high } };

/** Levels of the controls in order of their ids. */
const levelsOf = (portfolio: PortfolioLevels | null | undefined): string | null =>
  portfolio === null || portfolio === undefined
    ? null
    : Object.keys(portfolio)
        .toSorted()
        .map((id) => portfolio[id]!)
        .join(' ');

/** Makes the rows of an answer. */
interface Writer {
  /** An amount with its low and high. */
  readonly amount: (name: string, what: string, exact: number, of: (found: Drawn) => Found) => Row;
  /** An estimate with its standard error, or a number without. */
  readonly figure: (name: string, what: string, exact: number, of: (found: Drawn) => Found) => Row;
  readonly says: (name: string, what: string, is: (found: Drawn) => boolean) => Row;
}

function writerOf({ id, source }: WorkedDoughnut, { confidence, isUnsettled, half }: WorkedAnswer): Writer {
  const prefix = `${id}-${Math.round(confidence * 100)}`;
  const figure: Writer['figure'] = (name, what, exact, of) => ({
    id: `${prefix}-${name}`,
    what: `${what}, ${Math.round(confidence * 100)} % sure (${id})`,
    source,
    exact,
    half,
    of,
  });
  return {
    figure,
    amount: (name, what, exact, of) => ({ ...figure(name, what, exact, of), isSettled: isUnsettled !== true }),
    says: (name, what, is) => figure(name, `${what} (1: yes)`, 1, (found) => yes(is(found))),
  };
}

const RINGS = [
  ['necessary', 'least', 'least spend that keeps the limits'],
  ['optimum', 'best', 'best spend'],
  ['sufficient', 'most', 'most spend that can be defended'],
] as const;

const ringOf = (found: Drawn, ring: (typeof RINGS)[number][0]): Found => between(found.rings?.[ring]);

function ringRows(
  { amount, figure, says }: Writer,
  [ring, name, what]: (typeof RINGS)[number],
  { spend, levels, twin, confidences = [], total }: WorkedRing,
  isSettled: boolean,
): Row[] {
  const plan = ({ plans }: Drawn): Plan | undefined => plans[ring];
  const rows = [amount(name, what, spend, (found) => ringOf(found, ring))];
  if (!isSettled) return rows;
  return [
    ...rows,
    says(`${name}-plan`, `plan of the ${what}: ${levels}`, (found) =>
      [levels, twin].includes(levelsOf(plan(found)?.portfolio) ?? 'none'),
    ),
    ...confidences.map((sure, limit) =>
      figure(
        `${name}-sure-${limit + 1}`,
        `how sure that plan is of limit ${limit + 1}`,
        sure,
        (found) => plan(found)?.confidences[`limit-${limit + 1}`] ?? UNKNOWN,
      ),
    ),
    ...(total === undefined
      ? []
      : [
          figure(
            `${name}-total`,
            `spend and losses to expect of that plan`,
            total,
            (found) => plan(found)?.total ?? UNKNOWN,
          ),
        ]),
  ];
}

function todayRows({ amount, figure, says }: Writer, today: WorkedToday): Row[] {
  const amounts = [
    ['actual', 'actual', "today's spend", ({ rings }: Drawn) => rings?.actual],
    ['effective', 'worth', 'least that buys what today buys', ({ today: now }: Drawn) => now.effective],
    ['misallocation', 'misallocation', 'spend that buys nothing', ({ today: now }: Drawn) => now.misallocation],
    ['overshoot', 'overshoot', 'spend beyond what can be defended', ({ today: now }: Drawn) => now.overshoot],
    ['shortfallByAdding', 'shortfall', 'what is short by adding', ({ today: now }: Drawn) => now.shortfallByAdding],
    ['respent', 'respent', 'what is short when spent otherwise', ({ today: now }: Drawn) => now.respent],
  ] as const;
  return [
    ...amounts.map(([key, name, what, of]) => amount(name, what, today[key], (found) => between(of(found)))),
    says(
      'inside',
      `today is ${today.isInside ? 'inside' : 'outside'} the appetite`,
      ({ today: now }) => now.inside === today.isInside,
    ),
    says(
      'beaten',
      today.beatenBy === null ? 'nothing surely beats today' : `today is surely beaten by ${today.beatenBy}`,
      ({ today: now }) => levelsOf(now.beatenBy) === today.beatenBy,
    ),
    says(
      'worth-plan',
      `what buys what today buys: ${today.effectiveLevels}`,
      ({ today: now }) => levelsOf(now.effectivePortfolio) === today.effectiveLevels,
    ),
    figure('risk', "today's losses to expect", today.riskCost, ({ plans }) => plans.current.riskCost),
    ...today.confidences.map((sure, limit) =>
      figure(
        `today-sure-${limit + 1}`,
        `how sure today is of limit ${limit + 1}`,
        sure,
        ({ today: now }) => now.confidences[`limit-${limit + 1}`] ?? UNKNOWN,
      ),
    ),
  ];
}

const SEGMENT_FIGURES = [
  ['atLeast', 'necessary', 'could fall to'],
  ['spend', 'optimum', 'is at best'],
  ['atMost', 'sufficient', 'could rise to'],
  ['indispensable', 'indispensable', 'is at least in every plan'],
] as const;

const segmentRows = ({ amount }: Writer, id: string, segment: WorkedSegment): Row[] =>
  SEGMENT_FIGURES.map(([key, of, what]) =>
    amount(`${id}-${key.toLowerCase()}`, `spend on ${id} ${what}`, segment[key], ({ segments }) =>
      between(segments[id]?.[of]),
    ),
  );

/** Losses to expect of each plan of the frontier, which are those of the spends given. */
const frontierRows = ({ figure }: Writer, points: readonly (readonly [number, number])[]): Row[] =>
  points.map(([spend, risk], place) =>
    figure(`frontier-${place + 1}`, `least losses to expect for £${spend}`, risk, ({ frontier }) => {
      const isThere = frontier.length === points.length && Math.abs(frontier[place]!.spend.value - spend) < 1e-3;
      return isThere ? frontier[place]!.riskCost : UNKNOWN;
    }),
  );

function answerRows(of: WorkedDoughnut, answer: WorkedAnswer): Row[] {
  const writer = writerOf(of, answer);
  const { amount, figure, says } = writer;
  const { noSafeSpace, premium, priceOfError, parts, lawCost, today, segments = {}, frontier = [] } = answer;
  const price = (
    name: string,
    what: string,
    exact: number,
    of: (price: NonNullable<Rings['priceOfError']>) => Amount | null,
  ): Row => amount(name, what, exact, ({ rings }) => (rings?.priceOfError ? between(of(rings.priceOfError)) : UNKNOWN));
  return [
    ...RINGS.flatMap((ring) => {
      const worked = answer[ring[0]];
      return worked === undefined ? [] : ringRows(writer, ring, worked, answer.isUnsettled !== true);
    }),
    ...(premium === undefined
      ? []
      : [
          figure('premium', 'what the limits ask beyond what pays for itself', premium, ({ rings }) =>
            between(rings?.appetitePremium),
          ),
        ]),
    ...(priceOfError === undefined ? [] : [price('error', 'price of error', priceOfError, ({ total }) => total)]),
    ...(parts === undefined
      ? []
      : [
          price('error-assessment', 'price of error: assessment', parts.assessment, ({ assessment }) => assessment),
          price(
            'error-controls',
            'price of error: how controls perform',
            parts.controlPerformance,
            (error) => error.controlPerformance,
          ),
        ]),
    ...(lawCost === undefined ? [] : [figure('law', 'what the law costs', lawCost, (found) => between(found.lawCost))]),
    ...(today === undefined ? [] : todayRows(writer, today)),
    ...Object.entries(segments).flatMap(([id, segment]) => segmentRows(writer, id, segment)),
    ...frontierRows(writer, frontier),
    ...(noSafeSpace === undefined
      ? []
      : [
          says(
            'none',
            'there is no safe space',
            ({ rings, noSafeSpace: none }) => rings === undefined && none !== undefined,
          ),
          says(
            'nearest',
            `the plan nearest to it: ${noSafeSpace.levels}`,
            (found) => levelsOf(found.noSafeSpace?.portfolio) === noSafeSpace.levels,
          ),
          ...noSafeSpace.bestConfidence.map((sure, limit) =>
            figure(
              `best-sure-${limit + 1}`,
              `how sure of limit ${limit + 1} any plan can be`,
              sure,
              (found) => found.noSafeSpace?.bestConfidence[`limit-${limit + 1}`] ?? UNKNOWN,
            ),
          ),
        ]),
  ];
}

const worked: readonly DrawnCase[] = WORKED_DOUGHNUTS.flatMap((one) =>
  one.answers.map((answer) => ({
    model: one.text,
    confidence: answer.confidence,
    worlds: one.worlds,
    trials: one.trials,
    rows: answerRows(one, answer),
  })),
);

export const doughnuts: Group = {
  title: 'What security should cost',
  simulated: [],
  drawn: worked,
  exact: [],
};
