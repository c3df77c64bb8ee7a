/** The library: what programs may use. Everything else may change without notice. */

export type { Model } from './model/model.ts';
export type { ModelFile } from './model/model-file.ts';
export type { Portfolio, Selection } from './model/selection.ts';
export type { Checked, Place, Problem } from './model/problem.ts';

export { readModel, readModelFile, readModelFileText, readModelText } from './io/read-model.ts';
export { formatProblems } from './report/faults/format-problems.ts';

export {
  openSession,
  DEFAULT_SEED,
  type EvaluationOptions,
  type Futures,
  type RunOptions,
  type Sample,
  type SampleOptions,
  type Session,
  type SessionSettings,
  type Variant,
} from './sim/session.ts';
export type { Progress } from './sim/session/collect.ts';
export type { Pulse } from './sim/session/pulse.ts';
export { DEFAULT_TRIALS, planRun, type RunPlan, type RunSize } from './sim/session/plan.ts';
export { SelectionFault } from './sim/session/variants.ts';
export type { Job, Listener, Runner } from './sim/session/runner.ts';
export { parseUntil, type Until, type UntilTarget } from './sim/session/until.ts';
export { VERSION } from './sim/session/version.ts';
export {
  SimulationFault,
  type Action,
  type Kernel,
  type Snapshot,
  type TrialRecord,
} from './sim/kernel/ground/kernel.ts';
export type { CompiledModel } from './sim/kernel/ground/compiled-model.ts';

export { compare, comparedColumns, compareSamples, type Candidate, type Compared } from './study/compare/compare.ts';
export { discover, type DiscoverOptions, type DiscoverStage } from './study/discover/discover.ts';
export { QuestionFault } from './study/discover/questions.ts';
export { sensitivity, type SensitivityOptions, type SensitivityStage } from './study/sensitivity/sensitivity.ts';
export type { Grouping } from './study/sensitivity/groups.ts';
export { explain, explainedColumns } from './study/explain/explain.ts';
export { findAllSnowballs, findSnowballs, type SnowballOptions, type SnowballPart } from './snowball/find-snowballs.ts';
export { joinedDocument, runAll, type NamedSelection, type RunAllOptions } from './study/run/run-all.ts';
export { findTrial, type FoundTrial } from './study/trial/find-trial.ts';
export { trialTimeline, type TrialHead } from './study/trial/trial-timeline.ts';

export { makeRunner } from './runners/as-needed.ts';
export { makeInlineRunner } from './runners/inline.ts';
export { makeThreadRunner, type ThreadLimits, type ThreadOptions } from './runners/threads.ts';
export { WorkerFault } from './runners/worker-fault.ts';

export type { Estimate } from './results/estimate.ts';
export { parseResultDocument, resultDocumentSchema, type ResultDocument } from './results/result-document.ts';
export type { Conditions, OverruledNote } from './results/conditions.ts';
export type * from './results/control-result.ts';
export type * from './results/driver-result.ts';
export type * from './results/scenario-result.ts';
export {
  compareDocumentSchema,
  type CompareDocument,
  type Comparison,
  type Difference,
} from './results/compare-document.ts';
export { tailOfRun, type Tail } from './snowball/tail.ts';
export { generationsOf, type Generations } from './snowball/growth/generations.ts';
export { tippingPoints } from './snowball/growth/tipping.ts';
export { registerAudit, registeredOf, type Registered } from './snowball/imagination/audit.ts';
export { imaginationTest, type ImaginationOptions, type ImaginationTest } from './snowball/imagination/imagination.ts';
export { whatWouldRemoveIt, type RemovalAsked } from './snowball/removal/removal.ts';
export { fairShares, type FairShares } from './snowball/shares/shares.ts';
export { silosOf } from './snowball/silos/silos.ts';
export { structureOf, type Structure, type StructureOptions } from './snowball/structure/structure.ts';
export { discoverDocumentSchema } from './results/discover-document.ts';
export type * from './results/discover-document.ts';
export { sensitivityDocumentSchema } from './results/sensitivity-document.ts';
export type * from './results/sensitivity-document.ts';
export { snowballDocumentSchema } from './results/snowball-document.ts';
export type * from './results/snowball-document.ts';
export type { Change } from './sim/compile/change.ts';
export type { FuturesOptions, FuturesProgress } from './sim/session/futures.ts';
export { AskedFault } from './doughnut/asked-fault.ts';
export { doughnut } from './doughnut/doughnut.ts';
export type { DoughnutOptions, DoughnutPart } from './doughnut/options.ts';
export type { ProgramSolver } from './doughnut/search/program.ts';
export { makeProgramSolver } from './runners/solver.ts';
export { doughnutDocumentSchema, type DoughnutDocument } from './results/doughnut-document.ts';
export type { Attribution, Contribution, Explanation } from './results/explanation.ts';
export { trialDocumentSchema, type TrialDocument, type TrialEvent } from './results/trial-document.ts';
export type * from './results/snowball/chains.ts';
export type * from './results/snowball/growth.ts';
export type * from './results/snowball/imagination.ts';
export type * from './results/snowball/reasons.ts';
export type * from './results/snowball/removal.ts';
export type * from './results/snowball/shares.ts';
export type * from './results/snowball/silos.ts';
export type * from './results/snowball/structure.ts';
export type * from './results/snowball/time.ts';
