/** The compiled model under another portfolio: the same futures, other levels in force. */
import type { Model } from '../../model/model.ts';
import type { Portfolio } from '../../model/selection.ts';
import type { CompiledModel } from '../kernel/compiled-model.ts';

/** A portfolio asks for what a session cannot give; thrown with words for a person. */
export class PortfolioFault extends Error {
  override readonly name = 'PortfolioFault';
}

/** The number of a level among all levels, checked to be reachable without another model. */
function levelIndex(compiled: CompiledModel, control: number, level: string): number {
  const id = compiled.controlIds[control]!;
  const first = compiled.levelStart[control]!;
  const ids = compiled.levelIds.slice(first, compiled.levelStart[control + 1]!);
  const position = ids.indexOf(level);
  if (position < 0) throw new PortfolioFault(`control "${id}" has no level "${level}": it has ${ids.join(', ')}`);
  const index = first + position;
  const inForce = compiled.controlLevel[control]!;
  if (index === inForce) return index;
  for (const [changed, words] of [
    [index, 'would change'],
    [inForce, 'has changed'],
  ] as const) {
    if (compiled.levelChangesModel[changed] === 0) continue;
    const name = compiled.levelIds[changed]!;
    throw new PortfolioFault(
      `level "${name}" of control "${id}" ${words} the model by \`set\`: read the model with that portfolio instead`,
    );
  }
  return index;
}

/**
 * The compiled model with the levels of a portfolio in force.
 *
 * @throws PortfolioFault for a control or level that does not exist, and for going to or from a level that changes the
 * model by `set`.
 */
export function compiledWith(compiled: CompiledModel, portfolio: Portfolio): CompiledModel {
  const controlLevel = compiled.controlLevel.slice();
  for (const [id, level] of Object.entries(portfolio)) {
    const control = compiled.controlIds.indexOf(id);
    if (control < 0) throw new PortfolioFault(`there is no control "${id}"`);
    controlLevel[control] = levelIndex(compiled, control, level);
  }
  return { ...compiled, controlLevel };
}

/** The model with the levels of a portfolio in force; the portfolio has been checked by `compiledWith`. */
export function modelWith(model: Model, portfolio: Portfolio): Model {
  const controls = model.controls.map((control) => ({ ...control, level: portfolio[control.id] ?? control.level }));
  return { ...model, controls };
}
