/** The doughnut of a what-if: what is enough, of the whole and of its segments. */
import { money } from '../../results/format/money.ts';
import type { DoughnutDocument } from '../../results/doughnut-document.ts';
import { businessBears } from '../../results/doughnut/business-bears.ts';
import { printable } from '../../report/text/display-width.ts';
import { wrap } from '../../report/text/wrap.ts';
import { doughnutLine, spokenDoughnut, type DoughnutRow } from '../charts/doughnut.ts';
import { cut } from '../draw/text.ts';
import { isSpoken, type Theme } from '../draw/theme.ts';
import type { Panel } from '../state/product.ts';
import type { State } from '../state/state.ts';
import { noDoughnut } from '../state/rings.ts';
import { pricesOf } from '../state/prices.ts';
import { isLeftOut, levelOf } from '../state/what-if.ts';
import { empty } from '../words/empty.ts';
import { RINGS_ARE } from '../words/glossary.ts';
import { noRingsOf } from '../words/no-rings.ts';
import { knownRings, ringsAskedFor } from './what-if-rings.ts';

/** What the levels of the what-if cost, today's where none differs; null before prices are known. */
function pricesNow(state: State): ReturnType<typeof pricesOf> | null {
  const prices = knownRings(state)?.prices ?? null;
  if (prices === null) return null;
  const levels = (state.model?.controls ?? []).map(({ id }) => [id, levelOf(state, id).now]);
  return pricesOf(prices, Object.fromEntries(levels));
}

/** What the controls of the what-if, or today's where none differs, cost in all: in the money that rings are drawn in. */
export const wholeCost = (state: State): number | null => pricesNow(state)?.all.whole ?? null;

const hasLevels = ({ whatIf }: State): boolean => whatIf.changes.some(({ kind }) => kind === 'level');

/** Whether all limits are kept that count, of the what-if or else of today; null where that is not known. */
function isKept(state: State, { today }: DoughnutDocument): boolean | null {
  if (!hasLevels(state)) return today.inside;
  const { answer = null, isOld = true } = state.changed ?? {};
  if (answer === null || isOld) return null;
  const limits = (answer.document.scenarios[answer.scenario]?.appetite ?? []).filter(({ id }) => !isLeftOut(state, id));
  if (limits.every(({ status }) => status === 'within')) return true;
  return limits.some(({ status }) => status === 'outside') ? false : null;
}

/** Rows of the doughnut: its segments, then the whole. */
export function doughnutRows(state: State): readonly { readonly name: string; readonly row: DoughnutRow }[] {
  const document = knownRings(state)?.document ?? null;
  if (document?.rings === undefined) return [];
  const whatIf = hasLevels(state) ? pricesNow(state) : null;
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
    isKept: isKept(state, document),
  };
  return [...ofSegments, { name: 'TOTAL', row: total }];
}

/** What of the whole the budget pays; null where the business bears nothing of it. */
export function budgetRow(state: State): DoughnutRow | null {
  const document = knownRings(state)?.document ?? null;
  if (document?.rings === undefined) return null;
  const whatIf = hasLevels(state) ? (pricesNow(state)?.all ?? null) : null;
  if (!businessBears(document) && (whatIf === null || whatIf.budget === whatIf.whole)) return null;
  const { rings, plans } = document;
  return {
    atLeast: rings.necessary.budget,
    best: rings.optimum.budget,
    atMost: rings.sufficient.budget,
    today: plans.current.budget,
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
