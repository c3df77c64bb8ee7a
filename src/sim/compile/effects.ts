/** What threat events do: effects in order, their costs, and the common causes that spread them. */
import type { Cost, Threat, ThreatEffect } from '../../model/model.ts';
import { purposeWord } from '../random/key.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import type { Context } from './context.ts';
import { offsets } from './context.ts';
import { byCodeUnits, positionOf } from './order.ts';

type EffectArrays = Pick<
  CompiledModel,
  | 'effectStart'
  | 'threatCostStart'
  | 'effectThreat'
  | 'effectNode'
  | 'effectStream'
  | 'effectChoices'
  | 'effectChoiceStream'
  | 'effectChanceSlot'
  | 'effectChanceSampler'
  | 'effectDelaySampler'
  | 'effectOutageSampler'
  | 'effectLeavesSampler'
  | 'effectIgnoresOverlap'
  | 'effectCostStart'
  | 'costKind'
  | 'costSampler'
  | 'costPurpose'
>;

/** An effect and its position. */
export interface PlacedEffect {
  readonly effect: ThreatEffect;
  /** Position of the threat. */
  readonly threat: number;
  /** Position of the node struck. */
  readonly node: number;
  /** Path of the key under `affects`: for the quantities that all nodes of a tag share. */
  readonly path: string;
  /** Label of the effect on this node. */
  readonly label: string;
  /** Alternatives in the run that begins here; 1 for no choice, 0 for those after the first. */
  readonly choices: number;
}

/** Effects of a threat by key, then node, so that the alternatives of a `one of` are adjacent. */
function inOrder(threat: Threat): readonly ThreatEffect[] {
  return threat.affects.toSorted((a, b) => byCodeUnits(a.key, b.key) || byCodeUnits(a.node, b.node));
}

/** Length of the run of alternatives that begins at an effect. */
export function choicesAt(effects: readonly Pick<ThreatEffect, 'key' | 'oneOf'>[], position: number): number {
  const effect = effects[position];
  if (effect === undefined || !effect.oneOf) return 1;
  if (effects[position - 1]?.key === effect.key) return 0;
  const end = effects.findIndex((other, i) => i > position && other.key !== effect.key);
  return (end < 0 ? effects.length : end) - position;
}

/** All effects, by threat. */
export function placedEffects(context: Context): readonly PlacedEffect[] {
  return context.threats.flatMap((threat, position) => {
    const effects = inOrder(threat);
    return effects.map((effect, i): PlacedEffect => {
      const key = context.drawId(effect.key);
      const path = `${threat.drawLabel}.affects.${key}`;
      return {
        effect,
        threat: position,
        node: positionOf(context.nodePosition, effect.node),
        path,
        label: effect.key === effect.node ? path : `${path}.${context.drawId(effect.node)}`,
        choices: choicesAt(effects, i),
      };
    });
  });
}

/** Rows of costs, in order of the bearers' names. */
interface CostRows {
  /** Adds the costs at a path. */
  add(costs: readonly Cost[], path: string): void;
  readonly kind: number[];
  readonly sampler: number[];
  readonly purpose: number[];
}

function makeCostRows(context: Context): CostRows {
  const { quantities, bearerPosition } = context;
  const kind: number[] = [];
  const sampler: number[] = [];
  const purpose: number[] = [];
  return {
    add: (costs, path) => {
      for (const cost of costs.toSorted((a, b) => byCodeUnits(a.bearer, b.bearer))) {
        kind.push(positionOf(bearerPosition, cost.bearer));
        sampler.push(quantities.sampler(cost.amount, `${path}.cost.${cost.bearer}`));
        purpose.push(purposeWord(cost.bearer));
      }
    },
    kind,
    sampler,
    purpose,
  };
}

export function compileEffects(context: Context, effects: readonly PlacedEffect[]): EffectArrays {
  const { threats, streams, quantities } = context;
  const perThreat = threats.map((threat) => threat.affects.length);
  const costs = makeCostRows(context);
  for (const { effect, path } of effects) costs.add(effect.cost, path);
  const costsOfEffects = costs.kind.length;
  for (const threat of threats) costs.add(threat.cost, threat.drawLabel);
  return {
    effectStart: offsets(perThreat),
    threatCostStart: offsets(threats.map((threat) => threat.cost.length)).map((start) => costsOfEffects + start),
    effectThreat: new Int32Array(effects.map(({ threat }) => threat)),
    effectNode: new Int32Array(effects.map(({ node }) => node)),
    effectStream: new Int32Array(effects.map(({ label }) => streams.of(label))),
    effectChoices: new Int32Array(effects.map(({ choices }) => choices)),
    effectChoiceStream: new Int32Array(effects.map(({ choices, path }) => (choices > 1 ? streams.of(path) : -1))),
    effectChanceSlot: new Int32Array(effects.map((placed) => chanceSlot(context, placed))),
    effectChanceSampler: new Int32Array(
      effects.map(({ effect: { chance }, path }) =>
        chance !== undefined && quantities.varies(chance) ? quantities.sampler(chance, `${path}.chance`) : -1,
      ),
    ),
    effectDelaySampler: new Int32Array(
      effects.map(({ effect, path }) => quantities.samplerUnlessZero(effect.delay, `${path}.delay`)),
    ),
    effectOutageSampler: new Int32Array(
      effects.map(({ effect, path }) =>
        effect.outage === 'forever' ? -1 : quantities.sampler(effect.outage, `${path}.outage`),
      ),
    ),
    effectLeavesSampler: new Int32Array(
      effects.map(({ effect, path }) => quantities.samplerUnlessZero(effect.leaves, `${path}.leaves`)),
    ),
    effectIgnoresOverlap: new Uint8Array(effects.map(({ effect }) => (effect.overlap === 'ignore' ? 1 : 0))),
    effectCostStart: offsets(effects.map(({ effect }) => effect.cost.length)),
    costKind: new Int32Array(costs.kind),
    costSampler: new Int32Array(costs.sampler),
    costPurpose: new Uint32Array(costs.purpose),
  };
}

/** Slot of the chance of reaching the node; -1 if it is certain, or has no slot. */
function chanceSlot({ quantities, program }: Context, { effect, path }: PlacedEffect): number {
  if (effect.chance !== undefined && quantities.varies(effect.chance)) return -1;
  const slot = quantities.optionalSlot(effect.chance, `${path}.chance`);
  return slot >= 0 && program.constantOf(slot) === 1 ? -1 : slot;
}
