/** Threats read back: when they come, what they do. */
import type { Cost, Threat, ThreatEffect } from '../../model/model.ts';
import type { Quantity } from '../../model/quantity.ts';
import { listed, plainNumber } from '../../results/format/count.ts';
import { occurrenceWords } from './occurrence.ts';
import type { Reader } from './quantity-words.ts';

function costWords(costs: readonly Cost[], reader: Reader): string[] {
  return costs.map(({ bearer, amount }) => `costs ${bearer} ${reader.words(amount)}`);
}

const isNothing = ({ law }: Quantity): boolean => law.kind === 'constant' && law.value === 0;

function effectWords(effect: ThreatEffect, nodes: readonly string[], reader: Reader): string {
  const who = effect.oneOf ? `one of ${listed(nodes)}` : listed(nodes);
  const reached = nodes.length > 1 && !effect.oneOf ? 'each' : 'it';
  const isPart = effect.leaves !== undefined && !isNothing(effect.leaves);
  const outage = effect.outage === 'forever' ? 'for good' : `for ${reader.words(effect.outage)}`;
  const parts = [
    effect.delay === undefined ? '' : `strikes after ${reader.words(effect.delay)}`,
    `${isPart ? 'lowers' : 'takes down'} ${who} ${outage}`,
    effect.chance === undefined ? '' : `reaches ${reached} with a chance of ${reader.words(effect.chance)}`,
    effect.leaves === undefined || !isPart ? '' : `leaves ${reader.words(effect.leaves)}`,
    ...costWords(effect.cost, reader),
    effect.overlap === 'ignore' ? 'does nothing to what is already below full' : '',
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
