/** What security should cost today, as far as the host has worked it out in idle time. */
import type { DoughnutDocument } from '../../results/doughnut-document.ts';
import { ask } from './answers.ts';
import type { Message, Step } from './message.ts';
import type { PriceTable } from './prices.ts';
import { slot, type Slot, type State } from './state.ts';

export interface RingsToday {
  /** Hash of the model that was asked for. */
  readonly modelHash: string;
  readonly request: number;
  readonly document: DoughnutDocument | null;
  readonly prices: PriceTable | null;
  /** Why there is none; null while it is worked out. */
  readonly failure: string | null;
}

export const ringsToday: Slot<RingsToday | null> = slot<RingsToday | null>('rings.today', null);

/** Why no doughnut can be drawn of a model; null where one can: levels have a price, and there are some to choose between. */
export function noDoughnut({ model }: State): 'noControls' | 'noSpend' | 'noChoice' | null {
  const controls = model?.controls ?? [];
  if (controls.length === 0) return 'noControls';
  if (!controls.some(({ levels }) => levels.some(({ spendPerYear }) => (spendPerYear ?? 0) > 0))) return 'noSpend';
  return controls.every(({ levels }) => levels.length < 2) ? 'noChoice' : null;
}

/** Asks for the rings once today's figures are settled; takes what comes of it. */
export function hearRings(state: State, message: Message): Step<State> | null {
  if (message.kind !== 'host' || state.model === null) return null;
  const { said } = message;
  const known = ringsToday.of(state);
  if (said.kind === 'answer' && said.settled && said.id === state.today?.request) {
    if (noDoughnut(state) !== null || known?.modelHash === state.model.modelHash) return null;
    const request = state.nextRequest;
    const asked: RingsToday = {
      modelHash: state.model.modelHash,
      request,
      document: null,
      prices: null,
      failure: null,
    };
    return ask(ringsToday.with(state, asked), { kind: 'rings', urgency: 'idle', changes: [] });
  }
  if (known === null || said.id !== known.request) return null;
  if (said.kind === 'rings') {
    return [ringsToday.with(state, { ...known, document: said.rings, prices: said.prices }), []];
  }
  if (said.kind === 'failed') return [ringsToday.with(state, { ...known, failure: said.words }), []];
  return null;
}
