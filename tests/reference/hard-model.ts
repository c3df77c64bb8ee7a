/** Models that keep one mechanism busy: many failures, so that clocks are interrupted, called off and begun anew. */
import type { CalendarStretch, Model } from '../../src/model/model.ts';
import { modelOf } from '../fixtures/model-builder.ts';
import { makeRandom } from '../fixtures/random.ts';
import { alternatives } from './hard/alternatives.ts';
import { coincidences } from './hard/coincidences.ts';
import { feeds } from './hard/feeds.ts';
import { loops } from './hard/loops.ts';
import type { Maker } from './hard/parts.ts';
import { policies } from './hard/policies.ts';

const MAKERS: readonly Maker[] = [feeds, loops, alternatives, coincidences, policies];

/** The longest horizon. */
const YEARS = 3;

function eachYear(from: number, to: number): CalendarStretch[] {
  return Array.from({ length: YEARS }, (_, year) => ({ from: year * 8760 + from, to: year * 8760 + to }));
}

export function hardModel(seed: number): Model {
  const make = MAKERS[seed % MAKERS.length]!;
  return modelOf({
    title: `Hard model ${seed}`,
    bearers: ['own'],
    calendar: {
      night: Array.from({ length: 365 * YEARS }, (_, day) => ({ from: day * 24, to: day * 24 + 6 })),
      season: eachYear(3000, 6500),
      end: eachYear(8000, 8760),
    },
    ...make(makeRandom(seed + 77_000)),
  });
}
