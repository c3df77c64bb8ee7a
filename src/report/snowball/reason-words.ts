/** Why a place makes more of a failure than it received, in words. */
import type { MadeHere } from '../../results/snowball-document.ts';
import type { MiddleAndBad, PointReasons } from '../../results/snowball/reasons.ts';
import { counted, wholeNumber } from '../../results/format/count.ts';
import { namesListed, type SnowballScene } from './scene.ts';
import { about } from './figures.ts';

/** A place with what lets it compound. */
type Place = Pick<MadeHere, 'id' | 'kind' | 'members'> & { readonly reasons?: PointReasons | undefined };

/** Lengths closer than this share are one. */
const ALIKE = 0.05;

/** `11 h`, `11 h (1 in 20: 14 h)`. */
export function middleAndBad({ middle, oneIn20 }: MiddleAndBad): string {
  const isOne = Math.abs(oneIn20 - middle) <= ALIKE * Math.abs(middle);
  return isOne ? about(middle) : `${about(middle)} (1 in 20: ${about(oneIn20)})`;
}

/** ` 11 h`; nothing where a formula decides it. */
const brief = (length: MiddleAndBad | null): string => (length === null ? '' : ` ${about(length.middle)}`);

/** A length in a sentence. */
const spoken = (length: MiddleAndBad | null): string =>
  length === null ? 'a time that a formula decides' : middleAndBad(length);

/** A few words for a row of a table: `changeover 11 h, restart 6 h`. */
export function briefReasons({ kind, members, reasons = {} }: Place, scene: SnowballScene): string {
  switch (kind) {
    case 'threat':
      return `one event strikes ${namesListed(members, scene)}`;
    case 'commonCause':
      return `one cause takes ${namesListed(members, scene)}`;
    case 'coincidence':
      return 'struck at the same time';
    case 'loop':
      return 'they keep each other down';
    case 'together':
      return 'what one does not make, another does';
    case 'twins':
    case 'node':
    case 'control': {
      const { switchoverHours, restartHours, fallbackDelayHours, dependants = [], letsThrough = [] } = reasons;
      const words = [
        switchoverHours === undefined ? [] : [`changeover${brief(switchoverHours)}`],
        restartHours === undefined ? [] : [`restart${brief(restartHours)}`],
        fallbackDelayHours === undefined ? [] : [`fallback delayed${brief(fallbackDelayHours)}`],
        dependants.length > 1 ? [`felt by ${namesListed(dependants, scene, 3)}`] : [],
        letsThrough.length > 0 ? [`lets ${namesListed(letsThrough, scene, 3)} through`] : [],
        kind === 'twins' ? [`${wholeNumber(members.length)} alike`] : [],
      ].flat();
      return words.join(', ');
    }
  }
}

/** Sentences for the head of the page. */
export function reasonSentences({ kind, members, reasons = {} }: Place, scene: SnowballScene): string[] {
  const several = namesListed(members, scene);
  switch (kind) {
    case 'threat':
      return [`One event strikes ${several}. Struck one at a time they would cost less.`];
    case 'commonCause':
      return [`One cause takes ${several} at the same time. Failing one at a time they would cost less.`];
    case 'coincidence':
      return [`What strikes ${several} comes at the same time. Apart from each other it would cost less.`];
    case 'loop':
      return [`${several} need each other: once all are down, none can start before another has.`];
    case 'together':
      return [`No one of them alone makes as much: what one does not make of a failure, another does.`];
    case 'twins':
      return [`They are ${counted(members.length, 'node')} alike: ${several}.`, ...clockSentences(reasons, scene)];
    case 'node':
    case 'control':
      return clockSentences(reasons, scene);
  }
}

function clockSentences(reasons: PointReasons, scene: SnowballScene): string[] {
  const { switchoverHours, restartHours, fallbackDelayHours, dependants = [], letsThrough = [] } = reasons;
  return [
    switchoverHours === undefined
      ? []
      : [`When one supply fails while another stands ready, changing over takes it ${spoken(switchoverHours)}.`],
    restartHours === undefined ? [] : [`After each outage it takes ${spoken(restartHours)} to start again.`],
    fallbackDelayHours === undefined ? [] : [`Its fallback stands in only after ${spoken(fallbackDelayHours)}.`],
    dependants.length > 1
      ? [`Its outages are felt by ${wholeNumber(dependants.length)}: ${namesListed(dependants, scene)}.`]
      : [],
    letsThrough.length > 0
      ? [`While it is down, ${namesListed(letsThrough, scene)} ${letsThrough.length === 1 ? 'comes' : 'come'} through.`]
      : [],
  ].flat();
}
