/** Doughnuts of several threats that were worked out by hand. */
import { modelText } from './model-text.ts';
import type { WorkedDoughnut } from './worked-doughnut.ts';

export const SEVERAL_THREATS: readonly WorkedDoughnut[] = [
  {
    id: 'misallocation',
    source: 'worked out by hand',
    text: modelText(
      'Much money in the wrong places',
      `threats:
  fire: { discipline: physical, occurs: discrete 8% 60% 11% 25% 22% 15% per year, cost: { own: £5m } }
  theft: { discipline: people, occurs: 10 per year, cost: { own: £20k } }
  phishing: { discipline: cyber, occurs: discrete 1 60% 3 40% per year, cost: { own: £150k } }
controls:
  sprinkler:
    discipline: physical
    against: [fire]
    current: fitted
    levels:
      none: {}
      fitted: { order: 1, opex: £250k per year, prevent: 70% }
      zoned: { order: 2, opex: £420k per year, prevent: 85% }
  locks:
    discipline: people
    against: [theft]
    current: none
    levels:
      none: {}
      fitted: { opex: £30k per year, prevent: 70% }
  guards:
    discipline: people
    against: [theft]
    current: round-the-clock
    levels:
      none: {}
      day: { order: 1, opex: £60k per year, prevent: 50% }
      round-the-clock: { order: 2, opex: £700k per year, prevent: 80% }
  training:
    discipline: cyber
    against: [phishing]
    current: yearly
    levels:
      none: {}
      yearly: { opex: £40k per year, prevent: 40% }
  mail-filter:
    discipline: cyber
    against: [phishing]
    current: none
    levels:
      none: {}
      on: { opex: £90k per year, prevent: discrete 80% 60% 50% 40% }
appetite:
  confidence: 90%
  limits:
    limit-1: { loss over: £3m, chance: 4% per year }`,
    ),
    worlds: 300,
    trials: 75_000,
    answers: [
      {
        confidence: 0.5,
        necessary: { spend: 250_000, levels: 'none none none fitted none', confidences: [0.85] },
        optimum: { spend: 370_000, levels: 'none fitted on fitted none', total: 679_150 },
        sufficient: { spend: 370_000, levels: 'none fitted on fitted none' },
        premium: 0,
        priceOfError: 0,
        today: {
          actual: 990_000,
          isInside: true,
          confidences: [0.85],
          riskCost: 364_750,
          effective: 370_000,
          effectiveLevels: 'none fitted on fitted none',
          misallocation: 620_000,
          overshoot: 620_000,
          shortfallByAdding: 0,
          respent: 0,
          beatenBy: 'none fitted on fitted none',
        },
        segments: {
          cyber: { spend: 90_000, atLeast: 0, atMost: 90_000, indispensable: 0 },
          people: { spend: 30_000, atLeast: 0, atMost: 30_000, indispensable: 0 },
          physical: { spend: 250_000, atLeast: 250_000, atMost: 250_000, indispensable: 250_000 },
        },
      },
      {
        confidence: 0.9,
        necessary: { spend: 420_000, levels: 'none none none zoned none', confidences: [1] },
        optimum: { spend: 540_000, levels: 'none fitted on zoned none', total: 767_775 },
        sufficient: { spend: 580_000, levels: 'none fitted on zoned yearly' },
        premium: 88_625,
        priceOfError: 170_000,
        today: {
          actual: 990_000,
          isInside: false,
          confidences: [0.85],
          riskCost: 364_750,
          effective: 370_000,
          effectiveLevels: 'none fitted on fitted none',
          misallocation: 620_000,
          overshoot: 410_000,
          shortfallByAdding: 170_000,
          respent: 0,
          beatenBy: 'none fitted on zoned none',
        },
        segments: {
          cyber: { spend: 90_000, atLeast: 0, atMost: 130_000, indispensable: 0 },
          people: { spend: 30_000, atLeast: 0, atMost: 30_000, indispensable: 0 },
          physical: { spend: 420_000, atLeast: 420_000, atMost: 420_000, indispensable: 420_000 },
        },
      },
    ],
  },
  {
    id: 'mandatory',
    source: 'worked out by hand',
    text: modelText(
      'A control that the law demands',
      `threats:
  smuggling: { discipline: physical, occurs: 10% per year, cost: { own: £1m } }
  vandalism: { discipline: physical, occurs: 8 per year, cost: { own: £20k } }
controls:
  screening:
    discipline: physical
    against: [smuggling]
    current: basic
    mandatory: basic
    levels:
      none: {}
      basic: { order: 1, opex: £500k per year, prevent: 60% }
      double: { order: 2, opex: £800k per year, prevent: 90% }
  alarm:
    discipline: physical
    against: [vandalism]
    current: none
    levels:
      none: {}
      fitted: { opex: £50k per year, prevent: 50% }
appetite:
  confidence: 90%
  limits:
    limit-1: { loss over: £900k, chance: 15% per year }`,
    ),
    trials: 20_000,
    answers: [
      {
        confidence: 0.9,
        lawCost: 440_000,
        frontier: [
          [500_000, 200_000],
          [550_000, 120_000],
          [850_000, 90_000],
        ],
        necessary: { spend: 500_000, levels: 'none basic', confidences: [1] },
        optimum: { spend: 550_000, levels: 'fitted basic', total: 670_000 },
        sufficient: { spend: 550_000, levels: 'fitted basic' },
        premium: 0,
        priceOfError: 0,
        today: {
          actual: 500_000,
          isInside: true,
          confidences: [1],
          riskCost: 200_000,
          effective: 500_000,
          effectiveLevels: 'none basic',
          misallocation: 0,
          overshoot: 0,
          shortfallByAdding: 0,
          respent: 0,
          beatenBy: null,
        },
        segments: { physical: { spend: 550_000, atLeast: 500_000, atMost: 550_000, indispensable: 500_000 } },
      },
    ],
  },
  {
    id: 'not-mandatory',
    source: 'worked out by hand',
    text: modelText(
      'A control that the law demands',
      `threats:
  smuggling: { discipline: physical, occurs: 10% per year, cost: { own: £1m } }
  vandalism: { discipline: physical, occurs: 8 per year, cost: { own: £20k } }
controls:
  screening:
    discipline: physical
    against: [smuggling]
    current: basic
    levels:
      none: {}
      basic: { order: 1, opex: £500k per year, prevent: 60% }
      double: { order: 2, opex: £800k per year, prevent: 90% }
  alarm:
    discipline: physical
    against: [vandalism]
    current: none
    levels:
      none: {}
      fitted: { opex: £50k per year, prevent: 50% }
appetite:
  confidence: 90%
  limits:
    limit-1: { loss over: £900k, chance: 15% per year }`,
    ),
    trials: 20_000,
    answers: [
      {
        confidence: 0.9,
        necessary: { spend: 0, levels: 'none none', confidences: [1] },
        optimum: { spend: 50_000, levels: 'fitted none', total: 230_000 },
        sufficient: { spend: 50_000, levels: 'fitted none' },
        premium: 0,
        priceOfError: 0,
      },
    ],
  },
  {
    id: 'two-copies',
    source: 'worked out by hand',
    text: modelText(
      'Two sites alike, worlds of their own',
      `threats:
  raid-a: { discipline: physical, occurs: discrete 1 60% 2 24% 4 16% per year, cost: { own: £1m } }
  raid-b: { discipline: physical, occurs: discrete 1 60% 2 24% 4 16% per year, cost: { own: £1m } }
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
  fence-b:
    discipline: physical
    against: [raid-b]
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
    limit-1: { got through: raid-a, most: 0.5 per year }
    limit-2: { got through: raid-b, most: 0.5 per year }`,
    ),
    worlds: 1000,
    trials: 100_000,
    answers: [
      {
        confidence: 0.9,
        necessary: { spend: 200_000, levels: 'b b', confidences: [1, 1] },
        optimum: { spend: 300_000, levels: 'c c', total: 472_000 },
        sufficient: { spend: 400_000, levels: 'c d', twin: 'd c' },
        premium: 0,
        priceOfError: 120_000,
        segments: { physical: { spend: 300_000, atLeast: 200_000, atMost: 400_000, indispensable: 200_000 } },
      },
    ],
  },
];
