/** What a budget may buy: the plans of the frontier and of the rings, in words and as a table. */
import { printable } from '../../report/text/display-width.ts';
import { money, moneyError } from '../../results/format/money.ts';
import { sure } from '../../results/format/share.ts';
import type { DoughnutDocument } from '../../results/doughnut-document.ts';
import type { Plan } from '../../results/doughnut/amounts.ts';
import type { Theme } from '../draw/theme.ts';
import type { State } from '../state/state.ts';
import { buys } from './limit-costs.ts';
import { knownRings } from './what-if-rings.ts';

export const documentOf = (state: State): DoughnutDocument | null => knownRings(state)?.document ?? null;

const RINGS = ['necessary', 'optimum', 'sufficient'] as const;
const RING_WORDS = { necessary: 'at least', optimum: 'best', sufficient: 'at most' } as const;

const sameLevels = (a: Plan, b: Plan): boolean =>
  Object.entries(a.portfolio).every(([control, level]) => b.portfolio[control] === level);

/**
 * What may be bought, by spend: the frontier, and the plans of the rings. The least that holds all limits need not lose least of what
 * costs as much.
 */
export function plansOf(state: State): readonly Plan[] {
  const document = documentOf(state);
  if (document === null) return [];
  const { frontier, plans } = document;
  const ofRings = RINGS.flatMap((ring) => plans[ring] ?? []);
  const others = ofRings.filter(
    (plan, place) => ![...frontier, ...ofRings.slice(0, place)].some((other) => sameLevels(plan, other)),
  );
  return [...frontier, ...others].toSorted((a, b) => a.spend.value - b.spend.value);
}

/** `at least, best: `, the rings that a plan is; empty where it is none. */
function ringOf(state: State, plan: Plan): string {
  const plans = documentOf(state)?.plans;
  const rings = RINGS.filter((ring) => {
    const one = plans?.[ring];
    return one !== undefined && sameLevels(plan, one);
  });
  return rings.length === 0 ? '' : `${rings.map((ring) => RING_WORDS[ring]).join(', ')}: `;
}

/** How sure it is that the limit is kept that is farthest from what is asked of it: `one-point 0.2% sure`. */
function leastSure({ adequate, confidences }: Plan): string {
  const [id] = Object.entries(confidences).find(([, { value }]) => value === adequate.value) ?? ['a limit'];
  return `${printable(id)} ${sure(adequate.value)} sure`;
}

/** `£1.08m, holds all limits, loses £0.95m ± £0.01m a year: guard night`: what cannot be cut stands first. */
export function planWords(state: State, plan: Plan, theme: Theme): string {
  const { currency = '', limits: asked = [] } = state.model ?? {};
  const { value, standardError } = plan.riskCost;
  const error = moneyError(standardError, currency);
  const loses = `loses ${money(value, currency, standardError)}${error === '' ? '' : ` ${error}`} a year`;
  const holds = plan.isAdequate ? ', holds all limits' : `, ${leastSure(plan)}`;
  const known = asked.length === 0 ? '' : holds;
  return theme.words(
    `${ringOf(state, plan)}${money(plan.spend.value, currency)}${known}, ${loses}: ${printable(buys(state, plan.portfolio))}`,
  );
}

/** The frontier as a table. */
export function frontierTable(state: State, theme: Theme): readonly (readonly string[])[] {
  const { model } = state;
  if (model === null) return [];
  const sum = ({ value, standardError }: Plan['spend']): string =>
    theme.words(`${money(value, model.currency, standardError)} ${moneyError(standardError, model.currency)}`.trim());
  return plansOf(state).map((plan) => [
    sum(plan.spend),
    sum(plan.riskCost),
    sum(plan.total),
    plan.isAdequate ? 'holds all' : leastSure(plan),
    theme.words(`${ringOf(state, plan)}${printable(buys(state, plan.portfolio))}`),
  ]);
}

export const TABLE_HEADERS: readonly string[] = ['spend', 'losses to expect', 'together', 'limits', 'buys'];
