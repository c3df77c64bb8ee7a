/** The figures that drivers move, those that the same factors move together. */
import type { Drivers, Target } from '../../model/drivers.ts';
import type { FigureOutlook } from '../../results/driver-outlook.ts';
import { meanFactor } from './closed-forms.ts';

/** Figures that the same drivers move alike. */
export interface MovedFigure {
  readonly names: readonly string[];
  readonly measure: FigureOutlook['measure'];
  /** Mean factor of each state, by position among all states; 1 for most. */
  readonly byState: Float64Array;
  readonly byIndex: readonly { readonly index: number; readonly power: number }[];
}

/** What a target scales, each figure by name; empty for a ceiling and for other drivers. */
function figuresIn(target: Target): { readonly names: readonly string[]; readonly measure: FigureOutlook['measure'] } {
  const named = (names: readonly string[], measure: FigureOutlook['measure']) => ({ names, measure });
  switch (target.kind) {
    case 'threatOccurs':
      return named(target.threats, 'often');
    case 'threatCost':
      return named(
        target.threats.map((id) => `${id}, cost`),
        'dear',
      );
    case 'effectCost':
      return named(
        target.effects.map(({ threat, key }) => `${threat} on ${key}, cost`),
        'dear',
      );
    case 'effectOutage':
      return named(
        target.effects.map(({ threat, key }) => `${threat} on ${key}`),
        'long',
      );
    case 'restart':
      return named(
        target.nodes.map((id) => `${id}, restart`),
        'long',
      );
    case 'blackStart':
      return named(
        target.nodes.map((id) => `${id}, black start`),
        'long',
      );
    case 'switchover':
    case 'refill':
    case 'buffer':
      return named(
        target.needs.map(({ node, need }) => `${node}, ${need}, ${target.kind}`),
        'long',
      );
    case 'fallback':
      return named(
        target.needs.map(({ node, need }) => `${node}, ${need}, fallback`),
        'of it',
      );
    case 'loss':
      return named(
        target.losses.map(({ node, loss }) => `${node}, ${loss}`),
        'dear',
      );
    case 'misses':
      return named(target.controls, 'missed');
    case 'recover':
      return named(
        target.controls.map((id) => `${id}, recovery`),
        'long',
      );
    case 'opex':
      return named(
        target.controls.map((id) => `${id}, opex`),
        'dear',
      );
    case 'capacity':
    case 'stateOccurs':
    case 'stateLasts':
    case 'index':
      return named([], 'of it');
  }
}

interface Found {
  readonly measure: FigureOutlook['measure'];
  readonly byState: Float64Array;
  readonly byIndex: { index: number; power: number }[];
}

/** Every figure that a driver moves, in groups moved alike. */
export function movedFigures({ states, indices }: Drivers): MovedFigure[] {
  const all = states.flatMap((driver) => driver.states);
  const found = new Map<string, Found>();
  const of = (name: string, measure: FigureOutlook['measure']): Found => {
    const key = `${measure} ${name}`;
    const before = found.get(key) ?? { measure, byState: new Float64Array(all.length).fill(1), byIndex: [] };
    found.set(key, before);
    return before;
  };
  all.forEach((state, s) => {
    for (const { target, amount } of state.moves) {
      const { names, measure } = figuresIn(target);
      const factor = meanFactor(amount);
      for (const name of new Set(names)) {
        const { byState } = of(name, measure);
        byState[s] = (byState[s] ?? 1) * factor;
      }
    }
  });
  indices.forEach(({ scales }, index) => {
    for (const { target, power } of scales) {
      const { names, measure } = figuresIn(target);
      for (const name of new Set(names)) of(name, measure).byIndex.push({ index, power });
    }
  });
  const groups = new Map<string, MovedFigure & { readonly names: string[] }>();
  for (const [key, { measure, byState, byIndex }] of found) {
    const name = key.slice(measure.length + 1);
    const signature = JSON.stringify([measure, [...byState], byIndex]);
    const group = groups.get(signature);
    if (group === undefined) groups.set(signature, { names: [name], measure, byState, byIndex });
    else group.names.push(name);
  }
  return [...groups.values()];
}
