/** What outages cost: loss entries by node, then id. */
import type { LossEntry } from '../../model/model.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import { LOSS_MODE } from '../kernel/ground/compiled-model.ts';
import type { Context } from './context.ts';
import { offsets } from './context.ts';
import { positionOf, sortedById } from './order.ts';

type LossArrays = Pick<
  CompiledModel,
  | 'lossStart'
  | 'lossMode'
  | 'lossKind'
  | 'lossCounted'
  | 'lossAmountSlot'
  | 'lossAmountSampler'
  | 'lossTapeStart'
  | 'lossTapeLength'
  | 'lossAfterSampler'
  | 'lossProfile'
  | 'lossStream'
>;

/** Index into the kinds of loss that an entry counts. */
function kindOf(context: Context, entry: LossEntry): number {
  const { bearerPosition } = context;
  if (entry.kind === 'harm') return bearerPosition.size;
  if (entry.kind === 'goodwill') return bearerPosition.size + 1;
  if (entry.bearer === null) throw new Error(`nobody bears the loss ${entry.id}`);
  return positionOf(bearerPosition, entry.bearer);
}

/**
 * Once-per-outage losses, rates that are stated to vary (those have a row as well as the slot of their mean), and
 * formulas of inputs that vary.
 */
function drawnPerOutage({ quantities }: Context, { mode, amount }: LossEntry): boolean {
  if (mode === 'outage' || quantities.varies(amount)) return true;
  const { law, timing } = amount;
  return mode === 'rate' && timing === 'varies' && law.kind !== 'constant' && law.kind !== 'formula';
}

export function compileLosses(context: Context): LossArrays {
  const { nodes, counted, streams, quantities, formulas, profiles } = context;
  const mode: number[] = [];
  const kind: number[] = [];
  const amountSlot: number[] = [];
  const amountSampler: number[] = [];
  const tapeStart: number[] = [];
  const tapeLength: number[] = [];
  const after: number[] = [];
  const profile: number[] = [];
  const stream: number[] = [];

  for (const node of nodes) {
    for (const entry of sortedById(node.loss)) {
      const path = `${node.drawLabel}.loss.${entry.id}`;
      const isFixed = !quantities.varies(entry.amount);
      const tape = entry.mode === 'formula' && isFixed ? formulas.tape(entry.amount, path) : { start: -1, length: 0 };
      mode.push(LOSS_MODE[entry.mode]);
      kind.push(kindOf(context, entry));
      amountSlot.push(entry.mode === 'rate' && isFixed ? quantities.slot(entry.amount, `${path}.amount`) : -1);
      amountSampler.push(drawnPerOutage(context, entry) ? quantities.sampler(entry.amount, `${path}.amount`) : -1);
      tapeStart.push(tape.start);
      tapeLength.push(tape.length);
      after.push(quantities.samplerUnlessZero(entry.after, `${path}.after`));
      profile.push(profiles.of(entry.during));
      stream.push(streams.of(path));
    }
  }
  return {
    lossStart: offsets(nodes.map((node) => node.loss.length)),
    lossMode: new Uint8Array(mode),
    lossKind: new Int32Array(kind),
    lossCounted: new Uint8Array(kind.map((k) => (counted[k] === true ? 1 : 0))),
    lossAmountSlot: new Int32Array(amountSlot),
    lossAmountSampler: new Int32Array(amountSampler),
    lossTapeStart: new Int32Array(tapeStart),
    lossTapeLength: new Int32Array(tapeLength),
    lossAfterSampler: new Int32Array(after),
    lossProfile: new Int32Array(profile),
    lossStream: new Int32Array(stream),
  };
}
