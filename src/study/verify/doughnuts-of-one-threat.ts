/** Doughnuts of one threat that were worked out by hand. */
import { modelText } from './model-text.ts';
import type { WorkedDoughnut } from './worked-doughnut.ts';

export const ONE_THREAT: readonly WorkedDoughnut[] = [
  {
    id: 'levels-of-spend',
    source: 'Gordon & Loeb 2002',
    text: modelText(
      'Gordon-Loeb, class I',
      `threats:
  breach: { discipline: physical, occurs: 65% per year, cost: { own: £1m } }
controls:
  security:
    discipline: physical
    against: [breach]
    current: none
    levels:
      none: {}
      z50000: { order: 1, opex: £50k per year, prevent: 33.3333% }
      z100000: { order: 2, opex: £100k per year, prevent: 50% }
      z154951: { order: 3, opex: £154951 per year, prevent: 60.7768% }
      z200000: { order: 4, opex: £200k per year, prevent: 66.6667% }
      z250000: { order: 5, opex: £250k per year, prevent: 71.4286% }
      z300000: { order: 6, opex: £300k per year, prevent: 75% }`,
    ),
    trials: 20_000,
    answers: [
      {
        confidence: 0.9,
        half: 0.33,
        necessary: { spend: 0, levels: 'none', confidences: [] },
        optimum: { spend: 154_951, levels: 'z154951', total: 409901.951 },
        sufficient: { spend: 154_951, levels: 'z154951' },
        premium: 0,
        priceOfError: 0,
        segments: { physical: { spend: 154_951, atLeast: 0, atMost: 154_951, indispensable: 0 } },
      },
    ],
  },
  {
    id: 'many-levels',
    source: 'worked out by hand',
    text: modelText(
      'One control, many levels, an uncertain rate',
      `threats:
  fire: { discipline: physical, occurs: discrete 5% 60% 10% 25% 20% 7.5% 40% 7.5% per year, cost: { own: £10m } }
controls:
  sprinklers:
    discipline: physical
    against: [fire]
    current: none
    levels:
      none: {}
      a: { order: 1, opex: £100k per year, prevent: 40% }
      b: { order: 2, opex: £180k per year, prevent: 50% }
      c: { order: 3, opex: £300k per year, prevent: 70% }
      d: { order: 4, opex: £480k per year, prevent: 85% }
      e: { order: 5, opex: £650k per year, prevent: 94% }
appetite:
  confidence: 90%
  limits:
    limit-1: { loss over: £5m, chance: 4% per year }`,
    ),
    worlds: 200,
    trials: 50_000,
    answers: [
      {
        confidence: 0.5,
        necessary: { spend: 100_000, levels: 'a', confidences: [0.6] },
        optimum: { spend: 300_000, levels: 'c', total: 600_000 },
        sufficient: { spend: 300_000, levels: 'c' },
        premium: 0,
        priceOfError: 0,
        segments: { physical: { spend: 300_000, atLeast: 100_000, atMost: 300_000, indispensable: 100_000 } },
      },
      {
        confidence: 0.9,
        isUnsettled: true,
        necessary: { spend: 480_000, levels: 'd', confidences: [0.925] },
        optimum: { spend: 480_000, levels: 'd', total: 630_000 },
        sufficient: { spend: 650_000, levels: 'e' },
        premium: 30_000,
        priceOfError: 380_000,
        segments: { physical: { spend: 480_000, atLeast: 480_000, atMost: 650_000, indispensable: 480_000 } },
      },
      {
        confidence: 0.95,
        isUnsettled: true,
        necessary: { spend: 650_000, levels: 'e', confidences: [1] },
        optimum: { spend: 650_000, levels: 'e', total: 710_000 },
        sufficient: { spend: 650_000, levels: 'e' },
        premium: 110_000,
        priceOfError: 550_000,
        segments: { physical: { spend: 650_000, atLeast: 650_000, atMost: 650_000, indispensable: 650_000 } },
      },
    ],
  },
  {
    id: 'closed-doughnut',
    source: 'worked out by hand',
    text: modelText(
      'The closed doughnut',
      `threats:
  siege: { discipline: physical, occurs: discrete 20% 50% 40% 50% per year, cost: { own: £4m } }
controls:
  hardening:
    discipline: physical
    against: [siege]
    current: none
    levels:
      none: {}
      basic: { order: 1, opex: £300k per year, prevent: 40% }
      full: { order: 2, opex: £1500k per year, prevent: 80% }
      gold: { order: 3, opex: £1700k per year, prevent: 95% }
appetite:
  confidence: 90%
  limits:
    limit-1: { loss over: £3m, chance: 10% per year }`,
    ),
    worlds: 1000,
    trials: 100_000,
    answers: [
      {
        confidence: 0.9,
        frontier: [
          [0, 1_200_000],
          [300_000, 720_000],
          [1_500_000, 240_000],
          [1_700_000, 60_000],
        ],
        necessary: { spend: 1_500_000, levels: 'full' },
        optimum: { spend: 1_500_000, levels: 'full', total: 1_740_000 },
        sufficient: { spend: 1_700_000, levels: 'gold' },
        premium: 720_000,
        priceOfError: 0,
        segments: { physical: { spend: 1_500_000, atLeast: 1_500_000, atMost: 1_700_000, indispensable: 1_500_000 } },
      },
    ],
  },
  {
    id: 'no-safe-space',
    source: 'worked out by hand',
    text: modelText(
      'No safe space',
      `threats:
  fraud: { discipline: physical, occurs: discrete 20% 70% 60% 30% per year, cost: { own: £2m } }
controls:
  checks:
    discipline: physical
    against: [fraud]
    current: none
    levels:
      none: {}
      on: { opex: £120k per year, prevent: 75% }
  audit:
    discipline: physical
    against: [fraud]
    current: none
    levels:
      none: {}
      on: { opex: £200k per year, prevent: 50% }
appetite:
  confidence: 90%
  limits:
    limit-1: { loss over: £1m, chance: 4% per year }`,
    ),
    worlds: 200,
    trials: 50_000,
    answers: [
      {
        confidence: 0.9,
        frontier: [
          [0, 640_000],
          [120_000, 160_000],
          [320_000, 80_000],
        ],
        noSafeSpace: { bestConfidence: [0.7], levels: 'on on' },
      },
      {
        confidence: 0.6,
        necessary: { spend: 320_000, levels: 'on on', confidences: [0.7] },
        optimum: { spend: 320_000, levels: 'on on', total: 400_000 },
        sufficient: { spend: 320_000, levels: 'on on' },
        premium: 120_000,
        priceOfError: 0,
        today: {
          actual: 0,
          isInside: false,
          confidences: [0],
          riskCost: 640_000,
          effective: 0,
          effectiveLevels: 'none none',
          misallocation: 0,
          overshoot: 0,
          shortfallByAdding: 320_000,
          respent: 320_000,
          beatenBy: null,
        },
        segments: { physical: { spend: 320_000, atLeast: 320_000, atMost: 320_000, indispensable: 320_000 } },
      },
    ],
  },
  {
    id: 'relaxed-limit',
    source: 'worked out by hand',
    text: modelText(
      'No safe space',
      `threats:
  fraud: { discipline: physical, occurs: discrete 20% 70% 60% 30% per year, cost: { own: £2m } }
controls:
  checks:
    discipline: physical
    against: [fraud]
    current: none
    levels:
      none: {}
      on: { opex: £120k per year, prevent: 75% }
  audit:
    discipline: physical
    against: [fraud]
    current: none
    levels:
      none: {}
      on: { opex: £200k per year, prevent: 50% }
appetite:
  confidence: 90%
  limits:
    limit-1: { loss over: £1m, chance: 8% per year }`,
    ),
    worlds: 200,
    trials: 50_000,
    answers: [
      {
        confidence: 0.9,
        necessary: { spend: 320_000, levels: 'on on', confidences: [1] },
        optimum: { spend: 320_000, levels: 'on on', total: 400_000 },
        sufficient: { spend: 320_000, levels: 'on on' },
        premium: 120_000,
        priceOfError: 200_000,
      },
    ],
  },
  {
    id: 'one-copy',
    source: 'worked out by hand',
    text: modelText(
      'One site',
      `threats:
  raid-a: { discipline: physical, occurs: discrete 1 60% 2 24% 4 16% per year, cost: { own: £1m } }
controls:
  fence-a:
    discipline: physical
    against: [raid-a]
    current: none
    levels:
      none: {}
      a: { order: 1, opex: £40k per year, prevent: 55% }
      b: { order: 2, opex: £100k per year, prevent: 89% }
      c: { order: 3, opex: £150k per year, prevent: 95% }
      d: { order: 4, opex: £250k per year, prevent: 98% }
appetite:
  confidence: 90%
  limits:
    limit-1: { got through: raid-a, most: 0.5 per year }`,
    ),
    worlds: 1000,
    trials: 100_000,
    answers: [
      {
        confidence: 0.9,
        necessary: { spend: 100_000, levels: 'b', confidences: [1] },
        optimum: { spend: 150_000, levels: 'c', total: 236_000 },
        sufficient: { spend: 250_000, levels: 'd' },
        premium: 0,
        priceOfError: 60_000,
      },
    ],
  },
  {
    id: 'insurance',
    source: 'worked out by hand',
    text: modelText(
      'Insurance because nobody knows how well the control works',
      `threats:
  loss: { discipline: physical, occurs: 10% per year, cost: { own: £10m } }
controls:
  prevention:
    discipline: physical
    against: [loss]
    current: none
    levels:
      none: {}
      on: { opex: £500k per year, prevent: discrete 80% 60% 40% 40% }
  insurance:
    discipline: supply
    current: none
    levels:
      none: {}
      on: { opex: £900k per year, transfer: £8m over £1m per event share 100% }
appetite:
  confidence: 90%
  limits:
    limit-1: { loss over: £4m, chance: 5% per year }`,
    ),
    worlds: 200,
    trials: 40_000,
    answers: [
      {
        confidence: 0.5,
        necessary: { spend: 500_000, levels: 'none on', confidences: [0.6] },
        optimum: { spend: 500_000, levels: 'none on', total: 860_000 },
        sufficient: { spend: 500_000, levels: 'none on' },
        premium: 0,
        priceOfError: 0,
        segments: {
          physical: { spend: 500_000, atLeast: 500_000, atMost: 500_000, indispensable: 0 },
          supply: { spend: 0, atLeast: 0, atMost: 0, indispensable: 0 },
        },
      },
      {
        confidence: 0.9,
        parts: { assessment: 0, controlPerformance: 400_000 },
        frontier: [
          [0, 1_000_000],
          [500_000, 360_000],
          [900_000, 200_000],
          [1_400_000, 72_000],
        ],
        necessary: { spend: 900_000, levels: 'on none', confidences: [1] },
        optimum: { spend: 900_000, levels: 'on none', total: 1_100_000 },
        sufficient: { spend: 900_000, levels: 'on none' },
        premium: 240_000,
        priceOfError: 400_000,
        segments: {
          physical: { spend: 0, atLeast: 0, atMost: 0, indispensable: 0 },
          supply: { spend: 900_000, atLeast: 900_000, atMost: 900_000, indispensable: 900_000 },
        },
      },
    ],
  },
];
