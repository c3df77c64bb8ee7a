/** What the next level of each control alone would do to today: run in idle time once somebody orders by it. */
import type { RequestOf } from '../host/messages.ts';
import type { ControlView } from '../host/model-view.ts';
import { ask } from '../state/answers.ts';
import type { Message, Step } from '../state/message.ts';
import { slot, type State } from '../state/state.ts';
import { seenRows, type ComparedRows, type SeenRow } from './compared-rows.ts';

/** Of a step, as many as of a row of Compare: today is run once for both. */
const TRIALS = 65_536;

const ORDERS = ['as in the file', 'loss avoided', 'loss avoided less its price'] as const;
export type StepOrder = (typeof ORDERS)[number];

interface Steps {
  readonly order: StepOrder;
  readonly request: number | null;
  readonly askedKey: string;
  readonly asked: RequestOf<'steps'>['rows'];
  readonly known: ComparedRows | null;
  readonly failure: string | null;
}

const steps = slot<Steps>('what-if.steps', {
  order: 'as in the file',
  request: null,
  askedKey: '',
  asked: [],
  known: null,
  failure: null,
});

export const stepOrder = (state: State): StepOrder => steps.of(state).order;

/** The level after today's; null where there is none. */
const nextLevel = ({ levels, current }: ControlView): string | null =>
  levels[levels.findIndex(({ id }) => id === current) + 1]?.id ?? null;

export const hasSteps = ({ model }: State): boolean =>
  model?.controls.some((control) => nextLevel(control) !== null) ?? false;

/** Today, then each step by itself. */
function rowsOf({ model }: State): RequestOf<'steps'>['rows'] {
  const own = (model?.controls ?? []).flatMap((control) => {
    const to = nextLevel(control);
    const { id, current } = control;
    return to === null ? [] : [{ name: id, changes: [{ kind: 'level', control: id, from: current, to } as const] }];
  });
  return [{ name: '', changes: [] }, ...own];
}

/** Has the steps run where they are wanted and not known. */
function asked(state: State): Step<State> {
  const known = steps.of(state);
  const key = state.model?.modelHash ?? '';
  if (known.order === 'as in the file' || known.askedKey === key || !hasSteps(state)) return [state, []];
  const rows = rowsOf(state);
  const next = { ...known, request: state.nextRequest, askedKey: key, asked: rows, known: null, failure: null };
  return ask(steps.with(state, next), { kind: 'steps', urgency: 'idle', rows, trials: TRIALS });
}

/** Takes the next order. */
export function reordered(state: State): Step<State> {
  const known = steps.of(state);
  const order = ORDERS[(ORDERS.indexOf(known.order) + 1) % ORDERS.length] ?? 'as in the file';
  return asked(steps.with(state, { ...known, order }));
}

export function hearSteps(state: State, message: Message): Step<State> | null {
  if (message.kind !== 'host') return null;
  const { said } = message;
  const known = steps.of(state);
  if (said.kind === 'answer' && said.settled) {
    const next = asked(state);
    return next[0] === state ? null : next;
  }
  if (known.request === null || said.id !== known.request) return null;
  if (said.kind === 'compared') {
    return [steps.with(state, { ...known, known: { asked: known.asked, compared: said.compared } }), []];
  }
  if (said.kind === 'failed') return [steps.with(state, { ...known, failure: said.words }), []];
  if (said.kind === 'stopped') return asked(steps.with(state, { ...known, askedKey: '', request: null }));
  return null;
}

/** A step of a control, with what is known of it. */
export interface ControlStep {
  readonly control: string;
  /** Null where the control stands at its highest level. */
  readonly to: string | null;
  /** Null before it was run. */
  readonly row: SeenRow | null;
  readonly today: SeenRow | null;
}

/** The step of each control, in the order of the file. */
export function controlSteps(state: State): readonly ControlStep[] {
  const seen = seenRows(state, rowsOf(state), steps.of(state).known);
  const today = seen.find(({ name }) => name === '') ?? null;
  return (state.model?.controls ?? []).map((control) => ({
    control: control.id,
    to: nextLevel(control),
    row: seen.find(({ name, comparison }) => name === control.id && comparison !== null) ?? null,
    today,
  }));
}

/** What a step costs more a year: the budget, and the rest of the business. */
export const stepCost = ({ row, today }: ControlStep): number =>
  (row?.comparison?.spendPerYear ?? 0) + (row?.businessPerYear ?? 0) - (today?.businessPerYear ?? 0);

/** What a step is worth by an order, money a year; null where that is not known. */
function worthOf(step: ControlStep, order: StepOrder, { model }: State): number | null {
  const comparison = step.row?.comparison ?? null;
  if (comparison === null || model === null) return null;
  const saved = -comparison.loss.mean.value * (8760 / model.periodHours);
  return order === 'loss avoided' ? saved : saved - stepCost(step);
}

/** Controls, the one whose step is worth most first; those that were not run after them, those without a step last. */
export function byStep(state: State, controls: readonly ControlView[]): readonly ControlView[] {
  const order = stepOrder(state);
  if (order === 'as in the file') return controls;
  const worth = new Map(
    controlSteps(state).map((step) => [
      step.control,
      step.to === null ? -Infinity : (worthOf(step, order, state) ?? -Number.MAX_VALUE),
    ]),
  );
  const of = ({ id }: ControlView): number => worth.get(id) ?? -Infinity;
  return controls.toSorted((a, b) => (of(a) === of(b) ? (a.id < b.id ? -1 : 1) : of(b) > of(a) ? 1 : -1));
}

/** How many of the steps were run, and why no more are; empty where controls stand as in the file. */
export function stepsNote(state: State): string {
  const { order, failure } = steps.of(state);
  if (order === 'as in the file') return '';
  if (failure !== null) return failure;
  const all = controlSteps(state).filter(({ to }) => to !== null);
  const run = all.filter(({ row }) => row !== null).length;
  if (run === all.length) return order === 'loss avoided' ? 'by loss avoided' : 'by loss less price';
  return `${order === 'loss avoided' ? 'by loss' : 'by net'}, ${String(run)} of ${String(all.length)} run`;
}
