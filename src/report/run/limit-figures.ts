/** The figures of a limit, in its own unit. */
import { exceeds } from '../../model/bounds.ts';
import type { LimitResult, LimitStatus } from '../../results/scenario-result.ts';
import { plainNumber } from '../../results/format/count.ts';
import { money, moneyError, shortMoney } from '../../results/format/money.ts';
import { oneIn, percent, percentError, sure, sureBetween } from '../../results/format/share.ts';
import type { Paint, Style } from '../text/style.ts';

export interface LimitFigures {
  readonly found: string;
  /** `± ...`, or what bounds it; empty when there is neither. */
  readonly error: string;
  readonly most: string;
}

/** True where a limit on a share of the tail is kept because the tail is too small to matter. */
export const isNoMatter = ({ status, estimate, limit, ofTail }: LimitResult): boolean =>
  ofTail !== undefined && status === 'within' && exceeds(estimate.value, limit);

/** The loss at which a tolerance curve is judged: that of the point that decides. Null where it has one point only, and for other limits. */
export function decidingLoss({ kind, points = [], limit }: LimitResult): number | null {
  if (kind !== 'curve' || points.length < 2) return null;
  const at = points.filter(({ chance }) => chance === limit);
  return at.length === 1 ? (at[0]?.loss ?? null) : null;
}

/** How often a year; `0.0039 (once in 256 years)` where that is seldom. It is a mean, no chance of one event or more. */
function frequency(value: number, standardError = 0): string {
  const seldom = oneIn(value, standardError).replace(/^1 in (.*)$/, 'once in $1 years');
  return `${plainNumber(value, standardError)}${seldom === '' ? '' : ` (${seldom})`}`;
}

/** What a limit tolerates, in its own unit. */
export function limitFigure(kind: LimitResult['kind'], limit: number, currency: string): string {
  switch (kind) {
    case 'meanLoss':
    case 'tailMean':
      return shortMoney(limit, currency);
    case 'gotThrough':
      return frequency(limit);
    case 'loss':
    case 'outage':
    case 'curve':
    case 'harm':
    case 'shareOfTail':
      return percent(limit);
  }
}

export function limitFigures(limit: LimitResult, currency: string): LimitFigures {
  const { value, standardError, high } = limit.estimate;
  const isUnseen = value === 0 && high !== undefined;
  const most = limitFigure(limit.kind, limit.limit, currency);
  switch (limit.kind) {
    case 'meanLoss':
    case 'tailMean':
      return {
        found: isUnseen ? 'not seen' : money(value, currency, standardError),
        error: isUnseen ? `under ${money(high, currency, high)}` : moneyError(standardError, currency),
        most,
      };
    case 'gotThrough':
      return {
        found: isUnseen ? 'not seen' : frequency(value, standardError),
        error: isUnseen
          ? `under ${plainNumber(high, high)}`
          : standardError > 0
            ? `± ${plainNumber(standardError, standardError)}`
            : '',
        most,
      };
    case 'loss':
    case 'outage':
    case 'curve':
    case 'harm':
      return {
        found: isUnseen ? 'not seen' : percent(value, standardError),
        error: isUnseen ? `under ${percent(high, high)}` : percentError(standardError),
        most,
      };
    case 'shareOfTail': {
      const isSmall = isNoMatter(limit);
      return {
        found: isSmall ? 'too small' : percent(value, standardError),
        error: isSmall ? '' : percentError(standardError),
        most,
      };
    }
  }
}

/** How sure it is that a limit holds: a range while the simulation leaves that open. */
export function sureness({ confidence, status }: LimitResult): string {
  const { value, low = value, high = value } = confidence;
  return status === 'at margin' && low < high ? sureBetween(low, high) : sure(value);
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
