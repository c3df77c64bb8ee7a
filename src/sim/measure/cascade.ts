/** How far failures spread in a scenario. */
import type { Estimate } from '../../results/estimate.ts';
import type { CascadeResult, Estimates } from '../../results/scenario-result.ts';
import { sizesAt, type Columns } from '../kernel/ground/columns.ts';
import type { ColumnEstimates } from './column-estimates.ts';

/** Key of a place of sizes: `"12"`, and `"288..319"` where several are counted together. */
function sizeKey(place: number): string {
  const { from, to } = sizesAt(place);
  return from === to ? String(from) : `${from}..${to}`;
}

/** Shares by size, up to the greatest size that occurred. */
function shares(of: ColumnEstimates, first: number, sizes: number): Estimates {
  const all = Array.from({ length: sizes }, (_, index) => of.ratio(first + index));
  const last = all.findLastIndex((share) => share !== null && share.value > 0);
  const entries = all
    .slice(0, last + 1)
    .flatMap((share, index): [string, Estimate][] => (share === null ? [] : [[sizeKey(index), share]]));
  return Object.fromEntries(entries);
}

export function cascadeResult(columns: Columns, of: ColumnEstimates): CascadeResult {
  return {
    size: shares(of, columns.cascadeSize, columns.sizes),
    episodeSize: shares(of, columns.episodeSize, columns.sizes),
    meanSize: of.ratio(columns.cascadeNodes),
    meanEpisodeSize: of.ratio(columns.episodeNodes),
    cascadesPerHorizon: of.mean(columns.cascades),
    episodesPerHorizon: of.mean(columns.episodes),
    amplification: of.ratio(columns.loss),
  };
}
