/** From the model as the analyst writes it to the arrays that a kernel runs on. */
import type { Model } from '../../model/model.ts';
import type { Quantity } from '../../model/quantity.ts';
import { compileAgainst } from './against.ts';
import { nothingSpared } from './change.ts';
import { compileCommonCauses } from './common-causes.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import { makeContext, type Context } from './context.ts';
import { compileControls } from './controls.ts';
import { compileDrivers } from './drivers/compile-drivers.ts';
import { compileEffects, placedEffects } from './effects.ts';
import { compileLosses } from './losses.ts';
import { compileNeeds } from './needs.ts';
import { compileNodes } from './nodes.ts';
import { compileOccurrences } from './occurrence.ts';
import { compilePolicies } from './policies.ts';
import { compileShocks } from './shocks.ts';

/**
 * Compiles a model: everything in order of id, so that no order in the file matters, and every level of every control,
 * so that another portfolio only needs another `controlLevel`.
 *
 * @throws Error for an unresolved name, which the parser never lets through.
 */
export function compileModel(model: Model): CompiledModel {
  return compiledIn(makeContext(model));
}

/** What the file states of the draws of a world, by label: the quantity that is drawn, or whose error of assessment is. */
export function statedDraws(model: Model): ReadonlyMap<string, Quantity> {
  const context = makeContext(model);
  compiledIn(context);
  return context.quantities.stated();
}

function compiledIn(context: Context): CompiledModel {
  const { model } = context;
  const effects = placedEffects(context);
  const parts = {
    ...compileNodes(context),
    ...compileNeeds(context),
    ...compileLosses(context),
    ...compileOccurrences(context),
    ...compileEffects(context, effects),
    ...compileCommonCauses(context, effects),
    ...compileAgainst(context, effects),
    ...compileControls(context),
    ...compilePolicies(context),
    ...compileShocks(context),
  };
  const drivers = model.drivers === undefined ? undefined : compileDrivers(context, model.drivers, effects, parts);
  // The builders last: the other parts fill them.
  return {
    horizonHours: model.horizonHours,
    periodHours: parts.conditional ? model.horizonHours : model.periodHours,
    periods: parts.conditional ? 1 : Math.max(1, Math.round(model.horizonHours / model.periodHours)),
    coverHours: model.periodHours,
    kinds: context.kinds,
    bearers: context.bearerPosition.size,
    kindCounted: new Uint8Array(context.counted.map((counted) => (counted ? 1 : 0))),
    ...parts,
    ...nothingSpared(parts),
    ...context.profiles.arrays(),
    ...context.formulas.arrays(),
    ...context.uses.arrays(),
    ...context.program.arrays(),
    streamLabels: context.streams.labels(),
    samplers: context.samplers.table(),
    ...(drivers === undefined ? {} : { extensions: { drivers } }),
  };
}
