/** The doughnut of a model: at least, best, at most, and where today stands. */
import { appetiteConfidence } from '../model/appetite-confidence.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import { checkOptions, FUNCTION, NUMBER, PORTFOLIO, SIGNAL, TEXT, TEXTS, RECORD } from '../model/options.ts';
import type { Limit, Model } from '../model/model.ts';
import type { Selection } from '../model/selection.ts';
import type { DoughnutDocument, DoughnutFindings, DoughnutLimit } from '../results/doughnut-document.ts';
import { limitWords } from '../results/limit-words.ts';
import { namesOf } from '../results/names.ts';
import { labelsOf, settingsOf } from '../sim/measure/asked.ts';
import type { Session, Variant } from '../sim/session.ts';
import { VERSION } from '../sim/session/version.ts';
import { costsOf } from './cost/costs.ts';
import { candidatesOf, MOST_PORTFOLIOS, type Candidates } from './evaluation/candidates.ts';
import {
  cheapestFirst,
  evaluate,
  portfolioCosts,
  setOf,
  simulationCount,
  sumsPlan,
  type Evaluated,
  type EvaluationProgress,
} from './evaluation/evaluate.ts';
import { lessUncertain } from './evaluation/less-uncertain.ts';
import type { EvaluationPlan } from './evaluation/plan.ts';
import { evaluationSize } from './evaluation/size.ts';
import { estimatesOf } from './estimates/estimates.ts';
import { financeOf, type Proposed } from './finance/finance.ts';
import { ledgerOf, usualYears } from './finance/ledger.ts';
import { doughnutFindings } from './findings/findings.ts';
import { adequate } from './rings/adequate.ts';
import { askedAlike, type Asked } from './rings/evaluated-set.ts';
import { judgedOnFreshWorlds, type Judged } from './rings/fresh-worlds.ts';
import type { LessUncertain } from './rings/prices.ts';
import { viewOf, type View } from './rings/view.ts';
import { groupingOf, SEGMENTATIONS, type Segmentation } from './segments.ts';
import { AskedFault } from './asked-fault.ts';

/** The parts of the work, in their order. */
export type DoughnutPart = 'portfolios' | 'fresh worlds' | 'price of error';

export interface DoughnutOptions {
  /** Trials and worlds of each portfolio: what lets each world tell whether it keeps the limits when absent. */
  readonly trials?: number | undefined;
  readonly worlds?: number | undefined;
  /** Seed phrase; that of the session when absent. */
  readonly seed?: string | undefined;
  /** How sure to be of everything, in place of what the file asks; 0..1. */
  readonly confidence?: number | undefined;
  /** Budget cost that is there, money a year; that of the file when absent. */
  readonly budget?: number | undefined;
  /** Share of today's budget cost that is taken away, 0..1; not with `budget`. */
  readonly cut?: number | undefined;
  /** What segments are made by; discipline when absent. */
  readonly segments?: Segmentation | undefined;
  /** Years over which money is looked at, a whole number from 1 to 100; those of the horizon when absent, or 5 where that is one year. */
  readonly years?: number | undefined;
  /** Limits that are given up. */
  readonly without?: readonly string[] | undefined;
  /** Most portfolios that are all tried, at most and by default 100,000. */
  readonly most?: number | undefined;
  /** Bytes of what is kept: half of it of all portfolios, half of the trials that were run; 512 MiB when absent. */
  readonly memory?: number | undefined;
  /** Cuts it short: it gives what is known of the cheapest portfolios, marked `partial`. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((part: DoughnutPart, progress: EvaluationProgress) => void) | undefined;
  /** What else the document is to say about how it was made. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
}

/** Years that money is looked at, at most. */
const MOST_YEARS = 100;

const DEFAULT_MEMORY = 512 * 2 ** 20;

const SEGMENTATION = {
  is: (value: unknown) => SEGMENTATIONS.some((by) => by === value),
  words: `one of ${SEGMENTATIONS.join(', ')}`,
};
const SHARE = {
  is: (value: unknown) => typeof value === 'number' && value >= 0 && value <= 1,
  words: 'a share, 0 to 1',
};
const AMOUNT = { is: (value: unknown) => typeof value === 'number' && value >= 0, words: 'an amount of money a year' };

function check(asked: Selection & DoughnutOptions): void {
  const kinds = {
    trials: NUMBER,
    worlds: NUMBER,
    seed: TEXT,
    confidence: SHARE,
    budget: AMOUNT,
    cut: SHARE,
    segments: SEGMENTATION,
    years: NUMBER,
    without: TEXTS,
    most: NUMBER,
    memory: NUMBER,
    signal: SIGNAL,
    onProgress: FUNCTION,
    settings: RECORD,
    scenario: TEXT,
    portfolio: PORTFOLIO,
    set: TEXTS,
    given: TEXTS,
  } satisfies Record<keyof (Selection & DoughnutOptions), unknown>;
  checkOptions('`doughnut`', asked, kinds);
  if (asked.budget !== undefined && asked.cut !== undefined) {
    throw new AskedFault('`doughnut` takes `budget` or `cut`, not both: a cut is a budget');
  }
  const { years } = asked;
  if (years !== undefined && !(Number.isInteger(years) && years >= 1 && years <= MOST_YEARS)) {
    throw new AskedFault(`\`years\` of \`doughnut\` is ${years}: give a whole number from 1 to ${MOST_YEARS}`);
  }
  if (asked.most !== undefined && !(asked.most >= 1 && asked.most <= MOST_PORTFOLIOS)) {
    throw new AskedFault(`\`most\` of \`doughnut\` is ${asked.most}: give a number from 1 to ${MOST_PORTFOLIOS}`);
  }
}

/** The limits that count. @throws AskedFault for one that there is not. */
function limitsWithout({ limits }: Model, without: readonly string[]): readonly Limit[] {
  const ids = limits.map(({ id }) => id);
  for (const id of without) {
    if (ids.includes(id)) continue;
    const meant = didYouMean(id, ids);
    const there = ids.length === 0 ? 'the file has none' : `there are ${ids.join(', ')}`;
    throw new AskedFault(`there is no limit \`${id}\`: ${meant === null ? there : `did you mean \`${meant}\`?`}`);
  }
  return limits.filter(({ id }) => !without.includes(id));
}

const ON_LOSSES: readonly Limit['kind'][] = ['loss', 'meanLoss', 'tailMean', 'curve'];

function checkModel(model: Model): void {
  if (model.given.length > 0) {
    throw new AskedFault('what security should cost is a matter of years: ask without given events');
  }
  if (model.controls.length === 0) throw new AskedFault('the model has no control: there is nothing to spend on');
  for (const { id, acceptedWhen } of model.opportunities ?? []) {
    if (acceptedWhen === null || ON_LOSSES.includes(acceptedWhen.kind)) continue;
    throw new AskedFault(
      `opportunity \`${id}\` is accepted when a limit holds that is not one on losses: state it as \`loss over\`, \`mean loss\`, \`tail mean\` or \`curve\``,
    );
  }
}

/** Whether worlds differ, whichever levels are chosen: a level that changes the model may make it so. */
function areWorldsDrawn(session: Session, selection: Selection, { controls }: Model): boolean {
  const single = controls.flatMap(({ id, levels }) =>
    levels.flatMap((level) => (level.changesModel ? [{ ...selection, portfolio: { [id]: level.id } }] : [])),
  );
  return session.variants([selection, ...single]).some(({ compiled }) => compiled.uncertain);
}

/** What is known so far, and what is asked. */
interface Work {
  readonly plan: EvaluationPlan;
  readonly variant: Variant;
  readonly candidates: Candidates;
  readonly asked: Asked;
  readonly options: DoughnutOptions;
}

/** Confidences of a portfolio in as many worlds of another seed. */
function judgeOf({ plan, options }: Work, view: View) {
  const anew: EvaluationPlan = { ...plan, seed: `${plan.seed}, once more` };
  return async (portfolio: number) => {
    const candidate = { positions: view.set.levels(portfolio), standing: view.set.standing(portfolio) };
    const sums = { ...plan, sums: 0 };
    const { figures } = await evaluate(anew, [candidate], [0], sums, {
      onProgress: (progress) => options.onProgress?.('fresh worlds', progress),
    });
    const [found] = figures;
    if (found === null || found === undefined) throw new Cut();
    return found.confidences;
  };
}

/** What is left is not known, as the signal came. */
class Cut extends Error {}

/** What comes after the portfolios; each part as far as the signal allows. */
interface Behind {
  readonly judged: Judged | null;
  readonly less: LessUncertain | null;
  readonly isCut: boolean;
}

async function behind(work: Work, view: View): Promise<Behind> {
  const { plan, variant, candidates, asked, options } = work;
  let judged: Judged | null = null;
  try {
    if (plan.limits.length > 0 && adequate(view, asked).length > 0) {
      judged = await judgedOnFreshWorlds(view, asked, judgeOf(work, view));
    }
    // Without a ring at what is asked of all alike error has no price, and nothing need be run for it
    const alike = askedAlike(view.set, Math.max(asked.confidence, 0.5));
    if (adequate(judged?.view ?? view, alike).length === 0) return { judged, less: null, isCut: false };
    const less = await lessUncertain(plan, variant.compiled, candidates.all, view, asked.confidence, (progress) =>
      options.onProgress?.('price of error', progress),
    );
    return { judged, less, isCut: less === null };
  } catch (error) {
    if (!(error instanceof Cut)) throw error;
    return { judged: null, less: null, isCut: true };
  }
}

const limitStated = (limit: Limit, model: Model): DoughnutLimit => ({
  kind: limit.kind,
  words: limitWords(limit, model, namesOf(labelsOf(model).labels)).words,
});

/** What is proposed: the best, or without rings what comes nearest; null where the file allows nothing. */
function proposedOf(view: View, { portfolios, noSafeSpace }: DoughnutFindings): Proposed | null {
  const levels = portfolios.optimum ?? noSafeSpace?.portfolio ?? null;
  if (levels === null) return null;
  const portfolio = view.positionOf(view.set.controls.map(({ id, levels: ids }) => ids.indexOf(levels[id] ?? '')));
  return portfolio === null ? null : { portfolio, plan: portfolios.optimum === undefined ? 'nearest' : 'best' };
}

function documentOf(work: Work, evaluated: Evaluated, view: View, { judged, less, isCut }: Behind): DoughnutDocument {
  const { plan, candidates, asked, options } = work;
  const { model, worlds, trialsPerWorld } = plan;
  const seen = judged?.view ?? view;
  const { cut, segments = 'discipline', without = [], budget, confidence, years, settings } = options;
  const money = cut === undefined ? (budget ?? model.spend?.budget ?? null) : (1 - cut) * view.budget[view.set.today]!;
  const findings = doughnutFindings(seen, asked, {
    grouping: groupingOf(model, segments),
    budget: money,
    lessUncertain: less,
    judged,
    isEvery: !evaluated.partial,
    lowerBound: null,
  });
  const proposed = proposedOf(seen, findings);
  const ledger = ledgerOf(seen, model, plan.costs, years ?? usualYears(model));
  const unresolved = plan.limits
    .map(({ id }) => id)
    .filter((_, limit) => evaluated.figures.some((each) => each?.unresolved[limit] === true));
  return {
    ringfence: VERSION,
    doughnut: 1,
    title: model.title,
    modelHash: model.hash,
    seed: plan.seed,
    worlds,
    trials: worlds * trialsPerWorld,
    trialsPerWorld,
    horizonHours: model.horizonHours,
    currency: model.currency,
    lossesCounted: model.bearers.filter(({ counted }) => counted).map(({ id }) => id),
    partial: evaluated.partial || isCut,
    ...labelsOf(model),
    settings: {
      ...settingsOf(model),
      segments,
      ...(without.length === 0 ? {} : { without }),
      ...(cut === undefined ? {} : { cut }),
      ...(budget === undefined ? {} : { budget }),
      ...(years === undefined ? {} : { years }),
      ...(confidence === undefined ? {} : { confidence }),
      ...settings,
    },
    limits: Object.fromEntries(plan.limits.map((limit) => [limit.id, limitStated(limit, model)])),
    ...findings,
    // Without those that lack a mandatory level nothing is known of what the law costs
    estimates: estimatesOf({
      view: seen,
      asked,
      model,
      compiled: work.variant.compiled,
      costs: plan.costs,
      seed: plan.seed,
      worlds,
    }),
    finance: proposed === null ? null : financeOf(ledger, proposed),
    lawCost: candidates.hasUnlawful && !evaluated.partial ? findings.lawCost : null,
    unresolved,
  };
}

/**
 * What security should cost: every portfolio that the file allows is simulated on the same futures, and the rings are drawn.
 *
 * Cut short by its signal it gives what is known of the cheapest portfolios, marked `partial`; when not even today is known it
 * rejects with the reason of the signal.
 *
 * @throws AskedFault for an option that is none, for too many portfolios, and for sizes that leave a limit untold; SelectionFault for
 *   a selection that is no model.
 */
export async function doughnut(session: Session, asked: Selection & DoughnutOptions = {}): Promise<DoughnutDocument> {
  check(asked);
  const { scenario, portfolio, set, given, ...options } = asked;
  const selection: Selection = { scenario, portfolio, set, given };
  const variant = session.variants([selection])[0]!;
  const { model, compiled } = variant;
  checkModel(model);
  const { seed = session.seed, without = [], most = MOST_PORTFOLIOS, memory = DEFAULT_MEMORY, signal } = options;
  const limits = limitsWithout(model, without);
  const { confidence = appetiteConfidence(model) } = options;
  const confidences = limits.map((limit) => options.confidence ?? limit.confidence);
  const candidates = candidatesOf(model, most);

  const isDrawn = areWorldsDrawn(session, selection, model);
  const inWorlds = isDrawn || costsOf(model, { seed, worlds: 1 }).uncertain;
  const judgedBy = [...limits, ...(model.opportunities ?? []).flatMap(({ acceptedWhen }) => acceptedWhen ?? [])];
  const size = evaluationSize(options, judgedBy, compiled, inWorlds);
  const costs = costsOf(model, { seed, worlds: size.worlds });
  const plan: EvaluationPlan = {
    ...size,
    session,
    selection,
    model,
    seed,
    costs,
    limits,
    asked: confidences,
    inWorlds,
    memory,
    signal,
  };
  const ofPortfolios = portfolioCosts(model, costs, candidates.all, size.worlds);
  const sums = sumsPlan(plan, simulationCount(model, candidates.all));
  const order = cheapestFirst(ofPortfolios.whole, candidates.today);
  const evaluated = await evaluate(plan, candidates.all, order, sums, {
    onProgress: (progress) => options.onProgress?.('portfolios', progress),
  });
  if (evaluated.figures[candidates.today] === null) {
    signal?.throwIfAborted();
    throw new Error('the session was closed before anything was known');
  }
  const view = viewOf(setOf(plan, evaluated, ofPortfolios, candidates.today, sums));
  const work: Work = { plan, variant, candidates, asked: { confidence, limits: confidences }, options };
  const rest = evaluated.partial ? { judged: null, less: null, isCut: true } : await behind(work, view);
  return documentOf(work, evaluated, view, rest);
}
