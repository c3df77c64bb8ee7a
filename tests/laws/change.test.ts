/** Changed futures against models that were written differently: what is left out, or seen unhurt, is as if it stood so in the file. */
import { describe, expect, test } from 'vitest';
import type { Model, ModelNode } from '../../src/model/model.ts';
import { changedModel, type Change } from '../../src/sim/compile/change.ts';
import { compileModel } from '../../src/sim/compile/compile-model.ts';
import { makeKernel } from '../../src/sim/kernel/make-kernel.ts';
import { randomModel } from '../fixtures/random-model.ts';
import { makeRandom } from '../fixtures/random.ts';

const MODELS = process.env['RINGFENCE_PROVE'] === '1' ? 300 : 30;
const TRIALS = 3;
const TIMEOUT = 240_000;

/** Name of a node that nothing happens to, next to another's in order: where a group runs on its first members they are the same. */
const unhurtOf = (id: string): string => `${id}-unhurt`;

function unhurtNode(model: Model, id: string): ModelNode {
  const like = model.nodes.find(({ kind }) => kind !== 'control')!;
  return {
    ...like,
    id,
    label: id,
    goal: null,
    needs: [],
    loss: [],
    restart: undefined,
    blackStart: undefined,
    tolerance: undefined,
    drawLabel: `nodes.${id}`,
  };
}

const withNodes = (model: Model, change: (node: ModelNode) => ModelNode): Model => ({
  ...model,
  nodes: model.nodes.map(change),
});

/** The model in which whoever needs a node needs one that nothing happens to. */
function unfelt(model: Model, id: string, isFelt: (dependant: string) => boolean = () => false): Model {
  const changed = withNodes(model, (node) => ({
    ...node,
    needs: isFelt(node.id)
      ? node.needs
      : node.needs.map((group) => ({
          ...group,
          members: group.members.map((member) => (member === id ? unhurtOf(id) : member)),
        })),
  }));
  return { ...changed, nodes: [...changed.nodes, unhurtNode(model, unhurtOf(id))] };
}

const plain = (model: Model, id: string): Model =>
  withNodes(model, (node) =>
    node.id !== id
      ? node
      : {
          ...node,
          restart: undefined,
          needs: node.needs.map((group) => ({ ...group, switchover: undefined, fallbackAfter: undefined })),
        },
  );

/**
 * A model of a seed without black starts, which a loop keeps that no longer is one because nobody feels a member, and without given events,
 * of which a changed future leaves out what it is told to.
 */
function sampleModel(seed: number): Model {
  const model = withNodes(randomModel(seed), (node) => ({ ...node, blackStart: undefined }));
  return { ...model, given: [] };
}

/** Losses of the periods of some trials. */
function losses(model: Model, change: Change | null): number[] {
  const compiled = compileModel(model);
  const kernel = makeKernel(compiled, 'changed');
  if (change !== null) expect(kernel.pour(changedModel(compiled, change))).toBe(true);
  return Array.from({ length: TRIALS }, (_, trial) => {
    kernel.simulate(trial % 2, trial);
    return [...kernel.periodLoss];
  }).flat();
}

/** Compares changes with rewritten models; gives how many moved something. */
function compare(cases: (model: Model, node: string, seed: number) => readonly (readonly [Change, Model])[]): number {
  let moved = 0;
  for (let seed = 0; seed < MODELS; seed++) {
    const model = sampleModel(seed);
    const random = makeRandom(seed + 5_000_000);
    const nodes = model.nodes.filter(({ kind }) => kind !== 'control').map(({ id }) => id);
    for (const [change, written] of cases(model, random.pick(nodes), seed)) {
      const found = losses(model, change);
      const wanted = losses(written, null);
      found.forEach((loss, at) => {
        const away = Math.abs(loss - wanted[at]!);
        expect(away, `model ${seed}, ${JSON.stringify(change)}`).toBeLessThanOrEqual(1e-9 * Math.max(1, wanted[at]!));
      });
      if (losses(model, null).some((loss, at) => Math.abs(loss - found[at]!) > 1)) moved++;
    }
  }
  return moved;
}

describe('in random models', () => {
  test(
    'a node that nobody feels is as one that nobody needs',
    () => {
      expect(compare((model, node) => [[{ unfelt: [node] }, unfelt(model, node)]])).toBeGreaterThan(MODELS / 30);
    },
    TIMEOUT,
  );

  test(
    'a node that one feels is as one that only it needs',
    () => {
      const moved = compare((model, node) => {
        const dependant = model.nodes.find(({ needs }) => needs.some(({ members }) => members.includes(node)))?.id;
        if (dependant === undefined) return [];
        return [[{ feltBy: { node, dependant } }, unfelt(model, node, (id) => id === dependant)]];
      });
      expect(moved).toBeGreaterThan(MODELS / 30);
    },
    TIMEOUT,
  );

  test(
    'a plain node is as one without switchover, restart and delay of a fallback',
    () => {
      expect(compare((model, node) => [[{ plain: [node] }, plain(model, node)]])).toBeGreaterThan(MODELS / 30);
    },
    TIMEOUT,
  );

  test(
    'a threat that does not come is as one that never occurs',
    () => {
      const moved = compare((model, _, seed) => {
        const { id } = makeRandom(seed).pick(model.threats);
        const threats = model.threats.map((threat) =>
          threat.id === id ? { ...threat, occurs: { kind: 'on' as const, atHours: [] } } : threat,
        );
        return [[{ withoutThreats: [id] }, { ...model, threats }]];
      });
      expect(moved).toBeGreaterThan(MODELS / 30);
    },
    TIMEOUT,
  );

  test(
    'a hard node is as one without needs that nothing strikes',
    () => {
      const moved = compare((model, node) => {
        // Common causes go on from where they struck, and one of several is still taken.
        const isShared = model.commonCauses.some(({ members }) => members.includes(node));
        const isChosen = model.threats.some(({ affects }) =>
          affects.some((effect) => effect.node === node && effect.oneOf),
        );
        if (isShared || isChosen) return [];
        const written: Model = {
          ...withNodes(model, (each) => (each.id === node ? { ...each, needs: [] } : each)),
          threats: model.threats.map((threat) => ({
            ...threat,
            affects: threat.affects.filter((effect) => effect.node !== node),
          })),
          shocks: model.shocks.filter((shock) => shock.node !== node),
        };
        return [[{ hard: [node] }, written]];
      });
      expect(moved).toBeGreaterThan(MODELS / 30);
    },
    TIMEOUT,
  );

  test('any split of the way gives the same bits under a change', () => {
    for (let seed = 0; seed < 30; seed++) {
      const model = randomModel(seed);
      const compiled = compileModel(model);
      const { nodeIds, nodeLoop } = compiled;
      const random = makeRandom(seed);
      const inLoop = nodeIds.find((_, node) => nodeLoop[node]! >= 0);
      const change: Change = {
        unfelt: [random.pick(nodeIds)],
        plain: [random.pick(nodeIds)],
        ...(inLoop === undefined ? {} : { unlocked: [inLoop] }),
      };
      const kernel = makeKernel(compiled, 'split');
      kernel.pour(changedModel(compiled, change));
      kernel.simulate(0, seed);
      const wanted = kernel.periodLoss.slice();
      kernel.start(0, seed);
      for (let at = 0; at < compiled.horizonHours; at += compiled.horizonHours / 7) {
        kernel.runTo(at);
        const saved = kernel.save();
        kernel.runTo(at + 100);
        kernel.restore(saved);
      }
      kernel.runTo(compiled.horizonHours);
      expect(kernel.record().periodLoss, `model ${seed}`).toEqual(wanted);
    }
  });
});
