/** The models on which kernel and reference are compared use everything that the simulation has. */
import { expect, test } from 'vitest';
import type { Control, Level, Model, ModelNode, NeedGroup } from '../../src/model/model.ts';
import { compileModel } from '../../src/sim/compile/compile-model.ts';
import { randomModel } from '../fixtures/random-model.ts';
import { hardModel } from './hard-model.ts';
import { withEvidence } from './with-evidence.ts';

const groupsOf = (model: Model): NeedGroup[] => model.nodes.flatMap((node) => node.needs);
const inForce = (control: Control): Level | undefined => control.levels.find(({ id }) => id === control.level);
const levelsOf = (model: Model): Level[] => model.controls.flatMap((control) => inForce(control) ?? []);
const loops = (model: Model): Int32Array => compileModel(model).nodeLoop;
const isControl = (model: Model, { id }: ModelNode): boolean => model.controls.some((control) => control.id === id);

/** What a model uses, by name. */
const FEATURES: Readonly<Record<string, (model: Model) => boolean>> = {
  'a loop': (model) => loops(model).some((loop) => loop >= 0),
  'a loop with a black start': (model) => {
    const loop = loops(model);
    const ids = compileModel(model).nodeIds;
    return model.nodes.some((node) => node.blackStart !== undefined && loop[ids.indexOf(node.id)]! >= 0);
  },
  'a partial capacity': (model) =>
    model.threats.some(({ affects }) => affects.some(({ leaves }) => leaves !== undefined)),
  'shares over 1': (model) =>
    groupsOf(model).some(({ kind, weights }) => kind === 'share' && weights.reduce((sum, w) => sum + w, 0) > 1),
  'a switchover among two or more': (model) =>
    groupsOf(model).some(({ switchover, members }) => switchover !== undefined && members.length >= 2),
  'a buffer': (model) => groupsOf(model).some(({ buffer }) => buffer !== undefined),
  'a buffer that refills': (model) => groupsOf(model).some(({ refill }) => refill !== undefined),
  'a restart': (model) => model.nodes.some(({ restart }) => restart !== undefined),
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
  insurance: (model) => levelsOf(model).some(({ transfer }) => transfer.length > 0),
  'a clock of proximity': (model) => model.threats.some(({ occurs }) => occurs.kind === 'within'),
  'a yearly chance': (model) => model.threats.some(({ occurs }) => occurs.kind === 'yearly'),
  'a date': (model) => model.threats.some(({ occurs }) => occurs.kind === 'on'),
  'a calendar': (model) =>
    model.threats.some(({ during }) => during.length > 0) ||
    model.nodes.some(({ loss }) => loss.some(({ during }) => during.length > 0)),
  'a shock': (model) => model.shocks.length > 0,
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
