/** The doughnut of a model: at least, best, at most, and where today stands. */
import { appetiteConfidence } from '../model/appetite-confidence.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import type { Limit, Model } from '../model/model.ts';
import type { Selection } from '../model/selection.ts';
import type { DoughnutDocument, DoughnutFindings, DoughnutLimit } from '../results/doughnut-document.ts';
import { limitWords } from '../results/limit-words.ts';
import { namesOf } from '../results/names.ts';
import { headOf, labelsOf, settingsOf } from '../sim/measure/asked.ts';
import type { Session } from '../sim/session.ts';
import { VERSION } from '../sim/session/version.ts';
import { AskedFault } from './asked-fault.ts';
import { behind, type Behind } from './behind.ts';
import { costsOf } from './cost/costs.ts';
import { candidatesOf, MOST_PORTFOLIOS, todayOf, type Candidates } from './evaluation/candidates.ts';
import { cheapestFirst, evaluate, portfolioCosts, setOf, simulationCount, sumsPlan } from './evaluation/evaluate.ts';
import type { EvaluationPlan } from './evaluation/plan.ts';
import { benefitsFound } from './benefits/found.ts';
import { evaluationSize, screeningShare } from './evaluation/size.ts';
import { estimatesOf } from './estimates/estimates.ts';
import { financeOf, type Proposed } from './finance/finance.ts';
import { ledgerOf, usualYears } from './finance/ledger.ts';
import { roadmapTo } from './roadmap/found.ts';
import { doughnutFindings } from './findings/findings.ts';
import { searchStated } from './findings/search-stated.ts';
import { checkAsked, DEFAULT_MEMORY, type DoughnutOptions } from './options.ts';
import type { Asked } from './rings/evaluated-set.ts';
import { viewOf, type View } from './rings/view.ts';
import { find } from './search/find.ts';
import { groupingOf } from './segments.ts';
import type { Work } from './work.ts';

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

function checkTiers({ nodes }: Model): void {
  if (nodes.some(({ kind }) => kind === 'supplier')) return;
  throw new AskedFault(
    'the model has no node of kind supplier, so that nothing has a tier: state which nodes are suppliers, or make segments by something else',
  );
}

/** Whether worlds differ, whichever levels are chosen: a level that changes the model may make it so. */
function areWorldsDrawn(session: Session, selection: Selection, { controls }: Model): boolean {
  const single = controls.flatMap(({ id, levels }) =>
    levels.flatMap((level) => (level.changesModel ? [{ ...selection, portfolio: { [id]: level.id } }] : [])),
  );
  return session.variants([selection, ...single]).some(({ compiled }) => compiled.uncertain);
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

async function documentOf(work: Work, rest: Behind): Promise<DoughnutDocument> {
  const { plan, asked, options, evaluated, view, found } = work;
  const { model, worlds, trialsPerWorld } = plan;
  const { judged, less, isCut } = rest;
  const seen = judged?.view ?? view;
  const { cut, segments = 'discipline', without = [], budget, confidence, years, settings } = options;
  const search = found === null ? null : searchStated(work, rest);
  const findings = doughnutFindings(seen, asked, {
    grouping: groupingOf(model, segments),
    budget: budgetOf(model, options, view.budget[view.set.today]!),
    lessUncertain: less,
    judged,
    isEvery: found === null && !evaluated.partial,
    lowerBound: search?.bound.state === 'proven' ? search.bound.spend : null,
  });
  const proposed = proposedOf(seen, findings);
  const benefits =
    proposed === null
      ? null
      : await benefitsFound(plan, seen, proposed.portfolio, (progress) => options.onProgress?.('benefits', progress));
  // An amount that was asked for holds in every year
  const yearly = cut === undefined ? (budget ?? null) : (1 - cut) * view.budget[view.set.today]!;
  const ledger = ledgerOf(seen, model, plan.costs, years ?? usualYears(model));
  const unresolved = plan.limits
    .map(({ id }) => id)
    .filter((_, limit) => evaluated.figures.some((each) => each?.unresolved[limit] === true));
  return {
    ringfence: VERSION,
    doughnut: 1,
    ...headOf(model, plan.seed, { worlds, trialsPerWorld }),
    partial: evaluated.partial || isCut || (proposed !== null && benefits === null),
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
    benefits,
    estimates: estimatesOf({
      view: seen,
      asked,
      model,
      compiled: work.variant.compiled,
      costs: plan.costs,
      seed: plan.seed,
      worlds,
    }),
    finance:
      proposed === null ? null : financeOf(ledger, proposed, roadmapTo(ledger, asked, proposed.portfolio, yearly)),
    // Without those that lack a mandatory level nothing is known of what the law costs
    lawCost: work.hasUnlawful && !evaluated.partial ? findings.lawCost : null,
    unresolved,
    search,
  };
}

/** Budget cost that is there, money a year; null where none is stated. @param now What today takes of it. */
const budgetOf = (model: Model, { cut, budget }: DoughnutOptions, now: number): number | null =>
  cut === undefined ? (budget ?? model.spend?.budget ?? null) : (1 - cut) * now;

/** Every portfolio that the file allows, simulated; null when not even today is known. */
async function everyPortfolio(
  plan: EvaluationPlan,
  { all, today, hasUnlawful }: Candidates,
  rest: Pick<Work, 'asked' | 'options' | 'variant'>,
): Promise<Work | null> {
  const costs = portfolioCosts(plan.model, plan.costs, all, plan.worlds);
  const sums = sumsPlan(plan, simulationCount(plan.model, all));
  const portfolios = all.filter(({ standing }) => standing === 'allowed').length;
  const evaluated = await evaluate(plan, all, cheapestFirst(costs.whole, today), sums, {
    onProgress: (progress) => rest.options.onProgress?.('portfolios', { ...progress, portfolios }),
  });
  if (evaluated.figures[today] === null) return null;
  const view = viewOf(setOf(plan, evaluated, costs, today, sums));
  return { ...rest, plan, evaluated, view, sums, hasUnlawful, found: null };
}

/** Portfolios that a search found, simulated; null when not even today is known. */
async function searched(
  plan: EvaluationPlan,
  judgedBy: readonly Limit[],
  rest: Pick<Work, 'asked' | 'options' | 'variant'>,
): Promise<Work | null> {
  const { model, worlds, trialsPerWorld } = plan;
  const { options, asked, variant } = rest;
  const now = todayOf(model);
  const nowCost = portfolioCosts(model, plan.costs, [now], worlds).byPart.of(now.positions).budget;
  const found = await find(
    {
      plan,
      asked,
      today: now.positions,
      share: screeningShare(plan, judgedBy, variant.compiled),
      grouping: groupingOf(model, options.segments ?? 'discipline'),
      budget: budgetOf(
        model,
        options,
        nowCost.reduce((sum, part) => sum + part, 0),
      ),
      solver: options.solver ?? null,
      goesOn: () => options.searchUntil?.aborted === false,
      onTried: (screened, judged) => {
        const [done, perPortfolio] = [screened + judged, worlds * trialsPerWorld];
        const trials = done * perPortfolio;
        options.onProgress?.('search', { simulationsDone: done, simulations: done, trialsDone: trials, trials });
      },
    },
    now.standing,
  );
  if (found === null) return null;
  const { candidates, figures, partial, today, size, sums } = found;
  // What was cut short before all trials were run is of a share of the worlds
  const costs = size.worlds === worlds ? plan.costs : costsOf(model, { seed: plan.seed, ...size });
  const sized: EvaluationPlan = { ...plan, ...size, costs };
  const evaluated = { candidates, figures, partial };
  const ofPortfolios = portfolioCosts(model, costs, candidates, size.worlds);
  const view = viewOf(setOf(sized, evaluated, ofPortfolios, today, sums));
  return { ...rest, plan: sized, evaluated, view, sums, hasUnlawful: false, found };
}

/**
 * What security should cost: every portfolio that the file allows is simulated on the same futures, or where there are too many those
 * that a search finds, and the rings are drawn.
 *
 * Cut short by its signal it gives what is known of the cheapest portfolios, or of what the search has tried, marked `partial`; when
 * not even today is known it rejects with the reason of the signal.
 *
 * @throws AskedFault for an option that is none, for a file that allows no portfolio, and for sizes that leave a limit untold;
 *   SelectionFault for a selection that is no model.
 */
export async function doughnut(session: Session, asked: Selection & DoughnutOptions = {}): Promise<DoughnutDocument> {
  checkAsked(asked);
  const { scenario, portfolio, set, given, ...options } = asked;
  const selection: Selection = { scenario, portfolio, set, given };
  const variant = session.variants([selection])[0]!;
  const { model, compiled } = variant;
  checkModel(model);
  if (options.segments === 'tier') checkTiers(model);
  const { seed = session.seed, without = [], most = MOST_PORTFOLIOS, memory = DEFAULT_MEMORY, signal } = options;
  const limits = limitsWithout(model, without);
  const { confidence = appetiteConfidence(model) } = options;
  const confidences = limits.map((limit) => options.confidence ?? limit.confidence);
  const candidates = candidatesOf(model, most);

  const isDrawn = areWorldsDrawn(session, selection, model);
  const inWorlds = isDrawn || costsOf(model, { seed, worlds: 1 }).uncertain;
  const judgedBy = [...limits, ...(model.opportunities ?? []).flatMap(({ acceptedWhen }) => acceptedWhen ?? [])];
  const size = evaluationSize(options, judgedBy, compiled, inWorlds);
  const costs = costsOf(model, { seed, ...size });
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
  const rest = { variant, asked: { confidence, limits: confidences } satisfies Asked, options };
  const work = await (candidates === null ? searched(plan, judgedBy, rest) : everyPortfolio(plan, candidates, rest));
  if (work === null) {
    signal?.throwIfAborted();
    throw new Error('the session was closed before anything was known');
  }
  return documentOf(work, await behind(work));
}
