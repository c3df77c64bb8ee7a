/** What estimates decide, as the document states it. */
import type { CompiledModel } from '../../sim/kernel/ground/compiled-model.ts';
import type { Model } from '../../model/model.ts';
import type {
  DoughnutEstimates,
  TestedControl,
  TestingWorth as StatedTesting,
  TornadoRow as StatedRow,
} from '../../results/doughnut/estimates.ts';
import { estimate } from '../../results/estimate.ts';
import type { Costs } from '../cost/costs.ts';
import { statedAmount, statedRing } from '../findings/stated.ts';
import { adequate } from '../rings/adequate.ts';
import type { Asked } from '../rings/evaluated-set.ts';
import { cheapestOf } from '../rings/rings.ts';
import type { View } from '../rings/view.ts';
import { contenders } from './contenders.ts';
import { gapsOf, worthsOfKnowing } from './information.ts';
import { costInputs, lossInputs, opportunityInputs, performances, type Performance } from './inputs.ts';
import { worthOfTesting, type TestingWorth } from './testing.ts';
import { tornado, type TornadoEnd, type TornadoRow } from './tornado.ts';

/** What was simulated. */
export interface Estimated {
  readonly view: View;
  readonly asked: Asked;
  readonly model: Model;
  /** As today stands; other levels change no label of a draw. */
  readonly compiled: CompiledModel;
  readonly costs: Costs;
  readonly seed: string;
  readonly worlds: number;
}

/** Further tests of a control that are weighed. */
const TESTS = [10, 40];
/** Worlds that an outcome should rest on. */
const ENOUGH_WORLDS = 30;
/** Inputs that are stated of those worth knowing. */
const MOST_KNOWN = 20;

const statedEnd = ({ at, rings }: TornadoEnd): StatedRow['low'] => ({
  at,
  rings:
    rings === null
      ? null
      : {
          necessary: statedRing(rings.necessary),
          optimum: statedRing(rings.optimum),
          sufficient: statedRing(rings.sufficient),
        },
});

const statedRow = ({ id, of, low, high }: TornadoRow): StatedRow => ({
  id,
  of,
  low: statedEnd(low),
  high: statedEnd(high),
});

const statedTesting = ({ tests, necessaryFalls, changes, noRing, worlds }: TestingWorth): StatedTesting => ({
  tests,
  necessaryFalls: necessaryFalls === null ? null : statedAmount(necessaryFalls),
  changes,
  noRing,
  ...(worlds < ENOUGH_WORLDS ? { unreliable: true } : {}),
});

/** The level of each control that would be tested: the one that stands, or else the one of the inner ring. */
function tested(view: View, asked: Asked, all: readonly Performance[]): Performance[] {
  const { set, whole } = view;
  const necessary = cheapestOf(view, adequate(view, asked), whole);
  return set.controls.flatMap((_, control) => {
    const own = all.filter((each) => each.control === control);
    const at = (portfolio: number): Performance | undefined =>
      own.find(({ level }) => level === set.levels(portfolio)[control]);
    return at(set.today) ?? (necessary === null ? undefined : at(necessary)) ?? [];
  });
}

function testing({ asked, compiled, seed, worlds }: Estimated, few: View): DoughnutEstimates['testing'] {
  const rows: [string, TestedControl][] = [];
  for (const { control, level, values } of tested(few, asked, performances(compiled, seed, worlds))) {
    const found = worthOfTesting(few, asked, values, TESTS);
    if (found === null) return asked.limits.length === 0 ? {} : null;
    const { id, levels } = few.set.controls[control]!;
    rows.push([id, { level: levels[level]!, numbers: found.map(statedTesting) }]);
  }
  return Object.fromEntries(rows);
}

/** Nothing is simulated for it. */
export function estimatesOf(asked: Estimated): DoughnutEstimates {
  const { view, model, compiled, costs, seed, worlds } = asked;
  if (view.set.weights.length < 2) return { inputs: 0, tornado: [], testing: {}, information: [] };
  const few = contenders(view, asked.asked);
  const losses = [...lossInputs(compiled, seed, worlds), ...opportunityInputs(model, costs)];
  const prices = costInputs(model, costs);
  const gaps = gapsOf(few, asked.asked);
  return {
    inputs: losses.length + prices.length,
    tornado: tornado(few, asked.asked, { model, costs, losses, prices }).map(statedRow),
    testing: testing(asked, few),
    information:
      gaps === null
        ? null
        : worthsOfKnowing(gaps, [...losses, ...prices])
            .slice(0, MOST_KNOWN)
            .map(({ id, of, value, standardError, high }) => ({ ...estimate(value, standardError), id, of, high })),
  };
}
