/** A world in which everything takes longer, lasts less far, or comes more often: an extension that scales a model from the first hour on. */
import type { Worsened } from '../../results/snowball/growth.ts';
import type { Extension } from '../../sim/kernel/extension.ts';
import { OCCURS, type CompiledModel } from '../../sim/kernel/ground/compiled-model.ts';
import type { Factor, FactorKind } from '../../sim/kernel/ground/factors.ts';

const SCALED = ['repairs', 'stocks', 'rates'] as const satisfies readonly Worsened[];

/** How much: repairs x times as long, stocks 1/x as far, threats x times as often. 1 leaves it. */
export type Scale = Readonly<Record<Worsened, number>>;

/** Kinds of factors that repairs scale: whatever has to pass before something works again. */
const REPAIRS = ['outage', 'recover', 'switchover', 'restart', 'blackStart'] as const satisfies readonly FactorKind[];

const upTo = (length: number): number[] => Array.from({ length }, (_, at) => at);

/** Threats that have a rate: those that come on dates have none. */
const withRates = ({ occurs }: CompiledModel): number[] =>
  upTo(occurs.length).filter((threat) => occurs[threat] !== OCCURS.on);

/** What of a model there is to scale. */
export function scalable(model: CompiledModel): Worsened[] {
  const has = {
    repairs: model.effectNode.length > 0,
    stocks: model.groupBufferSampler.some((sampler) => sampler >= 0),
    rates: withRates(model).length > 0,
  };
  return SCALED.filter((what) => has[what]);
}

/**
 * Scales all effects, offers of `recover`, switchovers, restarts and black starts by `repairs`, all stocks by 1 / `stocks`, and the pace of all threats
 * by `rates` (a date has none). Draws stay where they are: the futures are the same ones, scaled. What shocks and given outages last stays as it is written.
 */
export function scaledBy(scale: Scale): Extension {
  return {
    install: (ground) => {
      const { effectNode, controlIds, groupNode, nodeIds } = ground.model;
      const lengths = {
        outage: effectNode.length,
        recover: controlIds.length,
        switchover: groupNode.length,
        restart: nodeIds.length,
        blackStart: nodeIds.length,
      };
      const set: { readonly factor: Factor; readonly of: readonly number[]; readonly to: number }[] = [];
      if (scale.repairs !== 1) {
        for (const kind of REPAIRS)
          set.push({ factor: ground.factor(kind), of: upTo(lengths[kind]), to: scale.repairs });
      }
      if (scale.stocks !== 1) {
        set.push({ factor: ground.factor('buffer'), of: upTo(groupNode.length), to: 1 / scale.stocks });
      }
      if (scale.rates !== 1) {
        const factor = ground.rateFactor();
        const threats = withRates(ground.model);
        for (const threat of threats) factor.moves(threat);
        set.push({ factor, of: threats, to: scale.rates });
      }
      return {
        part: {
          reset: () => undefined,
          start: () => {
            for (const { factor, of, to } of set) for (const one of of) factor.set(one, to);
          },
          save: () => null,
          restore: () => undefined,
        },
      };
    },
  };
}
