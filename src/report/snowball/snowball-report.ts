/** The page on where failures compound, for people: the point, then what stands behind it. */
import type { Model } from '../../model/model.ts';
import type { SnowballDocument } from '../../results/snowball-document.ts';
import type { TrialDocument } from '../../results/trial-document.ts';
import { counted, wholeNumber } from '../../results/format/count.ts';
import { namesOf } from '../../results/names.ts';
import { title } from '../run/title.ts';
import { commandLines } from '../text/command-lines.ts';
import { idsBehind } from '../text/names.ts';
import { prose, section } from '../text/section.ts';
import type { Page } from '../text/style.ts';
import { chainLines, chains } from './chains.ts';
import { growth } from './growth.ts';
import { headline } from './headline.ts';
import { audit, imagination } from './imagination.ts';
import { besidePoints, pointsTable } from './points-table.ts';
import { removal } from './removal.ts';
import { timelineLines } from '../trial/trial-report.ts';
import { namesListed, type SnowballScene } from './scene.ts';
import { shares } from './shares.ts';
import { silos } from './silos.ts';
import { structure } from './structure.ts';
import { time } from './time.ts';

export interface SnowballReport {
  readonly document: SnowballDocument;
  /** The model under each scenario of the document, by its name. */
  readonly models: Readonly<Record<string, Model>>;
  /** The words of the command line that gives the same figures again, quoted; empty to leave it out. */
  readonly command: readonly string[];
}

const isMarked = (line: string): boolean =>
  /\d[\d.,]*(%|k|m|bn|tn| (h|min|s|days?|years?))?\?(?=[\s.,;:)]|$)/.test(line);

/** What the figures rest on, and how to have them again. */
function footer(scene: SnowballScene, above: readonly string[], command: readonly string[]): string[] {
  const { document, result, page } = scene;
  const { measured, tail } = result;
  const inWorlds =
    measured.worlds > 1
      ? ` in ${counted(measured.worlds, 'world')}, each one draw of all that is uncertain in the model`
      : '';
  const words = [
    tail.level === null
      ? ''
      : `The tail is the worst ${tail.level === 0.95 ? '5%' : '1%'}: ${wholeNumber(tail.periodsWithLoss)} of ${wholeNumber(tail.periods)}. Each figure is a difference on the same futures, with one thing changed.`,
    `${counted(measured.trials, 'trial')}${inWorlds}. ±: one standard error.`,
    above.some(isMarked) ? 'Figures marked ? rest on too few trials.' : '',
    `Seed "${document.seed}", model ${document.modelHash.slice(0, 19)}, Ringfence ${document.ringfence}.`,
  ].filter((each) => each !== '');
  return section(
    'How it was found',
    [...words.flatMap((each) => prose(each, page)), ...commandLines(command, page)],
    page,
  );
}

const PARTS = [
  ['chains', 'chains'],
  ['time', 'time'],
  ['removal', 'what would remove it'],
  ['tipping', 'growth'],
  ['shares', 'shares of threats'],
  ['structure', 'structure'],
  ['imagination', 'imagination'],
] as const;

/** What was not reached when the run was cut short. */
function cutLines({ document, result, page }: SnowballScene): string[] {
  if (!document.partial) return [];
  const missing = PARTS.flatMap(([part, name]) => (result[part] === undefined ? [name] : []));
  return missing.length === 0
    ? []
    : prose(`Not looked at before it was cut short: ${missing.join(', ')}.`, page).map(page.style.bad);
}

/** Of a search for snowballs the conditions stand in the model. */
function headOf({ document, result, model, page }: SnowballScene): string[] {
  const { scenario, selection, starts, horizonHours, overruled } = model;
  const portfolio = selection.portfolio ?? 'current';
  return title({
    document: { ...document, title: `${document.title}: where failures compound` },
    result: { ...result, conditions: { scenario, portfolio, starts, horizonHours, overruled } },
    page,
  });
}

/** The goals, where the command line named them. */
function goalLines(scene: SnowballScene, isAsked: boolean): string[] {
  return isAsked
    ? prose(`Asked of ${namesListed(scene.result.goals, scene)}, instead of the goals of the model.`, scene.page)
    : [];
}

function onScene(scene: SnowballScene, command: readonly string[], isAsked: boolean): string[] {
  const found = [
    ...headline(scene),
    ...cutLines(scene),
    ...pointsTable(scene),
    ...chains(scene),
    ...time(scene),
    ...removal(scene),
    ...growth(scene),
    ...shares(scene),
    ...structure(scene),
    ...silos(scene),
    ...imagination(scene),
    ...audit(scene),
    ...besidePoints(scene),
  ];
  return [
    ...headOf(scene),
    ...goalLines(scene, isAsked),
    ...found,
    ...idsBehind(found, scene.page),
    ...footer(scene, found, command),
  ];
}

function scenesOf({ document, models }: Omit<SnowballReport, 'command'>, bare: Page): readonly SnowballScene[] {
  const page: Page = { ...bare, names: namesOf(document.labels) };
  return Object.entries(document.scenarios).flatMap(([scenario, result]): SnowballScene[] => {
    const model = models[scenario];
    return model === undefined ? [] : [{ document, scenario, result, model, page }];
  });
}

export interface ChainReport extends SnowballReport {
  /** Number of the chain, from 1. */
  readonly number: number;
  /** Its typical future; null where there is none. */
  readonly future: TrialDocument | null;
}

/** Lines of one chain of the first scenario: in full, then a typical future of it hour by hour. */
export function chainReport({ number, future, command, ...report }: ChainReport, bare: Page): string[] {
  const [scene] = scenesOf(report, bare);
  const chain = scene?.result.chains?.[number - 1];
  if (scene === undefined || chain === undefined) return [];
  const { page } = scene;
  const told =
    future === null
      ? []
      : section(
          `A typical future of it: world ${future.address.world}, trial ${future.address.trial}`,
          ['', ...timelineLines(future, page)],
          page,
        );
  const lines = [
    ...section(`Chain ${number} of ${scene.result.chains?.length ?? 0}`, chainLines(chain, scene, true), page),
    ...told,
  ];
  const again = command.length === 0 ? [] : [...command, `--chain ${number}`];
  return [...headOf(scene), ...lines, ...idsBehind(lines, page), ...commandLines(again, page)];
}

/** Lines of the page, none wider than it; several scenarios one after the other. */
export function snowballReport({ document, models, command }: SnowballReport, bare: Page): string[] {
  const scenes = scenesOf({ document, models }, bare);
  const isAsked = command.some((word) => word.startsWith('--goal '));
  return scenes.flatMap((scene, index) => [
    ...(index === 0 ? [] : ['', '']),
    ...onScene(scene, index === scenes.length - 1 ? command : [], isAsked),
  ]);
}
