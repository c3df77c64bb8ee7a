/** The readers that threads know, by name. */
import { readWays } from '../snowball/chains/read-ways.ts';
import { readTail } from '../snowball/points/read-tail.ts';
import { readGenerations } from '../snowball/growth/read-generations.ts';
import { readShocks } from '../snowball/imagination/read-shocks.ts';
import { readScaled } from '../snowball/growth/read-scaled.ts';
import { readEvents } from '../snowball/shares/read-events.ts';
import { readActing } from '../snowball/time/read-acting.ts';
import { readOutages } from '../snowball/time/read-outages.ts';
import { readSurvive } from '../snowball/time/read-survive.ts';
import { readBreaks } from '../study/discover/read-breaks.ts';
import { readFeatures } from '../study/discover/read-features.ts';
import { readLosses } from '../study/losses/read-losses.ts';
import { readWorlds } from '../study/sensitivity/read-worlds.ts';
import type { MakeReader } from '../sim/session/reader.ts';

const known = {
  breaks: readBreaks,
  features: readFeatures,
  losses: readLosses,
  tail: readTail,
  events: readEvents,
  generations: readGenerations,
  scaled: readScaled,
  shocks: readShocks,
  ways: readWays,
  acting: readActing,
  outages: readOutages,
  survive: readSurvive,
  worlds: readWorlds,
};

export const READERS: Readonly<Record<string, MakeReader>> = known as unknown as Readonly<Record<string, MakeReader>>;
