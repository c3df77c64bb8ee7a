import { verify } from '../../../src/study/verify/verify.ts';
import { saver, simulator } from './simulate.ts';

/** How a row does over many seeds. */
export interface Coverage {
  readonly id: string;
  /** Share of runs whose 95 % interval covers the truth. */
  readonly covered: number;
  readonly meanZ: number;
  readonly deviationZ: number;
}

/** Runs rows on the seeds "verify 1", "verify 2", ... with a share of their trials. */
export async function coverageOf(seeds: number, share: number, only?: ReadonlySet<string>): Promise<Coverage[]> {
  const byRow = new Map<string, number[]>();
  for (let seed = 1; seed <= seeds; seed++) {
    const { cases } = await verify({
      simulate: simulator(`verify ${seed}`),
      save: saver(`verify ${seed}`),
      share,
      only,
    });
    for (const { id, z } of cases) if (z !== null) byRow.set(id, [...(byRow.get(id) ?? []), z]);
  }
  return [...byRow].map(([id, zs]) => {
    const meanZ = zs.reduce((sum, z) => sum + z, 0) / zs.length;
    const deviationZ = Math.sqrt(zs.reduce((sum, z) => sum + (z - meanZ) ** 2, 0) / (zs.length - 1));
    return { id, covered: zs.filter((z) => Math.abs(z) <= 1.959964).length / zs.length, meanZ, deviationZ };
  });
}
