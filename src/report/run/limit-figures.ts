/** The figures of a limit, in its own unit. */
import type { LimitResult, LimitStatus } from '../../results/scenario-result.ts';
import { plainNumber } from '../format/count.ts';
import { money, moneyError, shortMoney } from '../format/money.ts';
import { percent, percentError } from '../format/share.ts';
import type { Paint, Style } from '../text/style.ts';

export interface LimitFigures {
  readonly found: string;
  /** `± ...`; empty when there is none. */
  readonly error: string;
  readonly most: string;
}

export function limitFigures(limit: LimitResult, currency: string): LimitFigures {
  const { value, standardError } = limit.estimate;
  switch (limit.kind) {
    case 'meanLoss':
    case 'tailMean':
      return {
        found: money(value, currency, standardError),
        error: moneyError(standardError, currency),
        most: shortMoney(limit.limit, currency),
      };
    case 'gotThrough':
      return {
        found: plainNumber(value, standardError),
        error: standardError > 0 ? `± ${plainNumber(standardError, standardError)}` : '',
        most: plainNumber(limit.limit),
      };
    case 'loss':
    case 'outage':
    case 'curve':
    case 'harm':
      return {
        found: value === 0 ? 'not seen' : percent(value, standardError),
        error: value === 0 ? '' : percentError(standardError),
        most: percent(limit.limit),
      };
    case 'shareOfTail':
      return { found: percent(value, standardError), error: percentError(standardError), most: percent(limit.limit) };
  }
}

/** Colour of a status. */
export function statusPaint(status: LimitStatus, style: Style): Paint {
  switch (status) {
    case 'within':
      return style.good;
    case 'outside':
      return style.bad;
    case 'at margin':
    case 'not resolved':
      return style.doubtful;
  }
}
