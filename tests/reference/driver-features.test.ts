/** The random drivers on which kernel and reference are compared use every clause of their meaning. */
import { expect, test } from 'vitest';
import type { Brought, Drivers, DriverState, Hold, Movement, Target } from '../../src/model/drivers.ts';
import type { Model, Threat } from '../../src/model/model.ts';
import type { Quantity } from '../../src/model/quantity.ts';
import { withDrivers } from '../fixtures/random-drivers.ts';
import { randomModel } from '../fixtures/random-model.ts';

type Driven = Model & { readonly drivers: Drivers };

const statesOf = ({ drivers }: Driven): DriverState[] => drivers.states.flatMap(({ states }) => states);
const movesOf = (model: Driven): Movement[] => statesOf(model).flatMap(({ moves }) => moves);
const bringsOf = (model: Driven): Brought[] => statesOf(model).flatMap(({ brings }) => brings);
const comes = (model: Driven, kind: string): boolean => statesOf(model).some(({ occurs }) => occurs?.kind === kind);
const lasts = (model: Driven, holds: (quantity: Quantity) => boolean): boolean =>
  statesOf(model).some((state) => state.lasts !== 'forever' && holds(state.lasts));
const scaled = (model: Driven): Target['kind'][] => [
  ...movesOf(model).map(({ target }) => target.kind),
  ...model.drivers.indices.flatMap(({ scales }) => scales.map(({ target }) => target.kind)),
];
const moves =
  (kind: Target['kind']): ((model: Driven) => boolean) =>
  (model) =>
    scaled(model).includes(kind);
const holds =
  (of: (hold: Hold) => boolean): ((model: Driven) => boolean) =>
  (model) =>
    model.drivers.holds.some(of);

/** Pairs of drivers of which one moves or brings the other. */
function linksOf(model: Driven): (readonly [from: string, to: string])[] {
  return model.drivers.states.flatMap(({ id, states }) =>
    states.flatMap((state) => [
      ...state.moves.flatMap(({ target }) =>
        target.kind === 'stateOccurs' || target.kind === 'stateLasts' ? [[id, target.driver] as const] : [],
      ),
      ...state.brings.flatMap((entry) => (entry.kind === 'spell' ? [[id, entry.driver] as const] : [])),
    ]),
  );
}

function hasCircle(model: Driven): boolean {
  const links = linksOf(model);
  return links.some(([a, b]) => a !== b && links.some(([c, d]) => c === b && d === a));
}

/** Whether drivers move the pace of such a threat. */
const pacesOf = (model: Driven, is: (threat: Threat) => boolean): boolean =>
  [...movesOf(model), ...model.drivers.indices.flatMap(({ scales }) => scales)].some(
    ({ target }) =>
      target.kind === 'threatOccurs' &&
      model.threats.some((threat) => target.threats.includes(threat.id) && is(threat)),
  );

const KINDS: readonly Target['kind'][] = [
  'threatOccurs',
  'threatCost',
  'effectCost',
  'effectOutage',
  'restart',
  'blackStart',
  'switchover',
  'buffer',
  'refill',
  'fallback',
  'loss',
  'capacity',
  'misses',
  'recover',
  'stateOccurs',
  'stateLasts',
  'index',
];

/** What drivers of a model use, by clause of the design. */
const FEATURES: Readonly<Record<string, (model: Driven) => boolean>> = {
  'D1 at a rate': (model) => comes(model, 'rate'),
  'D1 a chance a year': (model) => comes(model, 'yearly'),
  'D1 within': (model) => comes(model, 'within'),
  'D1 on dates': (model) => comes(model, 'on'),
  'D1 never by itself': (model) => statesOf(model).some(({ occurs }) => occurs === undefined),
  'D1 once': (model) =>
    statesOf(model).some(({ occurs }) => occurs !== undefined && occurs.kind !== 'on' && occurs.once),
  'D1 during': (model) => statesOf(model).some(({ during }) => during.length > 0),
  'D1 a factor of an override': (model) => statesOf(model).some(({ rateFactor }) => rateFactor !== 1),
  'D1 several states of a driver': (model) => model.drivers.states.some(({ states }) => states.length > 1),
  'D1 links in a circle': hasCircle,
  'D1 a link to itself': (model) => linksOf(model).some(([a, b]) => a === b),
  'D2 drawn at the start': (model) => model.drivers.states.some(({ now }) => now === null),
  'D2 normal at the start': (model) => model.drivers.states.some(({ now }) => now?.state === null),
  'D2 a state at the start': (model) =>
    model.drivers.states.some(({ now }) => typeof now?.state === 'string' && now.left === undefined),
  'D2 a state at the start with what is left': (model) =>
    model.drivers.states.some(({ now }) => now?.left !== undefined),
  'D2 for ever': (model) => statesOf(model).some((state) => state.lasts === 'forever'),
  'D2 a constant length': (model) => lasts(model, ({ law }) => law.kind === 'constant'),
  'D2 an exponential length': (model) => lasts(model, ({ law }) => law.kind === 'exponential'),
  'D2 a length with jumps': (model) => lasts(model, ({ law }) => law.kind === 'discrete'),
  'D2 a length that is the same in a world': (model) => lasts(model, ({ timing }) => timing === 'uncertain'),
  'D2 a length of assessors that are too sure': (model) => lasts(model, ({ widening }) => widening > 1),
  ...Object.fromEntries(KINDS.map((kind) => [`D3 ${kind}`, moves(kind)])),
  'D3 a factor of 0': (model) =>
    movesOf(model).some(({ amount: { law } }) => law.kind === 'constant' && law.value === 0),
  'D3 a factor on a yearly chance': (model) => pacesOf(model, ({ occurs }) => occurs.kind === 'yearly'),
  'D3 a factor on a clock': (model) => pacesOf(model, ({ occurs }) => occurs.kind === 'within'),
  'D4 a ceiling on a control': (model) =>
    movesOf(model).some(
      ({ target }) =>
        target.kind === 'capacity' && target.nodes.some((id) => model.controls.some((control) => control.id === id)),
    ),
  'D4 a ceiling on several nodes': (model) =>
    movesOf(model).some(({ target }) => target.kind === 'capacity' && target.nodes.length > 1),
  'D5 an effect': (model) => bringsOf(model).some(({ kind }) => kind === 'effect'),
  'D5 one effect of several': (model) => bringsOf(model).some((entry) => entry.kind === 'effect' && entry.oneOf),
  'D5 an effect as long as the spell': (model) =>
    bringsOf(model).some((entry) => entry.kind === 'effect' && entry.outage === 'spell'),
  'D5 an effect that may come after the spell': (model) =>
    bringsOf(model).some((entry) => entry.kind === 'effect' && entry.delay !== undefined),
  'D5 an effect where there is none yet': (model) =>
    bringsOf(model).some((entry) => entry.kind === 'effect' && entry.overlap === 'ignore'),
  'D5 an effect with a cost': (model) =>
    bringsOf(model).some((entry) => entry.kind === 'effect' && entry.cost.length > 0),
  'D5 an event': (model) => bringsOf(model).some(({ kind }) => kind === 'event'),
  'D5 a spell': (model) => bringsOf(model).some(({ kind }) => kind === 'spell'),
  'D6 an index': (model) => model.drivers.indices.length > 0,
  'D6 a correlation': (model) => model.drivers.correlations.length > 0,
  'D6 three indices of a group': (model) => model.drivers.correlations.length > 1,
  'D6 a correlation below 0': (model) => model.drivers.correlations.some(({ sign }) => sign < 0),
  'D6 an index for the trial': (model) => model.drivers.indices.some(({ persists }) => persists === 'forever'),
  'D6 an index that is known at the start': (model) => model.drivers.indices.some(({ now }) => now !== null),
  'D6 an index to another power': (model) =>
    model.drivers.indices.some(({ scales }) => scales.some(({ power }) => power !== 1)),
  'D7 a state held from the start': holds(({ kind, from }) => kind === 'state' && from === 0),
  'D7 a state held by date': holds((hold) => hold.kind === 'state' && hold.state !== null && hold.from > 0),
  'D7 normal held': holds((hold) => hold.kind === 'state' && hold.state === null),
  'D7 an index held': holds(({ kind }) => kind === 'index'),
  'D7 two holds of a driver': ({ drivers }) =>
    drivers.holds.some((a) => drivers.holds.some((b) => a.driver === b.driver && a.from < b.from)),
  'D9 a factor on a rate that is rare': (model) =>
    pacesOf(model, ({ occurs }) => occurs.kind === 'rate' && occurs.amount.text.startsWith('0.00002')),
  'D9 a factor on a mean time that is long': (model) =>
    pacesOf(model, ({ occurs }) => occurs.kind === 'rate' && occurs.per === 'interval'),
  'D10 a factor that varies by spell': (model) =>
    movesOf(model).some(({ target, amount }) => target.kind !== 'capacity' && amount.timing === 'varies'),
};

const MODELS = 400;
const LEAST = 0.03;

test('each clause stands in one of thirty models or more', () => {
  const models = Array.from({ length: MODELS }, (_, seed) => withDrivers(randomModel(seed), seed));
  const rare = Object.entries(FEATURES).flatMap(([name, uses]) => {
    const share = models.filter(uses).length / models.length;
    return share < LEAST ? [`${name}: ${(100 * share).toFixed(1)} %`] : [];
  });
  expect(rare).toEqual([]);
});
