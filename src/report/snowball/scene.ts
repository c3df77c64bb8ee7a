/** What the sections of a page on snowballs speak of. */
import type { Model } from '../../model/model.ts';
import type { MadeHere, SnowballDocument, SnowballResult } from '../../results/snowball-document.ts';
import type { Estimate } from '../../results/estimate.ts';
import { hasGiven } from '../asked/given-words.ts';
import { counted, listed, wholeNumber } from '../../results/format/count.ts';
import { spanName } from '../../results/format/time.ts';
import { nodeName, threatName } from '../text/names.ts';
import type { Page } from '../text/style.ts';

/** What a page on snowballs asks of the model. */
export interface SnowballModel extends Pick<Model, 'scenario' | 'selection' | 'starts' | 'horizonHours' | 'overruled'> {
  readonly threats: readonly Pick<Model['threats'][number], 'id'>[];
  readonly controls: readonly (Pick<Model['controls'][number], 'id'> & { readonly levels: readonly unknown[] })[];
}

export interface SnowballScene {
  readonly document: SnowballDocument;
  /** Name of the scenario in the document. */
  readonly scenario: string;
  readonly result: SnowballResult;
  readonly model: SnowballModel;
  readonly page: Page;
  /** The mean of the same tail, where more futures than these tell it; absent where these are all. */
  readonly tailMean?: Estimate | undefined;
}

/** Members of a set that are named; the rest is counted. */
const MOST_NAMED = 4;

const YEAR = 8760;

/** Hours of a period: a year, or the horizon where it is shorter. */
export const periodHoursOf = ({ document }: SnowballScene): number => Math.min(YEAR, document.horizonHours);

/** True where events are given: periods are then cases of them. */
export const isCase = ({ result }: SnowballScene): boolean => hasGiven(result);

/** `year`, `case`, or `spell of 60 days`. */
export function periodName(scene: SnowballScene): string {
  if (isCase(scene)) return 'case';
  const name = spanName(periodHoursOf(scene));
  return /^\d/.test(name) ? `spell of ${name}` : name;
}

/** `years`, `cases`, `spells of 60 days`. */
export function periodNames(scene: SnowballScene): string {
  const one = periodName(scene);
  return one.startsWith('spell ') ? one.replace('spell', 'spells') : `${one}s`;
}

/** `2,000 years`, `1 case`, `3 spells of 60 days`. */
export const periods = (count: number, scene: SnowballScene): string =>
  counted(count, periodName(scene), periodNames(scene));

/** `year in 100`: what the tail is one of. */
const tailPeriod = (scene: SnowballScene): string =>
  `${periodName(scene)} in ${scene.result.tail.level === 0.95 ? 20 : 100}`;

/** `1%`: how much of all periods the tail is. */
export const tailShare = ({ result }: SnowballScene): string => (result.tail.level === 0.95 ? '5%' : '1%');

/** `the worst year in 100`. */
export const worstPeriod = (scene: SnowballScene): string => `the worst ${tailPeriod(scene)}`;

/** A node, a control, a threat or the state of a driver, whichever has this id. */
export function nameOf(id: string, { model, page }: SnowballScene): string {
  const isCause = id.startsWith('driver:') || model.threats.some((threat) => threat.id === id);
  return isCause ? threatName(id, page) : nodeName(id, page);
}

/** `east & west`: a place as tables name it; sets that are large are counted. */
export function placeName(place: Pick<MadeHere, 'id' | 'kind' | 'members'>, scene: SnowballScene): string {
  const { id, kind, members } = place;
  const isSet = kind === 'twins' || kind === 'loop' || kind === 'coincidence' || kind === 'together';
  if (!isSet || members.length < 2) return nameOf(id, scene);
  // Twins of one name go by that name
  if (kind === 'twins' && !members.includes(id) && !id.includes(' & ')) return `${id} (${wholeNumber(members.length)})`;
  const names = members.map((member) => nodeName(member, scene.page));
  const shown =
    names.length > MOST_NAMED ? [...names.slice(0, MOST_NAMED - 1), `${names.length - MOST_NAMED + 1} more`] : names;
  return shown.join(' & ');
}

/** `a, b and 7 more`, by their labels. */
export const namesListed = (ids: readonly string[], scene: SnowballScene, most: number = MOST_NAMED): string =>
  listed(
    ids.map((id) => nameOf(id, scene)),
    ids.length > most ? most - 1 : most,
  );
