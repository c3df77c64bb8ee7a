/** What to do: from today to the best plan, control by control. */
import type { PlanStep } from '../../results/doughnut/steps.ts';
import { counted, listed } from '../../results/format/count.ts';
import { percent } from '../../results/format/share.ts';
import type { Cell } from '../text/cell.ts';
import { nodeName } from '../text/names.ts';
import { forReaders, isSent } from '../text/readers.ts';
import { prose, section } from '../text/section.ts';
import { table } from '../text/table.ts';
import {
  amount,
  gap,
  isSame,
  limitIds,
  levelPosition,
  loweredName,
  oddsWords,
  optionName,
  signed,
  theLimits,
  sum,
  type RingScene,
} from './scene.ts';

/** Rows that are shown; the rest is summed up. */
const MOST = 20;

const EVEN = 0.5;

export const isRaise = ({ control, from, to }: PlanStep, scene: RingScene): boolean =>
  levelPosition(control, to, scene) > levelPosition(control, from, scene);

/** What a step takes off the losses; what it adds to them in words, never by a sign alone. */
function savesWords({ step }: PlanStep, scene: RingScene): string {
  if (step === null) return '-';
  const { value, standardError } = step.saves;
  if (value === 0) return amount(0, scene);
  return value > 0 ? sum(step.saves, scene) : `${amount(-value, scene, standardError)} lost`;
}

/** True where the dearest plan that can be defended is the best one with this control as it is. */
function makesSufficient({ control, from }: PlanStep, { plans }: RingScene): boolean {
  return isSame({ ...plans.optimum.portfolio, [control]: from }, plans.sufficient.portfolio);
}

export function payWords(change: PlanStep, scene: RingScene): string {
  const { step, isFromToday } = change;
  if (step === null || isFromToday === true) return 'the rest of the plan does not go without it';
  const { odds, isSure, isNever } = oddsWords(step.pays);
  if (step.spend > 0) return isSure ? 'surely pays' : isNever ? 'never pays by itself' : `${odds} to pay`;
  if (isRaise(change, scene)) return 'costs no more';
  if (isSure) return 'surely waste beside the rest';
  const kept = oddsWords({ value: 1 - step.pays.value, standardError: step.pays.standardError }).odds;
  return `${kept} to pay beside the rest`;
}

/** Changes of which one stands to some others as the words say: needed with them, or instead of them. */
interface Company {
  /** Without any one of these the plan is not inside. */
  readonly needed: readonly PlanStep[];
  /** Any one of these, added to what stands today, would be enough. */
  readonly enough: readonly PlanStep[];
}

const companyOf = (changes: readonly PlanStep[]): Company => ({
  needed: changes.filter(({ limitsNeedIt }) => limitsNeedIt),
  enough: changes.filter(({ aloneWouldDo }) => aloneWouldDo),
});

function neededWords({ needed }: Company, scene: RingScene): string {
  const need = `${theLimits(scene)} need${theLimits(scene) === 'the limit' ? 's' : ''} it`;
  return needed.length > 1 ? `${need}, the rest of the plan as it is` : need;
}

/** Whether what the limits need pays for itself, too; empty where that is not asked. */
export function paysToo({ step, isFromToday }: PlanStep): string {
  if (step === null || isFromToday === true || step.spend <= 0) return '';
  const { odds, isSure, isNever } = oddsWords(step.pays);
  if (isNever) return 'it never pays for itself';
  if (isSure) return 'it surely pays, too';
  return step.pays.value < EVEN ? `it hardly pays for itself (${odds})` : `it pays for itself, too (${odds})`;
}

/** What changes that would each do alone are to each other; empty where there are no two. */
function alternativesWords({ needed, enough }: Company, scene: RingScene): string {
  if (enough.length < 2) return '';
  const names = enough.map(({ control }) => nodeName(control, scene.page));
  const any = `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
  const both =
    needed.length > 1
      ? `; with the rest of this plan ${listed(needed.map(({ control }) => nodeName(control, scene.page)))} are needed together`
      : '';
  return `To be inside, what stands today needs only one of these: ${any}. They are alternatives${both}.`;
}

function why(change: PlanStep, company: Company, scene: RingScene): string {
  const kept =
    makesSufficient(change, scene) && !isRaise(change, scene)
      ? `kept, it makes ${sum(scene.rings.sufficient, scene)}`
      : '';
  const reasons = change.limitsNeedIt ? [neededWords(company, scene), paysToo(change)] : [payWords(change, scene)];
  const isOnly = company.enough.length === 1;
  return [
    ...reasons,
    change.aloneWouldDo && isOnly ? `${isRaise(change, scene) ? 'adding' : 'changing'} this alone would do` : '',
    kept,
  ]
    .filter((words) => words !== '')
    .join('; ');
}

/** What the limits need, then what is added, the dearest first, then what is given up. */
export function ordered(changes: readonly PlanStep[], scene: RingScene): PlanStep[] {
  const rank = (change: PlanStep): number => (change.limitsNeedIt ? 0 : isRaise(change, scene) ? 1 : 2);
  const spend = ({ step }: PlanStep): number => Math.abs(step?.spend ?? 0);
  return changes.toSorted((a, b) => rank(a) - rank(b) || spend(b) - spend(a) || (a.control < b.control ? -1 : 1));
}

/** `= £450k a year less spent, and losses to expect fall from £365k to £228k.` */
function sumLine(scene: RingScene): string {
  const { rings, plans } = scene;
  const change = rings.optimum.value - rings.actual.value;
  const spend =
    change === 0
      ? 'As much spent a year'
      : `= ${amount(Math.abs(change), scene)} a year ${change < 0 ? 'less' : 'more'} spent`;
  const [before, after] = [plans.current.riskCost, plans.optimum.riskCost];
  const verb = after.value < before.value ? 'fall' : after.value > before.value ? 'rise' : null;
  const losses =
    verb === null
      ? `losses to expect stay at ${sum(before, scene)}`
      : `losses to expect ${verb} from ${sum(before, scene)} to ${sum(after, scene)}`;
  return `${spend}, and ${losses}.`;
}

/** The same for a page on which the losses are stated from more futures: how much of them goes, on the same futures. */
function shareLine(scene: RingScene): string {
  const { rings, plans } = scene;
  const change = rings.optimum.value - rings.actual.value;
  const spend =
    change === 0
      ? 'As much spent a year'
      : `${gap(rings.optimum.value, rings.actual.value, scene)} a year ${change < 0 ? 'less' : 'more'} spent`;
  const [before, after] = [plans.current.riskCost.value, plans.optimum.riskCost.value];
  if (before <= 0) return `${spend}.`;
  const share = percent(Math.abs(after - before) / before, WHOLE);
  if (share === '0%') return `${spend}, and losses to expect stay as they are.`;
  if (after > 0 || before < after)
    return `${spend}, and losses to expect ${after < before ? 'fall' : 'rise'} by ${share}.`;
  return `${spend}, and no losses are left to expect.`;
}

/** That a plan is bought for the limits where it comes to more in all than what stands today; empty where it does not. */
function boughtForLimits(scene: RingScene): string {
  const { current, optimum } = scene.plans;
  const more = optimum.total.value - current.total.value;
  if (limitIds(scene).length === 0 || scene.document.today.inside || more <= 0) return '';
  const noise = 2 * Math.hypot(optimum.total.standardError, current.total.standardError);
  const perhaps = more <= noise ? 'perhaps ' : '';
  return `Spend and losses to expect come to ${perhaps}${amount(more, scene, noise / 2)} a year more in all than today: it is bought to hold ${theLimits(scene)}, not because it pays back.`;
}

/** Shares are told to a per cent. */
const WHOLE = 0.02;

/** Share of a sum that nobody misses who adds up lines. */
const ROUNDING = 0.03;

/** What lines have in common, so that they do not add up to what the plan does; empty where they do. */
function savedTwiceWords(changes: readonly PlanStep[], scene: RingScene): string {
  const { current, optimum } = scene.plans;
  const saved = current.riskCost.value - optimum.riskCost.value;
  const lines = changes.reduce((total, { step }) => total + (step?.saves.value ?? 0), 0);
  if (changes.length < 2 || Math.abs(lines - saved) <= ROUNDING * Math.abs(saved)) return '';
  return `Each line saves what it does beside the rest of the plan; together they save ${amount(saved, scene)}, as several act on the same losses.`;
}

/** What several changes pay together: a cost that they share, or what the file allows only with another. */
function togetherRow(changes: readonly PlanStep[], scene: RingScene): Cell[][] {
  const { rings } = scene;
  const all = rings.optimum.value - rings.actual.value;
  const rest = changes.reduce((left, { step }) => left - (step?.spend ?? 0), all);
  const isNothing = Math.abs(rest) < 1e-6 * Math.max(rings.optimum.value, rings.actual.value);
  if (isNothing) return [];
  return [['\u00a0\u00a0together', signed(rest, scene), '', 'costs that several of these share']];
}

export function changes(scene: RingScene): string[] {
  const { document, page } = scene;
  const { style } = page;
  const all = ordered(document.changes, scene);
  if (all.length === 0) {
    return section('Do', prose('Nothing: what stands today is the best plan.', page), page);
  }
  const company = companyOf(all);
  const rows = all.slice(0, MOST).map((change): Cell[] => {
    const raise = isRaise(change, scene);
    const { step } = change;
    return [
      {
        text: `${raise ? '+' : '-'}\u00a0${(raise ? optionName : loweredName)(change.control, change.to, scene)}`,
        paint: raise ? style.good : style.bad,
      },
      step === null ? '-' : signed(step.spend, scene),
      savesWords(change, scene),
      why(change, company, scene),
    ];
  });
  const rest = all.length - rows.length;
  return section(
    'Do',
    [
      ...table(
        [
          { header: '', shrinksTo: 18 },
          { header: 'a year', align: 'right' },
          { header: 'it saves', align: 'right' },
          { header: 'why', shrinksTo: 20 },
        ],
        [...rows, ...(rest > 0 ? [] : togetherRow(all, scene))],
        page,
      ),
      ...(rest > 0
        ? prose(
            `and ${counted(rest, 'smaller change')} (${forReaders(page, 'all are in --json', 'not shown')})`,
            page,
          ).map(style.quiet)
        : []),
      ...prose(isSent(page) ? shareLine(scene) : sumLine(scene), page).map(style.heading),
      ...[boughtForLimits(scene), alternativesWords(company, scene), savedTwiceWords(all, scene)].flatMap((words) =>
        words === '' ? [] : prose(words, page),
      ),
    ],
    page,
  );
}
