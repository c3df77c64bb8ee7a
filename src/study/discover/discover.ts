/** Which combinations break a limit: rules that a person can read. */
import { exceeds } from '../../model/bounds.ts';
import type { Selection } from '../../model/selection.ts';
import type {
  DiscoverAnswer,
  DiscoverDocument,
  DiscoverPart,
  DiscoverRule,
  NoRule,
} from '../../results/discover-document.ts';
import { estimate, type Estimate } from '../../results/estimate.ts';
import { recordColumns } from '../../sim/compile/kernel-of.ts';
import { limitColumn } from '../../sim/measure/appetite/limit-columns.ts';
import { conditionsOf, givenOf, headOf, labelsOf, settingsOf } from '../../sim/measure/asked.ts';
import type { Futures, FuturesProgress } from '../../sim/session/futures.ts';
import type { RunOptions, Session } from '../../sim/session.ts';
import { VERSION } from '../../sim/session/version.ts';
import { casesWhere, type Cases } from './cases.ts';
import { chooseCases, type ChosenCases } from './choose-cases.ts';
import { featureAt, measureOf, type Feature } from './features.ts';
import { FEWEST_TO_LEARN, findRules, type FoundRule } from './find-rules.ts';
import type { MeasuredPart } from './measured-rules.ts';
import { questionsOf, type Break, type Question, type QuestionsAsked } from './questions.ts';
import type { BreaksAsked } from './read-breaks.ts';
import type { FeaturesAsked, FeaturesRead } from './read-features.ts';

/** The parts of a question, in their order. */
export type DiscoverStage = 'breaks' | 'features' | 'rules';

export interface DiscoverOptions extends Omit<RunOptions, 'until'>, QuestionsAsked {
  /** Whether hours down are features too, except those of the node that the limit names. */
  readonly symptoms?: boolean | undefined;
  /** Told when a part of a question begins, and how far it is. */
  readonly onStage?: ((question: string, stage: DiscoverStage, done: number, of: number) => void) | undefined;
}

/** Cases at most, and numbers in their table: 200 MB. */
const MOST_CASES = 100_000;
const MOST_NUMBERS = 5e7;
/** Cases with a feature, fewer than which it is none. */
const FEWEST_WITH = 5;

/** What one question is answered from. */
interface Asking {
  readonly futures: Futures;
  readonly question: Question;
  readonly symptoms: boolean;
  readonly options: {
    readonly signal?: AbortSignal | undefined;
    readonly onProgress: (stage: DiscoverStage, progress: FuturesProgress) => void;
  };
}

const allTrials = (count: number): Int32Array => Int32Array.from({ length: count }, (_, i) => i);

function asked(breaks: Exclude<Break, { kind: 'loss' }>, { sample }: Futures): BreaksAsked {
  if (breaks.kind === 'harm') return { kind: 'harm', over: breaks.over };
  const { compiled } = sample.variant;
  const columns = recordColumns(compiled);
  return { kind: 'outage', watch: limitColumn(breaks.limit, compiled, columns) - columns.watch };
}

/** 1 for each period of the run that breaks the limit. Shape [trials * periods]. */
async function brokenPeriods({ futures, question, options }: Asking): Promise<Uint8Array> {
  const { sample } = futures;
  const { breaks } = question;
  if (breaks.kind === 'loss') {
    return Uint8Array.from(sample.losses, (loss) => (exceeds(loss, breaks.over) ? 1 : 0));
  }
  const trials = allTrials(sample.worlds * sample.trialsPerWorld);
  const { signal, onProgress } = options;
  const parts = await futures.read<BreaksAsked, Uint8Array>('breaks', trials, asked(breaks, futures), {
    signal,
    onProgress: (progress) => onProgress('breaks', progress),
  });
  const broken = new Uint8Array(trials.length * sample.periods);
  let at = 0;
  for (const part of parts) {
    broken.set(part, at);
    at += part.length;
  }
  return broken;
}

/** Features of chosen periods: those that differ, and their values. Shape of `values` [features][cases]. */
async function featuresOf(
  { futures, question, symptoms, options }: Asking,
  { period }: ChosenCases,
): Promise<{ readonly features: readonly Feature[]; readonly values: readonly Float32Array[] }> {
  const { sample } = futures;
  const { periods } = sample;
  const { compiled } = sample.variant;
  const trials = Int32Array.from(new Set(Array.from(period, (one) => Math.floor(one / periods))));
  const { signal, onProgress } = options;
  const parts = await futures.read<FeaturesAsked, FeaturesRead>(
    'features',
    trials,
    { symptoms },
    {
      signal,
      onProgress: (progress) => onProgress('features', progress),
    },
  );
  const placeOf = new Map(Array.from(period, (one, place): [number, number] => [one, place]));
  const cells = new Map<number, { case: number[]; value: number[] }>();
  for (const part of parts) {
    for (let k = 0; k < part.value.length; k++) {
      const at = part.period[k]!;
      const place = placeOf.get(trials[Math.floor(at / periods)]! * periods + (at % periods));
      if (place === undefined) continue;
      const column = cells.get(part.feature[k]!) ?? { case: [], value: [] };
      cells.set(part.feature[k]!, column);
      column.case.push(place);
      column.value.push(part.value[k]!);
    }
  }
  const named = question.breaks.kind === 'outage' ? question.breaks.node : null;
  const found = [...cells]
    .toSorted(([a], [b]) => a - b)
    .map(([number, column]) => ({ feature: featureAt(compiled, number), column }))
    .filter(
      ({ feature, column }) => column.case.length >= FEWEST_WITH && !(feature.kind === 'down' && feature.id === named),
    )
    .map(({ feature, column }) => ({ feature, values: dense(column, period.length) }))
    .filter(({ values }) => values.some((value) => value !== values[0]));
  const most = Math.max(1, Math.floor(MOST_NUMBERS / Math.max(1, period.length)));
  const kept = withoutTwins(found).slice(0, most);
  return { features: kept.map(({ feature }) => feature), values: kept.map(({ values }) => values) };
}

function dense({ case: at, value }: { case: number[]; value: number[] }, cases: number): Float32Array {
  const column = new Float32Array(cases);
  at.forEach((place, k) => (column[place] = value[k]!));
  return column;
}

/** Features that come in the same periods, one of them always alike, say the same twice: the first stays. */
function withoutTwins(
  found: readonly { readonly feature: Feature; readonly values: Float32Array }[],
): readonly { readonly feature: Feature; readonly values: Float32Array }[] {
  const kept = new Map<string, Float32Array[]>();
  return found.filter(({ values }) => {
    let [sum, count] = [0, 0];
    values.forEach((value, place) => {
      if (value === 0) return;
      count++;
      sum = (sum * 31 + place) % 2_147_483_647;
    });
    const key = `${count} ${sum}`;
    const alike = kept.get(key) ?? [];
    kept.set(key, [...alike, values]);
    return !alike.some((other) => saysTheSame(other, values));
  });
}

function saysTheSame(a: Float32Array, b: Float32Array): boolean {
  const isEven = new Set(b).size <= 2;
  return a.every((value, place) => (isEven ? (value === 0) === (b[place] === 0) : value === b[place]));
}

const partOf = ({ share, density, coverage, lift }: MeasuredPart): DiscoverPart => ({ share, density, coverage, lift });

const boundOf = (bound: number): number | null => (Number.isFinite(bound) ? bound : null);

function ruleOf({ box, luck, found, measured }: FoundRule, features: readonly Feature[]): DiscoverRule {
  return {
    ...partOf(measured),
    conditions: box.map(({ feature, above, atMost }, place) => ({
      feature: features[feature]!.kind,
      id: features[feature]!.id,
      ...(features[feature]!.state === undefined ? {} : { state: features[feature]!.state }),
      above: boundOf(above),
      atMost: boundOf(atMost),
      luck: luck[place]!,
    })),
    densityFound: found.density.value,
  };
}

/** Share of all periods that break the limit, with the error of what differs from world to world. */
function brokenShare(broken: Uint8Array, { sample }: Futures): Estimate {
  const { worlds, trialsPerWorld, periods } = sample;
  const clusters = worlds > 1 ? worlds : trialsPerWorld;
  const size = broken.length / clusters;
  const mean = broken.reduce((sum, one) => sum + one, 0) / broken.length;
  let squares = 0;
  for (let cluster = 0; cluster < clusters; cluster++) {
    const inside = broken.subarray(cluster * size, (cluster + 1) * size).reduce((sum, one) => sum + one, 0);
    squares += (inside / size - mean) ** 2;
  }
  const isKnown = clusters > 1;
  return estimate(mean, isKnown ? Math.sqrt(squares / (clusters - 1) / clusters) : Infinity, !isKnown || periods === 0);
}

function noneBecause(brokenCount: number, periods: number): NoRule | null {
  if (brokenCount === 0) return 'never';
  if (brokenCount === periods) return 'always';
  return brokenCount < FEWEST_TO_LEARN || periods - brokenCount < FEWEST_TO_LEARN ? 'too few' : null;
}

async function answerOf(asking: Asking, onRules: () => void): Promise<DiscoverAnswer> {
  const { futures, question } = asking;
  const { worlds, trialsPerWorld, periods } = futures.sample;
  const broken = await brokenPeriods(asking);
  const brokenCount = broken.reduce((sum, one) => sum + one, 0);
  const head = {
    subject: question.subject,
    broken: brokenShare(broken, futures),
    periods: broken.length,
    brokenPeriods: brokenCount,
  };
  const none = noneBecause(brokenCount, broken.length);
  if (none !== null) {
    return { ...head, cases: { broken: 0, others: 0 }, features: 0, rules: [], dropped: [], rest: null, none };
  }
  const chosen = chooseCases(broken, { worlds, trialsPerWorld, periods, most: MOST_CASES });
  const { features, values } = await featuresOf(asking, chosen);
  onRules();
  const cases: Cases = { values, broken: chosen.broken, weight: chosen.weight, cluster: chosen.cluster };
  const half = (which: number): Cases => casesWhere(cases, (at) => chosen.half[at] === which);
  const { rules, dropped, rest } = findRules(half(0), half(1), features.map(measureOf));
  const hits = chosen.broken.reduce((sum, one) => sum + one, 0);
  return {
    ...head,
    cases: { broken: hits, others: chosen.broken.length - hits },
    features: features.length,
    rules: rules.map((rule) => ruleOf(rule, features)),
    dropped: dropped.map((rule) => ruleOf(rule, features)),
    rest: partOf(rest),
    none: rules.length === 0 ? 'no rule' : null,
  };
}

/**
 * Looks for rules that tell the periods that break a limit from others, by what happened in them: found on half of the worlds and
 * measured on the other half.
 *
 * Cut short by its signal, it gives the limits that were answered, marked `partial`; before the first it rejects with the reason of the
 * signal.
 *
 * @throws QuestionFault for what is no question; SelectionFault for a selection that is no model.
 */
export async function discover(session: Session, given: Selection & DiscoverOptions = {}): Promise<DiscoverDocument> {
  const {
    scenario,
    portfolio,
    set,
    given: events,
    limits,
    over,
    symptoms = false,
    onStage,
    settings,
    ...ofRun
  } = given;
  const selection: Selection = { scenario, portfolio, set, given: events };
  const { model } = session.variants([selection])[0]!;
  const questions = questionsOf(model, { limits, over });
  const futures = await session.futures({ ...selection, ...ofRun });
  const { sample, seed } = futures;
  const answers: Record<string, DiscoverAnswer> = {};
  let partial = sample.partial;
  for (const question of questions) {
    const tell = (stage: DiscoverStage, done: number, of: number): void => onStage?.(question.id, stage, done, of);
    try {
      ofRun.signal?.throwIfAborted();
      const onProgress = (stage: DiscoverStage, { trialsDone, trials }: FuturesProgress): void =>
        tell(stage, trialsDone, trials);
      answers[question.id] = await answerOf(
        { futures, question, symptoms, options: { signal: ofRun.signal, onProgress } },
        () => tell('rules', 0, 0),
      );
    } catch (error) {
      if (ofRun.signal?.aborted !== true || Object.keys(answers).length === 0) throw error;
      partial = true;
      break;
    }
  }
  return {
    ringfence: VERSION,
    discover: 1,
    ...headOf(model, seed, sample),
    partial,
    ...labelsOf(model),
    settings: {
      ...settingsOf(model),
      ...(limits === undefined ? {} : { limit: limits }),
      ...(over === undefined ? {} : { over }),
      ...(symptoms ? { symptoms } : {}),
      ...settings,
    },
    conditions: conditionsOf(model),
    portfolio: Object.fromEntries(model.controls.map(({ id, level }) => [id, level])),
    ...givenOf(model),
    measured: { worlds: sample.worlds, trials: sample.worlds * sample.trialsPerWorld },
    periodHours: model.periodHours,
    symptoms,
    answers,
  };
}
