/** What to do first, in a sentence, for who reads no further than the verdict. */
import type { PlanStep } from '../../../results/doughnut/steps.ts';
import { counted } from '../../../results/format/count.ts';
import { isThere } from '../../../results/report-document.ts';
import { isRaise, ordered, paysToo, payWords } from '../../doughnut/changes.ts';
import { paidAtOnceWords } from '../../doughnut/finance.ts';
import { isSearched } from '../../doughnut/no-safe-space.ts';
import { amount, loweredName, optionName, theLimits, type RingScene } from '../../doughnut/scene.ts';
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

/** A sentence or two; empty where nothing is known of what to do. */
export function firstStep({ rings, doughnut, report }: Sheet): string {
  if (rings !== null) return ofPlan(rings);
  if (doughnut === null) {
    const { model } = report;
    const hasControls = !isThere(model) || model.nodes.some(({ kind }) => kind === 'control');
    return hasControls ? '' : 'Nothing that the model knows of, as it has no control.';
  }
  if (doughnut.document.noSafeSpace === undefined) return '';
  return isSearched(doughnut.document)
    ? 'No plan that the model knows keeps every limit as surely as asked: a limit has to give, or something new be found. The ways out stand under “What to do”.'
    : 'No plan was found yet that keeps every limit as surely as asked.';
}
