/**
 * Which of two causes is earlier: the one that landed first; within one hour, the one with the lower draw, so that
 * neither names nor the order of the file decide. A draw is made when first asked for, and kept.
 */
import type { Draws } from '../../random/draws.ts';
import { unitFromWords } from '../../random/draws.ts';
import { purposeWord } from '../../random/key.ts';
import type { CompiledModel } from '../ground/compiled-model.ts';
import { fixedDoubles } from '../ground/fixed.ts';
import type { Pools } from '../ledger/pools.ts';

export interface Order {
  /** Whether a is earlier than b. */
  before(a: number, b: number): boolean;
  /** Whether the draw of a is lower, whenever the two landed. */
  lower(a: number, b: number): boolean;
  /** Draws for a cause that no stream of the model belongs to. */
  drawUnder(cause: number, by: Draws, stream: number, index: number): void;
}

/** The name of a node in draws: the old one if it has `was`. */
export function drawNameOf(model: CompiledModel, node: number): string {
  const label = model.streamLabels[model.nodeStream[node]!]!;
  return label.slice(label.indexOf('.') + 1);
}

/** @param id [world, trial] of the current trial. */
export function makeOrder(model: CompiledModel, id: Int32Array, draws: Draws, pools: Pools): Order {
  const { threatStream, nodeStream } = model;
  const { joins } = pools;
  /** By node, NaN until needed: hashing many names takes time. */
  const purposes = fixedDoubles(model.nodeIds.length).fill(NaN);

  function purposeOf(node: number): number {
    const known = purposes[node]!;
    if (known === known) return known;
    const word = purposeWord(`tie ${drawNameOf(model, node)}`);
    purposes[node] = word;
    return word;
  }

  function draw(cause: number, by: Draws, stream: number, index: number): number {
    by.at(stream, id[0]!, id[1]!, index, purposeOf(pools.nodeOf(cause)));
    const unit = unitFromWords(by.word[0]!, by.word[1]!);
    pools.setTie(cause, unit);
    return unit;
  }

  function drawOf(cause: number): number {
    const known = pools.tieOf(cause);
    if (known === known) return known;
    const event = pools.eventOf(cause);
    if (event < 0) return draw(cause, draws, nodeStream[pools.nodeOf(cause)]!, 0);
    const threat = pools.threatOf(event);
    if (threat >= 0) return draw(cause, draws, threatStream[threat]!, pools.addressOf(event));
    return draw(cause, draws, pools.addressOf(event), 0);
  }

  function lower(a: number, b: number): boolean {
    const ofA = drawOf(a);
    const ofB = drawOf(b);
    return ofA < ofB || (ofA === ofB && a < b);
  }

  return {
    before: (a, b) => {
      // Causes are numbered as they land
      if (joins[a > b ? a : b] === 0) return a < b;
      const hourA = pools.hourOf(a);
      const hourB = pools.hourOf(b);
      return hourA < hourB || (hourA === hourB && lower(a, b));
    },
    lower,
    drawUnder: draw,
  };
}
