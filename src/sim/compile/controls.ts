/** Controls with all their levels, in order of `order`, and the layers of insurance that levels buy. */
import type { Control, Level } from '../../model/model.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import { WORLD_OP } from '../kernel/ground/compiled-model.ts';
import type { Context } from './context.ts';
import { offsets } from './context.ts';
import type { Verb } from './level-effectiveness.ts';
import { afterHaircut, effectivenessSlots } from './level-effectiveness.ts';
import { byCodeUnits, positionOf } from './order.ts';

type ControlArrays = Pick<
  CompiledModel,
  | 'controlIds'
  | 'controlNode'
  | 'controlLevel'
  | 'levelStart'
  | 'levelIds'
  | 'levelDeterSlot'
  | 'levelPreventSlot'
  | 'levelContainSlot'
  | 'levelRecoverSlot'
  | 'levelRecoverSampler'
  | 'levelCapacity'
  | 'levelTransferStart'
  | 'levelChangesModel'
  | 'transferControl'
  | 'transferLimit'
  | 'transferOver'
  | 'transferPerYear'
  | 'transferShare'
  | 'transferWaiting'
>;

/** A control with its levels by order, ties by id. */
function inOrder(control: Control): Control {
  return {
    ...control,
    levels: control.levels.toSorted((a, b) => a.order - b.order || byCodeUnits(a.id, b.id)),
  };
}

/** Path of the level whose recovery this is: a partial level has that of one of the two it consists of. */
function pathOfRecovery(control: Control, { id, coverage }: Level): string {
  const recovers = (name: string): boolean => control.levels.find((level) => level.id === name)?.recover !== undefined;
  const own = coverage === undefined ? id : recovers(coverage.of) ? coverage.of : coverage.rest;
  return `${control.drawLabel}.levels.${own}`;
}

/** Slot of the chance to recover, times the share of a partial level that recovers; -1 for none. */
function recoverySlot(context: Context, control: Control, { recover, coverage }: Level, path: string): number {
  const { program, quantities } = context;
  if (recover === undefined) return -1;
  const slot = quantities.slot(recover.chance, `${path}.recover.chance`);
  if (coverage === undefined) return afterHaircut(context, control, slot);
  const isWhole = path === `${control.drawLabel}.levels.${coverage.of}`;
  const share = program.constant(isWhole ? coverage.share : 1 - coverage.share);
  return afterHaircut(context, control, program.apply(WORLD_OP.mul, share, slot));
}

export function compileControls(context: Context): ControlArrays {
  const { nodePosition, quantities } = context;
  const controls = context.controls.map(inOrder);
  const levels = controls.flatMap((control, c) =>
    control.levels.map((level) => ({ level, of: control, control: c, path: pathOfRecovery(control, level) })),
  );
  const levelStart = offsets(controls.map((control) => control.levels.length));
  const transfers = levels.flatMap(({ level, control }) => level.transfer.map((layer) => ({ ...layer, control })));
  const slots = (verb: Verb): Int32Array =>
    new Int32Array(controls.flatMap((control) => effectivenessSlots(context, control, control.levels, verb)));

  return {
    controlIds: controls.map((control) => control.id),
    controlNode: new Int32Array(controls.map((control) => positionOf(nodePosition, control.id))),
    controlLevel: new Int32Array(
      controls.map((control, c) => {
        const level = control.levels.findIndex(({ id }) => id === control.level);
        if (level < 0) throw new Error(`${control.id} has no level ${control.level}`);
        return levelStart[c]! + level;
      }),
    ),
    levelStart,
    levelIds: levels.map(({ level }) => level.id),
    levelDeterSlot: slots('deter'),
    levelPreventSlot: slots('prevent'),
    levelContainSlot: slots('contain'),
    levelRecoverSlot: new Int32Array(levels.map(({ level, of, path }) => recoverySlot(context, of, level, path))),
    levelRecoverSampler: new Int32Array(
      levels.map(({ level, path }) =>
        level.recover === undefined ? -1 : quantities.sampler(level.recover.within, `${path}.recover.within`),
      ),
    ),
    levelCapacity: new Float64Array(levels.map(({ level }) => level.capacity)),
    levelTransferStart: offsets(levels.map(({ level }) => level.transfer.length)),
    levelChangesModel: new Uint8Array(levels.map(({ level }) => (level.changesModel ? 1 : 0))),
    transferControl: new Int32Array(transfers.map(({ control }) => control)),
    transferLimit: new Float64Array(transfers.map(({ limit }) => limit)),
    transferOver: new Float64Array(transfers.map(({ over }) => over)),
    transferPerYear: new Uint8Array(transfers.map(({ per }) => (per === 'year' ? 1 : 0))),
    transferShare: new Float64Array(transfers.map(({ share }) => share)),
    transferWaiting: new Float64Array(transfers.map(({ waitingHours }) => waitingHours)),
  };
}
