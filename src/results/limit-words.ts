/** Limits of the appetite in plain words. */
import type { Limit, Model } from '../model/model.ts';
import { plainNumber } from './format/count.ts';
import { shortMoney } from './format/money.ts';
import { percent } from './format/share.ts';
import { duration, spanName } from './format/time.ts';
import { namesOf, type Names } from './names.ts';

export interface LimitWords {
  /** What is limited, in few words: "loss over £10m". How much is tolerated stands beside them. */
  readonly subject: string;
  /** What is demanded, as a clause: "more than £10m is lost in at most 5% of years". */
  readonly words: string;
}

const BY_ID = namesOf(undefined);

/** @param names How nodes and threats are called: by their ids when absent. */
export function limitWords(
  limit: Limit,
  { currency, periodHours }: Pick<Model, 'currency' | 'periodHours'>,
  names: Names = BY_ID,
): LimitWords {
  const sum = (value: number): string => shortMoney(value, currency);
  const node = (id: string): string => names.nodes.get(id) ?? id;
  const span = spanName(periodHours);
  const most = (chance: number): string =>
    `in at most ${percent(chance)} of ${/^\d/.test(span) ? `spells of ${span}` : `${span}s`}`;
  switch (limit.kind) {
    case 'loss':
      return {
        subject: `loss over ${sum(limit.over)}`,
        words: `more than ${sum(limit.over)} is lost ${most(limit.chance)}`,
      };
    case 'outage':
      return outageWords(limit, node(limit.node), most(limit.chance));
    case 'gotThrough': {
      const threat = names.threats.get(limit.threat) ?? limit.threat;
      return {
        subject: `${threat} getting through, times a year`,
        words: `${threat} gets through at most ${plainNumber(limit.most)} times a year`,
      };
    }
    case 'meanLoss':
      return { subject: 'mean loss a year', words: `the mean loss is at most ${sum(limit.most)} a year` };
    case 'tailMean': {
      const share = percent(1 - limit.level);
      return {
        subject: `mean of the worst ${share}`,
        words: `the worst ${share} of ${span}s lose at most ${sum(limit.most)} on average`,
      };
    }
    case 'curve':
      return {
        subject: `loss curve ${limit.points.map(({ loss, chance }) => `${sum(loss)} ${percent(chance)}`).join(', ')}`,
        words: limit.points.map(({ loss, chance }) => `more than ${sum(loss)} is lost ${most(chance)}`).join('; '),
      };
    case 'harm': {
      const people = plainNumber(limit.over);
      return {
        subject: limit.over === 0 ? 'anyone harmed' : `more than ${people} people harmed`,
        words: `more than ${people} people are harmed ${most(limit.chance)}`,
      };
    }
    case 'shareOfTail':
      return shareWords(limit, node(limit.node), sum);
  }
}

function outageWords(limit: Extract<Limit, { kind: 'outage' }>, node: string, most: string): LimitWords {
  const { mbco, over, overHours } = limit;
  const down = mbco < 1 ? `below ${percent(mbco)}` : 'below full';
  const name = over === 'hours' ? '' : `, its ${over.toUpperCase()},`;
  return {
    subject: `${node} ${down} over ${duration(overHours)}${over === 'hours' ? '' : ` (${over})`}`,
    words: `${node} is below ${percent(mbco)} for longer than ${duration(overHours)}${name} ${most}`,
  };
}

function shareWords(
  { node, most, mattersOver }: Extract<Limit, { kind: 'shareOfTail' }>,
  name: string,
  sum: (value: number) => string,
): LimitWords {
  const isAny = node === 'any';
  const matters = mattersOver > 0;
  const causes = isAny ? 'any one node causes' : `that ${name} causes`;
  const isBehind = isAny ? 'no node is behind more than' : `${name} is behind at most`;
  const from = `, where the worst 5% lose more than ${sum(mattersOver)} on average`;
  return {
    subject: `share of the worst losses ${causes}${matters ? `, once over ${sum(mattersOver)}` : ''}`,
    words: `${isBehind} ${percent(most)} of the worst losses${matters ? from : ''}`,
  };
}
