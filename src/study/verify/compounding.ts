/** Where failures compound: rows of every answer of the models that were worked out by hand. */
import type { SnowballResult } from '../../results/snowball-document.ts';
import type { Tipping } from '../../results/snowball/growth.ts';
import type { Found, Group, SearchedCase, Searched } from './row.ts';
import { WORKED_MODELS, type WorkedModel, type WorkedOut } from './worked-models.ts';

/** The least futures whose worst 1 in 20 are resolved; where all years are alike it is the worst 1 in 100 too. */
const TRIALS = 1000;

/** Trials of a mean that chance decides. */
const MEAN_TRIALS = 20_000;

/** How near last moments and tipping points are found, of their size. */
const NEAR = 1e-4;

/** What is known without chance. */
const known = (value: number | null | undefined): Found => ({ value: value ?? NaN, standardError: 0 });

/** 1 where a finding is the answer. */
const holds = (is: boolean): Found => known(is ? 1 : 0);

type Row = SearchedCase['rows'][number];
type Of = (result: SnowballResult, searched: Searched) => Found | null | undefined;

const same = (a: readonly string[] | undefined, b: readonly string[]): boolean =>
  a?.toSorted().join(' ') === b.toSorted().join(' ');

/** Makes rows of one model. */
function rowsOf({ id: model, source, answers }: WorkedModel): Row[] {
  const row = (name: string, what: string, exact: number, of: Of, half = 0): Row => ({
    id: `${model}-${name}`,
    what: `${model}: ${what}`,
    source,
    exact,
    half,
    of: (searched) => of(searched.result, searched) ?? known(null),
  });
  const says = (name: string, what: string, is: (result: SnowballResult, searched: Searched) => boolean): Row =>
    row(name, `${what} (1: yes)`, 1, (result, searched) => holds(is(result, searched)));
  return [
    ...lossRows(answers, row),
    ...pointRows(answers, row, says),
    ...momentRows(answers, row, says),
    ...growthRows(answers, row, says),
    ...timeRows(answers, row, says),
    ...structureRows(answers, says),
    ...shareRows(answers, row),
  ];
}

type MakeRow = (name: string, what: string, exact: number, of: Of, half?: number) => Row;
type Says = (name: string, what: string, is: (result: SnowballResult, searched: Searched) => boolean) => Row;

function lossRows({ loss, tail99 }: WorkedOut, row: MakeRow): Row[] {
  return [
    ...(loss === undefined ? [] : [row('loss', 'loss a year', loss, (_, { mean }) => mean)]),
    // No tail is resolved where nothing is lost.
    ...(tail99 === undefined
      ? []
      : [
          row('tail', 'loss of the worst years', tail99, ({ tail, none }) =>
            none === 'no loss' ? known(0) : tail.mean,
          ),
        ]),
  ];
}

function pointRows({ points, none, decoupled = {}, hardened = {} }: WorkedOut, row: MakeRow, says: Says): Row[] {
  const ids = points.map(({ id, kind }) => `${kind} ${id}`);
  return [
    says('points', ids.length === 0 ? 'no point' : `points are ${ids.join(', ')}`, (result) => {
      const found = result.points.map(({ id, kind }) => `${kind} ${id}`);
      return found.join() === ids.join();
    }),
    ...(none === undefined ? [] : [says('none', `why there is none: ${none}`, (result) => result.none === none)]),
    ...points.flatMap(({ madeHere, share }, at) => [
      ...(madeHere === undefined
        ? []
        : [row(`made-${at + 1}`, `made at ${ids[at]}`, madeHere, (result) => result.points[at]?.madeHere)]),
      row(`share-${at + 1}`, `share made at ${ids[at]}`, share, (result) => result.points[at]?.share),
    ]),
    ...Object.entries(decoupled).map(([node, saved]) =>
      row(`unfelt-${node}`, `saved if nobody feels ${node}`, saved, (_, { unfelt }) => unfelt[node]),
    ),
    ...Object.entries(hardened).map(([node, saved]) =>
      row(`hard-${node}`, `saved if nothing stops ${node}`, saved, (_, { hard }) => hard[node]),
    ),
  ];
}

function momentRows({ lastMomentHours, windows, chain }: WorkedOut, row: MakeRow, says: Says): Row[] {
  return [
    ...(lastMomentHours === undefined
      ? []
      : lastMomentHours === null
        ? [says('last-moment', 'too late at once', ({ chains }) => chains?.[0]?.lastMomentHours === null)]
        : [
            row(
              'last-moment',
              'last moment, hours',
              lastMomentHours,
              ({ chains }) => chains?.[0]?.lastMomentHours,
              NEAR * lastMomentHours,
            ),
          ]),
    ...(windows === undefined
      ? []
      : [
          says('windows', `acting in time: ${windows.length} windows`, ({ chains }) => {
            const found = chains?.[0]?.windows?.flat();
            const exact = windows.flat();
            return (
              found?.length === exact.length && exact.every((hour, at) => Math.abs(hour - found[at]!) <= NEAR * hour)
            );
          }),
        ]),
    ...(chain === undefined
      ? []
      : [says('chain', `chain ${chain.join(' > ')}`, ({ chains }) => chains?.[0]?.path.join() === chain.join())]),
  ];
}

const foundTipping = (all: readonly Tipping[] | undefined, scaled: string): Found | null | undefined =>
  all?.find((one) => one.scaled.join('+') === scaled)?.factor;

function growthRows({ generations = [], reproductionOverall, tipping }: WorkedOut, row: MakeRow, says: Says): Row[] {
  return [
    ...generations
      .slice(1)
      .map((outages, k) =>
        row(
          `generation-${k + 1}`,
          `outages of generation ${k + 1} for one before`,
          outages / generations[k]!,
          ({ growth }) => growth?.ratios[k],
        ),
      ),
    ...(generations.length === 0
      ? []
      : [
          says(
            'generations',
            `${generations.length} generations`,
            (result) => generationsOf(result) === generations.length,
          ),
        ]),
    ...(reproductionOverall === undefined
      ? []
      : [
          row('overall', 'outages that others caused, of all', reproductionOverall, ({ growth }) => {
            const { value, standardError } = growth?.outagesPerCascade ?? known(null);
            return { value: 1 - 1 / value, standardError: standardError / (value * value) };
          }),
        ]),
    ...(tipping === null
      ? [
          says(
            'tipping',
            'no tipping point',
            (result) => result.tipping?.every(({ factor }) => factor === null) === true,
          ),
        ]
      : Object.entries(tipping ?? {}).map(([scaled, x]) =>
          row(
            `tipping-${scaled}`,
            `tipping point of ${scaled}`,
            x,
            (result) => foundTipping(result.tipping, scaled),
            NEAR * x,
          ),
        )),
  ];
}

const generationsOf = ({ growth }: SnowballResult): number => (growth === undefined ? NaN : growth.ratios.length + 1);

function timeRows(
  { recoverHours = {}, surviveHours = {}, neededHours = {}, broken }: WorkedOut,
  row: MakeRow,
  says: Says,
): Row[] {
  return [
    ...Object.entries(recoverHours).map(([node, hours]) =>
      row(
        `recover-${node}`,
        `${node} recovers in, hours`,
        hours,
        ({ time }) => time?.nodes.find((one) => one.node === node)?.recover?.middle,
      ),
    ),
    ...Object.entries(surviveHours).map(([node, hours]) =>
      hours === null
        ? says(`survive-${node}`, `the loss of ${node} is never felt`, (_, { survive }) => survive[node] === null)
        : row(`survive-${node}`, `the loss of ${node} is felt after, hours`, hours, (_, { survive }) =>
            known(survive[node]),
          ),
    ),
    ...Object.entries(neededHours).map(([node, hours]) => {
      const found = ({ time }: SnowballResult) => time?.needed.find((one) => one.node === node)?.hours;
      return hours === null
        ? says(`needed-${node}`, `${node} may be down for ever`, (result) => found(result) === null)
        : row(`needed-${node}`, `${node} may be down for, hours`, hours, (result) => known(found(result)));
    }),
    ...(broken === undefined
      ? []
      : broken.map(({ node, why, hours }) =>
          says(`broken-${node}`, `a promise breaks at ${node}: its ${why}`, ({ time }) =>
            (time?.broken ?? []).some(
              (one) =>
                one.node === node &&
                one.why.kind === why &&
                (hours === undefined || (one.why.kind === 'restart' && one.why.hours.middle === hours)),
            ),
          ),
        )),
  ];
}

function structureRows({ singlePoints = {}, hidden, starts }: WorkedOut, says: Says): Row[] {
  return [
    ...Object.entries(singlePoints).map(([goal, nodes]) =>
      says(`enough-${goal}`, `one is enough: ${nodes.join(', ') || 'none'}`, ({ structure }) =>
        same(structure?.oneIsEnough[goal], nodes),
      ),
    ),
    ...(hidden === undefined
      ? []
      : [
          says('hidden', `hidden suppliers: ${hidden.join(', ') || 'none'}`, ({ structure }) =>
            same(
              structure?.hidden.map(({ node }) => node),
              hidden,
            ),
          ),
        ]),
    ...(starts === undefined
      ? []
      : [
          says('starts', `it starts at ${starts.join(', ')}`, ({ triggers }) =>
            same(
              triggers.map(({ id }) => id),
              starts,
            ),
          ),
        ]),
  ];
}

function shareRows({ shapley = {}, disciplines = {} }: WorkedOut, row: MakeRow): Row[] {
  return [
    ...Object.entries(shapley).map(([id, loss]) =>
      row(
        `fair-${id}`,
        `fair share of ${id}`,
        loss,
        ({ shares }) => shares?.threats.find((one) => one.id === id)?.loss,
      ),
    ),
    ...Object.entries(disciplines).map(([id, loss]) =>
      row(
        `fair-${id}`,
        `fair share of discipline ${id}`,
        loss,
        ({ shares }) => shares?.disciplines.find((one) => one.id === id)?.loss,
      ),
    ),
  ];
}

/** Parts of a search that the answers are in. */
function partsOf(answers: WorkedOut): SearchedCase['parts'] {
  const { lastMomentHours, windows, chain, recoverHours, neededHours, broken, singlePoints, hidden } = answers;
  const { shapley, disciplines, generations, reproductionOverall, tipping } = answers;
  const has = (...some: unknown[]): boolean => some.some((one) => one !== undefined);
  return [
    ...(has(lastMomentHours, windows, chain) ? (['chains'] as const) : []),
    ...(has(recoverHours, neededHours, broken) ? (['time'] as const) : []),
    ...(has(singlePoints, hidden) ? (['structure'] as const) : []),
    ...(has(shapley, disciplines) ? (['shares'] as const) : []),
    ...(has(generations, reproductionOverall, tipping) ? (['growth'] as const) : []),
  ];
}

export const compounding: Group = {
  title: 'Where failures compound',
  simulated: WORKED_MODELS.flatMap(({ id, source, text, answers: { meanAbout } }) =>
    meanAbout === undefined
      ? []
      : [
          {
            model: text,
            trials: MEAN_TRIALS,
            rows: [
              {
                id: `${id}-mean`,
                what: `${id}: mean loss a year`,
                source,
                exact: meanAbout.value,
                half: meanAbout.half,
                of: ({ loss: { mean } }) => mean,
              },
            ],
          },
        ],
  ),
  searched: WORKED_MODELS.map((worked) => ({
    model: worked.text,
    trials: TRIALS,
    parts: partsOf(worked.answers),
    unfelt: Object.keys(worked.answers.decoupled ?? {}),
    hard: Object.keys(worked.answers.hardened ?? {}),
    survive: Object.keys(worked.answers.surviveHours ?? {}),
    rows: rowsOf(worked),
  })),
  exact: [],
};
