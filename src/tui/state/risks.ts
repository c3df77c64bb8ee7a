/** The register: which risks there are, in which order, and which one is chosen. */
import type { GivenRisk, RiskView } from '../host/study-messages.ts';
import type { Estimate } from '../../results/estimate.ts';
import type { Row } from './lists.ts';
import { shownFigures, slot, type Slot, type State } from './state.ts';
import { risksSlot } from './study.ts';

export const ORDERS = ['cost a year', 'how bad', 'how soon', 'name'] as const;
export type Order = (typeof ORDERS)[number];

export const orderSlot: Slot<Order> = slot<Order>('risks.order', 'cost a year');
/** Whether the scatter stands as a table. */
export const tableSlot: Slot<boolean> = slot<boolean>('risks.table', false);

/** A threat with all that is known of it. */
export interface Risk {
  readonly id: string;
  readonly discipline: string | null;
  /** When it comes next; null before it is known. */
  readonly view: RiskView | null;
  readonly given: GivenRisk | null;
  /** Counted money a period; null before the first figures. */
  readonly cost: Estimate | null;
  /** Of the mean loss; null where nothing is lost. */
  readonly share: number | null;
}

const byName = (a: Risk, b: Risk): number => (a.id < b.id ? -1 : Number(a.id > b.id));

const FIRST: Readonly<Record<Order, (a: Risk, b: Risk) => number>> = {
  'cost a year': (a, b) => (b.cost?.value ?? 0) - (a.cost?.value ?? 0),
  'how bad': (a, b) => (b.given?.mean.value ?? 0) - (a.given?.mean.value ?? 0),
  'how soon': (a, b) => soon(a) - soon(b),
  name: () => 0,
};

/** Never is as late as never. */
const soon = ({ view }: Risk): number => Math.min(view?.next.middle ?? Number.MAX_VALUE, Number.MAX_VALUE);

/** All risks in the order that is asked for; ties by name. */
export function risksOf(state: State): readonly Risk[] {
  const { model } = state;
  if (model === null) return [];
  const answer = shownFigures(state)?.answer;
  const result = answer?.document.scenarios[answer.scenario];
  const mean = result?.loss.mean.value ?? 0;
  const views = new Map((risksSlot.of(state)?.value ?? []).map((view) => [view.id, view]));
  const risks = model.threats.map(({ id, discipline }): Risk => {
    const view = views.get(id) ?? null;
    const cost = result?.threats[id]?.lossCaused ?? null;
    return {
      id,
      discipline,
      view,
      given: view?.given ?? null,
      cost,
      share: cost === null || !(mean > 0) ? null : cost.value / mean,
    };
  });
  return risks.toSorted((a, b) => FIRST[orderSlot.of(state)](a, b) || byName(a, b));
}

export const riskRows = (state: State): readonly Row[] =>
  risksOf(state).map(({ id, discipline }) => ({
    id,
    text: `${id} ${state.model?.threats.find((threat) => threat.id === id)?.label ?? ''}`,
    columns: { discipline: discipline ?? '' },
    chosen: { kind: 'threat', id },
  }));

/** The threat that is chosen: on this screen, or by what it strikes on another. */
export function riskAtCursor(state: State): string | null {
  const { chosen, model } = state;
  if (model === null) return null;
  if (chosen?.kind === 'threat' && model.threats.some(({ id }) => id === chosen.id)) return chosen.id;
  return risksOf(state)[0]?.id ?? null;
}

/** Letters of risks in the order of their ids: a capital makes over a fifth of the cost. */
export function riskMarks(risks: readonly Risk[]): ReadonlyMap<string, string> {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const byId = risks.toSorted((a, b) => (b.cost?.value ?? 0) - (a.cost?.value ?? 0) || byName(a, b));
  return new Map(
    byId.map(({ id, share }, place) => {
      const letter = letters[place] ?? '*';
      return [id, share !== null && share > 0.2 ? letter.toUpperCase() : letter];
    }),
  );
}
