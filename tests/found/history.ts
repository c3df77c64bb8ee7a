/** One trial of a small model, as it went. */
import { compileModel } from '../../src/sim/compile/compile-model.ts';
import type { TrialDocument } from '../../src/results/trial-document.ts';
import { trialTimeline } from '../../src/study/trial/trial-timeline.ts';
import { modelOfText } from './run-text.ts';

const HEAD = { worlds: 1, trials: 1, trialsPerWorld: 1, settings: {} };

/** The first trial of a model. */
export function historyOf(text: string): TrialDocument {
  const model = modelOfText(text);
  return trialTimeline(model, compileModel(model), 'found', { world: 0, trial: 0 }, HEAD);
}

/** What a node can do from which hour on, in one line: `10 h 0%, 15 h 100%`. Hours are rounded to a millionth. */
export function capacitiesIn({ events }: TrialDocument, node: string): string {
  const changes = events.flatMap((event) =>
    event.what === 'capacity' && event.node === node
      ? [`${Number(event.hour.toFixed(6))} h ${Number((100 * event.to).toFixed(6))}%`]
      : [],
  );
  return changes.join(', ');
}
