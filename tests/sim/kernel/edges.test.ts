import { describe, expect, test } from 'vitest';
import { compileModel } from '../../../src/sim/compile/compile-model.ts';
import type { CompiledModel } from '../../../src/sim/kernel/ground/compiled-model.ts';
import { makeKernel } from '../../../src/sim/kernel/make-kernel.ts';
import type { Listener } from '../../../src/sim/kernel/ground/tell.ts';
import type { Model } from '../../../src/model/model.ts';
import { constant, effect, modelOf, need } from '../../fixtures/model-builder.ts';
import { randomModel } from '../../fixtures/random-model.ts';

const TIMEOUT = 240_000;

/** What is told of edges in a trial: `hour node < member (root)`. */
function told(model: Model): string[] {
  const compiled = compileModel(model);
  const { nodeIds, edgeNode, threatIds } = compiled;
  const lines: string[] = [];
  const cause: Listener['cause'] = (hour, node, root, _group, edge) => {
    const from = edge < 0 ? 'itself' : nodeIds[edgeNode[edge]!]!;
    lines.push(`${hour} ${nodeIds[node]} ${root === null ? 'up' : `< ${from} (${threatIds[root.source]})`}`);
  };
  makeKernel(compiled, 'edges', { listener: { cause } }).simulate(0, 0);
  return lines;
}

const at = (
  id: string,
  hour: number,
  node: string,
  hours: number,
): NonNullable<Parameters<typeof modelOf>[0]>['threats'] => [
  { id, occurs: { kind: 'on', atHours: [hour] }, affects: [effect(node, hours)] },
];

describe('the edge along which a cause came', () => {
  test('leads through a chain to the node struck', () => {
    const chain = modelOf({
      nodes: ['a', { id: 'b', needs: [need('a')] }, { id: 'c', needs: [need('b')] }],
      threats: at('fire', 10, 'a', 5)!,
    });
    expect(told(chain)).toEqual([
      '10 a < itself (fire)',
      '10 b < a (fire)',
      '10 c < b (fire)',
      '15 a up',
      '15 b up',
      '15 c up',
    ]);
  });

  test('is another where one cause comes by another way, and the same behind a restart', () => {
    const diamond = modelOf({
      nodes: [
        'a',
        { id: 'b', needs: [need('a')] },
        { id: 'c', needs: [need('a')], restart: constant(4, 'hours') },
        { id: 'd', needs: [need('b'), need('c')], restart: constant(3, 'hours') },
      ],
      threats: at('fire', 10, 'a', 5)!,
    });
    expect(told(diamond)).toEqual([
      '10 a < itself (fire)',
      '10 b < a (fire)',
      '10 c < a (fire)',
      '10 d < b (fire)',
      '15 a up',
      '15 b up',
      '19 c up',
      '22 d up',
    ]);
  });

  test('leads in a loop that holds itself down to where its cause came from', () => {
    const loop = modelOf({
      nodes: ['grid', { id: 'x', needs: [need('grid'), need('y')] }, { id: 'y', needs: [need('x')] }],
      threats: at('fire', 10, 'grid', 5)!,
    });
    expect(told(loop)).toEqual(['10 grid < itself (fire)', '10 x < grid (fire)', '10 y < x (fire)', '15 grid up']);
  });

  test(
    'starts at the node struck and never leads back, in random models',
    () => {
      let edges = 0;
      let lost = 0;
      for (let seed = 0; seed < 50; seed++) {
        const compiled: CompiledModel = compileModel(randomModel(seed));
        const along = new Int32Array(compiled.nodeIds.length).fill(-1);
        const moved = new Set<number>();
        const listener: Listener = {
          cause: (_hour, node, root, group, edge) => {
            along[node] = root === null ? -1 : edge;
            if (root === null) return;
            moved.add(node);
            if (edge < 0) {
              // A loop may hold itself down by a cause that came into it before another passed through.
              if (root.node !== node) lost++;
              if (root.node !== node) expect(compiled.nodeLoop[node], `model ${seed}`).toBeGreaterThanOrEqual(0);
            } else {
              edges++;
              expect(compiled.groupNode[group]).toBe(node);
              expect(compiled.edgeGroup[edge]).toBe(group);
            }
          },
          settled: () => {
            for (const node of moved) {
              let from = node;
              for (let steps = 0; along[from]! >= 0; steps++) {
                expect(steps, `model ${seed}, node ${node}`).toBeLessThan(along.length);
                from = compiled.edgeNode[along[from]!]!;
              }
            }
            moved.clear();
          },
        };
        const kernel = makeKernel(compiled, 'edges', { listener });
        const bare = makeKernel(compiled, 'edges');
        for (let trial = 0; trial < 4; trial++) {
          along.fill(-1);
          kernel.simulate(0, trial);
          bare.simulate(0, trial);
          expect(kernel.record(), `model ${seed}`).toEqual(bare.record());
        }
      }
      expect(edges).toBeGreaterThan(4000);
      expect(lost).toBeLessThan(edges / 200);
    },
    TIMEOUT,
  );
});
