/**
 * The leeway of a trial: for each control the levels, next to the one in force, with which the trial takes the same course.
 *
 * Wherever a trial asks what a control achieves, the levels beside it are asked too, at the same moment and with the same draw;
 * those with which something else would have happened are out. By induction over these moments, levels of several controls may
 * then change at once and the trial takes the same course, bit for bit, except for what counts who stopped an event.
 */
import type { CompiledModel } from '../ground/compiled-model.ts';
import type { Records } from '../ground/records.ts';

export interface Leeway {
  /** A trial begins: every level is within, except those with another capacity. */
  begin(): void;
  /** Whether a level other than the one in force is still within. */
  isOpen(control: number): boolean;
  /** Levels that would be left if it mattered that the control stops what is drawn at `unit`. */
  stopping(control: number, unit: number): number;
  /** The control must stop what is drawn at `unit`, or must not. */
  stops(control: number, unit: number, does: boolean): void;
  /**
   * Whether something happens, by the share that controls leave of the threat's pace, of which a greater one makes it no less likely.
   */
  deters(threat: number, happens: (part: number) => boolean): boolean;
  /** Nothing may be deterred more or less than it is. */
  detersAsMuch(threat: number): void;
  containsAsMuch(control: number): void;
  /** The control's offer to repair, drawn at `unit`: `decides` when its hours count. */
  recovers(control: number, unit: number, decides: boolean): void;
  /** @param acts By layer of insurance, whether it does anything to the losses of the trial, or would do so. */
  insures(acts: Uint8Array): void;
}

/** Dependencies of the factory. */
interface LeewayOf {
  readonly model: CompiledModel;
  readonly records: Records;
  /** Level in force of each control. */
  readonly level: Int32Array;
  /** Effectiveness of a slot now, as a draw meets it: to stop, deter or contain, and to recover. */
  readonly achieves: (slot: number, control: number) => number;
  readonly chance: (slot: number, control: number) => number;
  readonly deterPart: (threat: number) => number;
}

type IsSame = (level: number, control: number) => boolean;

export function makeLeeway({ model, records, level, achieves, chance, deterPart }: LeewayOf): Leeway {
  const { lowestLevel: lowest, highestLevel: highest } = records;
  const { levelStart, levelPreventSlot, levelDeterSlot, levelContainSlot, levelRecoverSlot, levelRecoverSampler } =
    model;
  const { deterStart, deterControl, levelCapacity, levelTransferStart, controlIds } = model;
  const { transferLimit, transferOver, transferPerYear, transferShare, transferWaiting } = model;
  const controls = controlIds.length;
  // What the levels are held to, so that the tests need no closure of their own
  let unit = 0;
  let must = false;
  let had = 0;
  let layerActs: Uint8Array = new Uint8Array();

  /** Leaves the levels next to the one in force for which a test holds. */
  function narrow(control: number, isSame: IsSame): void {
    const here = level[control]!;
    const [low, high] = [lowest[control]!, highest[control]!];
    for (let l = here - 1; l >= low; l--) {
      if (isSame(l, control)) continue;
      lowest[control] = l + 1;
      break;
    }
    for (let l = here + 1; l <= high; l++) {
      if (isSame(l, control)) continue;
      highest[control] = l - 1;
      break;
    }
  }

  const hasSameCapacity: IsSame = (l, c) => levelCapacity[l] === levelCapacity[level[c]!];
  const stopsTheSame: IsSame = (l, c) => unit < achieves(levelPreventSlot[l]!, c) === must;
  const detersTheSame: IsSame = (l, c) => achieves(levelDeterSlot[l]!, c) === had;
  const detersNoMore: IsSame = (l, c) => 1 - achieves(levelDeterSlot[l]!, c) >= had;
  const detersNoLess: IsSame = (l, c) => 1 - achieves(levelDeterSlot[l]!, c) <= had;
  const containsTheSame: IsSame = (l, c) => achieves(levelContainSlot[l]!, c) === had;
  const offers: IsSame = (l, c) => unit < chance(levelRecoverSlot[l]!, c);
  const offersNothing: IsSame = (l, c) => !offers(l, c);
  const offersTheSame: IsSame = (l, c) => offers(l, c) && levelRecoverSampler[l] === levelRecoverSampler[level[c]!];
  const offersNoBetter: IsSame = (l, c) => offersNothing(l, c) || offersTheSame(l, c);

  /** Whether a level insures anything in this trial. */
  function insures(l: number): boolean {
    for (let t = levelTransferStart[l]!; t < levelTransferStart[l + 1]!; t++) if (layerActs[t] === 1) return true;
    return false;
  }
  const insuresNothing: IsSame = (l) => !insures(l);

  /** Whether two levels insure alike. */
  const insuresTheSame: IsSame = (l, c) => {
    const [a, b] = [levelTransferStart[l]!, levelTransferStart[level[c]!]!];
    const layers = levelTransferStart[l + 1]! - a;
    if (levelTransferStart[level[c]! + 1]! - b !== layers) return false;
    for (let i = 0; i < layers; i++) {
      if (
        transferLimit[a + i] !== transferLimit[b + i] ||
        transferOver[a + i] !== transferOver[b + i] ||
        transferPerYear[a + i] !== transferPerYear[b + i] ||
        transferShare[a + i] !== transferShare[b + i] ||
        transferWaiting[a + i] !== transferWaiting[b + i]
      )
        return false;
    }
    return true;
  };

  return {
    begin: () => {
      for (let c = 0; c < controls; c++) {
        lowest[c] = levelStart[c]!;
        highest[c] = levelStart[c + 1]! - 1;
        narrow(c, hasSameCapacity);
      }
    },
    isOpen: (control) => lowest[control]! < highest[control]!,
    stopping: (control, u) => {
      const here = level[control]!;
      let [low, high] = [here, here];
      while (low > lowest[control]! && u < achieves(levelPreventSlot[low - 1]!, control)) low--;
      while (high < highest[control]! && u < achieves(levelPreventSlot[high + 1]!, control)) high++;
      return high - low + 1;
    },
    stops: (control, u, does) => {
      unit = u;
      must = does;
      narrow(control, stopsTheSame);
    },
    deters: (threat, happens) => {
      const outcome = happens(deterPart(threat));
      const first = deterStart[threat]!;
      for (let d = first; d < deterStart[threat + 1]!; d++) {
        const control = deterControl[d]!;
        const here = level[control]!;
        had = 1 - achieves(levelDeterSlot[here]!, control);
        // The first may go as far as the others leave it; they may only go where it becomes surer still
        if (d > first) narrow(control, outcome ? detersNoMore : detersNoLess);
        else {
          narrow(control, (l) => {
            level[control] = l;
            const isSame = happens(deterPart(threat)) === outcome;
            level[control] = here;
            return isSame;
          });
        }
      }
      return outcome;
    },
    detersAsMuch: (threat) => {
      for (let d = deterStart[threat]!; d < deterStart[threat + 1]!; d++) {
        const control = deterControl[d]!;
        had = achieves(levelDeterSlot[level[control]!]!, control);
        narrow(control, detersTheSame);
      }
    },
    containsAsMuch: (control) => {
      had = achieves(levelContainSlot[level[control]!]!, control);
      narrow(control, containsTheSame);
    },
    recovers: (control, u, decides) => {
      unit = u;
      narrow(control, decides ? offersTheSame : offers(level[control]!, control) ? offersNoBetter : offersNothing);
    },
    insures: (acts) => {
      layerActs = acts;
      for (let c = 0; c < controls; c++) narrow(c, insures(level[c]!) ? insuresTheSame : insuresNothing);
    },
  };
}
