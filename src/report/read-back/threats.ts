/** Threats read back: when they come, what they do. */
import type { Cost, Occurrence, Threat, ThreatEffect } from '../../model/model.ts';
import type { Quantity } from '../../model/quantity.ts';
import { listed, plainNumber } from '../format/count.ts';
import { oneIn, percent } from '../format/share.ts';
import { duration, durationRange, inSpans, perSpan, spanName } from '../format/time.ts';
import { meanOver, type Reader } from './quantity-words.ts';

/** ln(ln 20 / -ln 0.95): the Weibull through the 5 % and the 95 % point. See docs/theory.md. */
const SHAPE_NUMERATOR = Math.log(Math.log(20) / -Math.log(0.95));

/** P(an event within `hours`) of a proximity: the Weibull through its two points, less the chance that it never comes. */
export function chanceWithin(occurs: Occurrence & { readonly kind: 'within' }, hours: number): number {
  const shape = SHAPE_NUMERATOR / Math.log(occurs.high / occurs.low);
  const scale = occurs.high / Math.log(20) ** (1 / shape);
  return (1 - occurs.never) * -Math.expm1(-((hours / scale) ** shape));
}

const YEAR = 8760;

function chances(name: string, chance: number, horizonHours: number, overHorizon: number): string {
  const first = `${percent(chance, chance / 50)} ${name}`;
  return horizonHours > YEAR
    ? `${first}, ${percent(overHorizon, overHorizon / 50)} in ${duration(horizonHours)}`
    : first;
}

/** When a threat comes, and the chance that follows. */
function occurrenceWords({ occurs, rateFactor }: Threat, reader: Reader): string {
  const { horizonHours } = reader.model;
  const spanHours = Math.min(YEAR, horizonHours);
  const span = `in the first ${spanName(spanHours)}`;
  switch (occurs.kind) {
    case 'rate': {
      const law = reader.law(occurs.amount);
      const perHour = (value: number): number => (occurs.per === 'rate' ? value : 1 / value) * rateFactor;
      const within = (hours: number): number => meanOver(law, (value) => -Math.expm1(-perHour(value) * hours));
      const mean = meanOver(law, perHour) * spanHours;
      const stated =
        occurs.per === 'rate' ? reader.words(occurs.amount) : `every ${reader.words(occurs.amount, { tail: 'lower' })}`;
      const often = mean < 0.5 ? oneIn(mean) : plainNumber(Number(mean.toPrecision(3)));
      const expected =
        mean < 0.5 ? `${inSpans(often, spanHours)} on average` : `${often} ${perSpan(spanHours)} on average`;
      return `comes ${stated}. So ${expected}; at least one: ${chances(span, within(spanHours), horizonHours, within(horizonHours))}`;
    }
    case 'yearly':
      return `comes in a year with a chance of ${reader.words(occurs.chance)}. The same as a frequency or a proximity is easier to judge: \`every 10..30 years\`, \`within 6..24 months\``;
    case 'within': {
      const never = occurs.never > 0 ? `, or never (${percent(occurs.never)})` : '';
      const words = `comes next within ${durationRange(occurs.low, occurs.high)} (90% sure)${never}`;
      return `${words}. So ${chances(span, chanceWithin(occurs, spanHours), horizonHours, chanceWithin(occurs, horizonHours))}`;
    }
    case 'on':
      return occurs.atHours.length === 0
        ? 'comes on no day within the horizon'
        : `comes after ${listed(occurs.atHours.map((at) => duration(at)))}, for certain`;
  }
}

function costWords(costs: readonly Cost[], reader: Reader): string[] {
  return costs.map(({ bearer, amount }) => `costs ${bearer} ${reader.words(amount)}`);
}

const isNothing = ({ law }: Quantity): boolean => law.kind === 'constant' && law.value === 0;

function effectWords(effect: ThreatEffect, nodes: readonly string[], reader: Reader): string {
  const who = effect.oneOf ? `one of ${listed(nodes)}` : listed(nodes, 6);
  const left =
    effect.leaves === undefined || isNothing(effect.leaves) ? '' : `, leaving ${reader.words(effect.leaves)}`;
  const outage = effect.outage === 'forever' ? 'for good' : `for ${reader.words(effect.outage)}`;
  const parts = [
    effect.chance === undefined ? '' : `reaches each with a chance of ${reader.words(effect.chance)}`,
    effect.delay === undefined ? '' : `strikes after ${reader.words(effect.delay)}`,
    `takes down ${who}${left} ${outage}`,
    ...costWords(effect.cost, reader),
    effect.overlap === 'ignore' ? 'does nothing to what is already down' : '',
  ];
  return parts.filter((part) => part !== '').join('; ');
}

/** The sentences on a threat: when it comes, its factors, each of its effects. */
export function threatSentences(threat: Threat, reader: Reader): string[] {
  const byKey = new Map<string, ThreatEffect[]>();
  for (const effect of threat.affects) byKey.set(effect.key, [...(byKey.get(effect.key) ?? []), effect]);
  const factors = threat.during.map(({ name, factor }) => `x${plainNumber(factor)} during ${name}`);
  return [
    `It ${occurrenceWords(threat, reader)}.`,
    ...(threat.rateFactor === 1 ? [] : [`An override makes it ${plainNumber(threat.rateFactor)} times as frequent.`]),
    ...(factors.length === 0 ? [] : [`Its pace is ${listed(factors)}; the chances above are without that.`]),
    ...[...byKey.values()].flatMap((effects) => {
      const [first] = effects;
      return first === undefined
        ? []
        : [
            `It ${effectWords(
              first,
              effects.map(({ node }) => node),
              reader,
            )}.`,
          ];
    }),
    ...costWords(threat.cost, reader).map((words) => `It ${words}.`),
    ...(threat.affects.length === 0 && threat.cost.length === 0
      ? ['It does nothing: it strikes no node and has no cost.']
      : []),
  ];
}
