/** What `x0.5` scales: every number, in a text of several numbers the first; and `x0`. */
import { describe, expect, test } from 'vitest';
import type { Quantity } from '../../src/model/quantity.ts';
import { makeKernel } from '../../src/sim/kernel/make-kernel.ts';
import { compileModel } from '../../src/sim/compile/compile-model.ts';
import { distributionOf } from '../../src/sim/distributions/distribution-of.ts';
import { changed, faultsOf, modelFrom, SMALL } from '../model/parse/small-model.ts';

const level = (set: string, verbs: string) =>
  modelFrom(changed(['prevent: 40..70%', `prevent: 40..70%, ${verbs}`]), {
    set: [`controls.sprinkler.levels.basic.${set}`],
  })
    .controls.find(({ id }) => id === 'sprinkler')
    ?.levels.find(({ id }) => id === 'basic');

describe('a factor', () => {
  test('scales the capacity of a fallback, not its delay', () => {
    const text = changed(['switchover: 1..2 h }', 'switchover: 1..2 h, fallback: 40% after 30 min }']);
    const feed = modelFrom(text, { set: ['nodes.hub.needs.feed.fallback=x0.5'] })
      .nodes.find(({ id }) => id === 'hub')
      ?.needs.find(({ id }) => id === 'feed');
    expect(feed?.fallback?.law).toEqual({ kind: 'constant', value: 0.2 });
    expect(feed?.fallbackAfter?.law).toEqual({ kind: 'constant', value: 0.5 });
    expect(faultsOf(text, { set: ['nodes.hub.needs.feed.fallback=x3'] })).toEqual([
      expect.stringMatching(/times 3, this share would pass 100 %.*in --set/),
    ]);
  });

  test('scales the chance of a recovery, and the limit of a layer of insurance', () => {
    expect(level('recover=x0.5', 'recover: 80% in 2 h')?.recover?.chance.law).toEqual({ kind: 'constant', value: 0.4 });
    expect(level('transfer=x2', 'transfer: £5m over £1m per event')?.transfer[0]).toMatchObject({
      limit: 1e7,
      over: 1e6,
    });
  });

  test('scales a count to a whole number', () => {
    expect(
      modelFrom(SMALL, { set: ['nodes.guard.count=x2'] }).nodes.filter(({ id }) => id.startsWith('guard')),
    ).toHaveLength(4);
    expect(faultsOf(SMALL, { set: ['nodes.guard.count=x0.75'] })).toEqual([
      expect.stringMatching(/`count` is a whole number/),
    ]);
  });

  test('scales a beta law: half of it lies below a half', () => {
    const prevent = level('prevent=x0.5', 'contain: 10%')?.prevent;
    expect(prevent?.kind).toBe('elicited');
    const text = changed(['prevent: 40..70%', 'prevent: beta 2 8']);
    const half = modelFrom(text, { set: ['controls.sprinkler.levels.basic.prevent=x0.5'] }).controls.find(
      ({ id }) => id === 'sprinkler',
    )?.levels[1]?.prevent;
    const quantity = (half as { readonly quantity: Quantity }).quantity;
    expect(quantity.law).toEqual({ kind: 'beta', a: 2, b: 8, high: 0.5 });
    const law = distributionOf(quantity);
    const whole = distributionOf({ ...quantity, law: { kind: 'beta', a: 2, b: 8 } });
    // The mean of Beta(2, 8) is 2 / 10.
    expect(law.mean).toBeCloseTo(0.1, 12);
    for (const p of [0.05, 0.5, 0.95]) expect(law.quantile(p)).toBeCloseTo(whole.quantile(p) / 2, 12);
  });

  test('where a factor stands is in doubt, and a fault', () => {
    const text = changed(['{ own: £1k per hour }', '{ own: £1k per hour, during: { night: x0.1 } }']);
    expect(faultsOf(text, { set: ['nodes.hub.loss.own.during.night=x0.5'] })).toEqual([
      expect.stringMatching(
        /`x0.5` could be the factor at `[^`]*`, or scale the `x0.1` that stands there.*such as `0.5`/,
      ),
    ]);
    const model = modelFrom(text, { set: ['nodes.hub.loss.own.during.night=0.5'] });
    expect(model.nodes.find(({ id }) => id === 'hub')?.loss[0]?.during).toEqual([{ name: 'night', factor: 0.5 }]);
  });
});

describe('the factor 0', () => {
  test('makes a quantity nothing', () => {
    const hub = modelFrom(SMALL, { set: ['nodes.hub.restart=x0', 'nodes.hub.loss.own=x0'] }).nodes.find(
      ({ id }) => id === 'hub',
    );
    expect(hub?.restart?.[0]?.hours).toMatchObject({
      law: { kind: 'constant', value: 0 },
      widening: 1,
      sources: ['survey'],
    });
    expect(hub?.loss[0]?.amount.law).toEqual({ kind: 'constant', value: 0 });
  });

  test.each(['every 8..40 hours', '500 per year', '90% per year', 'within 1..2 months'])(
    'on a threat that occurs %s lets it never come',
    (occurs) => {
      const text = changed(['occurs: every 8..40 years', `occurs: ${occurs}`]);
      const eventsIn = (set: readonly string[]): number => {
        const compiled = compileModel(modelFrom(text, { set }));
        const kernel = makeKernel(compiled, 'seed');
        let arrivals = 0;
        for (let trial = 0; trial < 50; trial++) {
          kernel.start(0, trial);
          kernel.runTo(compiled.horizonHours);
          arrivals += kernel.record().firstOutageHours.filter((hours) => hours > 0).length;
        }
        return arrivals;
      };
      expect(faultsOf(text, { set: ['threats.fire.occurs=x0'] })).toEqual([]);
      expect(eventsIn(['threats.fire.occurs=x0'])).toBe(0);
      expect(eventsIn([])).toBeGreaterThan(0);
    },
  );
});
