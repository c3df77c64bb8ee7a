/** When a threat comes, read back, with the chance that follows. */
import type { Model, Occurrence, Threat } from '../../model/model.ts';
import { dateAfter } from '../../model/time/date-time.ts';
import { listed, plainNumber } from '../../results/format/count.ts';
import { plainTime } from '../../results/format/date.ts';
import { oneIn, percent } from '../../results/format/share.ts';
import { duration, durationRange, inSpans, perSpan, spanName, statedHours } from '../../results/format/time.ts';
import type { LawView } from './combined-law.ts';
import { meanOver } from './mean-over.ts';
import type { Reader } from './quantity-words.ts';

/** ln(ln 20 / -ln 0.95): the Weibull through the 5 % and the 95 % point. See docs/theory.md. */
const SHAPE_NUMERATOR = Math.log(Math.log(20) / -Math.log(0.95));

const YEAR = 8760;

/** P(an event within `hours`) of a proximity: the Weibull through its two points, less the chance that it never comes. */
export function chanceWithin(occurs: Occurrence & { readonly kind: 'within' }, hours: number): number {
  const shape = SHAPE_NUMERATOR / Math.log(occurs.high / occurs.low);
  const scale = occurs.high / Math.log(20) ** (1 / shape);
  return (1 - occurs.never) * -Math.expm1(-((hours / scale) ** shape));
}

/** A chance in the first year, or in a shorter horizon, and in a longer horizon as a whole. */
function chances(chanceIn: (hours: number) => number, { horizonHours }: Model): string {
  const spanHours = Math.min(YEAR, horizonHours);
  const shown = (hours: number): string => {
    const chance = chanceIn(hours);
    // What may come or not is never certain, however surely it comes.
    return chance > 0.9995 ? 'over 99.9%' : percent(chance, chance / 50);
  };
  const first = `${shown(spanHours)} in the first ${spanName(spanHours)}`;
  return horizonHours > YEAR ? `${first}, ${shown(horizonHours)} in ${duration(horizonHours)}` : first;
}

/** Events a span on average, by name. */
function onAverage(mean: number, spanHours: number): string {
  const often = mean < 0.5 ? oneIn(mean) : plainNumber(Number(mean.toPrecision(3)));
  return mean < 0.5 ? `${inSpans(often, spanHours)} on average` : `${often} ${perSpan(spanHours)} on average`;
}

/**
 * A chance per year as the frequency and the proximity that come in a year with the same chance, as a model states them;
 * null where it comes in every year, which neither can say.
 */
export function otherForms(chance: LawView): { readonly frequency: string; readonly proximity: string } | null {
  // Mean time between events of a Poisson process.
  const meanHours = (p: number): number => -YEAR / Math.log1p(-p);
  const [short, long] = [meanHours(chance.quantile(0.95)), meanHours(chance.quantile(0.05))];
  const mean = meanHours(chance.mean);
  if (!(short > 0) || !(mean > 0) || !Number.isFinite(long)) return null;
  return {
    frequency: `every ${statedHours(short, long)}`,
    proximity: `within ${statedHours(-mean * Math.log(0.95), mean * Math.log(20))}`,
  };
}

/** A proximity as it is stated, where its source was found to be over-confident, so that another is simulated. */
function widenedFrom({ notes, sources }: Model, id: string): string {
  const stated = notes.about[`threats.${id}`]?.find(({ path }) => path === 'occurs')?.value ?? '';
  const isWidened = sources.some(
    (source) => source.calibration !== null && source.calibration < 0.9 && stated.includes(`(${source.id})`),
  );
  return isWidened ? `, widened from \`${stated}\`` : '';
}

/** When a threat comes, and the chance that follows: `comes every 3 to 10 years ...`. */
export function occurrenceWords({ id, occurs, rateFactor }: Threat, reader: Reader): string {
  const { model } = reader;
  const spanHours = Math.min(YEAR, model.horizonHours);
  switch (occurs.kind) {
    case 'rate': {
      const law = reader.law(occurs.amount);
      const isRate = occurs.per === 'rate';
      const perHour = (value: number): number => (isRate ? value : 1 / value) * rateFactor;
      const within = (hours: number): number => meanOver(law, (value) => -Math.expm1(-perHour(value) * hours));
      const stated = isRate
        ? reader.words(occurs.amount)
        : `every ${reader.words(occurs.amount, { tail: 'lower', isWithoutMean: true })}`;
      const mean = (isRate ? law.mean * rateFactor : meanOver(law, perHour)) * spanHours;
      if (mean === 0) return `comes ${stated}. So it never comes`;
      const follows = occurs.once
        ? `Only the first counts. So it comes at all: ${chances(within, model)}`
        : `So ${onAverage(mean, spanHours)}; at least one: ${chances(within, model)}`;
      return `comes ${stated}. ${follows}`;
    }
    case 'yearly': {
      const law = reader.law(occurs.chance);
      // A stretch of a year sees its part of it; an override of the pace works on the hazard.
      const ofYear = (p: number): number => -Math.expm1(rateFactor * Math.log1p(-p));
      const within = (hours: number): number =>
        hours < YEAR
          ? meanOver(law, (p) => ofYear(p) * (hours / YEAR))
          : meanOver(law, (p) => 1 - (1 - ofYear(p)) ** (hours / YEAR));
      const once = occurs.once ? ' Only the first counts.' : '';
      const over = model.horizonHours === YEAR ? '' : ` So at least one: ${chances(within, model)}.`;
      const forms = otherForms(law);
      const same =
        forms === null
          ? 'No frequency and no proximity says the same'
          : `As likely in a year: \`${forms.frequency}\`, or \`${forms.proximity}\``;
      return `comes in a year with a chance of ${reader.words(occurs.chance)}.${once}${over} ${same}`;
    }
    case 'within': {
      const never = occurs.never > 0 ? `, or never (${percent(occurs.never)})` : '';
      const again = occurs.once ? ' Only the first counts.' : ' After each the clock starts anew.';
      const words = `comes next within ${durationRange(occurs.low, occurs.high)} (90% sure)${widenedFrom(model, id)}${never}.${again}`;
      return `${words} So ${chances((hours) => chanceWithin(occurs, hours * rateFactor), model)}`;
    }
    case 'on': {
      const dates = occurs.atHours.map((at) => plainTime(dateAfter(model.starts, at)));
      return `comes on ${listed(dates)}, for certain`;
    }
  }
}
