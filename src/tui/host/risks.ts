/** The register of threats: when each comes next, and what it does if it happens. */
import { goalNodes } from '../../model/goal-nodes.ts';
import type { Control, Model, Threat } from '../../model/model.ts';
import { makeReader, type Reader } from '../../report/read-back/quantity-words.ts';
import { threatSentences } from '../../report/read-back/threats.ts';
import { timeToNext } from '../../report/read-back/time-to-next.ts';
import type { ResultDocument } from '../../results/result-document.ts';
import { lawOf } from './laws.ts';
import type { RequestOf } from './messages.ts';
import { selectionOf } from './selections.ts';
import type { Beside, GivenRisk, RiskView } from './study-messages.ts';
import { variantOf } from './variant.ts';
import type { Task, Workspace } from './workspace.ts';

/** Cases of each threat: few of all of them first, then as many as tell 1 in 20 apart. */
const ROUNDS = [2_000, 20_000];

const againstOf = ({ controls }: Model, { id }: Threat): readonly Beside[] =>
  controls.flatMap((control: Control) => {
    const isAgainst = control.against.some(({ threat }) => threat === id);
    return isAgainst ? [{ control: control.id, level: control.level, words: '' }] : [];
  });

const riskOf = (model: Model, threat: Threat, reader: Reader): RiskView => ({
  id: threat.id,
  next: timeToNext(threat, reader),
  sentences: threatSentences(threat, reader),
  against: againstOf(model, threat),
});

/** What a run in which a threat is given says of it. */
function givenRisk(model: Model, document: ResultDocument): GivenRisk | null {
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

export async function risks(request: RequestOf<'risks'>, { session }: Workspace, task: Task): Promise<void> {
  const selection = selectionOf(request.changes);
  const { model } = variantOf(session, selection);
  const reader = makeReader(model, lawOf);
  let views = model.threats.map((threat) => riskOf(model, threat, reader));
  task.say({ kind: 'risks', risks: views, isWhole: false });
  for (const [round, trials] of ROUNDS.entries()) {
    for (const { id } of model.threats) {
      const given = [...(selection.given ?? []), `threat=${id}`];
      const document = await session.run({ ...selection, given, trials, signal: task.signal });
      task.signal.throwIfAborted();
      const found = givenRisk(model, document);
      if (found !== null) views = views.map((view) => (view.id === id ? { ...view, given: found } : view));
    }
    task.say({ kind: 'risks', risks: views, isWhole: round === ROUNDS.length - 1 });
  }
}
