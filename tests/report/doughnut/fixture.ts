/** Documents of the published cases, worked out exactly, without a simulation. */
import { doughnutFindings, type FindingsOptions } from '../../../src/doughnut/findings/findings.ts';
import { askedAlike, type EvaluatedSet } from '../../../src/doughnut/rings/evaluated-set.ts';
import { viewOf, type View } from '../../../src/doughnut/rings/view.ts';
import type { DoughnutDocument } from '../../../src/results/doughnut-document.ts';
import { exactModel, exactSet } from '../../fixtures/doughnut/exact-set.ts';

export interface Asking {
  readonly confidence?: number;
  readonly budget?: number;
  /** Standard error of every confidence. */
  readonly error?: number;
  readonly head?: Partial<DoughnutDocument>;
}

/** A view that says it knows confidences only so well. */
function withError(set: EvaluatedSet, standardError: number): EvaluatedSet {
  return {
    ...set,
    confidences: (portfolio) => set.confidences(portfolio).map(({ value }) => ({ value, standardError })),
  };
}

export function documentOf(
  name: string,
  { confidence = 0.9, budget, error = 0, head = {} }: Asking = {},
): DoughnutDocument {
  const model = exactModel(`${name}.yaml`);
  const view = (assessment: boolean, controlPerformance: boolean): View =>
    viewOf(exactSet(model, { assessment, controlPerformance }));
  const full = exactSet(model);
  const options: FindingsOptions = {
    grouping: model.controls.map(({ discipline }) => discipline),
    budget: budget ?? null,
    lessUncertain: {
      assessment: view(true, false),
      controlPerformance: view(false, true),
      nothing: view(false, false),
    },
    judged: null,
    isEvery: true,
    lowerBound: null,
  };
  const set = error === 0 ? full : withError(full, error);
  const findings = doughnutFindings(viewOf(set), askedAlike(set, confidence), options);
  return {
    ringfence: '0.1.0',
    doughnut: 1,
    title: 'Much money in the wrong places',
    modelHash: 'sha256:0123456789abcdef',
    seed: '',
    worlds: 0,
    trials: 0,
    trialsPerWorld: 0,
    horizonHours: 8760,
    currency: 'GBP',
    lossesCounted: ['own'],
    partial: false,
    settings: {},
    limits: { 'limit-1': { kind: 'loss', words: 'chance of a loss over GBP 3m in a year at most 4 %' } },
    unresolved: [],
    ...findings,
    ...head,
  };
}
