/** The register: which risks there are, in which order, and which one is chosen. */
import type { GivenRisk, RiskView } from '../host/study-messages.ts';
import type { Estimate } from '../../results/estimate.ts';
import { partOf } from '../../results/format/share.ts';
import type { Answer } from '../host/messages.ts';
import type { ModelView } from '../host/model-view.ts';
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
  readonly label: string;
  readonly discipline: string | null;
  /** When it comes next; null before it is known. */
  readonly view: RiskView | null;
  readonly given: GivenRisk | null;
  /** Counted money a period; null before the first figures. */
  readonly cost: Estimate | null;
  /** Of the mean loss; null where nothing is lost. */
  readonly share: number | null;
  /** The same in words; empty where there is none. */
  readonly part: string;
}

const byName = (a: Risk, b: Risk): number => (a.id < b.id ? -1 : Number(a.id > b.id));

const FIRST: Readonly<Record<Order, (a: Risk, b: Risk) => number>> = {
  'cost a year': (a, b) => (b.cost?.value ?? 0) - (a.cost?.value ?? 0),
  'how bad': (a, b) => bad(b) - bad(a),
  'how soon': (a, b) => soon(a) - soon(b),
  name: () => 0,
};

/** What was not played yet stands behind what costs nothing. */
const bad = ({ given }: Risk): number => given?.mean.value ?? -1;

/** Never is as late as never. */
const soon = ({ view }: Risk): number => Math.min(view?.next.middle ?? Number.MAX_VALUE, Number.MAX_VALUE);

/** What the register is made of. */
interface Made {
  readonly answer: Answer | null | undefined;
  readonly views: readonly RiskView[] | undefined;
  readonly order: Order;
  readonly risks: readonly Risk[];
}

/** The register as it was made last: a frame asks for it a dozen times, and it may have thousands of rows. */
const made = new WeakMap<ModelView, Made>();

/** All risks in the order that is asked for; ties by name. The same list while nothing of it is another. */
export function risksOf(state: State): readonly Risk[] {
  const { model } = state;
  if (model === null) return [];
  const answer = shownFigures(state)?.answer;
  const views = risksSlot.of(state)?.value ?? undefined;
  const order = orderSlot.of(state);
  const before = made.get(model);
  if (before?.answer === answer && before?.views === views && before?.order === order) return before.risks;
  const risks = inOrder(model, answer, views, order);
  made.set(model, { answer, views, order, risks });
  return risks;
}

function inOrder(
  { threats }: ModelView,
  answer: Answer | null | undefined,
  known: readonly RiskView[] | undefined,
  order: Order,
): readonly Risk[] {
  const result = answer?.document.scenarios[answer.scenario];
  const mean = result?.loss.mean.value ?? 0;
  const views = new Map((known ?? []).map((view) => [view.id, view]));
  const risks = threats.map(({ id, discipline, label }): Risk => {
    const view = views.get(id) ?? null;
    const cost = result?.threats[id]?.lossCaused ?? null;
    return {
      id,
      label: label ?? '',
      discipline,
      view,
      given: view?.given ?? null,
      cost,
      share: cost === null || !(mean > 0) ? null : cost.value / mean,
      part: cost === null || !(mean > 0) ? '' : partOf(cost.value, mean, cost.standardError),
    };
  });
  return risks.toSorted((a, b) => FIRST[order](a, b) || byName(a, b));
}

const rowsOfRisks = new WeakMap<readonly Risk[], readonly Row[]>();

/** Rows of the register; the same while the risks are. */
export function riskRows(state: State): readonly Row[] {
  const risks = risksOf(state);
  const known = rowsOfRisks.get(risks);
  if (known !== undefined) return known;
  const rows = risks.map(({ id, label, discipline }): Row => ({
    id,
    text: `${id} ${label}`,
    columns: { discipline: discipline ?? '' },
    chosen: { kind: 'threat', id },
  }));
  rowsOfRisks.set(risks, rows);
  return rows;
}

/** The threat that is chosen: on this screen, or by what it strikes on another. */
export function riskAtCursor(state: State): string | null {
  const { chosen, model } = state;
  if (model === null) return null;
  if (chosen?.kind === 'threat' && model.threats.some(({ id }) => id === chosen.id)) return chosen.id;
  return risksOf(state)[0]?.id ?? null;
}

/** Letters of risks by what they cost, `*` for all further ones: a capital makes over a fifth of the cost. */
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
