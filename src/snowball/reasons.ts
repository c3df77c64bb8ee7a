/** What in a model lets a place make more of a failure than it received: clocks, dependants, what it keeps out. */
import type { Model, ModelNode } from '../model/model.ts';
import type { Quantity } from '../model/quantity.ts';
import type { SnowballPoint } from '../results/snowball-document.ts';
import type { MiddleAndBad, PointReasons } from '../results/snowball/reasons.ts';
import { distributionOf } from '../sim/distributions/distribution-of.ts';
import type { Network } from './points/network.ts';

/** Middle and bad case of a length; null where a formula decides it. */
function lengthOf(quantity: Quantity): MiddleAndBad | null {
  if (quantity.law.kind === 'formula') return null;
  const law = distributionOf(quantity);
  return { middle: law.quantile(0.5), oneIn20: law.quantile(0.95) };
}

/** The longest of several in the middle case, one of a formula before all; undefined where none takes any time. */
function longest(quantities: readonly (Quantity | undefined)[]): MiddleAndBad | null | undefined {
  const lengths = quantities.flatMap((quantity) => (quantity === undefined ? [] : [lengthOf(quantity)]));
  if (lengths.includes(null)) return null;
  const known = lengths.flatMap((length) => (length === null || length.oneIn20 === 0 ? [] : [length]));
  return known.toSorted((a, b) => b.middle - a.middle)[0];
}

const clocksOf = ({ needs, restart = [] }: ModelNode): PointReasons => {
  const switchoverHours = longest(needs.map(({ switchover }) => switchover));
  const restartHours = longest(restart.map(({ hours }) => hours));
  const fallbackDelayHours = longest(needs.map(({ fallbackAfter }) => fallbackAfter));
  return {
    ...(switchoverHours === undefined ? {} : { switchoverHours }),
    ...(restartHours === undefined ? {} : { restartHours }),
    ...(fallbackDelayHours === undefined ? {} : { fallbackDelayHours }),
  };
};

/** The reasons of a point: of twins those of the first of them; none for what is no node. */
export function reasonsOf({ kind, members }: SnowballPoint, model: Model, network: Network): PointReasons {
  const [first] = members;
  const node = model.nodes.find(({ id }) => id === first);
  if (node === undefined || (kind !== 'node' && kind !== 'control' && kind !== 'twins')) return {};
  const { nodeIds } = network.compiled;
  const dependants = network.dependants(nodeIds.indexOf(node.id)).map((dependant) => nodeIds[dependant]!);
  const against = kind === 'control' ? (model.controls.find(({ id }) => id === node.id)?.against ?? []) : [];
  const letsThrough = [...new Set(against.map(({ threat }) => threat))].toSorted();
  return {
    ...clocksOf(node),
    ...(dependants.length > 1 ? { dependants } : {}),
    ...(letsThrough.length > 0 ? { letsThrough } : {}),
  };
}
