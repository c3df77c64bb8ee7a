import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openModelFile } from '../../src/io/read-model.ts';
import { statedFigures } from '../../src/model/stated-figures.ts';

const SCENARIOS = path.resolve(import.meta.dirname, '../../scenarios');

describe('the figures that a file states', () => {
  test('stand at the paths that set takes; prose, names and sealed parts are none', () => {
    const file = {
      title: 'Hub 2',
      inputs: { fares: '£3' },
      nodes: {
        hub: {
          kind: 'service',
          goal: 'all 40 gates',
          needs: { feed: { any: ['grid', 'spare'], switchover: '10..12 h' } },
          restart: '4..9 h',
          loss: [
            { own: '£1k per hour', after: '3 h', during: { night: 'x0.1' } },
            { id: 'fine', own: '£5k' },
          ],
        },
      },
      threats: { fire: { occurs: 'every 8..40 years', affects: { hub: { outage: '12 h', leaves: '0%' } } } },
      controls: {
        guard: {
          current: 'level2',
          levels: { level2: { order: 1, opex: '£2k per year', set: { 'nodes.hub.restart': '1 h' } } },
        },
      },
      drivers: { energy: { states: { crisis: { lasts: '2 months' } } } },
      portfolios: { cheap: { guard: 'level2' } },
    };
    expect(statedFigures(file).map(({ path: at, text }) => `${at} = ${text}`)).toEqual([
      'inputs.fares = £3',
      'nodes.hub.loss.own = £1k per hour',
      'nodes.hub.loss.own.after = 3 h',
      'nodes.hub.loss.own.during.night = x0.1',
      'nodes.hub.loss.fine = £5k',
      'nodes.hub.needs.feed.switchover = 10..12 h',
      'nodes.hub.restart = 4..9 h',
      'threats.fire.affects.hub.leaves = 0%',
      'threats.fire.affects.hub.outage = 12 h',
      'threats.fire.occurs = every 8..40 years',
      'controls.guard.levels.level2.opex = £2k per year',
      'drivers.energy.crisis.lasts = 2 months',
    ]);
    expect(statedFigures(file, 3)).toHaveLength(3);
  });

  test.each(['hub-airport/as-was.yaml', 'regional-airport/world.yaml', 'corner-shop/shop.yaml'])(
    'of %s can each be set to what they are, and the model is the same',
    (name) => {
      const { file, source } = openModelFile(path.join(SCENARIOS, name));
      const found = statedFigures(source?.value);
      expect(found.length).toBeGreaterThan(10);
      expect(new Set(found.map(({ path: at }) => at)).size).toBe(found.length);
      // A factor is set as a plain number: `x2` would scale what stands there
      const set = found.map(({ path: at, text }) => `${at}=${text.replace(/^x(?=[\d.]+$)/, '')}`);
      const [before, after] = [file.under(), file.under({ set })];
      expect(after.ok ? [] : after.problems.map(({ message }) => message)).toEqual([]);
      const threatsOf = (model: typeof after): unknown => (model.ok ? model.value.threats : null);
      expect(threatsOf(after)).toEqual(threatsOf(before));
    },
  );
});
