/** The doughnut of a what-if: what is enough, of the whole and of its segments. */
import { money } from '../../results/format/money.ts';
import { printable } from '../../report/text/display-width.ts';
import { doughnutLine, spokenDoughnut, type DoughnutRow } from '../charts/doughnut.ts';
import { cut } from '../draw/text.ts';
import { isSpoken } from '../draw/theme.ts';
import type { ControlView } from '../host/model-view.ts';
import type { Panel } from '../state/product.ts';
import type { State } from '../state/state.ts';
import { levelOf } from '../state/what-if.ts';
import { empty } from '../words/empty.ts';
import { noRingsOf } from '../words/no-rings.ts';
import { knownRings, ringsAskedFor, ringsState } from './what-if-rings.ts';

/** The segment of controls without a discipline, as the doughnut calls it. */
const NO_DISCIPLINE = 'other';

/** What the levels of a discipline cost today and in the what-if, as their prices add up [money a year]. */
function spendOf(state: State, isIn: (control: ControlView) => boolean): { today: number; whatIf: number } {
  let [today, whatIf] = [0, 0];
  for (const control of state.model?.controls ?? []) {
    if (!isIn(control)) continue;
    const price = (level: string): number => control.levels.find(({ id }) => id === level)?.spendPerYear ?? 0;
    const { now, today: before } = levelOf(state, control.id);
    today += price(before);
    whatIf += price(now);
  }
  return { today, whatIf };
}

/** Rows of the doughnut: segments that are disciplines, then the whole. */
export function doughnutRows(state: State): readonly { readonly name: string; readonly row: DoughnutRow }[] {
  const rings = knownRings(state);
  const document = rings?.document ?? null;
  if (document?.rings === undefined) return [];
  const hasWhatIf = state.whatIf.changes.some(({ kind }) => kind === 'level');
  const rowOf = (
    {
      necessary,
      optimum,
      sufficient,
    }: Pick<NonNullable<typeof document.rings>, 'necessary' | 'optimum' | 'sufficient'>,
    spend: { readonly today: number; readonly whatIf: number },
  ): DoughnutRow => ({
    atLeast: necessary.value,
    best: optimum.value,
    atMost: sufficient.value,
    today: spend.today,
    whatIf: hasWhatIf ? spend.whatIf : null,
  });
  const isByDiscipline = ringsState.of(state).segments === 'discipline';
  const ofSegments = isByDiscipline
    ? Object.entries(document.segments).map(([name, segment]) => ({
        name,
        row: rowOf(
          segment,
          spendOf(state, ({ discipline }) => (discipline ?? NO_DISCIPLINE) === name),
        ),
      }))
    : Object.entries(document.segments).map(([name, segment]) => ({
        name,
        row: { ...rowOf(segment, { today: segment.actual.value, whatIf: 0 }), whatIf: null },
      }));
  const whole = spendOf(state, () => true);
  const today = document.rings.actual.value;
  const total = { name: 'TOTAL', row: rowOf(document.rings, { today, whatIf: today + whole.whatIf - whole.today }) };
  return [...ofSegments, total];
}

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
    const rings = knownRings(state);
    if (rings === null) {
      return model.controls.length === 0
        ? empty('noControls', width, theme)
        : model.controls.every(({ levels }) => levels.every(({ spendPerYear }) => (spendPerYear ?? 0) === 0))
          ? empty('noSpend', width, theme)
          : [theme.quiet('  worked out once today is settled')];
    }
    const { document, failure } = rings;
    if (document === null) {
      const done = rings.progress === null ? '' : `: ${rings.progress}`;
      return [theme.quiet(cut(theme.words(`  ${failure ?? `rings are being worked out${done}`}`), width))];
    }
    if (document.rings === undefined) {
      const { said, ways } = noRingsOf(document);
      return [cut(`  ${theme.bad(said)}, so no ring is drawn.`, width), theme.quiet(cut(`  ${ways}`, width))].slice(
        0,
        height,
      );
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
