/** A small model without faults, whose lines the tests of the parser replace. */
import { readModelText } from '../../../src/io/read-model.ts';
import type { Model, Selection } from '../../../src/model/model.ts';
import type { Problem } from '../../../src/model/problem.ts';

export const SMALL = `ringfence: 1
title: A small model
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count, partner: show }
calendar: { night: 23:00..05:00 }
sources:
  survey: { title: A survey, confidence: estimate, calibration: 60% }
inputs: { flights: 40 }
nodes:
  grid: { kind: infrastructure, tags: { place: north }, restart: 2 h }
  spare: { like: grid, tags: { place: south } }
  guard: { kind: person, count: 2 }
  hub:
    kind: service
    needs:
      feed: { any: [grid, spare], switchover: 1..2 h }
      guard:
    restart: 4..9 h (survey)
    tolerance: { mtpd: 24 h, mbco: 50% }
    loss:
      - { own: £1k per hour }
      - { partner: "= flights * £2 per hour", after: 3 h }
  office:
    kind: site
    needs: [grid, hub]
threats:
  fire:
    discipline: physical
    occurs: every 8..40 years
    affects:
      grid: { outage: 12..60 h }
      place=south: { outage: 12..60 h, leaves: 20..60% }
  theft: { discipline: physical, occurs: 3..9 per year, cost: { own: £1k..£25k } }
controls:
  sprinkler:
    against: [fire]
    current: basic
    levels:
      none: {}
      basic: { order: 1, opex: £40k per year, prevent: 40..70% }
      full: { order: 2, opex: £90k per year, misses: x0.2..x0.5, set: { nodes.hub.restart: x0.5 } }
  changeover:
    current: none
    levels:
      none: {}
      auto: { capex: £1m, life: 20 years, set: { nodes.hub.needs.feed.switchover: 1..5 min } }
appetite:
  limits:
    big: { loss over: £10m, chance: 5% per year }
    long: { outage of: hub, over: mtpd, chance: 2% per year }
accepted:
  - { risk: fire, by: Chair, until: 2027-12-31 }
portfolios:
  strong: { sprinkler: full, changeover: auto }
scenarios:
  winter: { set: { nodes.hub.restart: x2 }, shocks: [ { id: frost, on: 2027-01-02, node: grid, outage: 30 h } ] }
`;

/** The small model with texts replaced. */
export function changed(...replacements: readonly (readonly [from: string, to: string])[]): string {
  return replacements.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the model has no ${from}`);
    return text.replace(from, () => to);
  }, SMALL);
}

export function modelFrom(text: string, selection: Selection = {}): Model {
  const result = readModelText(text, selection);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('; '));
  return result.value;
}

export function problemsOf(text: string, selection: Selection = {}): readonly Problem[] {
  const result = readModelText(text, selection);
  return result.ok ? [] : result.problems;
}

/** The faults with their lines, `line: message; remedy`. */
export function faultsOf(text: string, selection: Selection = {}): string[] {
  return problemsOf(text, selection).map(
    ({ place, message, remedy }) => `${place?.line ?? '-'}: ${message}; ${remedy}`,
  );
}
