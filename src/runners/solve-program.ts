/** Integer programs solved by HiGHS, to the end and always in the same way. */
import type { LegacyHighs } from 'highs';

/** Seconds of one program. */
const MOST_SECONDS = 20;

/** The values of the variables that are not 0, by name. */
export interface Solution {
  readonly objective: number;
  readonly values: ReadonlyMap<string, number>;
}

let solver: Promise<LegacyHighs> | null = null;

/** A program in the format of CPLEX LP files; an objective of Infinity where nothing keeps its rows, null where the time did not suffice. */
export async function solveProgram(program: string): Promise<Solution | null> {
  solver ??= import('highs').then((module) => {
    // Its types are those of the form for `require`; `import` gives the loader itself
    const { default: load } = module as unknown as { readonly default: () => Promise<LegacyHighs> };
    return load();
  });
  const options = {
    output_flag: false,
    time_limit: MOST_SECONDS,
    random_seed: 0,
    mip_rel_gap: 0,
    parallel: 'off',
  } as const;
  const { Status, ObjectiveValue, Columns } = (await solver).solve(program, options);
  if (Status === 'Infeasible') return { objective: Infinity, values: new Map() };
  if (Status !== 'Optimal') return null;
  const values = new Map<string, number>();
  for (const [name, column] of Object.entries(Columns)) {
    if ('Primal' in column && column.Primal !== 0) values.set(name, column.Primal);
  }
  return { objective: ObjectiveValue, values };
}
