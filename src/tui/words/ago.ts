/** How long ago something was, as people say it. */
import { counted } from '../../results/format/count.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function ago(milliseconds: number): string {
  if (milliseconds < MINUTE) return 'just now';
  if (milliseconds < HOUR) return `${counted(Math.floor(milliseconds / MINUTE), 'minute')} ago`;
  if (milliseconds < DAY) return `${counted(Math.floor(milliseconds / HOUR), 'hour')} ago`;
  if (milliseconds < 2 * DAY) return 'yesterday';
  return `${counted(Math.floor(milliseconds / DAY), 'day')} ago`;
}
