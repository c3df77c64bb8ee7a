/** The answer, in words, before any table. */
import { exceeds } from '../../model/bounds.ts';
import type { Estimate } from '../../results/estimate.ts';
import type { DepthResult, Estimates, LimitResult, LimitStatus } from '../../results/scenario-result.ts';
import { ifGiven } from '../asked/given-words.ts';
import { counted, listed } from '../../results/format/count.ts';
import { doubted } from '../../results/format/doubted.ts';
import { money, moneyError, shortMoney } from '../../results/format/money.ts';
import { confidenceWords, percent } from '../../results/format/share.ts';
import { estimatedDuration, perSpan, withinSpan } from '../../results/format/time.ts';
import { nodeName } from '../text/names.ts';
import { drawName, forReaders, futureName, isSent, limitTerms } from '../text/readers.ts';
import { item, prose, section } from '../text/section.ts';
import { isAlwaysDown, lowestWords } from './depth.ts';
import { decidingLoss, limitFigures, statusPaint, sureness } from './limit-figures.ts';
import { isNothingLost } from './loss-figures.ts';
import { isCase, periodHoursOf, type Scene } from './scene.ts';

const ORDER: readonly LimitStatus[] = ['outside', 'not resolved', 'at margin', 'within'];

/** The gravest status of all limits; null when there are none. */
export function gravest(limits: readonly LimitResult[]): LimitStatus | null {
  return ORDER.find((status) => limits.some((limit) => limit.status === status)) ?? null;
}

const HEADINGS: Readonly<Record<LimitStatus, string>> = {
  outside: 'Outside appetite',
  'not resolved': 'Appetite: not resolved',
  'at margin': 'At the margin of appetite',
  within: 'Within appetite',
};

/** How a limit stands: its status, and of one that is outside whether it is as surely broken as the board asks to be sure that it holds. */
type Standing = Exclude<LimitStatus, 'outside'> | 'broken' | 'rather broken' | 'rather kept';

const EVEN = 0.5;

/** Confidences are equal within this. */
const TOLERANCE = 1e-12;

function standingOf({ status, confidence: { value }, asked }: LimitResult): Standing {
  if (status !== 'outside') return status;
  if (value <= 1 - asked + TOLERANCE) return 'broken';
  return value < EVEN ? 'rather broken' : 'rather kept';
}

/** @param trials What more of would tell. */
type Clause = (one: boolean, trials: string) => string;

const CLAUSES: Readonly<Record<Exclude<LimitStatus, 'outside'>, Clause>> = {
  'not resolved': (one, trials) => `${one ? 'needs' : 'need'} more ${trials} to be judged`,
  'at margin': (one) => (one ? 'is too close to call' : 'are too close to call'),
  within: (one) => (one ? 'holds' : 'hold'),
};

/** How limits stand that are outside. */
const OUTSIDE: readonly (readonly [Standing, string])[] = [
  ['broken', 'broken'],
  ['rather broken', 'likelier broken than kept'],
  ['rather kept', 'not surely kept'],
];

/** `are broken`, or `are outside (4 broken, 1 not surely kept)`: as many as a badge or a heading counts as outside. */
function outsideClause(limits: readonly LimitResult[]): string {
  const be = limits.length === 1 ? 'is' : 'are';
  const present = OUTSIDE.flatMap(([standing, words]) => {
    const count = limits.filter((limit) => standingOf(limit) === standing).length;
    return count === 0 ? [] : [{ standing, words, counted: `${count} ${words}` }];
  });
  const [first, ...others] = present;
  if (others.length > 0) return `${be} outside (${present.map((each) => each.counted).join(', ')})`;
  return first?.standing === 'broken' ? `${be} broken` : `${be} outside (${first?.words ?? ''})`;
}

/** `2 of 6 limits are broken, 1 is too close to call and 3 hold.` Each number is of all limits of one status, the gravest first. */
export function tally(limits: readonly LimitResult[], trials = 'trials'): string {
  const present = ORDER.flatMap((status) => {
    const those = limits.filter((limit) => limit.status === status);
    if (those.length === 0) return [];
    const clause = status === 'outside' ? outsideClause(those) : CLAUSES[status](those.length === 1, trials);
    return [{ count: those.length, clause }];
  });
  const [first, ...others] = present;
  if (first === undefined) return '';
  if (others.length === 0) return `${allOf(limits.length)} ${first.clause}.`;
  const clauses = present.map(({ count, clause }, index) => {
    const subject = index === 0 ? `${count} of ${counted(limits.length, 'limit')}` : String(count);
    return `${subject} ${clause}`;
  });
  return `${listed(clauses)}.`;
}

/** The same in fewer words: without how those outside stand, then of the gravest status alone. */
export function shortTallies(limits: readonly LimitResult[]): readonly string[] {
  const present = ORDER.flatMap((status) => {
    const count = limits.filter((limit) => limit.status === status).length;
    return count === 0 ? [] : [{ status, count }];
  });
  const words: Readonly<Record<LimitStatus, string>> = {
    outside: 'outside',
    'not resolved': 'not resolved',
    'at margin': 'too close to call',
    within: 'within',
  };
  const clauses = present.map(({ status, count }, index) =>
    index === 0 ? `${count} of ${counted(limits.length, 'limit')} ${words[status]}` : `${count} ${words[status]}`,
  );
  return [`${clauses.join(', ')}.`, `${clauses[0] ?? ''}.`];
}

/** `The only limit`, `Both limits`, `All 7 limits`. */
export function allOf(limits: number): string {
  return ['', 'The only limit', 'Both limits'][limits] ?? `All ${limits} limits`;
}

const surenessWords = (limit: LimitResult): string => `${sureness(limit)} sure, ${percent(limit.asked)} asked`;

/** Why more trials are needed. */
function openWords(limit: LimitResult, scene: Scene): string {
  const { estimate, ofTail } = limit;
  const { currency } = scene.document;
  if (scene.result.givenThisWorld === true) return `one ${drawName(scene.page)} does not say how surely`;
  if (ofTail !== undefined) return 'too few losses make up the worst ones to say whose they are';
  const isMoney = limit.kind === 'meanLoss' || limit.kind === 'tailMean';
  if (isMoney && estimate.unreliable === true && estimate.high !== undefined) {
    const most = money(estimate.high, currency, estimate.high);
    return most === money(estimate.value, currency, estimate.standardError)
      ? 'that is not settled'
      : `that is not settled and could be ${most}`;
  }
  return `too few ${futureName(scene.page)}s to say how surely`;
}

export function limitSentence(limit: LimitResult, scene: Scene): string {
  const { currency } = scene.document;
  const { found: figure, most } = limitFigures(limit, currency);
  const at = decidingLoss(limit);
  const found = at === null ? figure : `${figure} over ${shortMoney(at, currency)}`;
  const name = `${limit.id} (${limitTerms(limit.subject, scene.page)})`;
  const isKept = !exceeds(limit.estimate.value, limit.limit);
  const words = confidenceWords(limit.confidence.value);
  const isUncertain = scene.result.measured.worlds > 1;
  switch (limit.status) {
    case 'outside':
      if (!isUncertain) return `${name}: ${found}, at most ${most} is tolerated.`;
      if (isKept) {
        return `${name}: ${found} is under the ${most} tolerated, but not surely enough: that it holds is only ${words} (${surenessWords(limit)}).`;
      }
      return `${name}: ${found}, at most ${most} is tolerated. That it holds is ${words} (${surenessWords(limit)}).`;
    case 'at margin':
      return isUncertain
        ? `${name}: ${found}, at most ${most} is tolerated. Too close to call with this many ${futureName(scene.page)}s (${surenessWords(limit)}).`
        : `${name}: ${found}, at most ${most} is tolerated. Too close to call with this many ${futureName(scene.page)}s.`;
    case 'not resolved':
      return limit.estimate.value === 0
        ? `${name}: ${found}, at most ${most} is tolerated; ${openWords(limit, scene)}.`
        : `${name}: ${found} is ${found === most ? 'just' : isKept ? 'under' : 'over'} the ${most} tolerated; ${openWords(limit, scene)}.`;
    case 'within':
      return `${name}: ${found}, at most ${most} is tolerated.`;
  }
}

/** How far a mean could be that a few losses decide. */
const notSettled = (mean: Estimate, currency: string): string =>
  mean.unreliable === true && mean.value > 0 && mean.high !== undefined
    ? ` The mean is not settled: it could be ${money(mean.high, currency, mean.high)}.`
    : '';

/** What such a case costs: mean, middle, and the worst in 20. */
function caseCost({ result, document }: Scene): string {
  const { mean, valueAtRisk } = result.loss;
  const { currency } = document;
  const sum = (estimate: Estimate): string =>
    doubted(money(estimate.value, currency, estimate.standardError), estimate);
  const subject = (result.given ?? []).length > 1 ? 'They cost' : 'It costs';
  if (mean.value === 0)
    return `${subject} nothing that counts ${result.measured.trials === 1 ? 'in the only case' : `in any of ${counted(result.measured.trials, 'case')}`}.`;
  const [middle, bad] = [valueAtRisk['0.5'], valueAtRisk['0.95']];
  if (middle === undefined || bad === undefined) return `${subject} ${sum(mean)} on average.`;
  const half = middle.value === 0 ? 'nothing in half of such cases' : `${sum(middle)} or more in half of such cases`;
  const tail = bad.value === 0 ? 'and nothing in 19 of 20 either' : `and ${sum(bad)} or more in 1 of 20`;
  return `${subject} ${sum(mean)} on average, ${half} ${tail}.${notSettled(mean, currency)}`;
}

/** `16.6 h in the middle case, nine in ten times 14 h to 20 h`, of quantiles over `cases`; once where all are alike. */
function lengths(quantiles: Estimates, cases = 'the middle case'): string | null {
  const [low, mid, high] = [quantiles['0.05'], quantiles['0.5'], quantiles['0.95']];
  if (low === undefined || mid === undefined || high === undefined) return null;
  const isSure = estimatedDuration(low) === estimatedDuration(high);
  const range = `nine in ten times ${estimatedDuration(low)} to ${estimatedDuration(high)}`;
  return `${estimatedDuration(mid)}${isSure ? '' : ` in ${cases}, ${range}`}`;
}

/** Whether a chance is shown as all cases: then those that are struck are all. */
const isEveryCase = ({ value, standardError }: Estimate): boolean => percent(value, standardError) === '100%';

/** How deep a goal falls that is below full capacity, in the cases in which it is, and how long it is down, over all cases. */
function depthWords(depth: DepthResult | undefined, isAll: boolean): string {
  const lowest = depth?.lowestCapacity['0.5'];
  if (depth === undefined || lowest === undefined) return '';
  const below = depth.downBelow === 0 ? '' : ` (below ${percent(depth.downBelow)})`;
  const bottom = lowestWords(depth.lowestCapacity, isAll ? '' : ' of them');
  const { value, standardError } = depth.probabilityOfDown;
  if (value === 0) return `, ${bottom}; never down${below}`;
  if (isEveryCase(depth.probabilityOfDown)) {
    return `, ${bottom}; down${below} ${lengths(depth.hoursDown.quantiles) ?? ''} in all`;
  }
  const often = doubted(percent(value, standardError), depth.probabilityOfDown);
  const inAll = lengths(depth.hoursDown.quantiles, 'the middle one');
  return `, ${bottom}; over all cases down${below} in ${often}, for ${inAll ?? ''} in all`;
}

/** How long a goal is down in such a case, or below its full capacity; nothing for one that never is. */
function goalDown(id: string, { result, page }: Scene): string[] {
  const node = result.nodes[id];
  const isAll = node !== undefined && isEveryCase(node.probabilityOfOutage);
  const first = node === undefined ? null : lengths(node.firstOutageHours, isAll ? undefined : 'the middle one');
  if (node === undefined || first === null) return [];
  const chance = node.probabilityOfOutage;
  const share = percent(chance.value, chance.standardError);
  const isAgain = node.outagesPerHorizon.value > 1.005 * chance.value;
  const isDown = isAlwaysDown(node.depth);
  const [be, become] = isDown ? ['is down', 'goes down'] : ['is below full', 'falls below full'];
  const always = isAgain ? `${become}, the first time` : be;
  const often = `${become} in ${doubted(share, chance)} of all cases, in these ${isAgain ? 'the first time ' : ''}`;
  const reach = isAll ? `${always} ` : often;
  return item(`${nodeName(id, page)} ${reach}for ${first}${isDown ? '' : depthWords(node.depth, isAll)}.`, page);
}

/** What the horizon costs besides: none of it is counted, whether the events come or not. */
function asUsual({ result, document, page }: Scene): string {
  const loss = result.lossAsUsual;
  if (loss === undefined) return '';
  const span = withinSpan(result.conditions.horizonHours);
  if (loss.value === 0) return `No ${futureName(page)} lost anything else.`;
  const error = Number.isFinite(loss.standardError) ? moneyError(loss.standardError, document.currency) : '';
  const sum = `${doubted(money(loss.value, document.currency, loss.standardError), loss)}${error === '' ? '' : ` (${error})`}`;
  return `All else costs ${sum} ${span} on average, as usual; it is not counted here.`;
}

/** What such a case costs and how long it takes the goals: the answer of a run on given events. */
function givenVerdict(scene: Scene): string[] {
  const { result, page } = scene;
  const all = result.goals;
  const goals = all.flatMap((id) => goalDown(id, scene));
  const none =
    all.length === 0 || goals.length > 0
      ? []
      : item(
          `${listed(
            all.map((id) => nodeName(id, page)),
            8,
          )}: no outage in any case.`,
          page,
        );
  const limits =
    (result.limitsNotJudged ?? []).length === 0
      ? ''
      : 'The limits of the appetite speak of years: they are not judged here.';
  const notes = [asUsual(scene), limits].filter((note) => note !== '');
  return section(
    ifGiven(result, page),
    [
      ...prose(caseCost(scene), page),
      ...goals,
      ...none,
      ...notes.flatMap((note) => prose(note, page).map(page.style.quiet)),
    ],
    page,
  );
}

/** The 1-in-100 loss: a loss that is reached, as losses may have a lump there. */
function tailWords(bad: Estimate, currency: string): string {
  if (bad.value === 0) return ', and nothing in 99 of 100';
  return `, with 1 chance in 100 of ${doubted(money(bad.value, currency, bad.standardError), bad)} or more`;
}

/** What is lost on average, and 1 time in 100. */
function lossSentence(scene: Scene): string {
  const { mean, valueAtRisk } = scene.result.loss;
  const bad = valueAtRisk['0.99'];
  const { currency } = scene.document;
  const span = perSpan(periodHoursOf(scene));
  if (isNothingLost(scene)) return `No ${futureName(scene.page)} lost anything that counts.`;
  const sum = doubted(money(mean.value, currency, mean.standardError), mean);
  // The figures of a page that is sent stand below it, each once
  const tail = bad === undefined || isSent(scene.page) ? '' : tailWords(bad, currency);
  return `Loss is ${sum} ${span} on average${tail}.${notSettled(mean, currency)}`;
}

/** The same in half a line, where the limits are the answer. */
function shortLoss(scene: Scene): string {
  const { mean, valueAtRisk } = scene.result.loss;
  if (isNothingLost(scene)) return `No ${futureName(scene.page)} lost anything that counts.`;
  const { currency } = scene.document;
  const sum = (known: Estimate): string => doubted(money(known.value, currency, known.standardError), known);
  const bad = valueAtRisk['0.99'];
  const isOpen = mean.unreliable === true && mean.high !== undefined;
  const most = isOpen ? ` (could be ${money(mean.high, currency, mean.high)})` : '';
  const tail = bad === undefined || bad.value === 0 ? '' : `, 1 in 100 ${sum(bad)} or more`;
  return `Mean loss ${sum(mean)}${most} ${perSpan(periodHoursOf(scene))}${tail}.`;
}

function withoutLimits(scene: Scene): string[] {
  const { page } = scene;
  const judged = forReaders(
    page,
    'The model states no appetite: add `appetite:` with the limits of the board to have this judged.',
    'The model states no limit of the board, so nothing says whether that is too much.',
  );
  return section(
    forReaders(page, 'No appetite to judge by', 'No limit to judge by'),
    prose(`${lossSentence(scene)} ${judged}`, page),
    page,
  );
}

/** The limits that do not surely hold, the gravest first. */
const troubled = ({ result: { appetite } }: Scene): LimitResult[] =>
  ORDER.slice(0, 3).flatMap((status) => appetite.filter((limit) => limit.status === status));

/** Limits of which a page that is sent says all in its verdict. */
const MOST_SENT = 8;

/** Limits that a short verdict names. */
const NAMED = 3;

/** `one-point 42% (at most 30%: outside)`; how sure it is where what was found would do. */
function troubleWords(scene: Scene): string {
  const isUncertain = scene.result.measured.worlds > 1;
  const named = troubled(scene).map((limit) => {
    const { found, most } = limitFigures(limit, scene.document.currency);
    const isUnsure = limit.status === 'outside' && isUncertain && !exceeds(limit.estimate.value, limit.limit);
    return `${limit.id} ${found} (at most ${most}${isUnsure ? `, ${sureness(limit)} sure` : ''}: ${limit.status})`;
  });
  return named.length === 0 ? '' : ` Gravest: ${listed(named, NAMED)}.`;
}

/** The verdict in a heading and few lines. */
export function shortVerdict(scene: Scene): string[] {
  if (isCase(scene)) {
    const middle = (id: string): number => scene.result.nodes[id]?.firstOutageHours?.['0.5']?.value ?? 0;
    const longest = scene.result.goals.toSorted((a, b) => middle(b) - middle(a) || (a < b ? -1 : 1));
    const goals = longest.slice(0, NAMED).flatMap((id) => goalDown(id, scene));
    return section(ifGiven(scene.result, scene.page), [...prose(caseCost(scene), scene.page), ...goals], scene.page);
  }
  const limits = scene.result.appetite;
  const worst = gravest(limits);
  if (worst === null) return withoutLimits(scene);
  const words = `${tally(limits, `${futureName(scene.page)}s`)}${troubleWords(scene)} ${shortLoss(scene)}`;
  return section(HEADINGS[worst], prose(words, scene.page), scene.page, statusPaint(worst, scene.page.style));
}

/** Says whether the limits hold, which do not, and how sure that is; of given events, what such a case does. */
export function verdict(scene: Scene): string[] {
  if (isCase(scene)) return givenVerdict(scene);
  const limits = scene.result.appetite;
  const worst = gravest(limits);
  if (worst === null) return withoutLimits(scene);
  const { style } = scene.page;
  const all = troubled(scene);
  const most = isSent(scene.page) ? MOST_SENT : all.length;
  const rest = all.length - most;
  const lines = [
    ...all.slice(0, most).flatMap((limit) => item(limitSentence(limit, scene), scene.page)),
    ...(rest > 0 ? item(`and ${counted(rest, 'more', 'more')}, which the table of limits has.`, scene.page) : []),
  ];
  const body = [...prose(tally(limits, `${futureName(scene.page)}s`), scene.page), ...lines];
  return section(HEADINGS[worst], body, scene.page, statusPaint(worst, style));
}
