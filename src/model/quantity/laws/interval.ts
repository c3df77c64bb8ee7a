/** Central 90 % intervals, and those with their median. */
import type { Dimension } from '../../quantity.ts';
import { fromNought } from '../from-nought.ts';
import { metalogRises } from '../metalog-rises.ts';
import { refuse } from '../parsed.ts';
import { liesBelowOne, logit } from './below-one.ts';
import { checkAscending } from './checks.ts';
import type { Ends, LawOf, LawPlace, LawRecord } from './law-record.ts';
import { FAR, LOG_LARGEST } from './reach.ts';
import { sureRange } from './words.ts';

/** Normal quantile of .95. */
const Z_95 = 1.6448536269514722;
/** Logit of 1 - 1e-8: shares nearer to 0 or 1 are not told from them. */
const LOGIT_FAR = 18.420680734;

type Stated = LawOf<'interval' | 'threePoint'>;

function checkEnds({ low, high }: Stated, { dimension, mark, written }: LawPlace): void {
  if (dimension === 'share') {
    if (low > 0 && high < 1) return;
    refuse(
      'interval',
      'an interval of a share lies between 0 and 100 % without touching them: one case in twenty lies beyond each end',
      fromNought(written, dimension),
      mark,
    );
  }
  if (low > 0) return;
  if (low < 0) {
    refuse(
      'interval',
      'an interval lies above 0',
      'write `normal mean sd` or `uniform low high` where values may lie below 0',
      mark,
    );
  }
  refuse(
    'interval',
    'an interval needs a low end above 0: one case in twenty lies below it',
    fromNought(written, dimension),
    mark,
  );
}

const support = ({ high }: Stated, dimension: Dimension): Ends => [0, liesBelowOne(dimension, high) ? 1 : Infinity];

/** The point as far from `middle` on the line as `end` is, times `widening`. */
const widened = (middle: number, end: number, widening: number): number => middle + widening * (end - middle);

/** How much farther than its 95th percentile a lognormal law, and a metalog of the logarithm at the most, reaches. */
const REACH = { interval: FAR / Z_95, threePoint: 5 };

/** Whether the widened interval of a share, or what lies above that of a positive quantity, stays within bounds. */
function spreadIsSound(law: Stated, dimension: Dimension, widening: number): boolean {
  const belowOne = liesBelowOne(dimension, law.high);
  const scale = belowOne ? logit : Math.log;
  const [from, to] = [scale(law.low), scale(law.high)];
  const middle = law.kind === 'interval' ? 0.5 * (from + to) : scale(law.mid);
  if (!belowOne) return widened(middle, to, widening * REACH[law.kind]) <= LOG_LARGEST;
  return widened(middle, from, widening) >= -LOGIT_FAR && widened(middle, to, widening) <= LOGIT_FAR;
}

export const INTERVAL: LawRecord<LawOf<'interval'>> = {
  check: (law, place) => {
    checkAscending([law.low, law.high], place.mark);
    checkEnds(law, place);
  },
  support,
  reach: ({ low, high }) => [low, high],
  spreadIsSound,
  scaled: (law, factor) => ({ ...law, low: law.low * factor, high: law.high * factor }),
  reachesNought: () => false,
  words: ({ low, high }, say) => sureRange(low, high, say),
};

export const THREE_POINT: LawRecord<LawOf<'threePoint'>> = {
  check: (law, place) => {
    checkAscending([law.low, law.mid, law.high], place.mark);
    checkEnds(law, place);
    const scale = liesBelowOne(place.dimension, law.high) ? logit : Math.log;
    if (metalogRises(scale(law.low), scale(law.mid), scale(law.high))) return;
    refuse(
      'infeasible',
      'the median lies too near to one end: no metalog has these three points',
      'move the median towards the middle, or write `pert low mode high`',
      place.mark,
    );
  },
  support,
  reach: ({ low, high }) => [low, high],
  spreadIsSound,
  scaled: (law, factor) => ({ ...law, low: law.low * factor, mid: law.mid * factor, high: law.high * factor }),
  reachesNought: () => false,
  words: ({ low, mid, high }, say) => `${sureRange(low, high, say)}, as likely above as below ${say(mid)}`,
};
