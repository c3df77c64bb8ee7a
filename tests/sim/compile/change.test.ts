import { describe, expect, test } from 'vitest';
import type { Model } from '../../../src/model/model.ts';
import { changedModel, type Change } from '../../../src/sim/compile/change.ts';
import { compileModel } from '../../../src/sim/compile/compile-model.ts';
import { makeKernel } from '../../../src/sim/kernel/make-kernel.ts';
import { modelOfText, snowballModel } from '../../fixtures/snowball-models.ts';

/** Mean loss of trials of world 0, as it stands and under changes: one kernel, into which all are poured. */
function losses(model: Model, changes: readonly Change[], trials = 1): number[] {
  const compiled = compileModel(model);
  const kernel = makeKernel(compiled, 'changes');
  const mean = (change: Change): number => {
    expect(kernel.pour(changedModel(compiled, change))).toBe(true);
    let sum = 0;
    for (let trial = 0; trial < trials; trial++) {
      kernel.simulate(0, trial);
      sum += kernel.periodLoss[0]!;
    }
    return sum / trials;
  };
  return [{}, ...changes, {}].map(mean);
}

const HEAD = `
ringfence: 1
title: Test
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
`;

const on = (day: string, node: string, hours: string): string =>
  `  ${node}-fails: { discipline: physical, occurs: on ${day}, affects: { ${node}: { outage: ${hours} } } }`;

describe('a changed future', () => {
  test('makes plain, unfelt and hard what stands between a feed and a closure', () => {
    const changes: Change[] = [
      { plain: ['dist'] },
      { plain: ['crit'] },
      { plain: ['in-a'] },
      { unfelt: ['in-a'] },
      { unfelt: ['dist'] },
      { unfelt: ['in-b'] },
      { hard: ['dist'] },
      { hard: ['goal'] },
    ];
    // Down from .25 h to 11 h (changeover) + 6 h (restart), at 10k an hour
    expect(losses(snowballModel('p1'), changes)).toEqual([167500, 0, 107500, 167500, 0, 0, 167500, 0, 0, 167500]);
  });

  test('is felt by one dependant alone', () => {
    const [all, one, none] = losses(
      snowballModel('p4'),
      [{ feltBy: { node: 'hub', dependant: 'shop-2' } }, { unfelt: ['hub'] }],
      50,
    );
    expect(one).toBeCloseTo(all! / 4, 6);
    expect(none).toBe(0);
  });

  test('sees a control unhurt, as its level says', () => {
    const changes: Change[] = [{ unfelt: ['alarm'] }, { plain: ['alarm'] }, { unfelt: ['power'] }, { hard: ['alarm'] }];
    expect(losses(snowballModel('p5'), changes)).toEqual([600_000, 0, 0, 0, 0, 600_000]);
  });

  test('sees a control at a level of part capacity at what that gives', () => {
    const model = modelOfText(`${HEAD}
nodes:
  power: { kind: infrastructure }
  shop: { kind: service, needs: { spare: {} }, loss: [ { own: £1k per hour } ] }
threats:
${on('2027-03-01', 'power', '100 h')}
controls:
  spare: { discipline: physical, needs: [power], current: half, levels: { none: {}, half: { opex: £1 per year, capacity: 50% } } }
`);
    // Half the shop is closed all year; with the power the other half is lost for 100 h
    const [before, unfelt, , after] = losses(model, [{ unfelt: ['spare'] }, {}]);
    expect(before).toBeCloseTo(4_380_000 + 50_000, 3);
    expect(unfelt).toBeCloseTo(4_380_000, 3);
    expect(after).toBe(before);
  });

  test('leaves out threats, effects and shares of common causes, and nothing else', () => {
    const model = modelOfText(`${HEAD}
nodes:
  east: { kind: infrastructure, loss: [ { own: £1k per hour } ] }
  west: { kind: infrastructure, loss: [ { own: £1k per hour } ] }
  north: { kind: infrastructure, loss: [ { own: £1k per hour } ] }
threats:
  fire: { discipline: physical, occurs: on 2027-02-01, affects: { east: { outage: 10 h, cost: { own: £5k } } } }
  flood: { discipline: physical, occurs: on 2027-04-01, affects: { east: { outage: 3 h }, west: { outage: 2 h } } }
common causes:
  grid: { of: [east, north], beta: 100% }
`);
    const changes: Change[] = [
      { withoutThreats: ['flood'] },
      { withoutCommonCauses: ['grid'] },
      { onlyStruck: { threat: 'flood', node: 'west' } },
      { onlyStruck: { threat: 'fire', node: 'east' } },
      { hard: ['east'] },
      { hard: ['north'] },
      { notStruck: [{ node: 'east', unless: 'west' }] },
      { notStruck: [{ node: 'east', unless: 'north' }] },
    ];
    // fire: east and north, 10 h and 5k each; flood: east and north 3 h, west 2 h
    const all = 30_000 + 8000;
    expect(losses(model, changes)).toEqual([
      all,
      30_000,
      15_000 + 5000,
      30_000 + 2000,
      15_000 + 8000,
      15_000 + 5000,
      15_000 + 5000,
      15_000 + 8000,
      all,
      all,
    ]);
  });

  test('unlocks a loop that holds itself down, as soon as nothing else does', () => {
    const model = modelOfText(`${HEAD}
nodes:
  power: { kind: infrastructure, needs: [network] }
  network: { kind: service, needs: [power, cooling] }
  cooling: { kind: asset }
  shop: { kind: service, needs: [network], loss: [ { own: £1k per hour } ] }
threats:
  trip: { discipline: physical, occurs: on 2027-03-01, affects: { power: { outage: 2 h } } }
  heat: { discipline: physical, occurs: on 2027-03-01T01:00, affects: { cooling: { outage: 5 h } } }
`);
    const down = (365 - 59) * 24 * 1000;
    expect(losses(model, [{ unlocked: ['power'] }, { unfelt: ['power'] }])).toEqual([down, 6000, 5000, down]);
  });

  test('has no restart, no switchover and no delay of a fallback where it is plain, and others keep theirs', () => {
    const model = modelOfText(`${HEAD}
nodes:
  a: { kind: infrastructure }
  one: { kind: asset, needs: { a: { fallback: 50% after 2 h } }, restart: 7 h }
  two: { kind: asset, needs: [a], restart: 5 h }
  shop: { kind: service, needs: [one], loss: [ { own: £1k per hour } ] }
  hall: { kind: service, needs: [two], loss: [ { own: £1k per hour } ] }
threats:
${on('2027-03-01', 'a', '10 h')}
`);
    const one = 2000 + 4000 + 3500;
    expect(losses(model, [{ plain: ['one'] }, { plain: ['two'] }, { plain: ['one', 'two'] }])).toEqual([
      one + 15_000,
      5000 + 15_000,
      one + 10_000,
      5000 + 10_000,
      one + 15_000,
    ]);
  });

  test('names what it does not know', () => {
    const compiled = compileModel(snowballModel('p1'));
    expect(() => changedModel(compiled, { plain: ['dits'] })).toThrow('a change of an unknown node "dits"');
    expect(() => changedModel(compiled, { unlocked: ['dist'] })).toThrow('dist lies in no loop');
  });
});
