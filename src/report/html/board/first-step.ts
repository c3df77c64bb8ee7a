/** What to do first, in a sentence, for who reads no further than the verdict. */
import type { PlanStep } from '../../../results/doughnut/steps.ts';
import { counted } from '../../../results/format/count.ts';
import { isThere } from '../../../results/report-document.ts';
import { isRaise, ordered, paysToo, payWords } from '../../doughnut/changes.ts';
import { paidAtOnceWords } from '../../doughnut/finance.ts';
import { isSearched, mayBeChance } from '../../doughnut/no-safe-space.ts';
import { amount, loweredName, optionName, theLimits, type RingScene } from '../../doughnut/scene.ts';
import { isCase } from '../../run/scene.ts';
import { gravest } from '../../run/verdict.ts';
import type { Sheet } from '../sheet.ts';

/** `for £4.45m a year more`; nothing where its price is not known by itself. */
function priceWords({ step }: PlanStep, scene: RingScene): string {
  if (step === null || step.spend === 0) return '';
  return step.spend > 0
    ? `, for ${amount(step.spend, scene)} a year more`
    : `, which spares ${amount(-step.spend, scene)} a year`;
}

/** Why it comes first. */
function reasonWords(change: PlanStep, scene: RingScene): string {
  const need = `${theLimits(scene)} need${theLimits(scene) === 'the limit' ? 's' : ''} it`;
  if (!change.limitsNeedIt) return `: ${payWords(change, scene)}`;
  const pays = paysToo(change);
  return `: ${need}${pays === '' ? '' : `; ${pays}`}`;
}

function ofPlan(scene: RingScene): string {
  const all = ordered(scene.document.changes, scene);
  const [first] = all;
  if (first === undefined) return 'Nothing: of all that was tried, what stands today is the best.';
  const raise = isRaise(first, scene);
  const name = (raise ? optionName : loweredName)(first.control, first.to, scene);
  const rest = all.length - 1;
  const more =
    rest === 0 ? '' : ` ${counted(rest, 'more change')} ${rest === 1 ? 'stands' : 'stand'} under “What to do”.`;
  const atOnce = paidAtOnceWords(scene);
  return `${raise ? 'Put in' : 'Give up'} ${name}${priceWords(first, scene)}${reasonWords(first, scene)}.${atOnce === '' ? '' : ` ${atOnce}`}${more}`;
}

/**
 * What stands against a search without a plan: the run, of more futures, finds that today keeps every limit as surely as asked. Null where
 * it does not.
 */
export function heldByRun({ run, doughnut }: Sheet): string | null {
  if (run === null || doughnut === null || isCase(run) || gravest(run.result.appetite) !== 'within') return null;
  if (run.document.trials <= doughnut.document.trials) return null;
  const of = (trials: number): string => counted(trials, 'future');
  return `Nothing for the limits: what stands today keeps them as surely as asked, on ${of(run.document.trials)}. What security should cost was not found: the search met ${of(doughnut.document.trials)} of each plan, and on those none is that sure.`;
}

/** A sentence or two; empty where nothing is known of what to do. */
export function firstStep(sheet: Sheet): string {
  const { rings, doughnut, report } = sheet;
  if (rings !== null) return ofPlan(rings);
  if (doughnut === null) {
    const { model } = report;
    const hasControls = !isThere(model) || model.nodes.some(({ kind }) => kind === 'control');
    return hasControls ? '' : 'Nothing that the model knows of, as it has no control.';
  }
  const { noSafeSpace: found } = doughnut.document;
  if (found === undefined) return '';
  const held = heldByRun(sheet);
  if (held !== null) return held;
  if (mayBeChance(found, doughnut)) {
    return 'No plan was found that keeps every limit as surely as asked, but with so few futures that may be chance: have more of them simulated before anything is decided.';
  }
  return isSearched(doughnut.document)
    ? 'No plan that the model knows keeps every limit as surely as asked: a limit has to give, or something new be found. The ways out stand under “What to do”.'
    : 'No plan was found yet that keeps every limit as surely as asked.';
}
