/** The doughnut of a what-if: what is enough, of the whole and of its segments. */
import { money } from '../../results/format/money.ts';
import type { DoughnutDocument } from '../../results/doughnut-document.ts';
import type { PortfolioLevels } from '../../results/doughnut/amounts.ts';
import { printable } from '../../report/text/display-width.ts';
import { wrap } from '../../report/text/wrap.ts';
import { doughnutLine, spokenDoughnut, type DoughnutRow } from '../charts/doughnut.ts';
import { cut } from '../draw/text.ts';
import { isSpoken, type Theme } from '../draw/theme.ts';
import type { Panel } from '../state/product.ts';
import type { State } from '../state/state.ts';
import { noDoughnut } from '../state/rings.ts';
import { pricesOf } from '../state/prices.ts';
import { levelOf } from '../state/what-if.ts';
import { empty } from '../words/empty.ts';
import { RINGS_ARE } from '../words/glossary.ts';
import { noRingsOf } from '../words/no-rings.ts';
import { knownRings, ringsAskedFor } from './what-if-rings.ts';

/** Levels of all controls, today's and the what-if's. */
function levelsOf(state: State): { readonly now: PortfolioLevels; readonly today: PortfolioLevels } {
  const levels = (state.model?.controls ?? []).map(({ id }) => [id, levelOf(state, id)] as const);
  return {
    now: Object.fromEntries(levels.map(([id, { now }]) => [id, now])),
    today: Object.fromEntries(levels.map(([id, { today }]) => [id, today])),
  };
}

/** What the controls of the what-if, or today's where nothing differs, cost in all: in the money that rings are drawn in. */
export function wholeCost(state: State): number | null {
  const prices = knownRings(state)?.prices ?? null;
  return prices === null ? null : pricesOf(prices, levelsOf(state).now).all.whole;
}

/** Whether all limits are kept, of the what-if or else of today; null where that is not known. */
function isKept(state: State, { today }: DoughnutDocument, hasWhatIf: boolean): boolean | null {
  if (!hasWhatIf) return today.inside;
  const { answer = null, isOld = true } = state.changed ?? {};
  if (answer === null || isOld) return null;
  const limits = answer.document.scenarios[answer.scenario]?.appetite ?? [];
  if (limits.every(({ status }) => status === 'within')) return true;
  return limits.some(({ status }) => status === 'outside') ? false : null;
}

/** Rows of the doughnut: its segments, then the whole, and what of it the budget pays where the business bears a part. */
export function doughnutRows(state: State): readonly { readonly name: string; readonly row: DoughnutRow }[] {
  const known = knownRings(state);
  const document = known?.document ?? null;
  if (known === null || document?.rings === undefined) return [];
  const hasWhatIf = state.whatIf.changes.some(({ kind }) => kind === 'level');
  const levels = levelsOf(state);
  const whatIf = hasWhatIf && known.prices !== null ? pricesOf(known.prices, levels.now) : null;
  const { rings } = document;
  const ofSegments = Object.entries(document.segments).map(([name, segment]) => ({
    name,
    row: {
      atLeast: segment.necessary.value,
      best: segment.optimum.value,
      atMost: segment.sufficient.value,
      today: segment.actual.value,
      whatIf: whatIf === null ? null : (whatIf.segments[name]?.whole ?? 0),
    },
  }));
  const total: DoughnutRow = {
    atLeast: rings.necessary.value,
    best: rings.optimum.value,
    atMost: rings.sufficient.value,
    today: rings.actual.value,
    whatIf: whatIf?.all.whole ?? null,
    isKept: isKept(state, document, hasWhatIf),
  };
  return [...ofSegments, { name: 'TOTAL', row: total }];
}

/** What of the whole the budget pays; null where the business bears nothing of it. */
export function budgetRow(state: State): DoughnutRow | null {
  const known = knownRings(state);
  const rings = known?.document?.rings;
  const plans = known?.document?.plans;
  if (known === null || rings === undefined || plans === undefined) return null;
  const levels = levelsOf(state);
  const hasWhatIf = state.whatIf.changes.some(({ kind }) => kind === 'level');
  const whatIf = hasWhatIf && known.prices !== null ? pricesOf(known.prices, levels.now).all : null;
  const today = plans.current ?? null;
  const isBorne = (whole: number, budget: number): boolean => Math.abs(whole - budget) > 1e-9 * Math.max(1, whole);
  const all = [rings.necessary, rings.optimum, rings.sufficient].map(({ value, budget }) => [value, budget] as const);
  const ofToday = today === null ? [] : [[today.spend.value, today.budget] as const];
  const ofWhatIf = whatIf === null ? [] : [[whatIf.whole, whatIf.budget] as const];
  if (![...all, ...ofToday, ...ofWhatIf].some(([whole, budget]) => isBorne(whole, budget))) return null;
  return {
    atLeast: rings.necessary.budget,
    best: rings.optimum.budget,
    atMost: rings.sufficient.budget,
    today: today?.budget ?? rings.actual.value,
    whatIf: whatIf?.budget ?? null,
  };
}

/** Sentences, each on lines of its own. */
const broken = (sentences: readonly string[], width: number, theme: Theme): readonly string[] =>
  sentences.flatMap((words) => wrap(theme.words(printable(words)), width - 4).map((line) => `  ${line}`));

export const doughnut: Panel = {
  id: 'doughnut',
  title: () => 'Doughnut: is it enough?',
  note: (state) => {
    const document = knownRings(state)?.document ?? null;
    const sure = document === null ? '' : `${ringsAskedFor(state, document)}, `;
    return isSpoken(state) ? sure : `${sure}too little | enough | waste`;
  },
  spoken: (state, theme) => spokenDoughnut(doughnutRows(state), state.model?.currency ?? '', theme),
  draw: (state, { width, height, theme }) => {
    const { model } = state;
    if (model === null) return [];
    const nothing = noDoughnut(state);
    if (nothing !== null) return empty(nothing, width, theme);
    const rings = knownRings(state);
    if (rings === null) return [theme.quiet('  worked out once today is settled')];
    const { document, failure } = rings;
    if (document === null) {
      const done = rings.progress === null ? '' : `: ${rings.progress}`;
      const words = failure === null ? [`rings are being worked out${done}`, RINGS_ARE] : [failure];
      return broken(words, width, theme).map(theme.quiet).slice(0, height);
    }
    if (document.rings === undefined) {
      const { said, ways } = noRingsOf(document);
      return [
        ...broken([`${said}, so no ring is drawn.`], width, theme).map(theme.bad),
        ...broken([ways, RINGS_ARE], width, theme).map(theme.quiet),
      ].slice(0, height);
    }
    const sum = (value: number): string => theme.words(money(value, model.currency));
    const all = doughnutRows(state);
    const rows = all.length > height ? all.slice(-height) : all;
    const lines = rows.map(({ name, row }) => doughnutLine(theme.words(printable(name)), row, sum, width, theme));
    const { necessary, sufficient } = document.rings;
    const words =
      model.limits.length === 0
        ? `   no limit asks for any: best ${sum(document.rings.optimum.value)}, more than ${sum(sufficient.value)} buys nothing`
        : necessary.value === sufficient.value
          ? `   ${theme.glyphs.coincide} ${sum(necessary.value)} is the least that holds all limits, and more than it buys nothing`
          : `   at least ${sum(necessary.value)}, best ${sum(document.rings.optimum.value)}, at most ${sum(sufficient.value)}`;
    const old = rings.isOld ? ' (old: worked out anew)' : '';
    return [...lines, theme.quiet(cut(`${words}${old}`, width))].slice(0, height);
  },
};
