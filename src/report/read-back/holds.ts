/** What scenarios hold, read back. */
import type { Hold } from '../../model/drivers.ts';
import { dateAfter } from '../../model/time/date-time.ts';
import { plainNumber } from '../../results/format/count.ts';
import { plainTime } from '../../results/format/date.ts';
import type { Reader } from './quantity-words.ts';

/** A sentence for each hold. */
export function holdSentences(holds: readonly Hold[], reader: Reader): string[] {
  const { starts, horizonHours } = reader.model;
  const at = (hours: number): string => plainTime(dateAfter(starts, hours));
  return holds.map((hold) => {
    const held = hold.kind === 'index' ? `x${plainNumber(hold.value)}` : (hold.state ?? 'normal');
    const when = hold.from === 0 && hold.to === horizonHours ? 'all along' : `from ${at(hold.from)} to ${at(hold.to)}`;
    return `It holds ${hold.driver} at ${held} ${when}.`;
  });
}
