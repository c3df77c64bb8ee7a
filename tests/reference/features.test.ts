/** The models on which kernel and reference are compared use everything that the simulation has. */
import { expect, test } from 'vitest';
import type { Control, Level, Model, ModelNode, NeedGroup } from '../../src/model/model.ts';
import type { Quantity } from '../../src/model/quantity.ts';
import { randomModel } from '../fixtures/random-model.ts';
import { hardModel } from './hard-model.ts';
import { plainOf, type PlainNode, type PlainThreat } from './simulator/plain.ts';
import { withEvidence } from './with-evidence.ts';

const groupsOf = (model: Model): NeedGroup[] => model.nodes.flatMap((node) => node.needs);
const inForce = (control: Control): Level | undefined => control.levels.find(({ id }) => id === control.level);
const levelsOf = (model: Model): Level[] => model.controls.flatMap((control) => inForce(control) ?? []);
const isControl = (model: Model, { id }: ModelNode): boolean => model.controls.some((control) => control.id === id);

const policiesOf = (model: Model): Control[] =>
  model.controls.filter((control) => (inForce(control)?.transfer.length ?? 0) > 0);
const valueOf = ({ law }: Quantity): number => (law.kind === 'constant' ? law.value : Number.NaN);
const yearlyAt = (model: Model, holds: (factor: number) => boolean): boolean =>
  model.threats.some(
    ({ occurs, rateFactor, during }) =>
      occurs.kind === 'yearly' && [rateFactor, ...during.map(({ factor }) => factor)].some(holds),
  );

/** What a model uses, by name. */
const FEATURES: Readonly<Record<string, (model: Model) => boolean>> = {
  'a loop': (model) => plainOf(model).nodes.some(({ inLoop }) => inLoop),
  'a loop with a black start': (model) =>
    plainOf(model).nodes.some(({ inLoop, blackStart }) => inLoop && blackStart !== undefined),
  'a partial capacity': (model) =>
    model.threats.some(({ affects }) => affects.some(({ leaves }) => leaves !== undefined)),
  'shares over 1': (model) =>
    groupsOf(model).some(({ kind, weights }) => kind === 'share' && weights.reduce((sum, w) => sum + w, 0) > 1),
  'a switchover among two or more': (model) =>
    groupsOf(model).some(({ switchover, members }) => switchover !== undefined && members.length >= 2),
  'a buffer': (model) => groupsOf(model).some(({ buffer }) => buffer !== undefined),
  'a buffer that refills': (model) => groupsOf(model).some(({ refill }) => refill !== undefined),
  'a restart': (model) => model.nodes.some(({ restart }) => restart !== undefined),
  'a restart in stages': (model) => model.nodes.some(({ restart }) => restart !== undefined && restart.length > 1),
  'a restart of a node with several needs': (model) =>
    model.nodes.some(({ restart, needs }) => restart !== undefined && needs.length > 1),
  'a loop that two threats can strike': (model) => {
    const { components, threats } = plainOf(model);
    const strikes = (loop: readonly PlainNode[], { effects }: PlainThreat): boolean =>
      effects.some(({ choices }) => choices.some(({ node }) => loop.some(({ number }) => number === node)));
    return components.some((loop) => loop.length > 1 && threats.filter((threat) => strikes(loop, threat)).length > 1);
  },
  'a stock in a loop of alternatives': (model) =>
    plainOf(model).groups.some(
      ({ kind, buffer, members }) =>
        (kind === 'any' || kind === 'atLeast') &&
        buffer !== undefined &&
        members.length > 1 &&
        members.some(({ inLoop }) => inLoop),
    ),
  'of `at least` two that one event strikes in part': (model) =>
    groupsOf(model).some(
      ({ kind, members }) =>
        kind === 'atLeast' &&
        model.threats.some(
          ({ affects }) =>
            affects.filter(({ node, leaves }) => members.includes(node) && leaves !== undefined).length > 1,
        ),
    ),
  'a fallback': (model) => groupsOf(model).some(({ fallback }) => fallback !== undefined),
  'a fallback with a delay': (model) => groupsOf(model).some(({ fallbackAfter }) => fallbackAfter !== undefined),
  'a control that needs a node': (model) => model.nodes.some((node) => isControl(model, node) && node.needs.length > 0),
  'a control that is struck': (model) =>
    model.threats.some(({ affects }) => affects.some(({ node }) => model.controls.some(({ id }) => id === node))),
  'a control that is not bought': (model) => levelsOf(model).some(({ capacity }) => capacity < 1),
  prevention: (model) => levelsOf(model).some(({ prevent }) => prevent !== undefined),
  evidence: (model) => levelsOf(model).some(({ prevent }) => prevent?.kind === 'posterior'),
  'what a level misses of the one before': (model) => levelsOf(model).some(({ prevent }) => prevent?.kind === 'misses'),
  deterrence: (model) => levelsOf(model).some(({ deter }) => deter !== undefined),
  containment: (model) => levelsOf(model).some(({ contain }) => contain !== undefined),
  recovery: (model) => levelsOf(model).some(({ recover }) => recover !== undefined),
  insurance: (model) => policiesOf(model).length > 0,
  'insurance against some threats': (model) =>
    policiesOf(model).some(({ against }) => {
      const named = new Set(against.map(({ threat }) => threat));
      return named.size > 0 && named.size < model.threats.length;
    }),
  'insurance of all losses': (model) => policiesOf(model).some(({ against }) => against.length === 0),
  'two yearly layers': (model) =>
    levelsOf(model).flatMap(({ transfer }) => transfer.filter(({ per }) => per === 'year')).length > 1,
  'a clock of proximity': (model) => model.threats.some(({ occurs }) => occurs.kind === 'within'),
  'a yearly chance': (model) => model.threats.some(({ occurs }) => occurs.kind === 'yearly'),
  'a yearly chance at a pace above 1': (model) => yearlyAt(model, (factor) => factor > 1),
  'a yearly chance at a pace below 1': (model) => yearlyAt(model, (factor) => factor < 1),
  'a certain yearly chance': (model) =>
    model.threats.some(({ occurs }) => occurs.kind === 'yearly' && valueOf(occurs.chance) === 1),
  'a yearly chance that is deterred': (model) =>
    model.controls.some(
      (control) =>
        inForce(control)?.deter !== undefined &&
        control.against.some(({ threat }) =>
          model.threats.some(({ id, occurs }) => id === threat && occurs.kind === 'yearly'),
        ),
    ),
  'an event that comes once': (model) => model.threats.some(({ occurs }) => occurs.kind !== 'on' && occurs.once),
  'two dates of one hour': (model) => {
    const hours = model.threats.flatMap(({ occurs }) => (occurs.kind === 'on' ? occurs.atHours : []));
    return new Set(hours).size < hours.length;
  },
  'a date': (model) => model.threats.some(({ occurs }) => occurs.kind === 'on'),
  'a calendar': (model) =>
    model.threats.some(({ during }) => during.length > 0) ||
    model.nodes.some(({ loss }) => loss.some(({ during }) => during.length > 0)),
  'a shock': (model) => model.shocks.length > 0,
  'a threat that is given': (model) => model.given.some(({ kind }) => kind === 'threat'),
  'a node that is given': (model) => model.given.some(({ kind }) => kind === 'node'),
  'a common cause': (model) => model.commonCauses.length > 0,
  'a tolerance': (model) => model.nodes.some(({ tolerance }) => tolerance !== undefined),
};

/** Models of the kind and share of them in which a feature stands at least. */
const MODELS = 200;
const LEAST = 0.03;

test('each feature stands in one of thirty models or more', () => {
  const models = Array.from({ length: MODELS }, (_, seed) => [
    withEvidence(randomModel(seed), seed),
    withEvidence(hardModel(seed), seed),
  ]).flat();
  const rare = Object.entries(FEATURES).flatMap(([name, uses]) => {
    const share = models.filter(uses).length / models.length;
    return share < LEAST ? [`${name}: ${(100 * share).toFixed(1)} %`] : [];
  });
  expect(rare).toEqual([]);
});
