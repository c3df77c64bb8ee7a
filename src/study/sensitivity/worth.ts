/** What knowing an estimate is worth in money, joined to which estimates matter. */
import { estimate } from '../../results/estimate.ts';
import type { DoughnutDocument } from '../../results/doughnut-document.ts';
import type { SensitivityDocument } from '../../results/sensitivity-document.ts';

/** The document with what the doughnut of the same model found of its estimates. */
export function withWorth(document: SensitivityDocument, doughnut: DoughnutDocument): SensitivityDocument {
  const { worlds, trialsPerWorld, estimates } = doughnut;
  const information = estimates?.information ?? null;
  return {
    ...document,
    partial: document.partial || doughnut.partial,
    worth: {
      estimates:
        information?.map(({ id, value, standardError, high, unreliable }) => ({
          id,
          worth: estimate(value, standardError, unreliable),
          high,
        })) ?? null,
      worlds,
      trials: worlds * trialsPerWorld,
    },
  };
}
