/** The register of threats: when each comes next, and what it does if it happens. */
import { goalNodes } from '../../model/goal-nodes.ts';
import type { Level, Model, Threat } from '../../model/model.ts';
import { makeReader, type Reader } from '../../report/read-back/quantity-words.ts';
import { threatSentences } from '../../report/read-back/threats.ts';
import { timeToNext } from '../../report/read-back/time-to-next.ts';
import type { ResultDocument } from '../../results/result-document.ts';
import { lawOf } from './laws.ts';
import type { Selection } from '../../model/selection.ts';
import { momentOf } from '../../sim/measure/moment.ts';
import type { RequestOf } from './messages.ts';
import { besideOf } from './node-card.ts';
import { selectionOf } from './selections.ts';
import type { Beside, GivenRisk, RiskView } from './study-messages.ts';
import { variantOf } from './variant.ts';
import type { Task, Workspace } from './workspace.ts';

/** Cases of each threat: few at first, then as many as tell 1 in 20 apart. */
const [FEW, MANY] = [2_000, 20_000];
/** So many threats are played before others are, and are told together. */
const AT_ONCE = 16;
/** Trials of the run that says which threats cost most. */
const LOOKED_AT = 2_000;

/** A threat to be played in so many cases. */
interface Turn {
  readonly id: string;
  readonly trials: number;
}

/** Who is played when: few cases and then many of those that cost most, then few of all others, then many. What is told together. */
export function turnsOf(dearestFirst: readonly string[]): readonly (readonly Turn[])[] {
  const turns = (ids: readonly string[], trials: number): Turn[] => ids.map((id) => ({ id, trials }));
  const first = dearestFirst.slice(0, AT_ONCE);
  const rest = dearestFirst.slice(AT_ONCE);
  const all = [...turns(first, FEW), ...turns(first, MANY), ...turns(rest, FEW), ...turns(rest, MANY)];
  // The first ones one by one: they are what is looked at
  return Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, k) =>
    all.slice(k * AT_ONCE, (k + 1) * AT_ONCE),
  ).flatMap((together, k) => (k < 2 ? together.map((turn) => [turn]) : [together]));
}

/** Whether a level does something to what its control stands against. */
const acts = ({ prevent, deter, contain, recover, transfer }: Level): boolean =>
  [prevent, deter, contain, recover].some((effect) => effect !== undefined) || transfer.length > 0;

/** Controls that act on a threat, by themselves or by changing it: at their level, or at a higher one that is on offer. */
function controlsOn(model: Model, { id }: Threat): Pick<RiskView, 'against' | 'offered'> {
  const against: Beside[] = [];
  const offered: Beside[] = [];
  for (const control of model.controls) {
    const isAgainst = control.against.some(({ threat }) => threat === id);
    const changesIt = (level: Level): boolean =>
      model.notes.levels.some(
        (note) =>
          note.control === control.id &&
          note.level === level.id &&
          note.sets.some(({ path }) => path.startsWith(`threats.${id}.`)),
      );
    const helping = control.levels.filter((level) => (isAgainst && acts(level)) || changesIt(level));
    const now = control.levels.find((level) => level.id === control.level);
    const next = helping.find(({ order }) => order > (now?.order ?? 0));
    if (helping.some((level) => level === now)) against.push({ control: control.id, level: control.level, words: '' });
    else if (next !== undefined) offered.push({ control: control.id, level: next.id, words: '' });
  }
  return { against, offered };
}

/** Controls that do nothing to the threat, but change what it strikes or stand in for it. */
function besideStruck(model: Model, { affects }: Threat, others: readonly Beside[]): readonly Beside[] {
  const found = new Map<string, Beside>();
  for (const node of new Set(affects.map((effect) => effect.node))) {
    for (const beside of besideOf(model, node)) {
      const isOther = others.some(({ control }) => control === beside.control) || beside.words.startsWith('against ');
      if (!isOther && !found.has(beside.control)) found.set(beside.control, beside);
    }
  }
  return [...found.values()];
}

function riskOf(model: Model, threat: Threat, reader: Reader): RiskView {
  const { against, offered } = controlsOn(model, threat);
  return {
    id: threat.id,
    next: timeToNext(threat, reader),
    sentences: threatSentences(threat, reader),
    against,
    offered,
    beside: besideStruck(model, threat, [...against, ...offered]),
  };
}

/** What a run in which a threat is given says of it. */
function givenRisk(model: Model, document: ResultDocument, begins: string): GivenRisk | null {
  const [result] = Object.values(document.scenarios);
  if (result === undefined) return null;
  const goals = goalNodes(model).flatMap(({ id }) => {
    const depth = result.nodes[id]?.depth;
    return depth === undefined ? [] : [{ id, depth }];
  });
  const worst = goals.reduce<(typeof goals)[number] | null>(
    (most, goal) =>
      most === null || goal.depth.probabilityOfDown.value > most.depth.probabilityOfDown.value ? goal : most,
    null,
  );
  const { mean, valueAtRisk } = result.loss;
  const oneIn20 = valueAtRisk['0.95'];
  const least = valueAtRisk['0.05'];
  if (oneIn20 === undefined || least === undefined) return null;
  return {
    begins,
    trials: document.trials,
    mean,
    oneIn20,
    least,
    goal:
      worst === null || worst.depth.probabilityOfDown.value === 0
        ? null
        : {
            id: worst.id,
            down: worst.depth.probabilityOfDown,
            middleHours: worst.depth.hoursDown.quantiles['0.5']?.value ?? 0,
          },
  };
}

/** Ids of the threats, what costs most first; ties by id. */
async function dearestFirst({ session }: Workspace, selection: Selection, model: Model, task: Task): Promise<string[]> {
  const ids = model.threats.map(({ id }) => id);
  if (ids.length <= AT_ONCE) return ids;
  const document = await session.run({ ...selection, trials: LOOKED_AT, signal: task.signal });
  task.signal.throwIfAborted();
  const [result] = Object.values(document.scenarios);
  const cost = (id: string): number => result?.threats[id]?.lossCaused.value ?? 0;
  return ids.toSorted((a, b) => cost(b) - cost(a) || (a < b ? -1 : 1));
}

/** A threat as it is given: at the first hour, or, where the calendar lowers losses then, at one at which it lowers none. */
function givenAt(
  { session }: Workspace,
  selection: Selection,
  id: string,
): { readonly text: string; readonly begins: string } {
  const text = `threat=${id}`;
  const { model } = variantOf(session, { ...selection, given: [...(selection.given ?? []), text] });
  const event = model.given.find((one) => one.kind === 'threat' && one.threat === id);
  const { lowered, otherTime } = event === undefined ? {} : momentOf(event, model);
  if (lowered === undefined || otherTime === undefined) return { text, begins: model.starts };
  return { text: otherTime, begins: otherTime.slice(otherTime.lastIndexOf('@') + 1) };
}

export async function risks(request: RequestOf<'risks'>, workspace: Workspace, task: Task): Promise<void> {
  const { session } = workspace;
  const selection = selectionOf(request.changes);
  const { model } = variantOf(session, selection);
  const reader = makeReader(model, lawOf);
  task.say({ kind: 'risks', risks: model.threats.map((threat) => riskOf(model, threat, reader)) });
  for (const together of turnsOf(await dearestFirst(workspace, selection, model, task))) {
    const found: Record<string, GivenRisk> = {};
    for (const { id, trials } of together) {
      const { text, begins } = givenAt(workspace, selection, id);
      const given = [...(selection.given ?? []), text];
      const document = await session.run({ ...selection, given, trials, signal: task.signal });
      task.signal.throwIfAborted();
      const risk = givenRisk(model, document, begins);
      if (risk !== null) found[id] = risk;
    }
    task.say({ kind: 'given', given: found });
  }
}
