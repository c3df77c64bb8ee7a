/** Limits of the appetite in plain words. */
import type { Limit, Model } from '../../../model/model.ts';

const YEAR_HOURS = 8760;

/** A number to four digits, without trailing noughts; thousands as k, m, bn. */
function short(value: number): string {
  const units: readonly (readonly [number, string])[] = [
    [1e9, 'bn'],
    [1e6, 'm'],
    [1e3, 'k'],
  ];
  const [size, name] = units.find(([least]) => Math.abs(value) >= least) ?? [1, ''];
  return `${Number((value / size).toPrecision(4))}${name}`;
}

const percent = (share: number): string => `${Number((share * 100).toPrecision(4))} %`;

/** A sentence without a full stop: what is limited, and to how much. */
export function limitWords(limit: Limit, model: Model): string {
  const period = model.periodHours === YEAR_HOURS ? 'a year' : `a period of ${short(model.periodHours)} h`;
  const money = (amount: number): string => `${model.currency} ${short(amount)}`;
  switch (limit.kind) {
    case 'loss':
      return `chance of a loss over ${money(limit.over)} in ${period} at most ${percent(limit.chance)}`;
    case 'outage': {
      const below = limit.mbco < 1 ? ` below ${percent(limit.mbco)}` : '';
      const over = `${short(limit.overHours)} h${limit.over === 'hours' ? '' : ` (${limit.over})`}`;
      return `chance of an outage of ${limit.node}${below} over ${over} in ${period} at most ${percent(limit.chance)}`;
    }
    case 'gotThrough':
      return `events of ${limit.threat} that get through at most ${short(limit.most)} a year`;
    case 'meanLoss':
      return `mean loss at most ${money(limit.most)} a year`;
    case 'tailMean':
      return `mean of the worst ${percent(1 - limit.level)} of losses in ${period} at most ${money(limit.most)}`;
    case 'curve': {
      const points = limit.points.map(({ loss, chance }) => `${money(loss)} ${percent(chance)}`).join(', ');
      return `chance of a loss in ${period} below the curve ${points}`;
    }
    case 'harm':
      return `chance of more than ${short(limit.over)} people harmed in ${period} at most ${percent(limit.chance)}`;
    case 'shareOfTail': {
      const who = limit.node === 'any' ? 'any node' : limit.node;
      const from = limit.mattersOver > 0 ? `, where they are over ${money(limit.mattersOver)} on average` : '';
      return `share of the worst 5 % of losses caused by ${who} at most ${percent(limit.most)}${from}`;
    }
  }
}
