/** A model of a few lines: a plant that stands about once a year, and loses a thousand pounds an hour. */
export const plant = (appetite: string): string => `ringfence: 1
title: A plant and its pump
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
nodes:
  pump: { kind: asset }
  plant:
    kind: service
    goal: water for the town
    needs: [pump]
    loss:
      - { own: £1k per hour }
threats:
  breakdown:
    discipline: physical
    occurs: 1..3 per year
    affects:
      pump: { outage: 5..20 h }
controls:
  service:
    discipline: physical
    against: [breakdown]
    current: none
    levels:
      none: {}
      yearly: { order: 1, opex: £2k per year, prevent: 30..60% }
appetite:
  confidence: 90%
  limits:
    year: { ${appetite} }
portfolios:
  cared-for: { service: yearly }
scenarios:
  winter:
    description: Frost.
    set: { threats.breakdown.occurs: x2 }
`;

export const BROKEN = 'loss over: £1k, chance: 1% per year';
export const KEPT = 'loss over: £1bn, chance: 50% per year';
