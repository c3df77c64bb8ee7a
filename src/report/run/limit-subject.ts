/** What a limit limits, in few words; how much is tolerated stands beside it. */
import type { Limit } from '../../model/model.ts';
import type { LimitResult } from '../../results/scenario-result.ts';
import { plainNumber } from '../../results/format/count.ts';
import { shortMoney } from '../../results/format/money.ts';
import { percent } from '../../results/format/share.ts';
import { duration } from '../../results/format/time.ts';
import { nodeName, threatName } from '../text/names.ts';
import type { Page } from '../text/style.ts';
import type { Scene } from './scene.ts';

function subject(limit: Limit, currency: string, page: Page): string {
  switch (limit.kind) {
    case 'loss':
      return `loss over ${shortMoney(limit.over, currency)}`;
    case 'outage': {
      const down = limit.mbco < 1 ? `below ${percent(limit.mbco)}` : 'below full';
      const name = limit.over === 'hours' ? '' : ` (${limit.over})`;
      return `${nodeName(limit.node, page)} ${down} over ${duration(limit.overHours)}${name}`;
    }
    case 'gotThrough':
      return `${threatName(limit.threat, page)} getting through, times a year`;
    case 'meanLoss':
      return 'mean loss a year';
    case 'tailMean':
      return `mean of the worst ${percent(1 - limit.level)}`;
    case 'curve': {
      const points = limit.points.map(({ loss, chance }) => `${shortMoney(loss, currency)} ${percent(chance)}`);
      return `loss curve ${points.join(', ')}`;
    }
    case 'harm':
      return limit.over === 0 ? 'anyone harmed' : `more than ${plainNumber(limit.over)} people harmed`;
    case 'shareOfTail':
      return (
        `share of the worst losses ${limit.node === 'any' ? 'any one node causes' : `that ${nodeName(limit.node, page)} causes`}` +
        (limit.mattersOver > 0 ? `, once over ${shortMoney(limit.mattersOver, currency)}` : '')
      );
  }
}

/** What a limit of the result limits; its own words where the model does not have it. */
export function limitSubject(result: LimitResult, scene: Scene): string {
  const limit = scene.model.limits.find(({ id }) => id === result.id);
  return limit === undefined ? result.words : subject(limit, scene.document.currency, scene.page);
}
