/** Spend read back: what is paid, by which rules levels are chosen, how it is judged, and the business beside it. */
import type { Control, Model } from '../../model/model.ts';
import type { Friction, Opportunity, Spend, SpendItems } from '../../model/spend.ts';
import { listed, plainNumber } from '../../results/format/count.ts';
import { plainDate } from '../../results/format/date.ts';
import { shortMoney } from '../../results/format/money.ts';
import { percent } from '../../results/format/share.ts';
import { limitSentence } from './limits.ts';
import type { Reader } from './quantity-words.ts';
import { aboutSentences } from './settings.ts';

function frictionWords(friction: Friction, reader: Reader): string {
  if (friction.kind === 'amount') return `gets in the way of business worth ${reader.words(friction.amount)}`;
  const [delay, volume, value] = [friction.delay, friction.volume, friction.value].map((one) => reader.words(one));
  return `takes every ${friction.of} ${delay}, of whom there are ${volume}, whose time is worth ${value}`;
}

/** What is paid, a clause each. */
export function spendItemWords(items: SpendItems, reader: Reader): string[] {
  const { capex, life, opex, people, secondment, friction } = items;
  const displaced = secondment?.displacement === undefined ? '' : `, times ${reader.words(secondment.displacement)}`;
  return [
    capex === undefined ? '' : `costs once ${reader.words(capex)}`,
    life === undefined ? '' : `lasts ${reader.words(life)}`,
    opex === undefined ? '' : `costs ${reader.words(opex)}`,
    people === undefined ? '' : `has ${reader.words(people.count)} posts at ${reader.words(people.each)}`,
    secondment === undefined
      ? ''
      : `takes ${reader.words(secondment.hours)} a year of others' time at ${reader.words(secondment.value)}${displaced}`,
    friction === undefined ? '' : frictionWords(friction, reader),
  ].filter((part) => part !== '');
}

/** The sentences on what binds the choice of a control's levels, and on how its figures are taken. */
export function ruleSentences(control: Control, reader: Reader): string[] {
  const { mandatory, excludes, requires, bought, from, haircut, capexFactor, elasticity, levels } = control;
  const lowest = levels[0]?.id ?? 'none';
  return [
    mandatory === undefined ? '' : `The law demands ${mandatory}: nothing lower is looked at.`,
    excludes === undefined ? '' : `Above ${lowest} it excludes ${listed(excludes)}.`,
    requires === undefined
      ? ''
      : `Above ${lowest} it requires ${listed(requires.map(({ control: other, level }) => `${other} at ${level}`))}.`,
    bought === undefined
      ? ''
      : `What stands was bought on ${plainDate(bought)}: its price is sunk until its life is over.`,
    from === undefined ? '' : `Another level than ${control.current} can work from ${plainDate(from)}.`,
    haircut === undefined
      ? ''
      : `Its effectiveness is taken lower by ${reader.words(haircut)}, which is in the figures above.`,
    capexFactor === undefined
      ? ''
      : `What is stated as capex, with the overrun, is times ${reader.words(capexFactor)}.`,
    elasticity === undefined
      ? ''
      : `Its friction, as far as it is lost to the business, is times ${reader.words(elasticity)}.`,
  ].filter((sentence) => sentence !== '');
}

/** Empty where no budget is stated. */
function budgetSentence({ budget, budgets = [] }: Spend, money: (sum: number) => string): string {
  if (budgets.length === 0) return budget === null ? '' : `There is ${money(budget)} a year to spend.`;
  const parts = budgets.map(({ year, amount }, at) => {
    const next = budgets[at + 1]?.year;
    const years =
      next === undefined ? `from ${year} on` : next === year + 1 ? `in ${year}` : `from ${year} to ${next - 1}`;
    return `${years} ${money(amount)} a year`;
  });
  return `There is to spend ${listed(parts, parts.length)}.`;
}

/** The sentences on how spend is judged, and on what controls share. */
export function spendSentences(model: Model, reader: Reader): string[] {
  const { spend, currency } = model;
  if (spend === undefined) return [];
  const { discount, harm, tailPrice, shared } = spend;
  const money = (sum: number): string => shortMoney(sum, currency);
  return [
    discount === 0
      ? 'Capex is spread evenly over its life, without interest.'
      : `Capex is spread over its life as an annuity at ${percent(discount)} a year, real, in prices of ${plainDate(model.starts)}.`,
    harm === null
      ? 'Harm to people has no price.'
      : `Preventing harm to one person is worth ${money(harm.value)}, and ${plainNumber(harm.factor)} times that is spent on it: ${money(harm.value * harm.factor)}.`,
    tailPrice === 0 ? '' : `The mean of the worst 5% of years counts ${plainNumber(tailPrice)} times beside the mean.`,
    budgetSentence(spend, money),
    ...shared.map((one) => {
      const items = spendItemWords(one, reader);
      const name = one.label === one.id ? one.id : `${one.id}, ${one.label}`;
      const what = items.length === 0 ? 'costs nothing' : items.join('; ');
      const about = aboutSentences(model.notes, `shared.${one.id}`).map((sentence) => ` ${sentence}`);
      return `${name}: ${what}; once, if any of ${listed(one.of)} is above its lowest level.${about.join('')}`;
    }),
  ].filter((sentence) => sentence !== '');
}

/** A sentence or more on an opportunity. */
export function opportunitySentences(opportunity: Opportunity, reader: Reader): string[] {
  const { worth, acceptedWhen, refusedBy } = opportunity;
  return [
    `It is worth ${reader.words(worth)}.`,
    acceptedWhen === null
      ? 'It is accepted whatever the risk.'
      : `It is accepted when ${limitSentence(acceptedWhen, reader.model).replace(/^[^:]*: /, '')}`,
    ...refusedBy.map(({ control, level, share }) => `${control} at ${level} turns away ${reader.words(share)} of it.`),
  ];
}
