/** The model of one selection. */
import type { Selection } from '../../model/selection.ts';
import type { Session, Variant } from '../../sim/session.ts';

/** @throws SelectionFault for a selection that is no model. */
export function variantOf(session: Session, selection: Selection): Variant {
  const [variant] = session.variants([selection]);
  if (variant === undefined) throw new Error('a selection gave no model');
  return variant;
}
