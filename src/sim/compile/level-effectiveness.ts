/** How well each level of a control does a thing: slots of the world program. */
import type { Control, Effectiveness, Level } from '../../model/model.ts';
import { WORLD_OP } from '../kernel/ground/compiled-model.ts';
import type { Context } from './context.ts';

/** What a level can do with an effectiveness. */
export type Verb = 'prevent' | 'deter' | 'contain';

type Posterior = Extract<Effectiveness, { readonly kind: 'posterior' }>;

/** Product of the Beta posteriors of the forms of evidence and of the validities, each with its own draw. */
function posteriorSlot(
  { program, samplers, streams, quantities }: Context,
  { forms, validity }: Posterior,
  path: string,
): number {
  const factors = [
    ...forms.map(({ form, a, b }) => program.draw(samplers.beta(a, b), streams.of(`${path}.evidence.${form}`))),
    ...validity.map((quantity, i) => quantities.slot(quantity, `${path}.evidence.validity.${i}`)),
  ];
  return factors.reduce((product, slot) => program.apply(WORLD_OP.mul, product, slot), program.constant(1));
}

/**
 * Slots of one verb for the levels of a control, in their order; -1 where a level does not do it.
 *
 * A level that misses a share of what a lower one misses builds on that one's slot; a lower level without the verb
 * misses everything. A share above 1 does not make it worse than nothing. A partial level has no draw of its own: it is
 * the mean of its two levels, weighted by their shares. A haircut is applied to the result.
 */
export function effectivenessSlots(
  context: Context,
  control: Control,
  levels: readonly Level[],
  verb: Verb,
): readonly number[] {
  const { program, quantities } = context;
  const slots = new Map<string, number>();

  /** A share of what a level does; nothing if the level does not do it. */
  function times(share: number, level: string): number {
    const slot = slots.get(level) ?? -1;
    return slot < 0 ? program.constant(0) : program.apply(WORLD_OP.mul, program.constant(share), slot);
  }

  function slotOf(level: Level): number {
    const effectiveness = level[verb];
    if (effectiveness === undefined) return -1;
    const path = `${control.drawLabel}.levels.${level.id}`;
    switch (effectiveness.kind) {
      case 'elicited':
        return quantities.slot(effectiveness.quantity, `${path}.${verb}`);
      case 'posterior':
        return posteriorSlot(context, effectiveness, path);
      case 'misses': {
        const share = quantities.slot(effectiveness.share, `${path}.misses`);
        const lower = slots.get(effectiveness.of) ?? -1;
        const of = lower < 0 ? program.constant(0) : lower;
        return program.apply(WORLD_OP.max, program.constant(0), program.apply(WORLD_OP.misses, share, of));
      }
      case 'covers': {
        const { share, of, rest } = effectiveness;
        return program.apply(WORLD_OP.add, times(share, of), times(1 - share, rest));
      }
    }
  }

  // Levels that a partial level consists of come before it.
  for (const inPart of [false, true]) {
    for (const level of levels) if ((level.coverage !== undefined) === inPart) slots.set(level.id, slotOf(level));
  }
  return levels.map(({ id }) => afterHaircut(context, control, slots.get(id) ?? -1));
}

/** Effectiveness after a haircut; -1 if there is none. */
export function afterHaircut({ program, quantities }: Context, control: Control, slot: number): number {
  if (control.haircut === undefined || slot < 0) return slot;
  const haircut = quantities.slot(control.haircut, `${control.drawLabel}.haircut`);
  return program.apply(WORLD_OP.mul, program.apply(WORLD_OP.sub, program.constant(1), haircut), slot);
}
