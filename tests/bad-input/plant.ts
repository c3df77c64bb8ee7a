/** A small model of everything that the list of bad input needs, and a way to put one fault into it. */
export const GOOD = `ringfence: 1
title: A port with two cranes
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count, tenants: show }
calendar: { night: 23:00..05:00 }
sources:
  survey: { title: Survey of 2026, date: 2026-02-01, confidence: estimate }
inputs: { ships: 4 }
nodes:
  quay: { kind: site, discipline: physical, tags: { place: north } }
  power: { kind: supplier }
  crane:
    kind: asset
    needs:
      power: { buffer: 2 h, fallback: 20% }
    restart: 1..3 h (survey)
    tolerance: { mtpd: 24 h }
    loss:
      - { own: £5k..£20k per hour, during: { night: x0.5 } }
      - { tenants: "= ships * £1k per hour", after: 2 h }
threats:
  storm:
    discipline: physical
    occurs: 1..3 per year
    affects:
      quay: { outage: 6..30 h }
      place=north: { outage: 2 h, chance: 40% }
controls:
  wall:
    discipline: physical
    against: [storm]
    current: low
    levels:
      none: {}
      low: { order: 1, opex: £10k per year, prevent: 30..60% }
    evidence:
      - { done: 9 of 10, date: 2026-03-01 }
appetite:
  confidence: 90%
  limits:
    big: { loss over: £1m, chance: 5% per year }
portfolios:
  bare: { wall: none }
scenarios:
  winter: { description: Storms, set: { threats.storm.occurs: 4 per year } }
`;

/** The good file with `from`, which stands in it once, replaced. */
export function planted(from: string, to: string): string {
  const parts = GOOD.split(from);
  if (parts.length !== 2) throw new Error(`${JSON.stringify(from)} stands ${parts.length - 1} times in the file`);
  return parts.join(to);
}
