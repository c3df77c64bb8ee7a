import type { NeedGroup } from '../../../src/model/model.ts';
import type { ModelParts, NamedNode } from '../../fixtures/model-builder.ts';
import { interval, need } from '../../fixtures/model-builder.ts';
import type { Random } from '../../fixtures/random.ts';
import { failures, hours, lossesOf, maybe } from './parts.ts';

/** A ring of nodes, each on a source of its own or on the next of them, with stocks in it: needs take over to one another. */
export function alternatives(random: Random): ModelParts {
  const count = random.whole(2, 4);
  const ring = Array.from({ length: count }, (_, i) => `r${i}`);
  const sources = ring.map((id) => `source-${id}`);
  const nodes = ring.map((id, i): NamedNode => {
    const next = ring[(i + 1) % count]!;
    const others = random.chance(0.3) && count > 2 ? [ring[(i + 2) % count]!] : [];
    const members = random.chance(0.8) ? [sources[i]!, next, ...others] : [next, sources[i]!];
    const kind = members.length > 2 && random.chance(0.3) ? 'atLeast' : 'any';
    const power: NeedGroup = need('power', {
      kind,
      k: kind === 'any' ? 1 : random.whole(1, 2),
      members: kind === 'any' ? members : members.toSorted(),
      switchover: maybe(random, 0.3, hours(random, 2, 30)),
      buffer: maybe(random, 0.5, hours(random, 1, 30)),
      refill: maybe(random, 0.4, hours(random, 5, 60)),
      fallback: maybe(random, 0.3, interval(0.1, 0.5, 'share', 'uncertain')),
      fallbackAfter: maybe(random, 0.5, hours(random, 1, 12)),
    });
    return {
      id,
      needs: [power, ...(random.chance(0.3) ? [need('fuel')] : [])],
      restart: maybe(random, 0.5, hours(random, 1, 20)),
      blackStart: maybe(random, 0.3, hours(random, 5, 40)),
      loss: i === 0 ? lossesOf(random) : [],
    };
  });
  return {
    nodes: ['fuel', ...sources, ...nodes],
    threats: ['fuel', ...sources, ...ring].map((id) => failures(random, `of-${id}`, id, hours(random, 10, 200))),
  };
}
