/** Who starts it: fair shares of the tail by threat and by discipline. */
import type { Model } from '../../model/model.ts';
import type { Estimate } from '../../results/estimate.ts';
import type { SnowballShares, ThreatShare } from '../../results/snowball/shares.ts';
import type { FuturesOptions } from '../../sim/session/futures.ts';
import type { Tail } from '../tail.ts';
import { threatGame } from './game.ts';
import { errorsOfOrders, MOST_EXACT, owenPlan, type SharePlan } from './owen.ts';
import { estimateOf, shapeOf, shareOf, type Worth } from './worth.ts';

/** Fair shares of the tail's mean, without what causes say of it. */
export type FairShares = Omit<SnowballShares, 'byCause'>;

const byDescending = (a: { readonly loss: Estimate; readonly id: string | null }, b: typeof a): number =>
  b.loss.value - a.loss.value || ((a.id ?? '') < (b.id ?? '') ? -1 : 1);

/** Players in blocks by discipline, each and all in order of id. */
function blocksOf({ threats }: Model, ids: readonly string[]) {
  const byId = new Map(threats.map(({ id, discipline }) => [id, discipline]));
  const byDiscipline = new Map<string | null, number[]>();
  ids.forEach((id, player) => {
    const discipline = byId.get(id) ?? null;
    byDiscipline.set(discipline, [...(byDiscipline.get(discipline) ?? []), player]);
  });
  return [...byDiscipline].toSorted(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1));
}

/** Adds a known error that has nothing to do with the futures. */
const withError = ({ value, standardError, ...rest }: Estimate, more: number): Estimate => ({
  value,
  standardError: Math.sqrt(standardError * standardError + more * more),
  ...rest,
});

/** Values of players with what each cluster moves them by, as they follow from the sets of a plan. */
async function valuesOf(plan: SharePlan, clusters: number, worthOfSet: (players: readonly number[]) => Promise<Worth>) {
  const shares = Array.from({ length: plan.players }, () => ({ value: 0, influence: new Float64Array(clusters) }));
  const worth = new Map<string, number>();
  for (const { members, weights } of plan.sets) {
    const { value, influence } = await worthOfSet(members);
    worth.set(members.join(), value);
    weights.forEach((weight, player) => {
      if (weight === 0) return;
      const share = shares[player]!;
      share.value += weight * value;
      for (let cluster = 0; cluster < clusters; cluster++) share.influence[cluster]! += weight * influence[cluster]!;
    });
  }
  return { shares, worthOf: (members: readonly number[]): number => worth.get(members.join())! };
}

/** The sum of several. */
function sumOf(parts: readonly Worth[], clusters: number): Worth {
  const influence = new Float64Array(clusters);
  for (const part of parts) part.influence.forEach((each, cluster) => (influence[cluster]! += each));
  return { value: parts.reduce((sum, { value }) => sum + value, 0), influence };
}

/**
 * Fair shares of the tail: v(S) is the tail mean of the same futures when only the threats in S come. Disciplines have the Shapley value of that
 * game, threats the Owen value within them. Exact to 12 threats that play a part (where `orders` are given as long as there are no more than four times as many sets), then by 2,000 orders, or so many, and their reverses; sums are exact
 * either way. Errors are those of the futures, paired over all sets, and of the orders.
 */
export async function fairShares(
  tail: Tail,
  { orders, ...options }: FuturesOptions & { readonly orders?: number | undefined } = {},
): Promise<FairShares> {
  const { sample, seed } = tail.futures;
  const { model, compiled } = sample.variant;
  const { clusters, isBatched } = shapeOf(sample);
  const game = await threatGame(tail, options);
  const worthOfSet = (members: readonly number[]): Promise<Worth> =>
    game.worthOf(members.map((player) => game.players[player]!));
  const ids = game.players.map((threat) => compiled.threatIds[threat]!);
  const blocks = blocksOf(model, ids);
  const plan = owenPlan(
    blocks.map(([, block]) => block),
    {
      seed,
      ...(orders === undefined ? {} : { orders, exact: Math.min(MOST_EXACT, Math.floor(Math.log2(4 * orders))) }),
    },
  );
  const whole = await worthOfSet(game.players.map((_, player) => player));
  const none = await worthOfSet([]);
  const { shares, worthOf } = await valuesOf(plan, clusters, worthOfSet);
  const ofOrders = errorsOfOrders(plan, worthOf);

  const figures = (part: Worth, error: number): Pick<ThreatShare, 'loss' | 'share'> => ({
    loss: withError(estimateOf(part.value, part.influence, isBatched), error),
    share: withError(shareOf(part, whole, isBatched), whole.value > 0 ? error / whole.value : 0),
  });
  const disciplines = blocks.map(([id, block]) => {
    // Orders move a discipline as a whole: the errors of its threats are added as if they went together.
    const error = block.reduce((sum, player) => sum + ofOrders[player]!, 0);
    return {
      id,
      ...figures(
        sumOf(
          block.map((player) => shares[player]!),
          clusters,
        ),
        error,
      ),
    };
  });
  const threats = blocks.flatMap(([discipline, block]) =>
    block.map((player) => ({
      id: ids[player]!,
      discipline,
      ...figures(shares[player]!, ofOrders[player]!),
    })),
  );
  return {
    disciplines: disciplines.toSorted(byDescending),
    threats: threats.toSorted(byDescending),
    besides: estimateOf(none.value, none.influence, isBatched),
    orders: plan.orders === null ? null : plan.orders.length / 2,
  };
}
