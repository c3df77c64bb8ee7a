/** Redundancy and common causes: parts that fail permanently with some chance, and their dependants. */
import { modelText } from './model-text.ts';
import type { Group, SimulatedCase } from './row.ts';

const TRIALS = 200_000;

/** A certain failure that reaches its nodes, all or none, with some chance. */
interface Failure {
  readonly nodes: readonly string[];
  readonly chance: number;
}

/** A network of parts, each of which fails permanently, and nodes that need them. */
function network(
  title: string,
  parts: readonly string[],
  needs: readonly string[],
  failures: readonly Failure[],
): string {
  return modelText(
    title,
    [
      'nodes:',
      ...parts.map((part) => `  ${part}: { kind: asset }`),
      ...needs.map((line) => `  ${line}`),
      'threats:',
      // One draw for everything that a failure strikes: it happens to a separate node, which the parts need.
      ...failures.map(
        ({ nodes, chance }, i) =>
          `  failure-${i}: { occurs: ${chance * 100}% per year, affects: { ${nodes
            .map((node) => `${node}: { outage: forever }`)
            .join(', ')} } }`,
      ),
    ].join('\n'),
  );
}

const single = (nodes: readonly string[], chance: number): Failure[] =>
  nodes.map((node) => ({ nodes: [node], chance }));

const topFails = (
  id: string,
  what: string,
  source: string,
  exact: number,
  half: number,
  model: string,
): SimulatedCase => ({
  model,
  trials: TRIALS,
  rows: [{ id, what, source, exact, half, of: ({ nodes }) => nodes['top']!.probabilityOfOutage }],
});

const binomialTail = (n: number, least: number, p: number): number => {
  let sum = 0;
  let choose = 1;
  for (let k = 0; k <= n; k++) {
    if (k >= least) {
      let term = choose;
      for (let i = 0; i < k; i++) term *= p;
      for (let i = k; i < n; i++) term *= 1 - p;
      sum += term;
    }
    choose = (choose * (n - k)) / (k + 1);
  }
  return sum;
};

const letters = (n: number): string[] => ['a', 'b', 'c', 'd', 'e'].slice(0, n).map((letter) => `part-${letter}`);

/** At least k of n parts that each fail with chance p. */
const kOfN = (k: number, n: number, p: number): SimulatedCase =>
  topFails(
    `${k}-of-${n}`,
    `${k} of ${n} parts fails, p = ${p}`,
    'binomial tail',
    binomialTail(n, n - k + 1, p),
    0,
    network(
      `${k} of ${n}`,
      letters(n),
      [`top: { kind: service, needs: { parts: { at least: ${k}, of: [${letters(n).join(', ')}] } } }`],
      single(letters(n), p),
    ),
  );

const bridge = topFails(
  'bridge',
  'bridge network fails, q = .1',
  'textbook',
  0.02152,
  0,
  network(
    'Bridge',
    letters(5),
    [
      // Minimal paths: a-d, b-e, a-c-e, b-c-d.
      'path-1: { kind: process, needs: [part-a, part-d] }',
      'path-2: { kind: process, needs: [part-b, part-e] }',
      'path-3: { kind: process, needs: [part-a, part-c, part-e] }',
      'path-4: { kind: process, needs: [part-b, part-c, part-d] }',
      'top: { kind: service, needs: { path: { any: [path-1, path-2, path-3, path-4] } } }',
    ],
    single(letters(5), 0.1),
  ),
);

const KINDS = ['pump', 'valve'];
const TRAINS = [1, 2, 3];

/**
 * Three trains of a pump and a valve each; failures of the sets of identical parts that a common cause takes together.
 */
const trains = (id: string, what: string, exact: number, half: number, chances: readonly number[]): SimulatedCase => {
  const sets = [[1], [2], [3], [1, 2], [1, 3], [2, 3], [1, 2, 3]];
  const failures = KINDS.flatMap((kind) =>
    sets.flatMap((set): Failure[] => {
      const chance = chances[set.length - 1]!;
      return chance > 0 ? [{ nodes: set.map((train) => `${kind}-${train}`), chance }] : [];
    }),
  );
  return topFails(
    id,
    what,
    'SCRAM tests',
    exact,
    half,
    network(
      'Three trains',
      KINDS.flatMap((kind) => TRAINS.map((train) => `${kind}-${train}`)),
      [
        ...TRAINS.map((train) => `train-${train}: { kind: process, needs: [pump-${train}, valve-${train}] }`),
        'top: { kind: service, needs: { trains: { any: [train-1, train-2, train-3] } } }',
      ],
      failures,
    ),
  );
};

const Q = 0.1;

/** Chances of sets of 1, 2 and 3 parts under the alpha factors .7, .2, .1 (non-staggered testing). */
const alphaChances = (): number[] => {
  const alpha = [0.7, 0.2, 0.1];
  const total = alpha.reduce((sum, a, i) => sum + (i + 1) * a, 0);
  return [1, 2, 3].map((k) => (k * alpha[k - 1]! * Q) / (total * [1, 2, 1][k - 1]!));
};

/** The engine's `common causes`: each effect on a part strikes all three with the share beta. */
const BETA = 0.2;
const shared: SimulatedCase = topFails(
  'common-causes',
  'three parts under `common causes`',
  'closed form',
  1 - (1 - Q * BETA) * (1 - Q * BETA) * (1 - Q * BETA) + Q * (1 - BETA) * (Q * (1 - BETA)) * (Q * (1 - BETA)),
  0,
  `${network(
    'Common causes',
    letters(3),
    ['top: { kind: service, needs: { parts: { any: [part-a, part-b, part-c] } } }'],
    single(letters(3), Q),
  )}common causes:\n  together: { of: [part-a, part-b, part-c], beta: ${BETA * 100}% }\n`,
);

export const logic: Group = {
  title: 'Redundancy and common causes',
  simulated: [
    kOfN(2, 3, 0.1),
    kOfN(3, 5, 0.2),
    bridge,
    trains('beta-factor', 'three trains, beta factor', 0.04308, 5e-6, [(1 - BETA) * Q, 0, BETA * Q]),
    trains('alpha-factor', 'three trains, alpha factor', 0.05298, 5e-6, alphaChances()),
    shared,
  ],
  exact: [],
};
