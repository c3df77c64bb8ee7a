/** What the sections of a page on the doughnut speak of. */
import type { DoughnutDocument } from '../../results/doughnut-document.ts';
import type { Plan, PortfolioLevels } from '../../results/doughnut/amounts.ts';
import type { DoughnutRings } from '../../results/doughnut/facts.ts';
import type { Estimate } from '../../results/estimate.ts';
import { listed } from '../../results/format/count.ts';
import { doubted } from '../../results/format/doubted.ts';
import { moneyAt } from '../../results/format/money.ts';
import { lastPlace, roundedAt } from '../../results/format/rounding.ts';
import { percent, sure } from '../../results/format/share.ts';
import { nodeName } from '../text/names.ts';
import type { Page } from '../text/style.ts';

export interface DoughnutScene {
  readonly document: DoughnutDocument;
  readonly page: Page;
  /** The last decimal place that sums of this page need, as a power of ten. */
  readonly place: number;
}

/** A page that has rings to draw. */
export interface RingScene extends DoughnutScene {
  readonly rings: DoughnutRings;
  readonly plans: Readonly<Record<'necessary' | 'optimum' | 'sufficient' | 'current', Plan>>;
}

/** The sums that give the page its measure. */
const sums = ({ rings, plans }: DoughnutDocument): number[] => {
  const amounts = rings === undefined ? [] : [rings.necessary, rings.optimum, rings.sufficient, rings.actual];
  return [...amounts, (plans.optimum ?? plans.current).total].map(({ value }) => Math.abs(value));
};

/** Three digits of the largest sum; a page that compares hundreds of thousands has no use for single pounds. */
export function sceneOf(document: DoughnutDocument, page: Page): DoughnutScene {
  const largest = Math.max(0, ...sums(document));
  return { document, page, place: largest > 0 ? lastPlace(largest) : 0 };
}

/** The scene with its rings; null where no portfolio is adequate. */
export function ringSceneOf(scene: DoughnutScene): RingScene | null {
  const { rings, plans } = scene.document;
  const { necessary, optimum, sufficient, current } = plans;
  if (rings === undefined || necessary === undefined || optimum === undefined || sufficient === undefined) return null;
  return { ...scene, rings, plans: { necessary, optimum, sufficient, current } };
}

/** True where trials were run; otherwise every figure is exact. */
export const isSimulated = ({ document }: DoughnutScene): boolean => document.trials > 0;

/** The place to which the page needs a sum: a small one keeps two digits, a large one has three. */
const neededPlace = (value: number, { place }: DoughnutScene): number =>
  Math.max(lastPlace(value), Math.min(place, lastPlace(value, 0, 2)));

const moneyTo = (value: number, at: number, { document, place }: DoughnutScene): string =>
  moneyAt(value, document.currency, at, 10 ** (place + 2) < 10);

/** Without zeros at the end of decimals. */
const shortened = (words: string): string =>
  words.replace(/\.(\d*?)0+(?=[a-z]+$)/, (_, digits: string) => (digits === '' ? '' : `.${digits}`));

/** A sum as finely as the page needs and as it is known. */
export function amount(value: number, scene: DoughnutScene, standardError = 0): string {
  const needed = neededPlace(value, scene);
  const isRough = standardError > 0 && Number.isFinite(standardError);
  if (!isRough) return shortened(moneyTo(value, needed, scene));
  return moneyTo(value, Math.max(needed, lastPlace(value, standardError)), scene);
}

/** The number that `sum` writes. */
export function shownSum({ value, standardError }: Estimate, scene: DoughnutScene): number {
  if (value === 0) return 0;
  const isRough = standardError > 0 && Number.isFinite(standardError);
  return roundedAt(value, Math.max(neededPlace(value, scene), isRough ? lastPlace(value, standardError) : -Infinity));
}

/** How far two sums lie apart as they are written, so that who takes one from the other on the page finds the same. */
export function gap(a: number, b: number, scene: DoughnutScene): string {
  const places = [a, b].filter((value) => value !== 0).map((value) => neededPlace(value, scene));
  if (places.length === 0) return amount(0, scene);
  const shown = (value: number): number => (value === 0 ? 0 : roundedAt(value, neededPlace(value, scene)));
  return shortened(moneyTo(Math.abs(shown(a) - shown(b)), Math.min(...places), scene));
}

/** An estimate in money; one that nothing bounds is shown as it is, and its ends beside it. */
export const sum = (estimate: Estimate, scene: DoughnutScene): string =>
  doubted(amount(estimate.value, scene, estimate.standardError), estimate);

/**
 * A ring: what its plan costs, as finely as the page writes sums. What noise leaves open is which plan it is, and its ends say that;
 * rounded to its error a ring could stand on the wrong side of another.
 */
export const ring = (known: Estimate, scene: DoughnutScene): string => doubted(amount(known.value, scene), known);

/** A sum with its sign: `+£170k`. */
export function signed(value: number, scene: DoughnutScene, standardError = 0): string {
  const words = amount(value, scene, standardError);
  return value > 0 ? `+${words}` : words;
}

/** Names of limits, in order of id. */
export const limitIds = ({ document }: DoughnutScene): readonly string[] =>
  Object.keys(document.asked.limits).toSorted();

/** `the limit`, `the limits`. */
export const theLimits = (scene: DoughnutScene): string => (limitIds(scene).length === 1 ? 'the limit' : 'the limits');

/** `the board's limit`, `the board's limits`. */
export const boardsLimits = (scene: DoughnutScene): string =>
  limitIds(scene).length === 1 ? "the board's limit" : "the board's limits";

/** `90%`, or `80% to 95%` where limits ask for different ones. */
export function askedWords({ document }: DoughnutScene): string {
  const asked = Object.values(document.asked.limits);
  const [low, high] = [Math.min(...asked), Math.max(...asked)];
  return asked.length === 0 || low === high
    ? percent(asked.length === 0 ? document.asked.confidence : low)
    : `${percent(low)} to ${percent(high)}`;
}

/** Confidences are equal within this. */
const TOLERANCE = 1e-12;

/** The limit whose confidence lies farthest below what is asked, or least above. */
export function farthest(
  confidences: Readonly<Record<string, Estimate>>,
  scene: DoughnutScene,
): { readonly id: string; readonly confidence: Estimate; readonly asked: number; readonly isKept: boolean } | null {
  const all = limitIds(scene).flatMap((id) => {
    const [confidence, asked] = [confidences[id], scene.document.asked.limits[id]];
    if (confidence === undefined || asked === undefined) return [];
    const slack = confidence.value - asked;
    return [{ id, confidence, asked, slack, isKept: slack >= -TOLERANCE }];
  });
  return all.toSorted((a, b) => a.slack - b.slack)[0] ?? null;
}

/** A confidence of which nothing is known: too little happened to judge its limit. */
export const isUntold = ({ standardError }: Estimate): boolean => standardError >= 0.5;

/** `85%`; exactly known ones may be certain, and those of which nothing is known are `?`. */
export const sureShare = (confidence: Estimate, scene: DoughnutScene): string => {
  if (isUntold(confidence)) return '?';
  return isSimulated(scene) ? sure(confidence.value) : percent(confidence.value);
};

/** Two portfolios are the same choice. */
export const isSame = (a: PortfolioLevels, b: PortfolioLevels): boolean =>
  Object.keys({ ...a, ...b }).every((control) => a[control] === b[control]);

/** Position of a level among those of its control, lowest first; -1 where it has none of that name. */
export const levelPosition = (control: string, level: string, { document }: DoughnutScene): number =>
  Object.keys(document.controls[control]?.levels ?? {}).indexOf(level);

/** `locks`, `sprinkler: zoned`: a control at a level; of one that can only be bought or not the level says nothing more. */
export function optionName(control: string, level: string, scene: DoughnutScene): string {
  const name = nodeName(control, scene.page);
  const levels = Object.keys(scene.document.controls[control]?.levels ?? {});
  return levels.length === 2 || levels.indexOf(level) === 0 ? name : `${name}: ${level}`;
}

/** `locks`, `guards down to day`: a control that is given up, or in part. */
export function loweredName(control: string, level: string, scene: DoughnutScene): string {
  const name = nodeName(control, scene.page);
  return levelPosition(control, level, scene) <= 0 ? name : `${name} down to ${level}`;
}

/** What one portfolio has that another has not: `sprinkler: zoned and locks`; empty where nothing. */
export function differences(
  from: PortfolioLevels,
  to: PortfolioLevels,
  scene: DoughnutScene,
): { readonly more: readonly string[]; readonly less: readonly string[] } {
  const changed = Object.keys(to)
    .toSorted()
    .filter((control) => from[control] !== to[control]);
  const isMore = (control: string): boolean =>
    levelPosition(control, to[control] ?? '', scene) > levelPosition(control, from[control] ?? '', scene);
  return {
    more: changed.filter(isMore).map((control) => optionName(control, to[control] ?? '', scene)),
    less: changed
      .filter((control) => !isMore(control))
      .map((control) => loweredName(control, to[control] ?? '', scene)),
  };
}

/** `with sprinkler: zoned and locks, without guards`; names beyond the first few are counted. */
export function differenceWords(from: PortfolioLevels, to: PortfolioLevels, scene: DoughnutScene, most = 4): string {
  const { more, less } = differences(from, to, scene);
  const names = (all: readonly string[]): string => listed(all, all.length > most ? most - 1 : most);
  const parts = [
    more.length === 0 ? '' : `with ${names(more)}`,
    less.length === 0 ? '' : `without ${names(less)}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'with nothing changed' : parts.join(', ');
}

/** `76 in 100`; certain and impossible in words. */
export function oddsWords({ value }: Estimate): {
  readonly odds: string;
  readonly isSure: boolean;
  readonly isNever: boolean;
} {
  const per100 = Math.round(value * 100);
  const isSure = value >= 0.9995;
  const isNever = value <= 0.0005;
  const odds = per100 >= 100 ? 'over 99 in 100' : per100 <= 0 ? 'under 1 in 100' : `${per100} in 100`;
  return { odds: isSure ? 'surely' : isNever ? 'never' : odds, isSure, isNever };
}
