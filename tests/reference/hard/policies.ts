import type { CalendarFactor, Control, ModelNode, Threat, TransferLayer } from '../../../src/model/model.ts';
import type { ModelParts, Named } from '../../fixtures/model-builder.ts';
import { against, constant, cost, effect, interval, level, need } from '../../fixtures/model-builder.ts';
import type { Random } from '../../fixtures/random.ts';
import { failures, hours, lossesOf, maybe } from './parts.ts';

const YEARS = 3;

/** Yearly chances at every pace, what deters them, and several policies over some of the threats or all of them. */
export function policies(random: Random): ModelParts {
  const factor = (): number => random.pick([0, 0.25, 0.5, 1.5, 2, 3.3]);
  const during = (): CalendarFactor[] =>
    random.sample(['night', 'season', 'end'], random.whole(0, 2)).map((name) => ({ name, factor: factor() }));
  const chances = [1, 1, 0.95, 0.6, 0.3, 0.05];
  const yearly = Array.from({ length: random.whole(2, 4) }, (_, t): Named<Threat> => ({
    id: `y${t}`,
    occurs: {
      kind: 'yearly',
      chance: random.chance(0.7)
        ? constant(random.pick(chances), 'share', 'uncertain')
        : interval(0.2, 0.8, 'share', 'uncertain'),
      once: random.chance(0.25),
    },
    during: during(),
    rateFactor: random.pick([1, 1, 0.3, 1.7, 2.5]),
    affects: random.chance(0.5) ? [effect('site', hours(random, 5, 60))] : [],
    cost: [cost('own', interval(1000, 9000, 'money', 'varies'))],
  }));
  const rates = Array.from({ length: random.whole(1, 2) }, (_, t): Named<Threat> => {
    const made = failures(random, `f${t}`, random.pick(['site', 'office']), hours(random, 5, 90));
    return { ...made, during: during(), rateFactor: random.pick([1, 0.4, 2.2]) };
  });
  const threats = [...yearly, ...rates];

  function layer(): TransferLayer {
    const per = random.pick(['event', 'year', 'year'] as const);
    return {
      limit: random.pick([2000, 8000, 1e6]),
      over: random.pick([0, 500, 3000]),
      per,
      share: random.pick([1, 1, 0.6]),
      waitingHours: random.pick([0, 0, 12]),
    };
  }
  const controls = Array.from({ length: random.whole(2, 4) }, (_, c): Named<Control> => {
    const some = random.chance(0.25) ? [] : random.sample(threats, random.whole(1, threats.length));
    const deters = some.length > 0 && random.chance(0.6);
    return {
      id: `c${c}`,
      against: some.map(({ id, affects }) =>
        (affects ?? []).length > 0 && random.chance(0.2) ? against(id, [affects![0]!.node]) : against(id),
      ),
      levels: [
        level('none', 0),
        level('on', 1, deters ? { deter: interval(0.2, 0.8, 'share', 'uncertain') } : {}, {
          transfer: Array.from({ length: random.whole(deters ? 0 : 1, 2) }, layer),
        }),
      ],
    };
  });
  const offices = controls.map(({ id }): Named<ModelNode> => ({
    id,
    kind: 'control',
    drawLabel: `controls.${id}`,
    needs: random.chance(0.4) ? [need('office')] : [],
  }));
  return {
    horizonHours: YEARS * 8760,
    periodHours: 8760,
    nodes: [
      { id: 'office', restart: maybe(random, 0.5, hours(random, 1, 9)) },
      { id: 'site', loss: lossesOf(random) },
      ...offices,
    ],
    threats,
    controls,
    shocks: random.chance(0.3)
      ? [{ id: 'storm', atHours: 4000, node: 'site', outage: hours(random, 10, 90), leaves: 0.3 }]
      : [],
    scenario: 'storm',
  };
}
